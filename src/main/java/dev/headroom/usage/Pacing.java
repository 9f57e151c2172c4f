package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast the past is read: how long is left, and whether the store has become slow and should be left alone. */
final class Pacing {

    private static final double SLOW = 2.5;
    private static final Duration NOTEWORTHY = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How far the usual pace moves towards a slower one with each piece; it follows a faster one at once. */
    private static final double DRIFT = 0.1;

    private final Instant began;
    private final Instant from;
    private double usual; // nanoseconds for a value; 0 before the first piece

    /** @param from the end of what is to be read: it goes backwards */
    Pacing(Instant began, Instant from) {
        this.began = began;
        this.from = from;
    }

    /**
     * Returns how long to leave the store alone after a piece: as long as the piece took, where that was far more than
     * what pieces of its size take.
     *
     * @param values how many five-minute values it brought
     */
    Duration pauseAfter(Duration took, long values) {
        double pace = took.toNanos() / (double) Math.max(1, values);
        boolean slow = usual > 0 && pace > SLOW * usual && took.compareTo(NOTEWORTHY) > 0;
        usual = usual == 0 || pace < usual ? pace : usual + DRIFT * (pace - usual);
        return !slow ? Duration.ZERO : took.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : took;
    }

    /** Returns how long the rest will take at the pace so far; null where that can't be told yet. */
    @Nullable
    Duration remaining(Instant oldest, Instant floor, Instant now) {
        if (!oldest.isBefore(from)) {
            return null;
        }
        double done = Duration.between(oldest, from).toSeconds();
        double left = Duration.between(floor, oldest).toSeconds();
        return Duration.ofMillis((long) (Duration.between(began, now).toMillis() * left / done));
    }
}
