package dev.headroom.assessment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The months of a plan, whole ones, beginning with the next.
 *
 * @param asOf  the last day of history
 * @param first the month that counts as 0
 */
record PlanningMonths(LocalDate asOf, YearMonth first, int count) {

    private static final int SMOOTHING_DAYS = 7;

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

    /** Returns how many days a forecast must reach to cover the months. */
    int horizonDays() {
        return (int) ChronoUnit.DAYS.between(asOf, endOf(count - 1));
    }

    /**
     * Returns each month's demand: the highest trailing seven-day mean in it, the figure that a crossing is judged by.
     *
     * @param path of a forecast from {@code asOf}, at least {@link #horizonDays()} long
     */
    List<Double> demand(double[] path) {
        var demand = new ArrayList<Double>();
        for (int month = 0; month < count; month++) {
            int from = (int) ChronoUnit.DAYS.between(asOf, startOf(month)) - 1;
            int to = (int) ChronoUnit.DAYS.between(asOf, endOf(month)) - 1;
            double highest = 0;
            for (int day = from; day <= to; day++) {
                highest = Math.max(highest, trailingMean(path, day));
            }
            demand.add(highest);
        }
        return demand;
    }

    private static double trailingMean(double[] path, int day) {
        int from = Math.max(0, day - SMOOTHING_DAYS + 1);
        double sum = 0;
        for (int i = from; i <= day; i++) {
            sum += path[i];
        }
        return sum / (day - from + 1);
    }
}
