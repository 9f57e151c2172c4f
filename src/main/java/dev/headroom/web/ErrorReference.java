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

/** Gives each error page a number that the log has too. */
@Component
class ErrorReference extends DefaultErrorAttributes {

    private static final Logger log = LoggerFactory.getLogger(ErrorReference.class);

    @Override
    public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        var attributes = super.getErrorAttributes(request, options);
        var reference = UUID.randomUUID().toString().substring(0, 8);
        attributes.put("reference", reference);
        log.atInfo()
                .addKeyValue("reference", reference)
                .addKeyValue("status", attributes.get("status"))
                .addKeyValue("path", VisibleText.name(String.valueOf(attributes.get("path"))))
                .log("error page shown");
        return attributes;
    }
}
