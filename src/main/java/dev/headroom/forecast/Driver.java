package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a demand owes to a number of the business, such as requests a second.
 *
 * @param perThousand   demand for each thousand of the driver in the last four weeks, in the demand's unit
 * @param changePerYear how that changed, as a share a year: -0.1 is 10 % less demand for the same driver each year; 0 with
 *                      less than half a year of history
 * @param elasticity    by how many percent demand changes where the driver changes by one, from 0 to 1.5
 * @param explained     the share of the changes from week to week that the driver explains, from 0 to 1
 * @param days          with both values
 */
public record Driver(double perThousand, double changePerYear, double elasticity, double explained, int days) {

    /*
     * Two numbers that both grow always look related, so the fit is one of changes: the logarithm of a day's demand less that
     * of the same weekday a week before, regressed on the same of the driver (C. W. J. Granger, P. Newbold, Spurious
     * regressions in econometrics, Journal of Econometrics 2(2), 1974). Changes of more than three times the usual count as
     * that much. The trend of demand by driver is the median slope between the weeks' medians (P. K. Sen, JASA 63, 1968).
     */
    private static final int WEEK = 7;
    private static final int LEAST_DAYS = 56;
    private static final double LEAST_EXPLAINED = 0.25;
    private static final double MOST_ELASTICITY = 1.5;
    private static final double LARGEST_CHANGE = 3;
    private static final int RECENT_WEEKS = 4;
    /** Of these the changes are taken: what doesn't follow the driver counts less as the driver grows. */
    private static final int RECENT_DAYS = 182;

    private static final int WEEKS_FOR_A_TREND = 26;
    private static final double WEEKS_A_YEAR = 365.25 / WEEK;

    /**
     * Fits a demand to a driver.
     *
     * @param demand a value a day
     * @param driver the same days
     * @return empty where they share fewer than 56 days or the driver explains less than a quarter of the demand's changes
     */
    public static Optional<Driver> fit(TimeSeries demand, TimeSeries driver) {
        if (demand.size() != driver.size()) {
            throw new IllegalArgumentException(
                    "demand and driver must be of the same days: " + demand.size() + ", " + driver.size());
        }
        double[] y = logarithms(demand);
        double[] x = logarithms(driver);
        int days = 0;
        for (int i = 0; i < y.length; i++) {
            if (Double.isNaN(y[i]) || Double.isNaN(x[i])) {
                y[i] = Double.NaN;
                x[i] = Double.NaN;
            } else {
                days++;
            }
        }
        if (days < LEAST_DAYS) {
            return Optional.empty();
        }
        double[] dy = changes(y);
        double[] dx = changes(x);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < dx.length; i++) {
            xx += dx[i] * dx[i];
            xy += dx[i] * dy[i];
            yy += dy[i] * dy[i];
        }
        if (!(xx > 0) || !(yy > 0) || xy <= 0) {
            return Optional.empty();
        }
        double explained = Math.min(1, xy / xx * (xy / yy));
        double[] weeks = weeklyRatios(y, x);
        if (explained < LEAST_EXPLAINED || weeks.length == 0) {
            return Optional.empty();
        }
        double recent = median(Arrays.copyOfRange(weeks, Math.max(0, weeks.length - RECENT_WEEKS), weeks.length));
        double trend = weeks.length < WEEKS_FOR_A_TREND ? 0 : StrictMath.expm1(slope(weeks) * WEEKS_A_YEAR);
        return Optional.of(
                new Driver(1000 * StrictMath.exp(recent), trend, Math.min(MOST_ELASTICITY, xy / xx), explained, days));
    }

    /**
     * Returns what demand is multiplied by where the driver changes.
     *
     * @param change as a share: 0.4 is 40 % more
     */
    public double factor(double change) {
        if (!(change > -1)) {
            throw new IllegalArgumentException("change must be above -1: " + change);
        }
        return StrictMath.pow(1 + change, elasticity);
    }

    private static double[] logarithms(TimeSeries series) {
        double[] values = series.toArray(Double.NaN);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 0 ? StrictMath.log(values[i]) : Double.NaN;
        }
        return values;
    }

    private static double[] changes(double[] values) {
        double[] changes = new double[values.length];
        int count = 0;
        for (int i = Math.max(WEEK, values.length - RECENT_DAYS); i < values.length; i++) {
            double change = values[i] - values[i - WEEK];
            if (!Double.isNaN(change)) {
                changes[count++] = change;
            }
        }
        changes = Arrays.copyOf(changes, count);
        if (count == 0) {
            return changes;
        }
        double middle = median(changes);
        var apart = new double[count];
        for (int i = 0; i < count; i++) {
            changes[i] -= middle;
            apart[i] = Math.abs(changes[i]);
        }
        double most = LARGEST_CHANGE * median(apart) / 0.6745;
        for (int i = 0; i < count && most > 0; i++) {
            changes[i] = Math.max(-most, Math.min(most, changes[i]));
        }
        return changes;
    }

    /** Returns the median of log demand less log driver of each week with a value, counted back from the end. */
    private static double[] weeklyRatios(double[] y, double[] x) {
        int weeks = y.length / WEEK;
        var ratios = new double[weeks];
        int count = 0;
        for (int week = 0; week < weeks; week++) {
            int first = y.length - (weeks - week) * WEEK;
            double[] ratio = new double[WEEK];
            int size = 0;
            for (int i = first; i < first + WEEK; i++) {
                if (!Double.isNaN(y[i])) {
                    ratio[size++] = y[i] - x[i];
                }
            }
            if (size > 0) {
                ratios[count++] = median(Arrays.copyOf(ratio, size));
            }
        }
        return Arrays.copyOf(ratios, count);
    }

    private static double slope(double[] values) {
        int n = values.length;
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values[j] - values[i]) / (j - i);
            }
        }
        return median(slopes);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
