package dev.headroom.report;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mail of the weekly report to one recipient, and what has become of it.
 *
 * @param recipient     the bare address
 * @param week          the week that the report is for
 * @param scheduled     whether it is the week's own report, of which there is one; otherwise somebody asked for it
 * @param messageId     stays the same over all attempts
 * @param assessment    the snapshot that it shows; {@code null} before the first attempt has composed it
 * @param nextAttemptAt {@code null} unless it is waiting
 * @param reason        why it waits, has failed or is in doubt
 */
public record Delivery(
        UUID id,
        String recipient,
        IsoWeek week,
        boolean scheduled,
        State state,
        String messageId,
        @Nullable UUID assessment,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        @Nullable String reason) {

    /** How far a delivery has come. */
    public enum State {
        /** An instance has taken it and prepares the mail; nothing has left yet. */
        CLAIMED("claimed", "In preparation"),
        /** The mail server is being handed the mail. */
        SENDING("sending", "Being sent"),
        /** An attempt failed for now; there will be another. */
        WAITING("waiting", "Waiting for another attempt"),
        SENT("sent", "Sent"),
        /** Given up. */
        FAILED("failed", "Failed"),
        /** The mail server was given the whole mail and did not answer: it may have been delivered, so it isn't sent again by itself. */
        IN_DOUBT("in-doubt", "In doubt");

        private final String code;
        private final String words;

        State(String code, String words) {
            this.code = code;
            this.words = words;
        }

        /** Returns the name in the database and the API. */
        public String code() {
            return code;
        }

        /** Returns what a reader sees. */
        public String words() {
            return words;
        }

        static State of(String code) {
            for (var state : values()) {
                if (state.code.equals(code)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no such state: " + code);
        }
    }
}
