package dev.headroom.doctor;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** Asks the metric store about this minute. */
final class StoreQueries {

    private static final int LISTED = 5;

    private StoreQueries() {}

    /** Returns the series that have a value now; a store hides its last half minute, so now is a minute ago. */
    static List<Series> now(MetricStore store, Clock clock, String promql) {
        var moment = clock.instant().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        return store.range(promql, new Moments(moment, 60, 1)).stream()
                .filter(series -> Double.isFinite(series.at(0)))
                .toList();
    }

    /** Returns the one value of a query that has no labels; empty where there is none. */
    static OptionalDouble number(MetricStore store, Clock clock, String promql) {
        return now(store, clock, promql).stream()
                .mapToDouble(series -> series.at(0))
                .findFirst();
    }

    /** Returns the first few of some names, and how many more there are. */
    static String listed(Collection<String> names) {
        var distinct = names.stream().distinct().sorted().toList();
        return distinct.size() <= LISTED
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, LISTED)) + " and " + (distinct.size() - LISTED) + " more";
    }
}
