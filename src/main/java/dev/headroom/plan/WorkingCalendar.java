package dev.headroom.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/** When suppliers deliver nothing: a lead time stands still on those days. Immutable. */
public final class WorkingCalendar {

    public static final WorkingCalendar ALWAYS = new WorkingCalendar(List.of());

    /** Days a supplier is given at the most to be back at work. */
    private static final int LONGEST_SHUTDOWN = 366;

    private final List<Shutdown> shutdowns;

    /** Days in a row without deliveries. */
    public sealed interface Shutdown {

        boolean contains(LocalDate day);

        /** Days of one year, both included. */
        record Once(LocalDate first, LocalDate last) implements Shutdown {
            public Once {
                if (last.isBefore(first)) {
                    throw new IllegalArgumentException(
                            "a shutdown must end on or after its start: " + first + "/" + last);
                }
            }

            @Override
            public boolean contains(LocalDate day) {
                return !day.isBefore(first) && !day.isAfter(last);
            }
        }

        /** Days of every year, both included; over the turn of the year where the last comes before the first. */
        record EachYear(MonthDay first, MonthDay last) implements Shutdown {
            @Override
            public boolean contains(LocalDate day) {
                var monthDay = MonthDay.from(day);
                boolean started = !monthDay.isBefore(first);
                boolean ended = monthDay.isAfter(last);
                return last.isBefore(first) ? started || !ended : started && !ended;
            }
        }
    }

    public WorkingCalendar(List<Shutdown> shutdowns) {
        this.shutdowns = List.copyOf(shutdowns);
    }

    /**
     * Reads a shutdown: {@code 12-24/01-01} each year, or {@code 2027-02-05/2027-02-12} once.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Shutdown shutdown(String text) {
        var ends = text.strip().split("/", -1);
        try {
            if (ends.length == 2 && ends[0].length() == 5) {
                return new Shutdown.EachYear(MonthDay.parse("--" + ends[0]), MonthDay.parse("--" + ends[1]));
            }
            if (ends.length == 2) {
                return new Shutdown.Once(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "a shutdown must be like 12-24/01-01 or 2027-02-05/2027-02-12: '" + text + "'");
    }

    /** Returns whether suppliers work on a day. */
    public boolean isWorking(LocalDate day) {
        return shutdowns.stream().noneMatch(shutdown -> shutdown.contains(day));
    }

    /**
     * Returns the day on which so many working days have passed since a day.
     *
     * @param days 0 for the day itself
     */
    public LocalDate after(LocalDate day, int days) {
        var reached = day;
        int closed = 0;
        for (int passed = 0; passed < days; ) {
            reached = reached.plusDays(1);
            if (isWorking(reached)) {
                passed++;
                closed = 0;
            } else if (++closed > LONGEST_SHUTDOWN) {
                throw new IllegalStateException("suppliers never work after " + day);
            }
        }
        return reached;
    }

    /** Returns how many days of a span no supplier works on, the first day excluded, the last included. */
    public int closedDays(LocalDate from, LocalDate to) {
        return (int) from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(day -> !isWorking(day))
                .count();
    }
}
