package dev.headroom.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A parameter in a page's address that makes no sense; the message is a sentence for whoever asked. */
@ResponseStatus(HttpStatus.BAD_REQUEST)
@SuppressWarnings("serial")
final class BadParameter extends RuntimeException {

    /**
     * Says what the parameter holds and what it may hold.
     *
     * @param rule follows the value, such as {@code must be EUR or USD}
     */
    BadParameter(String name, Object value, String rule) {
        super("The address has '%s' as %s, which %s."
                .formatted(VisibleText.name(String.valueOf(value)), VisibleText.name(name), rule));
    }
}
