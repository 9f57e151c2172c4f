package dev.headroom.units;

import java.time.Duration;
import java.time.LocalDate;

/**
 * One value a day of the planning time zone, with explicit gaps.
 *
 * @param start  the day of the first slot
 * @param values a step of one day, whatever the day's length in hours
 */
public record DailySeries(LocalDate start, TimeSeries values) {

    public static final Duration DAY = Duration.ofDays(1);

    public DailySeries {
        if (!values.step().equals(DAY)) {
            throw new IllegalArgumentException("step must be one day: " + values.step());
        }
    }

    public int size() {
        return values.size();
    }

    public LocalDate dateAt(int index) {
        return start.plusDays(index);
    }

    /** Returns the day after the last slot. */
    public LocalDate end() {
        return start.plusDays(values.size());
    }
}
