package dev.headroom.alert;

import dev.headroom.alert.Telling.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * One message about an alert to one target.
 *
 * @param resolved whether it tells that the alert has ended
 * @param attempts the one that is under way included
 */
record Notice(
        UUID id,
        UUID alert,
        boolean resolved,
        int urgency,
        Channel channel,
        String target,
        int attempts,
        Instant createdAt) {

    /** What became of an attempt. */
    sealed interface Outcome {
        record Told() implements Outcome {}

        /** Another attempt may succeed. */
        record Later(String reason) implements Outcome {}

        record Refused(String reason) implements Outcome {}

        /** It may have arrived, so it isn't sent again. */
        record InDoubt(String reason) implements Outcome {}
    }
}
