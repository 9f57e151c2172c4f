package dev.headroom.web;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When a limit is reached, as precise as the forecast is. */
record CrossingWords(@Nullable CrossingDates dates, LocalDate today, int horizon) {

    public String likely() {
        if (dates == null) {
            return "unknown";
        }
        if (dates.p50() == null) {
            return dates.p10() == null ? "not within " + horizonWords() : "unlikely within " + horizonWords();
        }
        return dates.p50().isAfter(today) ? new RoughDate(dates.p50(), today).text() : "reached already";
    }

    /** Returns when it may be reached at the earliest, one time in ten. */
    public String early() {
        return dates == null ? "unknown" : edge(dates.p10());
    }

    /** Returns by when it is reached in nine cases of ten. */
    public String late() {
        return dates == null ? "unknown" : edge(dates.p90());
    }

    private String edge(@Nullable LocalDate day) {
        if (day == null) {
            return "beyond " + horizonWords();
        }
        return day.isAfter(today) ? new RoughDate(day, today).text() : "reached already";
    }

    /** Returns the span from early to late, or nothing where there is none. */
    public String range() {
        if (dates == null || dates.p10() == null) {
            return "";
        }
        if (!dates.p10().isAfter(today) && (dates.p50() != null && !dates.p50().isAfter(today))) {
            return "";
        }
        if (dates.p90() == null) {
            return "early: " + new RoughDate(dates.p10(), today).text() + "; late: beyond " + horizonWords();
        }
        return RoughDate.range(dates.p10(), dates.p90(), today);
    }

    /** Returns the day for machines: the likely one. */
    @Nullable
    public LocalDate day() {
        return dates == null ? null : dates.p50();
    }

    public String horizonWords() {
        long months = Math.round(horizon / 30.44);
        return months < 2 ? horizon + " days" : months + " months";
    }
}
