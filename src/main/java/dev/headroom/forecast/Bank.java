package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/** The simple methods. Each is a level, a slope and its damping on top of seasons. */
final class Bank {

    /*
     * A number is a half-life in short seasons: days, or weeks where a step is a day. Lines are least squares with weights
     * that fall off (R. G. Brown's discounted regression, 1963), started at the recent level and damped (E. S. Gardner and
     * E. McKenzie, Management Science 31(10), 1985); a long line with a recent level is close to Theta (V. Assimakopoulos and
     * K. Nikolopoulos, IJF 16(4), 2000). Each is computed at every origin from what lies before it alone, without fitting,
     * so that a dozen origins cost little.
     */
    static final double STABLE = 1e3; // a half-life, in cycles, longer than any history
    static final double YEARS_NEEDED = 1.1;

    private static final double LEAST_IN_PERCENT = 0.5;
    private static final double MOST_IN_PERCENT = 0.9;
    /** Blocks are no independent witnesses, so their likelihood counts as that of three in ten. */
    private static final double LIKELIHOOD_TEMPER = 0.3;

    private static final int FEWEST_BLOCKS = 9;
    private static final int FEWEST_STEPS = 12;

    final List<LocalTrend> trends = new ArrayList<>(); // growth in units and in percent
    private final double[] raw;
    private final double[] log; // null where a value is not positive
    private final double offset;
    private final Cleaning cleaning;
    private final double[] periods;
    private final double cycle;
    private final double year; // in steps, 0 where too short or too fine
    private final Yearly.Waves waves;

