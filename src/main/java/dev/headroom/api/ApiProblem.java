package dev.headroom.api;

import dev.headroom.access.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that can't be answered as asked. */
final class ApiProblem extends RuntimeException {

    private final transient ProblemDetail problem;

    private ApiProblem(ProblemDetail problem) {
        super(problem.getDetail());
        this.problem = problem;
    }

    static ApiProblem of(HttpStatus status, String slug, String title, String detail) {
        return new ApiProblem(Problem.of(status, slug, title, detail));
    }

    static ApiProblem notFound(String kind, String id) {
        return of(HttpStatus.NOT_FOUND, "not-found", "Not found", "There is no " + kind + " '" + id + "'.");
    }

    /** A parameter or a field of the body holds what can't be used. */
    static ApiProblem invalid(String field, @Nullable Object value, String message) {
        return new ApiProblem(invalidFields(List.of(new FieldError(field, value, message))));
    }

    /** Returns a problem with one field of the request. */
    static ProblemDetail field(HttpStatus status, String slug, String title, FieldError error) {
        var problem = Problem.of(status, slug, title, error.field() + ": " + error.message());
        problem.setProperty("errors", List.of(error));
        return problem;
    }

    /** Several fields of the body hold what can't be used. */
    static ApiProblem invalid(List<FieldError> errors) {
        return new ApiProblem(invalidFields(errors));
    }

    static ProblemDetail invalidFields(List<FieldError> errors) {
        var first = errors.getFirst();
        var problem = Problem.of(
                HttpStatus.BAD_REQUEST, "invalid-request", "Invalid request", first.field() + ": " + first.message());
        problem.setProperties(Map.of("errors", errors));
        return problem;
    }

    ProblemDetail problem() {
        return problem;
    }

    /** A field that holds what can't be used. */
    record FieldError(String field, @Nullable Object value, String message) {}
}
