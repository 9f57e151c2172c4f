package dev.headroom.catalog;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an offer can still be taken.
 *
 * @param lastDay of an offer that ended, or will; null where none is known
 */
public record Lifecycle(State state, @Nullable LocalDate lastDay) {

    /** What became of an offer. */
    public enum State {
        ORDERABLE,
        /** Its price no longer holds. */
        SUPERSEDED,
        DISCONTINUED,
        /** Somebody's purchase, told for comparison. */
        REFERENCE
    }

    private static final Pattern ORDERABLE_TO = Pattern.compile("orderable to (\\d{4}-\\d{2}-\\d{2})( approx)?");
    private static final Pattern DISCONTINUED = Pattern.compile("discontinued (\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern SUPERSEDED = Pattern.compile("price superseded( \\d{4})?");

    /** Reads it as the server file says it. */
    static Optional<Lifecycle> of(String text) {
        if (text.equals("orderable")) {
            return Optional.of(new Lifecycle(State.ORDERABLE, null));
        }
        if (text.equals("reference")) {
            return Optional.of(new Lifecycle(State.REFERENCE, null));
        }
        if (SUPERSEDED.matcher(text).matches()) {
            return Optional.of(new Lifecycle(State.SUPERSEDED, null));
        }
        var orderable = ORDERABLE_TO.matcher(text);
        if (orderable.matches()) {
            return Optional.of(new Lifecycle(State.ORDERABLE, LocalDate.parse(orderable.group(1))));
        }
        var discontinued = DISCONTINUED.matcher(text);
        if (discontinued.matches()) {
            return Optional.of(new Lifecycle(State.DISCONTINUED, LocalDate.parse(discontinued.group(1))));
        }
        return Optional.empty();
    }

    public boolean isOrderableOn(LocalDate day) {
        return state == State.ORDERABLE && (lastDay == null || !day.isAfter(lastDay));
    }
}
