package dev.headroom.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The assessment knows no such pool, node or forecast. */
@ResponseStatus(HttpStatus.NOT_FOUND)
@SuppressWarnings("serial")
class NotOnRecord extends RuntimeException {

    NotOnRecord(String what, String id) {
        super("no " + what + " '" + VisibleText.name(id) + "'");
    }
}
