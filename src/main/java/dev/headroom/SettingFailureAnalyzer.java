package dev.headroom;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells a wrong setting by its environment variable, what it holds and what is allowed; never a secret's value. */
class SettingFailureAnalyzer implements FailureAnalyzer {

    private static final Pattern NAMES_A_SETTING = Pattern.compile("HEADROOM_|(MANAGEMENT_)?SERVER_PORT");
    private static final Pattern SECRET = Pattern.compile("PASSWORD|TOKEN|SECRET|HEADERS");
    private static final Map<String, String> ALLOWED = Map.of(
            "Duration", "a duration such as 30s, 5m or 1h",
            "ZoneId", "a time zone such as Europe/Berlin or UTC",
            "Currency", "an ISO 4217 code such as EUR",
            "URI", "a URL such as http://vm:8428",
            "Integer", "a whole number",
            "int", "a whole number",
            "Double", "a number",
            "double", "a number");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage();
            if (message != null && NAMES_A_SETTING.matcher(message).lookingAt()) {
                return new FailureAnalysis(message, null, failure);
            }
        }
        var binding = cause(failure, BindException.class);
        if (binding == null) {
            return null;
        }
        var invalid = cause(failure, BindValidationException.class);
        if (invalid != null && !invalid.getValidationErrors().getAllErrors().isEmpty()) {
            var error = invalid.getValidationErrors().getAllErrors().getFirst();
            if (error instanceof org.springframework.validation.FieldError field) {
                var variable = variable(invalid.getValidationErrors().getName() + "." + field.getField());
                return analysis(variable, field.getRejectedValue(), field.getDefaultMessage(), failure);
            }
        }
        var property = binding.getProperty();
        var variable = variable(String.valueOf(binding.getName()));
        var type = binding.getTarget().getType().toClass().getSimpleName();
        return analysis(
                variable,
                property == null ? null : property.getValue(),
                "must be " + ALLOWED.getOrDefault(type, type),
                failure);
    }

    private static FailureAnalysis analysis(
            String variable, @Nullable Object value, @Nullable String rule, Throwable failure) {
        var holds = value == null ? "is not set" : SECRET.matcher(variable).find() ? "is wrong" : "is '" + value + "'";
        return new FailureAnalysis(variable + " " + holds + ": " + rule, null, failure);
    }

    private static String variable(String property) {
        return property.replaceAll("([a-z])([A-Z])", "$1-$2")
                .toUpperCase(Locale.ROOT)
                .replace('.', '_')
                .replace('-', '_');
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
