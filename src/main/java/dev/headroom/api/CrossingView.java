package dev.headroom.api;

import dev.headroom.assessment.CrossingDates;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When demand reaches the threshold; a date is null where that is not within the horizon. */
record CrossingView(
        @Nullable LocalDate p10,
        @Nullable LocalDate p50,
        @Nullable LocalDate p90) {

    static @Nullable CrossingView of(@Nullable CrossingDates dates) {
        return dates == null ? null : new CrossingView(dates.p10(), dates.p50(), dates.p90());
    }

    /** Leaves out what lies after a day. */
    static @Nullable CrossingView upTo(LocalDate last, @Nullable CrossingDates dates) {
        return dates == null
                ? null
                : new CrossingView(within(dates.p10(), last), within(dates.p50(), last), within(dates.p90(), last));
    }

    private static @Nullable LocalDate within(@Nullable LocalDate date, LocalDate last) {
        return date == null || date.isAfter(last) ? null : date;
    }
}
