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
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * History and forecast of one resource as the tables that its chart is drawn from.
 *
 * @param title    what it shows
 * @param sentence the same in words
 * @param today    where the history ends
 * @param orderBy  the day to mark, if any
 * @param days     what was used, day by day
 * @param weeks    what is expected, each the mean of the seven days up to its own: what a limit is judged by
 * @param accuracy how the forecast's method did on this series' past; null where that is too short to tell
 */
record FanChart(
        String title,
        String sentence,
        Unit unit,
        LocalDate today,
        @Nullable LocalDate orderBy,
        double threshold,
        List<Day> days,
        List<Week> weeks,
        ForecastSnapshot.@Nullable Score accuracy) {

    private static final int WEEK = 7;

    FanChart {
        days = List.copyOf(days);
        weeks = List.copyOf(weeks);
    }

    /** What there is; null where it is unknown. */
    record Limits(
            @Nullable Double threshold,
            @Nullable Double failure,
            @Nullable Double capacity) {}

    /** A day so far; {@code thin} where too little was seen to forecast from. */
    record Day(LocalDate date, @Nullable Double used, Limits limits, boolean thin) {}

    /** The seven days up to a date. */
    record Week(LocalDate date, ForecastSnapshot.Point expected, Limits limits) {}

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
        var days = new ArrayList<Day>();
        for (int i = 0; i < history.size(); i++) {
            var day = history.get(i);
            days.add(new Day(
                    day.date(),
                    day.p95(),
                    limits(day.capacity(), threshold, failureLimits.get(i)),
                    day.coverage() < UsageHistory.SUFFICIENT_COVERAGE));
        }
        var ahead =
                limits(view.resource().capacity(), threshold, failureLimits.isEmpty() ? null : failureLimits.getLast());
        var orderBy = view.resource().orderBy();
        return new FanChart(
                view.title() + " of " + view.ownerName(),
                view.reason(),
                view.resource().resource().unit(),
                view.today(),
                orderBy == null ? null : orderBy.date(),
                threshold,
                days,
                forecast == null ? List.of() : weeks(forecast.points(), ahead),
                forecast == null ? null : forecast.accuracy());
    }

    private static Limits limits(@Nullable Double capacity, double threshold, @Nullable Double failure) {
        return new Limits(capacity == null ? null : capacity * threshold, failure, capacity);
    }

    private static List<Week> weeks(List<ForecastSnapshot.Point> points, Limits limits) {
        var weeks = new ArrayList<Week>();
        for (int end = WEEK; end <= points.size(); end += WEEK) {
            var week = points.subList(end - WEEK, end);
            weeks.add(new Week(
                    week.getLast().date(),
                    new ForecastSnapshot.Point(
                            week.getLast().date(),
                            mean(week, ForecastSnapshot.Point::p10),
                            quarter(week, ForecastSnapshot.Point::p25),
                            mean(week, ForecastSnapshot.Point::p50),
                            quarter(week, ForecastSnapshot.Point::p75),
                            mean(week, ForecastSnapshot.Point::p90)),
                    limits));
        }
        return weeks;
    }

    private static double mean(List<ForecastSnapshot.Point> week, ToDoubleFunction<ForecastSnapshot.Point> value) {
        return week.stream().mapToDouble(value).average().orElseThrow();
    }

    private static @Nullable Double quarter(
            List<ForecastSnapshot.Point> week, Function<ForecastSnapshot.Point, @Nullable Double> value) {
        return week.stream().map(value).anyMatch(Objects::isNull)
                ? null
                : week.stream()
                        .map(value)
                        .mapToDouble(Objects::requireNonNull)
                        .average()
                        .orElseThrow();
    }

    public boolean isEmpty() {
        return days.isEmpty() && weeks.isEmpty();
    }

    public boolean hasFailureLimit() {
        return Stream.concat(days.stream().map(Day::limits), weeks.stream().map(Week::limits))
                .anyMatch(limits -> limits.failure() != null);
    }

    public boolean hasGaps() {
        return days.stream().anyMatch(Day::thin);
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
        return amount == null ? null : String.format(Locale.ROOT, "%.4f", Figures.scaled(amount, unit));
    }

    public String shown(@Nullable Double amount) {
        return amount == null ? "" : Figures.number(amount, unit);
    }
}
