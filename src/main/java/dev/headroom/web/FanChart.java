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
            @Nullable Double p10,
            @Nullable Double p50,
            @Nullable Double p90,
            @Nullable Double limit,
            @Nullable Double capacity,
            boolean thin) {}

    static FanChart of(ResourceView view, List<UsageDay> history, @Nullable ForecastSnapshot forecast) {
        double threshold = view.resource().threshold();
        var rows = new ArrayList<Row>();
        for (var day : history) {
            var capacity = day.capacity();
            rows.add(new Row(
                    day.date(),
                    day.p95(),
                    null,
                    null,
                    null,
                    capacity == null ? null : capacity * threshold,
                    capacity,
                    day.coverage() < UsageHistory.SUFFICIENT_COVERAGE));
        }
        if (forecast != null) {
            var capacity = view.resource().capacity();
            var limit = capacity == null ? null : capacity * threshold;
            for (var point : forecast.points()) {
                rows.add(new Row(point.date(), null, point.p10(), point.p50(), point.p90(), limit, capacity, false));
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
