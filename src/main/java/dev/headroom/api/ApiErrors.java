package dev.headroom.api;

import dev.headroom.access.Problem;
import dev.headroom.access.RefusedChange;
import dev.headroom.alert.NoSuchAlert;
import dev.headroom.api.ApiProblem.FieldError;
import dev.headroom.assessment.InvalidScenario;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.assessment.ScenariosBusy;
import dev.headroom.procurement.RefusedPurchase;
import dev.headroom.report.MailNotConfigured;
import dev.headroom.report.NoSuchDelivery;
import dev.headroom.report.NoSuchRecipient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.ObjectError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Makes every failure below {@code /api} a problem document, whoever was to handle the request. */
@Component
class ApiErrors implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            return null;
        }
        try {
            if (failure instanceof ErrorResponse error) {
                error.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
            }
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
            Problem.write(response, problem(request, failure));
            return new ModelAndView();
        } catch (IOException gone) {
            return new ModelAndView();
        }
    }

    private static ProblemDetail problem(HttpServletRequest request, Exception failure) {
        return switch (failure) {
            case ApiProblem known -> known.problem();
            case RefusedChange refused ->
                ApiProblem.invalidFields(List.of(new FieldError(refused.field(), refused.value(), message(refused))));
            case InvalidScenario invalid ->
                ApiProblem.invalidFields(invalid.faults().stream()
                        .map(fault -> new FieldError(fault.field(), fault.value(), fault.message()))
                        .toList());
            case ScenariosBusy busy ->
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "scenarios-busy", "Scenarios busy", message(busy));
            case RefusedPurchase refused -> refusedPurchase(refused);
            case ObjectOptimisticLockingFailureException raced ->
                Problem.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "changed-meanwhile",
                        "Changed meanwhile",
                        "Somebody else has changed this at the same time: read it again.");
            case NoAssessmentYet none ->
                Problem.of(
                        HttpStatus.NOT_FOUND,
                        "no-assessment-yet",
                        "No assessment yet",
                        "The fleet has not been assessed yet: see /api/v1/status for how far collecting has come.");
            case NoSuchAlert none -> notFound(none);
            case NoSuchRecipient none -> notFound(none);
            case NoSuchDelivery none -> notFound(none);
            case MailNotConfigured mail -> mailNotConfigured(mail);
            case MissingServletRequestParameterException missing ->
                ApiProblem.invalidFields(List.of(new FieldError(missing.getParameterName(), null, "is required")));
            case MethodArgumentTypeMismatchException mismatch ->
                ApiProblem.invalidFields(
                        List.of(new FieldError(mismatch.getName(), mismatch.getValue(), expected(mismatch))));
            case HandlerMethodValidationException invalid -> ApiProblem.invalidFields(errors(invalid));
            case MethodArgumentNotValidException invalid ->
                ApiProblem.invalidFields(invalid.getBindingResult().getFieldErrors().stream()
                        .map(error -> new FieldError(error.getField(), error.getRejectedValue(), text(error)))
                        .toList());
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case NoResourceFoundException none ->
                Problem.of(
                        HttpStatus.NOT_FOUND,
                        "not-found",
                        "Not found",
                        "There is no route '" + request.getRequestURI() + "'.");
            case HttpRequestMethodNotSupportedException method ->
                Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "Method not allowed",
                        "This route does not take " + method.getMethod() + ".");
            case HttpMediaTypeNotAcceptableException type -> notAcceptable(request);
            case HttpMediaTypeNotSupportedException type ->
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "Unsupported media type",
                        "Send application/json.");
            case CannotCreateTransactionException away -> unavailable();
            case DataAccessResourceFailureException away -> unavailable();
            case ErrorResponse error ->
                byStatus(error.getStatusCode(), error.getBody().getDetail());
            default -> unexpected(failure);
        };
    }

    /** Returns a bare problem for a status that the servlet container or a filter has set. */
    static ProblemDetail byStatus(HttpStatusCode status, @Nullable String detail) {
        var known = HttpStatus.resolve(status.value());
        var title = known == null ? "Error" : known.getReasonPhrase();
        return Problem.of(
                status,
                title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
                title,
                detail == null ? title + "." : detail);
    }

    static ProblemDetail unexpected(Throwable failure) {
        var id = UUID.randomUUID();
        log.atError().setCause(failure).addKeyValue("id", id).log("request failed");
        var problem = Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Internal error",
                "Something went wrong here. The log has the details under this id.");
        problem.setProperties(Map.of("id", id.toString()));
        return problem;
    }

    private static ProblemDetail notFound(RuntimeException none) {
        return Problem.of(HttpStatus.NOT_FOUND, "not-found", "Not found", String.valueOf(none.getMessage()));
    }

    static ProblemDetail unavailable() {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE, "database-away", "Database away", "The database does not answer.");
    }

    private static ProblemDetail refusedPurchase(RefusedPurchase refused) {
        var error = new FieldError(refused.field(), refused.value(), message(refused));
        return switch (refused.why()) {
            case INVALID -> ApiProblem.invalidFields(List.of(error));
            case STATE -> ApiProblem.field(HttpStatus.CONFLICT, "wrong-state", "Wrong state", error);
            case AGAIN -> {
                var problem = ApiProblem.field(HttpStatus.CONFLICT, "proposed-already", "Proposed already", error);
                problem.setProperty("purchase", "/api/v1/purchases/" + refused.existing());
                yield problem;
            }
            case SECOND_PERSON ->
                ApiProblem.field(HttpStatus.FORBIDDEN, "second-person-needed", "Second person needed", error);
        };
    }

    private static ProblemDetail mailNotConfigured(MailNotConfigured mail) {
        var problem = Problem.of(HttpStatus.CONFLICT, "mail-not-configured", "Mail is not configured", message(mail));
        problem.setProperties(Map.of("settings", mail.settings()));
        return problem;
    }

    private static ProblemDetail notAcceptable(HttpServletRequest request) {
        var format = request.getParameter("format");
        return format == null
                ? Problem.of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "not-acceptable",
                        "Not acceptable",
                        "This route has no answer in a media type of 'Accept'.")
                : ApiProblem.invalidFields(List.of(new FieldError("format", format, "is no format of this route")));
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        if (unreadable.getCause() instanceof JacksonException json
                && !json.getPath().isEmpty()) {
            var field = new StringBuilder();
            for (var reference : json.getPath()) {
                var name = reference.getPropertyName();
                field.append(name == null ? "[" + reference.getIndex() + "]" : field.isEmpty() ? name : "." + name);
            }
            if (json instanceof UnrecognizedPropertyException unknown) {
                return ApiProblem.invalidFields(List.of(new FieldError(
                        field.toString(),
                        null,
                        "is no field here: there are "
                                + unknown.getKnownPropertyIds().stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining(", ")))));
            }
            var value = json instanceof InvalidFormatException format ? format.getValue() : null;
            return ApiProblem.invalidFields(
                    List.of(new FieldError(field.toString(), value, "holds what can't be read")));
        }
        return Problem.of(
                HttpStatus.BAD_REQUEST, "unreadable-body", "Unreadable body", "The body is missing or no valid JSON.");
    }

    private static List<FieldError> errors(HandlerMethodValidationException invalid) {
        var errors = new ArrayList<FieldError>();
        for (var result : invalid.getParameterValidationResults()) {
            var name = result.getMethodParameter().getParameterName();
            for (var error : result.getResolvableErrors()) {
                var field = error instanceof org.springframework.validation.FieldError inBody
                        ? inBody.getField()
                        : String.valueOf(name);
                var value = error instanceof org.springframework.validation.FieldError inBody
                        ? inBody.getRejectedValue()
                        : result.getArgument();
                var text = error.getDefaultMessage();
                errors.add(new FieldError(field, value, text == null ? "is not allowed" : text));
            }
        }
        return errors;
    }

    private static String text(ObjectError error) {
        var text = error.getDefaultMessage();
        return text == null ? "is not allowed" : text;
    }

    private static String expected(MethodArgumentTypeMismatchException mismatch) {
        var type = mismatch.getRequiredType();
        return switch (type == null ? "" : type.getSimpleName()) {
            case "LocalDate" -> "must be a date such as 2027-01-31";
            case "int", "Integer" -> "must be a whole number";
            case "UUID" -> "must be an id";
            case "OffsetDateTime" -> "must be a moment such as 2027-01-31T08:00:00Z";
            case "Resource" -> "must be cpu, memory, disk, pods or bandwidth-<link>";
            default -> "can't be read";
        };
    }

    private static String message(Exception failure) {
        var message = failure.getMessage();
        return message == null ? "" : message;
    }
}