    /**
     * @param origins at which paths will be asked for, beside the end of the history
     */
    Bank(History history, int[] origins) {
        this.raw = history.y;
        this.periods = history.periods;
        this.cycle = history.cycle;
        this.year = history.year;
        this.waves = new Yearly.Waves(year, year > 0 ? raw.length + (int) year : 0);
        this.cleaning = new Cleaning(raw, Math.max(1, (int) Math.rint(cycle)));
        double min = Double.MAX_VALUE;
        double mean = 0;
        for (double v : raw) {
            min = Math.min(min, v);
            mean += Math.max(v, 0) / raw.length;
        }
        this.offset = Math.max(0, 0.05 * mean - min);
        this.log = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            log[i] = mean > 0 ? StrictMath.log(raw[i] + offset) : 0;
        }
        int size = blockSize(history.told(), history.tail.length + 1);
        if (size > 0) {
            double[] stable = view(cleaning.clipped(raw.length), raw.length, 0, STABLE, STABLE).adjusted;
            trends.add(new LocalTrend(stable, size, history.stepsPerDay, false, origins));
            trends.add(new LocalTrend(stable, size, history.stepsPerDay, true, origins));
        }
    }

    /** Returns how many steps make up a block of the local trend, 0 where the history is too short for one. */
    private static int blockSize(int length, int window) {
        if (length / window >= FEWEST_BLOCKS) {
            return window;
        }
        return window <= 7 && length >= FEWEST_STEPS ? 1 : 0;
    }

    private record View(double[] adjusted, double[] ahead) {}

    private View view(double[] y, int end, int reach, double daily, double weekly) {
        var adjusted = Arrays.copyOf(y, end);
        var ahead = new double[reach];
        for (double period : periods) {
            if (end < 2 * period + 1) {
                break;
            }
            var pattern = Pattern.find(adjusted, end, period, period == 7 || period > cycle ? weekly : daily);
            for (int i = 0; i < end; i++) {
                adjusted[i] -= pattern.at(i);
            }
            for (int h = 0; h < reach; h++) {
                ahead[h] += pattern.at(end + h);
            }
        }
        return new View(adjusted, ahead);
    }

    /** Returns each member's path of the steps behind {@code raw[0, end)}. */
    double[][] paths(int end, int reach) {
        var out = new double[Method.COUNT][reach];
        double[] clean = cleaning.clipped(end);
        View recent = view(clean, end, reach, 7, cycle == 7 ? 4 : 2);
        View stable = view(clean, end, reach, STABLE, STABLE);
        // medians and the last value see unclipped values: of a skewed demand the usual, not the mean
        View unclipped = view(raw, end, reach, 7, cycle == 7 ? 4 : 2);
        View logarithms = logarithms(clean, end, reach);
        View year = this.year > 0 && end >= YEARS_NEEDED * this.year ? withoutYear(stable, end) : stable;
        for (int k = 0; k < Method.COUNT; k++) {
            var method = Method.BANK[k];
            double[] path = out[k];
            double memory = method.memory() * cycle;
            switch (method.kind()) {
                case NAIVE -> naive(path, end, 0);
                case NAIVE_LONGEST -> naive(path, end, 1);
                case LEVEL_RECENT_SEASON -> flat(path, smooth(recent.adjusted, end, memory), recent.ahead);
                case LEVEL -> flat(path, smooth(stable.adjusted, end, memory), stable.ahead);
                case LAST -> flat(path, smooth(unclipped.adjusted, end, memory), unclipped.ahead);
                case MEDIAN -> flat(path, median(unclipped.adjusted, end, memory), unclipped.ahead);
                case LINE -> trend(path, stable, end, method);
                case PERCENT -> percent(path, logarithms, end, method);
                case LEVEL_YEAR -> flat(path, smooth(year.adjusted, end, memory), year.ahead);
                case LINE_YEAR -> trend(path, year, end, method);
                case LOCAL_TREND -> localTrend(path, stable, end);
            }
        }
        return out;
    }

    private void localTrend(double[] path, View view, int end) {
        boolean known = !trends.isEmpty();
        for (LocalTrend trend : trends) {
            known = known && trend.addPath(end, 1.0 / trends.size(), path);
        }
        for (int h = 0; h < path.length; h++) {
            path[h] += view.ahead[h];
        }
        if (!known) {
            flat(path, smooth(view.adjusted, end, cycle), view.ahead);
        }
    }

    /**
     * Returns which share of the local trend's futures grow in percent, the others in units: half where the history is short
     * or its steps are finer than a day, else from half to nine tenths, the more the likelier growth in percent made it.
     *
     * @param origin up to which the history counts
     */
    double shareInPercent(int origin) {
        if (trends.isEmpty() || cycle != 7 || origin < Combination.SHORT_HISTORY) {
            return LEAST_IN_PERCENT;
        }
        double gain = trends.get(1).logLikelihood(origin) - trends.get(0).logLikelihood(origin);
        return LEAST_IN_PERCENT
                + (MOST_IN_PERCENT - LEAST_IN_PERCENT) / (1 + StrictMath.exp(-LIKELIHOOD_TEMPER * gain));
    }

    /** Returns the local trends' continuations from an origin, in units and in percent; none where it knows too little. */
    List<TrendPaths> trendPaths(int origin) {
        return trends.stream()
                .map(trend -> trend.paths(origin))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns how many steps of an origin lie behind the local trends' last block. */
    int stepsBehindTrend(int origin) {
        return trends.get(0).stepsBehind(origin);
    }

    private View logarithms(double[] clean, int end, int reach) {
        var logClean = new double[end];
        for (int i = 0; i < end; i++) {
            logClean[i] =
                    clean[i] == raw[i] ? log[i] : StrictMath.log(Math.max(clean[i] + offset, offset * 0.1 + 1e-300));
        }
        return view(logClean, end, reach, STABLE, STABLE);
    }

    private View withoutYear(View view, int end) {
        var fit = Yearly.fit(view.adjusted, end, waves);
        var adjusted = view.adjusted.clone();
        var ahead = view.ahead.clone();
        for (int i = 0; i < end; i++) {
            adjusted[i] -= fit.at(i);
        }
        for (int h = 0; h < ahead.length; h++) {
            ahead[h] += fit.at(end + h);
        }
        return new View(adjusted, ahead);
    }

    private void percent(double[] path, View view, int end, Method method) {
        trend(path, view, end, method);
        for (int h = 0; h < path.length; h++) {
            path[h] = StrictMath.exp(Math.min(path[h], 700)) - offset;
        }
    }

    double[] cleaned(int end) {
        return cleaning.clipped(end);
    }

    /** Returns what all seasons together add to the steps behind the end. */
    double[] seasons(int end, int reach) {
        return view(cleaning.clipped(end), end, reach, STABLE, STABLE).ahead;
    }

    /** Returns the patterns that were found, as they add to the first steps of the forecast. */
    List<Explanation.Season> explainSeasons(int end, History history) {
        var seasons = new ArrayList<Explanation.Season>();
        var adjusted = cleaning.clipped(end);
        for (double period : periods) {
            if (end < 2 * period + 1) {
                break;
            }
            var pattern = Pattern.find(adjusted, end, period, STABLE);
            for (int i = 0; i < end; i++) {
                adjusted[i] -= pattern.at(i);
            }
            addSeason(seasons, period == 7 || period > cycle ? "week" : "day", period, end, history, pattern::at);
        }
        if (year > 0 && end >= YEARS_NEEDED * year) {
            addSeason(seasons, "year", year, end, history, Yearly.fit(adjusted, end, waves)::at);
        }
        return seasons;
    }

    private static void addSeason(
            List<Explanation.Season> seasons,
            String name,
            double period,
            int end,
            History history,
            IntToDoubleFunction effect) {
        var pattern = new ArrayList<Double>();
        boolean any = false;
        for (int h = 0; h < Math.rint(period); h++) {
            double value = Math.scalb(effect.applyAsDouble(end + history.gap + h), history.exponent);
            any |= value != 0;
            pattern.add(value);
        }
        if (any) {
            seasons.add(new Explanation.Season(name, (int) Math.rint(period), pattern));
        }
    }

    private void naive(double[] path, int end, int longest) {
        int which = Math.min(longest, periods.length - 1);
        int period = which < 0 ? 1 : (int) Math.rint(periods[which]);
        for (int h = 0; h < path.length; h++) {
            int back = end - period + h % period;
            path[h] = back >= 0 ? raw[back] : raw[end - 1];
        }
    }

    private static void flat(double[] path, double level, double[] ahead) {
        for (int h = 0; h < path.length; h++) {
            path[h] = level + ahead[h];
        }
    }

    private static double smooth(double[] x, int end, double halfLife) {
        double decay = StrictMath.exp(-StrictMath.log(2) / halfLife);
        double sum = 0;
        double weights = 0;
        double w = 1;
        for (int i = end - 1; i >= 0 && w > 1e-9; i--) {
            sum += w * x[i];
            weights += w;
            w *= decay;
        }
        return sum / weights;
    }

    private static double median(double[] x, int end, double halfLife) {
        int n = (int) Math.min(end, Math.max(1, Math.rint(2.5 * halfLife)));
        var last = Arrays.copyOfRange(x, end - n, end);
        Arrays.sort(last);
        return n % 2 == 1 ? last[n / 2] : (last[n / 2 - 1] + last[n / 2]) / 2;
    }

    private void trend(double[] path, View view, int end, Method method) {
        double[] x = view.adjusted;
        double decay = StrictMath.exp(-StrictMath.log(2) / (method.memory() * cycle));
        double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
        double w = 1;
        for (int i = end - 1; i >= 0 && w > 1e-9; i--) {
            double at = i - (end - 1);
            s0 += w;
            s1 += w * at;
            s2 += w * at * at;
            t0 += w * x[i];
            t1 += w * at * x[i];
            w *= decay;
        }
        double det = s0 * s2 - s1 * s1;
        double slope = det > 1e-12 * s0 * s2 ? (s0 * t1 - s1 * t0) / det : 0;
        double line = (t0 - slope * s1) / s0;
        double near = StrictMath.exp(-StrictMath.log(2) / cycle);
        double gap = 0;
        double weights = 0;
        w = 1;
        for (int i = end - 1; i >= 0 && w > 1e-9; i--) {
            gap += w * (x[i] - line - slope * (i - end + 1));
            weights += w;
            w *= near;
        }
        double level = line + gap / weights;
        double damp = StrictMath.exp(-StrictMath.log(2) / (method.damping() * cycle));
        double reach = 0;
        double d = 1;
        for (int h = 0; h < path.length; h++) {
            d *= damp;
            reach += d;
            path[h] = level + slope * reach + view.ahead[h];
        }
    }
}
