package dev.headroom.assessment;

import dev.headroom.forecast.Span;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The months of a plan, whole ones, beginning with the next.
 *
 * @param asOf  the last day of history
 * @param first the month that counts as 0
 */
record PlanningMonths(LocalDate asOf, YearMonth first, int count) {

    private static final double LEVEL = 0.9;

    static PlanningMonths after(LocalDate asOf, LocalDate today, int count) {
        return new PlanningMonths(asOf, YearMonth.from(today).plusMonths(1), count);
    }

    LocalDate start() {
        return first.atDay(1);
    }

    LocalDate startOf(int month) {
        return first.plusMonths(month).atDay(1);
    }

    LocalDate endOf(int month) {
        return first.plusMonths(month).atEndOfMonth();
    }

    /** Returns the first month that is whole from that day on; 0 for what is past. */
    int monthFrom(LocalDate day) {
        long month = ChronoUnit.MONTHS.between(first, YearMonth.from(day)) + (day.getDayOfMonth() == 1 ? 0 : 1);
        return (int) Math.max(0, month);
    }

    /** Returns the month that a day lies in, the last one for a day after it; negative for a day before the first. */
    int lastMonthOf(LocalDate day) {
        return (int) Math.min(count - 1, ChronoUnit.MONTHS.between(first, YearMonth.from(day)));
    }

    /** Returns the month that a day is in, which pays for what comes on it; 0 for what is past. */
    int monthOf(LocalDate day) {
        return (int) Math.max(0, ChronoUnit.MONTHS.between(first, YearMonth.from(day)));
    }

    /** Returns how many days a forecast must reach to cover the months. */
    int horizonDays() {
        return daysUntil(endOf(count - 1));
    }

    /**
     * Returns each month's demand: the highest trailing seven-day mean in it, which nine futures in ten stay at or below. So a
     * capacity that a month lacks is one whose crossing is early in that month or before.
     *
     * @param ahead from {@code asOf}, at least {@link #horizonDays()} long
     */
    List<Double> demand(DemandAhead ahead) {
        var spans = IntStream.range(0, count).mapToObj(this::days).toList();
        return ahead.peaks(spans).stream().map(peak -> peak.quantile(LEVEL)).toList();
    }

    /**
     * Returns the mean of each month.
     *
     * @param path a value a day from {@code asOf}, at least {@link #horizonDays()} long
     */
    List<Double> means(double[] path) {
        return IntStream.range(0, count)
                .mapToObj(this::days)
                .map(days -> Arrays.stream(path, days.first() - 1, days.last())
                        .average()
                        .orElseThrow())
                .toList();
    }

    private Span days(int month) {
        return new Span(daysUntil(startOf(month)), daysUntil(endOf(month)));
    }

    private int daysUntil(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(asOf, day);
    }
}
