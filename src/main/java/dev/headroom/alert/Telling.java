package dev.headroom.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of telling somebody of an alert, or of its end.
 *
 * @param resolved whether it tells that the alert has ended
 * @param target   the mail address, or the host of a hook
 * @param reason   why it has not been told, or not at the first attempt; {@code null} where nothing went wrong
 * @param at       when it ended; while it waits, when it is tried next
 */
public record Telling(
        UUID alert,
        boolean resolved,
        Channel channel,
        String target,
        State state,
        int attempts,
        @Nullable String reason,
        Instant at) {

    /** How it is told. */
    public enum Channel {
        MAIL("e-mail to"),
        SLACK("Slack at"),
        WEBHOOK("the webhook at");

        private final String words;

        Channel(String words) {
            this.words = words;
        }

        /** Returns what stands before the target. */
        public String words() {
            return words;
        }
    }

    /** How far it has come. */
    public enum State {
        /** For its first attempt, or for another one. */
        WAITING,
        SENDING,
        SENT,
        /** Refused, or not taken within 72 hours. */
        FAILED,
        /** It may have arrived, so it isn't sent again. */
        IN_DOUBT;

        /** Returns the name in the database and the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
