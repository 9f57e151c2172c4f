package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The default forecaster: simple methods, weighted by how they did on the series' own past. Stateless. */
public final class CombinationForecaster implements Forecaster {

    private static final String MODEL = "combination-1";

    @Override
    public Forecast forecast(TimeSeries history, int horizon, List<KnownEvent> events) {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1: " + horizon);
        }
        if (history.count() == 0) {
            throw new IllegalArgumentException("history must hold a value");
        }
        double[] raw = history.toArray(Double.NaN);
        int window = window(history.step());
        var tail = new double[window - 1];
        Arrays.fill(tail, Double.NaN);
        for (int i = 0; i < tail.length && i < raw.length; i++) {
            tail[tail.length - 1 - i] = raw[raw.length - 1 - i];
        }
        int from = 0;
        while (Double.isNaN(raw[from])) {
            from++;
        }
        from = Math.max(from, raw.length - longest(history.step()));
        raw = Arrays.copyOfRange(raw, from, raw.length);
        double top = 0;
        for (double v : raw) {
            top = Math.max(top, Double.isNaN(v) ? 0 : v);
        }
        if (top == 0) {
            var zeros = new double[horizon];
            var fan = new Fan(zeros, zeros, zeros, 0);
            return new Forecast(MODEL, fan, new Futures(fan, zeros, 0.5, 0.5, tail, 0), Optional.empty(),
                    new Explanation(history.count(), (double) history.count() / history.size(), List.of(), 0, 0, List.of(), List.of(), List.of()));
        }
        int exponent = Math.getExponent(top);
        int n = raw.length;
        var present = new boolean[n];
        for (int i = 0; i < n; i++) {
            present[i] = !Double.isNaN(raw[i]);
            raw[i] = present[i] ? Math.max(0, Math.scalb(raw[i], -exponent)) : raw[i];
        }
        double[] y = filled(raw);
        double[] periods = periods(history.step());
        double cycle = periods.length == 0 ? 7 : periods[0];
        boolean daily = periods.length < 2;
        double year = daily && n >= 400 ? 365.25 * 86400 / history.step().toSeconds() : 0;
        var bank = new Bank(y, periods, cycle, year);
        var combination = new Combination(bank, y, present, horizon, cycle, daily);
        double[][] members = bank.paths(n, horizon);
        double[] median = combination.middle(members);
        double level = 0;
        int recent = (int) Math.min(n, Math.max(4 * cycle, 28));
        for (int i = n - recent; i < n; i++) {
            level += y[i] / recent;
        }
        var bands = new Bands(combination, median, combination.disagreement(members, median), level, n, cycle);
        double highest = 0;
        for (int h = 0; h < horizon; h++) {
            median[h] = Math.scalb(Math.min(median[h], 20), exponent);
            bands.down[h] = Math.scalb(Math.min(bands.down[h], 20), exponent);
            bands.up[h] = Math.scalb(Math.min(bands.up[h], 20), exponent);
            highest = Math.max(highest, median[h] + bands.up[h]);
        }
        var fan = new Fan(median, bands.down, bands.up, 4 * highest);
        var futures = new Futures(fan, bands.fast, StrictMath.exp(-1.0 / Math.max(Tune.d("mem", 1) * horizon, 2)), bands.fastMemory, tail, seed(y));
        var weights = new ArrayList<Explanation.Member>();
        for (int k = 0; k < Bank.SIZE; k++) {
            weights.add(new Explanation.Member(Bank.NAMES[k], combination.weights[k]));
        }
        var explanation = new Explanation(
                history.count(), (double) history.count() / history.size(), List.of(), median[0], 0, List.of(), List.of(), weights);
        return new Forecast(MODEL, fan, futures, Optional.empty(), explanation);
    }

    private static long seed(double[] y) {
        long seed = 17;
        for (double v : y) {
            seed = Futures.mix(seed * 31 + Double.doubleToLongBits(v));
        }
        return seed;
    }

    private static int longest(Duration step) {
        long week = 7 * 86400 / Math.max(1, step.toSeconds());
        return week <= 14 ? 1500 : (int) Math.max(4 * week, Math.min(26 * week, 4400));
    }

    private static double[] periods(Duration step) {
        double day = 86400.0 / step.toSeconds();
        if (day > 1.5) {
            return new double[] {day, 7 * day};
        }
        return day > 0.9 ? new double[] {7 * day} : new double[0];
    }

    static int window(Duration step) {
        long seconds = Math.max(1, step.toSeconds());
        long span = seconds >= 86400 ? 7 * 86400 : 86400;
        return (int) Math.max(1, span / seconds);
    }

    private static double[] filled(double[] raw) {
        var y = raw.clone();
        int last = -1;
        for (int i = 0; i < y.length; i++) {
            if (Double.isNaN(y[i])) {
                continue;
            }
            for (int j = last + 1; j < i; j++) {
                y[j] = last < 0 ? y[i] : y[last] + (y[i] - y[last]) * (j - last) / (i - last);
            }
            last = i;
        }
        for (int j = last + 1; j < y.length; j++) {
            y[j] = y[last];
        }
        return y;
    }
}
