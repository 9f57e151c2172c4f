package dev.headroom.report;

import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pool has used, day by day. */
interface PastUsage {

    /**
     * Returns the days that have data, oldest first.
     *
     * @param from  the first day
     * @param until the day after the last
     */
    List<Day> ofPool(String pool, Resource resource, LocalDate from, LocalDate until);

    /**
     * One day of a pool.
     *
     * @param used     the 95th percentile, in the resource's unit
     * @param capacity {@code null} where unknown
     */
    record Day(LocalDate date, double used, @Nullable Double capacity) {}
}
