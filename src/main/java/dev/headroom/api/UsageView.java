package dev.headroom.api;

import dev.headroom.usage.UsageDay;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pool or a node used of a resource, day by day; what is unknown is null. */
record UsageView(String id, String resource, String unit, List<Day> points) implements Table.Tabular {

    /** A day's statistics over its five-minute values; coverage is the share of them that had data. */
    record Day(
            LocalDate date,
            @Nullable Double mean,
            @Nullable Double p95,
            @Nullable Double max,
            @Nullable Double capacity,
            double coverage) {

        static Day of(UsageDay day) {
            return new Day(day.date(), day.mean(), day.p95(), day.max(), day.capacity(), day.coverage());
        }
    }

    UsageView {
        points = List.copyOf(points);
    }

    @Override
    public Table table() {
        return new Table(
                "usage",
                List.of("id", "resource", "unit", "date", "mean", "p95", "max", "capacity", "coverage"),
                points.stream()
                        .map(day -> Arrays.<@Nullable Object>asList(
                                id,
                                resource,
                                unit,
                                day.date(),
                                day.mean(),
                                day.p95(),
                                day.max(),
                                day.capacity(),
                                day.coverage()))
                        .toList());
    }
}
