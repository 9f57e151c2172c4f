package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Five-minute slots of UTC; slot n begins n times 300 seconds after 1970. */
final class Slots {

    static final int SECONDS = 300;
    static final int PER_HOUR = 12;
    static final int PER_DAY = 288;

    private Slots() {}

    static long at(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), (long) SECONDS);
    }

    /** Returns the first slot that begins no earlier than a moment. */
    static long notBefore(Instant instant) {
        return Math.ceilDiv(instant.getEpochSecond(), (long) SECONDS);
    }

    static Instant start(long slot) {
        return Instant.ofEpochSecond(slot * SECONDS);
    }

    static long startOf(LocalDate utcDay) {
        return utcDay.toEpochDay() * PER_DAY;
    }

    static LocalDate utcDay(long slot) {
        return LocalDate.ofEpochDay(Math.floorDiv(slot, (long) PER_DAY));
    }

    static LocalDate localDay(long slot, ZoneId zone) {
        return LocalDate.ofInstant(start(slot), zone);
    }

    /** Returns the slots of a day of a zone: 288, or less or more where clocks change, or none where the day was skipped. */
    static Range of(LocalDate day, ZoneId zone) {
        return new Range(
                at(day.atStartOfDay(zone).toInstant()),
                at(day.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    /** Slots from {@code from} up to but without {@code to}. */
    record Range(long from, long to) {

        static Range of(Instant from, Instant to) {
            return new Range(at(from), at(to));
        }

        int size() {
            return Math.toIntExact(to - from);
        }

        boolean isEmpty() {
            return to <= from;
        }

        LocalDate firstUtcDay() {
            return utcDay(from);
        }

        LocalDate lastUtcDay() {
            return utcDay(to - 1);
        }

        int utcDays() {
            return Math.toIntExact(lastUtcDay().toEpochDay() - firstUtcDay().toEpochDay()) + 1;
        }

        /** Returns the smallest range of whole UTC days around it. */
        Range wholeUtcDays() {
            return new Range(startOf(firstUtcDay()), startOf(lastUtcDay().plusDays(1)));
        }

        /** Returns the smallest range of whole days of a zone around it. */
        Range wholeDays(ZoneId zone) {
            return new Range(
                    Slots.of(localDay(from, zone), zone).from(),
                    Slots.of(localDay(to - 1, zone), zone).to());
        }

        Range plus(Range other) {
            return new Range(Math.min(from, other.from), Math.max(to, other.to));
        }

        Duration length() {
            return Duration.ofSeconds((to - from) * SECONDS);
        }
    }
}
