package dev.headroom.api;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@RestController
@RequestMapping("/api/v1/access")
@Tag(name = "Users")
class AccessRoutes {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    /** A route, the scope that a token needs, and the roles that a logged-in user needs; none where only tokens may. */
    record Access(String method, String path, @Nullable String scope, List<String> roles) {}

    /** Everything that answers, and to whom: taken from the code that decides it. */
    record Matrix(List<Access> items) implements Table.Tabular {

        @Override
        public Table table() {
            var columns = new ArrayList<>(List.of("method", "path", "scope"));
            Arrays.stream(Role.values()).map(Role::code).forEach(columns::add);
            return new Table(
                    "access-matrix", columns, items.stream().map(Matrix::cells).toList());
        }

        private static List<@Nullable Object> cells(Access access) {
            var cells = new ArrayList<@Nullable Object>(Arrays.asList(access.method(), access.path(), access.scope()));
            Arrays.stream(Role.values())
                    .map(role -> access.roles().contains(role.code()) ? "yes" : "no")
                    .forEach(cells::add);
            return cells;
        }
    }

    AccessRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Operation(
            operationId = "getAccessMatrix",
            summary = "Every route, and which scope and which roles reach it",
            description = "Approving a purchase above the set amount needs a second person on top.")
    @Needs(Scope.ADMIN)
    @GetMapping(
            path = "/matrix",
            produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Matrix matrix(@RequestParam(defaultValue = "json") String format) {
        var rows = new ArrayList<Access>();
        mappings.getObject().getHandlerMethods().forEach((mapping, route) -> {
            if (route.getBeanType().getPackageName().startsWith("dev.headroom.")) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> rows.add(access(method, path, route))));
            }
        });
        rows.sort(Comparator.comparing(Access::path).thenComparing(Access::method));
        return new Matrix(rows);
    }

    private static Access access(RequestMethod method, String path, HandlerMethod route) {
        boolean reads = method == RequestMethod.GET;
        if (path.startsWith("/api/")) {
            var needs = route.getMethodAnnotation(Needs.class);
            var scope = needs == null ? Scope.ADMIN : needs.value();
            return new Access(
                    method.name(),
                    path,
                    scope.code(),
                    reads
                            ? codes(Arrays.stream(Role.values())
                                    .filter(role -> role.scopes().contains(scope))
                                    .toList())
                            : List.of());
        }
        var roles = route.getMethodAnnotation(Roles.class);
        var allowed = path.startsWith("/admin") || !reads && roles == null
                ? List.of(Role.ADMINISTRATOR)
                : reads || roles == null ? List.of(Role.values()) : List.of(roles.value());
        return new Access(method.name(), path, null, codes(allowed));
    }

    private static List<String> codes(List<Role> roles) {
        return roles.stream().map(Role::code).toList();
    }
}
