package dev.headroom.web;

import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import dev.headroom.units.Unit;
import dev.headroom.usage.UsageDay;
import dev.headroom.usage.UsageHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History and forecast of one resource as the table that its chart is drawn from.
 *
 * @param title    what it shows
 * @param sentence the same in words
 * @param today    where the history ends
 * @param orderBy  the day to mark, if any
 */
record FanChart(
        String title,
        String sentence,
        Unit unit,
        LocalDate today,
        @Nullable LocalDate orderBy,
        double threshold,
        List<Row> rows) {

    FanChart {
        rows = List.copyOf(rows);
    }

    /** A day: what was used or is expected, and what there is; {@code thin} where too little was seen to forecast from. */
    record Row(
            LocalDate date,
            @Nullable Double used,
            ForecastSnapshot.@Nullable Point expected,
            @Nullable Double limit,
            @Nullable Double failureLimit,
            @Nullable Double capacity,
            boolean thin) {}

    /**
     * Returns the chart.
     *
     * @param failureLimits what each day of the history could use and still survive a failure
     */
    static FanChart of(
            ResourceView view,
            List<UsageDay> history,
            List<@Nullable Double> failureLimits,
            @Nullable ForecastSnapshot forecast) {
        double threshold = view.resource().threshold();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < history.size(); i++) {
            var day = history.get(i);
            var capacity = day.capacity();
            rows.add(new Row(
                    day.date(),
                    day.p95(),
                    null,
                    capacity == null ? null : capacity * threshold,
                    failureLimits.get(i),
                    capacity,
                    day.coverage() < UsageHistory.SUFFICIENT_COVERAGE));
        }
        if (forecast != null) {
            var capacity = view.resource().capacity();
            var limit = capacity == null ? null : capacity * threshold;
            var failureLimit = failureLimits.isEmpty() ? null : failureLimits.getLast();
            for (var point : forecast.points()) {
                rows.add(new Row(point.date(), null, point, limit, failureLimit, capacity, false));
            }
        }
        var orderBy = view.resource().orderBy();
        return new FanChart(
                view.title() + " of " + view.ownerName(),
                view.reason(),
                view.resource().resource().unit(),
                view.today(),
                orderBy == null ? null : orderBy.date(),
                threshold,
                rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public boolean hasFailureLimit() {
        return rows.stream().anyMatch(row -> row.failureLimit() != null);
    }

    public boolean hasGaps() {
        return rows.stream().anyMatch(Row::thin);
    }

    public String unitName() {
        return Figures.name(unit);
    }

    public String thresholdPercent() {
        return Figures.percent(threshold);
    }

    public String day(LocalDate date) {
        return RoughDate.exact(date);
    }

    /** Returns the amount in the table's unit, exact enough to draw from. */
    @Nullable
    public String value(@Nullable Double amount) {
        return amount == null ? null : "%.4f".formatted(Figures.scaled(amount, unit));
    }

    public String shown(@Nullable Double amount) {
        return amount == null ? "" : Figures.number(amount, unit);
    }
}
