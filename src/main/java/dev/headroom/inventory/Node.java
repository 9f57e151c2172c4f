package dev.headroom.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server.
 *
 * @param id        stands in URLs; equal to the name where that can
 * @param name      the metric label {@code node}, else {@code instance} without its port
 * @param pool      id of the pool it is in now
 * @param model     id of its server model; null where nobody has said
 * @param firstSeen the start of the oldest five minutes that it reported
 * @param lastSeen  the end of the newest five minutes that it reported
 */
public record Node(
        String id,
        String name,
        String pool,
        @Nullable String model,
        @Nullable String site,
        Instant firstSeen,
        Instant lastSeen,
        State state) {

    public enum State {
        /** Reports. */
        ACTIVE,
        /** Has reported within the last seven days, but not lately: its capacity still counts. */
        MISSING,
        /** Has left; its history stays. */
        RETIRED
    }

    public Subject subject() {
        return Subject.node(id);
    }
}
