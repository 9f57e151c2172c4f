package dev.headroom.report;

import java.util.UUID;

/** There is no such delivery, or it is not in a state to be sent again. */
public final class NoSuchDelivery extends RuntimeException {

    NoSuchDelivery(UUID id) {
        super("No delivery " + id + " that has failed or is in doubt.");
    }
}
