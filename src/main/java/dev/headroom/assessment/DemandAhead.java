package dev.headroom.assessment;

import dev.headroom.forecast.Crossing;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Peak;
import dev.headroom.forecast.Span;
import java.util.Arrays;
import java.util.List;

/**
 * A forecast as a scenario has it: as it is, grown otherwise, or multiplied. A day's demand is the forecast's times a factor
 * that compounds, and a straight line on top, all of it times the factor of the day.
 */
final class DemandAhead {

    private static final double DAYS_A_YEAR = 365.25;
    /** How far a mean over seven days lags behind its last day. */
    private static final int LAG = 3;

    private static final int WINDOW = 2 * LAG + 1;

    private final Forecast forecast;
    private final double perDay; // what the line adds
    private final double perYear;
    private final double[] times; // of each day
    private final double[] timesLately; // of the seven days up to each

    private DemandAhead(Forecast forecast, double perDay, double perYear, double[] times) {
        this.forecast = forecast;
        this.perDay = perDay;
        this.perYear = perYear;
        this.times = times;
        this.timesLately = new double[times.length];
        double sum = 2 * LAG; // before the first day nothing is multiplied
        for (int i = 0; i < times.length; i++) {
            sum += times[i];
            timesLately[i] = sum / WINDOW;
            sum -= i < 2 * LAG ? 1 : times[i - 2 * LAG];
        }
    }

    static DemandAhead of(Forecast forecast) {
        return new DemandAhead(forecast, 0, 0, ones(forecast.horizon()));
    }

    private static double[] ones(int count) {
        var ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Returns the demand multiplied.
     *
     * @param factors of each day ahead
     */
    DemandAhead times(double[] factors) {
        var products = times.clone();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factors[i];
        }
        return new DemandAhead(forecast, perDay, perYear, products);
    }

    /**
     * Returns the forecast with another growth.
     *
     * @param undisturbed the forecast without the events ahead: a straight line through its median is its growth
     * @param factor      how many times as fast as that
     * @param perYear     growth on top, compounding
     */
    static DemandAhead grown(Forecast forecast, Forecast undisturbed, double factor, double perYear) {
        return new DemandAhead(
                forecast,
                factor == 1 ? 0 : (factor - 1) * slope(undisturbed.path(0.5)),
                perYear,
                ones(forecast.horizon()));
    }

    Forecast forecast() {
        return forecast;
    }

    int horizon() {
        return forecast.horizon();
    }

    /** Returns the quantile of every day. */
    double[] path(double level) {
        var path = forecast.path(level);
        if (isAsForecast()) {
            return path;
        }
        for (int i = 0; i < path.length; i++) {
            path[i] = times[i] * Math.max(0, path[i] * compounded(i + 1) + perDay * (i + 1));
        }
        return path;
    }

    /** Returns for each span of days the highest trailing mean over seven days. */
    List<Peak> peaks(List<Span> spans) {
        return forecast.peaks(
                spans,
                (mean, day) -> isAsForecast() ? mean : timesLately[day - 1] * (mean * compounded(day) + added(day)));
    }

    /** Returns when the trailing mean over seven days first reaches a limit. */
    Crossing crossing(double limit) {
        if (isAsForecast()) {
            return forecast.crossing(limit);
        }
        var limits = new double[forecast.horizon()];
        Arrays.fill(limits, limit);
        return crossing(limits);
    }

    /** Returns when the trailing mean over seven days first reaches the limit of its day. */
    Crossing crossing(double[] limitOfDay) {
        var limits = limitOfDay.clone();
        for (int i = 0; i < limits.length; i++) {
            // a limit of 0 is always reached, so one below says no more
            limits[i] = Math.max(0, limits[i] / timesLately[i] - added(i + 1)) / compounded(i + 1);
        }
        return forecast.crossing(limits);
    }

    private double added(int day) {
        return perDay * Math.max(0, day - LAG);
    }

    private boolean isAsForecast() {
        return perDay == 0 && perYear == 0 && Arrays.stream(times).allMatch(factor -> factor == 1);
    }

    private double compounded(int day) {
        return Math.pow(1 + perYear, day / DAYS_A_YEAR);
    }

    /** The least-squares line through a path: seasons cancel out over whole years. */
    private static double slope(double[] path) {
        double middle = (path.length - 1) / 2.0;
        double mean = 0;
        for (double value : path) {
            mean += value / path.length;
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < path.length; i++) {
            above += (i - middle) * (path[i] - mean);
            below += (i - middle) * (i - middle);
        }
        return below == 0 ? 0 : above / below;
    }
}
