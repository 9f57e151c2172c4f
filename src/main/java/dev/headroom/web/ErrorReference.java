package dev.headroom.web;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Gives each error page a number that the log has too. */
@Component
class ErrorReference extends DefaultErrorAttributes {

    private static final Logger log = LoggerFactory.getLogger(ErrorReference.class);

    @Override
    public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        var attributes = super.getErrorAttributes(request, options);
        var reference = UUID.randomUUID().toString().substring(0, 8);
        attributes.put("reference", reference);
        attributes.put(
                "sentence",
                switch (getError(request)) {
                    case BadParameter bad -> bad.getMessage();
                    case MethodArgumentTypeMismatchException unreadable ->
                        new BadParameter(
                                        unreadable.getName(),
                                        String.valueOf(unreadable.getValue()),
                                        "can't be read: it must be " + kind(unreadable.getRequiredType()))
                                .getMessage();
                    case null, default -> null;
                });
        log.atInfo()
                .addKeyValue("reference", reference)
                .addKeyValue("status", attributes.get("status"))
                .addKeyValue("path", VisibleText.name(String.valueOf(attributes.get("path"))))
                .log("error page shown");
        return attributes;
    }

    private static String kind(@Nullable Class<?> type) {
        return switch (type == null ? "" : type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "LocalDate" -> "a date such as 2027-01-31";
            case "UUID" -> "an id";
            default -> "another value";
        };
    }
}
