package dev.headroom.assessment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which demand first reaches a limit, each the quantile of the first passage; {@code null} is not within the horizon.
 *
 * @param p10 early: one time in ten it is before this day
 * @param p50 likely
 * @param p90 late: one time in ten it is after this day
 */
public record CrossingDates(
        @Nullable LocalDate p10,
        @Nullable LocalDate p50,
        @Nullable LocalDate p90) {}
