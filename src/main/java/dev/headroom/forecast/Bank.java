package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    static final String[] NAMES = {
        "seasonal naive",
        "seasonal naive, week",
        "level 0.3, recent season",
        "level 1, recent season",
        "level 4, recent season",
        "level 0.3",
        "level 1",
        "level 4",
        "level, all",
        "last value",
        "median 0.15",
        "median 1",
        "median 4",
        "median, all",
        "line 2, damped",
        "line 6, damped",
        "line 20, damped",
        "line, all",
        "percent 6, damped",
        "percent 20, damped",
        "percent, all",
        "level 1, year",
        "level 8, year",
        "line 6, year",
        "line 20, year",
        "line, all, year",
    };
    static final int SIZE = NAMES.length;
    static final int FIRST_TREND = 14;
    static final int FIRST_YEARLY = 21;

    private static final double STABLE = 1e3; // a half-life, in cycles, longer than any history
    private static final double YEARS_NEEDED = 1.1;

    private final double[] raw;
    private final double[] log; // null where a value is not positive
    private final double offset;
    private final Cleaning cleaning;
    private final double[] periods;
    private final double cycle;
    private final double year; // in steps, 0 where too short or too fine
    private final Yearly.Waves waves;

    Bank(double[] raw, double[] periods, double cycle, double year) {
        this.raw = raw;
        this.periods = periods;
        this.cycle = cycle;
        this.year = year;
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
        var out = new double[SIZE][reach];
        double[] clean = cleaning.clipped(end);
        View s = view(clean, end, reach, 7, cycle == 7 ? 4 : 2);
        View l = view(clean, end, reach, STABLE, STABLE);
        int k = 0;
        naive(out[k++], end, 0);
        naive(out[k++], end, 1);
        for (double c : new double[] {0.3, 1, 4}) {
            flat(out[k++], smooth(s.adjusted, end, c * cycle), s.ahead);
        }
        for (double c : new double[] {0.3, 1, 4, 1e6}) {
            flat(out[k++], smooth(l.adjusted, end, c * cycle), l.ahead);
        }
        View u = view(raw, end, reach, 7, cycle == 7 ? 4 : 2);
        flat(out[k++], smooth(u.adjusted, end, 0.06 * cycle), u.ahead);
        // medians of unclipped values: of a skewed demand the usual, not the mean
        View m = u;
        for (double c : new double[] {0.15, 1, 4, 1e6}) {
            flat(out[k++], median(m.adjusted, end, c * cycle), m.ahead);
        }
        for (double c : new double[] {2, 6, 20, 1e6}) {
            trend(out[k++], l.adjusted, end, c, c == 2 ? 6 : c == 6 ? 6 : 2 * c, l.ahead);
        }
        var logClean = new double[end];
        for (int i = 0; i < end; i++) {
            logClean[i] =
                    clean[i] == raw[i] ? log[i] : StrictMath.log(Math.max(clean[i] + offset, offset * 0.1 + 1e-300));
        }
        View g = view(logClean, end, reach, STABLE, STABLE);
        for (double c : new double[] {6, 20, 1e6}) {
            trend(out[k], g.adjusted, end, c, c == 6 ? 6 : 2 * c, g.ahead);
            for (int h = 0; h < reach; h++) {
                out[k][h] = StrictMath.exp(Math.min(out[k][h], 700)) - offset;
            }
            k++;
        }
        if (year > 0 && end >= YEARS_NEEDED * year) {
            var fit = Yearly.fit(l.adjusted, end, waves);
            var adjusted = l.adjusted.clone();
            var ahead = l.ahead.clone();
            for (int i = 0; i < end; i++) {
                adjusted[i] -= fit.at(i);
            }
            for (int h = 0; h < reach; h++) {
                ahead[h] += fit.at(end + h);
            }
            flat(out[k++], smooth(adjusted, end, 1 * cycle), ahead);
            flat(out[k++], smooth(adjusted, end, 8 * cycle), ahead);
            trend(out[k++], adjusted, end, 6, 6, ahead);
            trend(out[k++], adjusted, end, 20, 40, ahead);
            trend(out[k++], adjusted, end, 1e6, 1e6, ahead);
        } else {
            for (int j : new int[] {6, 7, 15, 16, 17}) {
                System.arraycopy(out[j], 0, out[k++], 0, reach);
            }
        }
        return out;
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

    private void trend(double[] path, double[] x, int end, double cycles, double dampCycles, double[] ahead) {
        double decay = StrictMath.exp(-StrictMath.log(2) / (cycles * cycle));
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
        double damp = StrictMath.exp(-StrictMath.log(2) / (dampCycles * cycle));
        double reach = 0;
        double d = 1;
        for (int h = 0; h < path.length; h++) {
            d *= damp;
            reach += d;
            path[h] = level + slope * reach + ahead[h];
        }
    }
}
