package dev.headroom.usage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day's statistics of a pool or a node, over the five-minute values of that day in the planning time zone.
 *
 * @param mean     null, as {@code p95} and {@code max} are, where no five minutes of the day had data
 * @param p95      linear between the two nearest ranks (Hyndman and Fan's type 7)
 * @param capacity at the end of the day; null where unknown
 * @param coverage share of the day's five-minute slots that had data, 0 to 1
 */
public record UsageDay(
        LocalDate date,
        @Nullable Double mean,
        @Nullable Double p95,
        @Nullable Double max,
        @Nullable Double capacity,
        double coverage) {}
