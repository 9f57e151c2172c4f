package dev.headroom.api;

import dev.headroom.access.Scope;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes the description: how to authenticate, what an error is, what every write takes, and an example of everything. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final Set<PathItem.HttpMethod> WRITES = Set.of(
            PathItem.HttpMethod.POST, PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH, PathItem.HttpMethod.DELETE);

    @Bean
    OperationCustomizer scopeOfOperation() {
        return (operation, route) -> {
            var needs = route.getMethodAnnotation(Needs.class);
            var scope = needs == null ? Scope.ADMIN : needs.value();
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER, List.of(scope.code())));
            operation.addExtension("x-scope", scope.code());
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer wholeDescription() {
        return api -> {
            api.info(new Info()
                    .title("Headroom")
                    .version("1")
                    .description(
                            "When your own servers run out, what to buy, by which day to order it, and what it costs. Dates are"
                                    + " YYYY-MM-DD, money is an amount with its currency, unknown is null."));
            api.getComponents()
                    .addSecuritySchemes(
                            BEARER,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .description(
                                            "A token from POST /api/v1/tokens, with the scope that the operation names."));
            api.getComponents().addSchemas(PROBLEM, problem());
            var examples = new Examples(api.getComponents().getSchemas());
            api.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap()
                            .forEach((method, operation) -> complete(api, method, operation, examples)));
        };
    }

    private static void complete(OpenAPI api, PathItem.HttpMethod method, Operation operation, Examples examples) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        var problem = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))
                                .example(examples.problem()));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("What went wrong, as RFC 9457 has it")
                                .content(problem))
                .addApiResponse(
                        "429",
                        new ApiResponse()
                                .description("Too many requests")
                                .addHeaderObject(
                                        "Retry-After",
                                        new Header().schema(typed("integer")).description("Seconds to wait"))
                                .content(problem));
        if (WRITES.contains(method)) {
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name(IdempotentWrites.KEY)
                    .required(false)
                    .description(
                            "Sent again within 24 hours, the write has no second effect and gets the first answer.")
                    .schema(typed("string").maxLength(255))
                    .example("3f1c9a52-7d1e-4b0e-9f57-2f6f6f1c8a10"));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getExample() == null && parameter.getSchema() != null)
                    .forEach(
                            parameter -> parameter.setExample(examples.of(parameter.getName(), parameter.getSchema())));
        }
        if (operation.getRequestBody() != null) {
            examples.complete(operation.getRequestBody().getContent());
            operation
                    .getRequestBody()
                    .getContent()
                    .values()
                    .forEach(body -> close(api, body.getSchema(), Collections.newSetFromMap(new IdentityHashMap<>())));
        }
        operation.getResponses().values().forEach(response -> examples.complete(response.getContent()));
    }

    /** Says that a body may have the fields that are named, and no others. */
    private static void close(OpenAPI api, @Nullable Schema<?> schema, Set<Schema<?>> closed) {
        if (schema == null || !closed.add(schema)) {
            return;
        }
        var ref = schema.get$ref();
        if (ref != null) {
            close(api, api.getComponents().getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1)), closed);
        }
        if (schema.getProperties() != null) {
            schema.setAdditionalProperties(false);
            schema.getProperties().values().forEach(property -> close(api, property, closed));
        } else if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            close(api, values, closed);
        }
        close(api, schema.getItems(), closed);
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(either -> close(api, either, closed));
        }
    }

    private static Schema<?> problem() {
        var error = typed("object");
        error.addProperty("field", typed("string"));
        error.addProperty("value", new Schema<>());
        error.addProperty("message", typed("string"));
        error.setRequired(List.of("field", "message"));
        var problem = typed("object");
        problem.addProperty("type", typed("string"));
        problem.addProperty("title", typed("string"));
        problem.addProperty("status", typed("integer"));
        problem.addProperty("detail", typed("string"));
        problem.addProperty("errors", typed("array").items(error));
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }

    private static Schema<?> typed(String type) {
        var schema = new Schema<>();
        schema.addType(type);
        return schema;
    }
}
