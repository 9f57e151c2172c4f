package dev.headroom.alert;

import java.util.UUID;

/** There is no open alert of that id. */
public final class NoSuchAlert extends RuntimeException {

    NoSuchAlert(UUID id) {
        super("There is no open alert " + id + ".");
    }
}
