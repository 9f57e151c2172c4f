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
        double[] y = filled(raw);
        int n = y.length;
        double[] periods = periods(history.step());
        double cycle = periods.length == 0 ? 7 : periods[0];

        var members = Members.all();
        int k = members.size();
        int origins = 0;
        var loss = new double[k];
        int first = Math.max(4, n / 3);
        int span = Math.min(horizon, Math.max(1, n / 3));
        int stride = Math.max(1, (n - first - span / 2) / 12);
        var errors = new ArrayList<double[]>();
        for (int origin = n - Math.max(1, span / 2); origin >= first; origin -= stride) {
            int reach = Math.min(span, n - origin);
            var view = view(y, origin, reach, periods, cycle);
            var paths = new double[k][reach];
            for (int j = 0; j < k; j++) {
                members.get(j).method().extend(view, paths[j]);
                for (int h = 0; h < reach; h++) {
                    loss[j] += Math.abs(paths[j][h] - y[origin + h]) / reach;
                }
            }
            var error = new double[reach];
            var column = new double[k];
            for (int h = 0; h < reach; h++) {
                for (int j = 0; j < k; j++) {
                    column[j] = paths[j][h];
                }
                error[h] = y[origin + h] - median(column);
            }
            errors.add(error);
            origins++;
        }
        var view = view(y, n, horizon, periods, cycle);
        var paths = new double[k][horizon];
        for (int j = 0; j < k; j++) {
            members.get(j).method().extend(view, paths[j]);
        }
        var median = new double[horizon];
        var column = new double[k];
        for (int h = 0; h < horizon; h++) {
            for (int j = 0; j < k; j++) {
                column[j] = paths[j][h];
            }
            median[h] = Math.max(0, median(column));
        }
        double mean = 0;
        double top = 0;
        for (double v : y) {
            mean += Math.abs(v) / n;
            top = Math.max(top, Math.abs(v));
        }
        double sum = 0.1 * mean;
        int count = 1;
        for (double[] e : errors) {
            for (double v : e) {
                sum += Math.abs(v);
                count++;
            }
        }
        double spread = sum / count * 1.5;
        var down = new double[horizon];
        var up = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double growth = Math.sqrt((1 + h) / (1.0 + span / 2.0));
            down[h] = spread * Math.max(0.7, growth);
            up[h] = spread * Math.max(0.7, growth);
        }
        var fan = new Fan(median, down, up, 20 * Math.max(top, Double.MIN_NORMAL));
        var fast = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            fast[h] = 1.0 / (1 + (double) h / cycle);
        }
        var futures =
                new Futures(fan, fast, StrictMath.exp(-1.0 / Math.max(horizon, 2)), 0.3, tail, Arrays.hashCode(raw));
        var weights = new ArrayList<Explanation.Member>();
        for (var member : members) {
            weights.add(new Explanation.Member(member.name(), 1.0 / k));
        }
        double present = history.count();
        var explanation = new Explanation(
                history.count(), present / history.size(), List.of(), median[0], 0, List.of(), List.of(), weights);
        return new Forecast(MODEL, fan, futures, Optional.empty(), explanation);
    }

    private static Members.View view(double[] y, int end, int ahead, double[] periods, double cycle) {
        var seasonal = new double[end + ahead];
        var adjusted = Arrays.copyOf(y, end);
        var patterns = new ArrayList<Pattern>();
        for (double period : periods) {
            if (end < 2 * period + 1) {
                break;
            }
            var pattern = Pattern.find(adjusted, end, period, 6);
            patterns.add(pattern);
            for (int i = 0; i < end + ahead; i++) {
                double effect = pattern.at(i);
                seasonal[i] += effect;
                if (i < end) {
                    adjusted[i] -= effect;
                }
            }
        }
        return new Members.View(y, adjusted, seasonal, end, cycle, patterns);
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
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
