package dev.headroom.report;

import java.util.UUID;

/** There is no recipient of that id. */
public final class NoSuchRecipient extends RuntimeException {

    NoSuchRecipient(UUID id) {
        super("There is no recipient " + id + ".");
    }
}
