package dev.headroom.forecast;

import java.util.Arrays;

/** How far P10 and P90 lie from the median, step by step. */
final class Bands {

    /*
     * The distance of P90 is the 80 % quantile of the absolute errors that the combination itself made from earlier origins,
     * in buckets of steps that widen with the horizon, pulled a little towards the upper errors alone; P10 likewise. To it
     * is added, as variances are, how far the members disagree now, and a floor for histories too short to have errors.
     * Beyond the longest horizon that the history could be tested at, the distance grows with a power of the step. It is
     * split conformal prediction (V. Vovk, A. Gammerman, G. Shafer, 2005) with a series' own errors as the calibration set;
     * the factors below were set once on 337 real series, to cover 80 % with a tenth on each side.
     */
    /** Errors of one origin in one bucket; more of them say the same again. */
    private static final int PER_ORIGIN = 12;

    private static final double ABOVE = 1.25;
    private static final double BELOW = 1.0;
    /** How much the two sides differ as the errors did: 0 is not at all. */
    private static final double SIGNED = 0.2;
    /** The same where errors of many days are known: growth keeps its direction. */
    private static final double SIGNED_DAYS = 0.5;

    private static final int MANY = 100;

    private static final double DISAGREEMENT = 2.5;
    private static final double GROWTH_BEYOND = 0.9;
    /** A dozen origins overlap, and a short history has shown little of what it can do. */
    private static final double SHORT_HISTORY = 6;

    static final int DRAWS = 200;
    /** Where a dozen origins ask. */
    static final int FEWER_DRAWS = 40;

    private static final double STEP_NOISE = 0.8;
    private static final double LEAN_FINER = 0.3;
    private static final double LEAN_SHORT = 0.4;
    /** Reached gradually between these shares of the history's length, so that a band widens without a step. */
    private static final double LEAN_BEYOND = 0.4;

    private static final double BEYOND_FROM = 0.1;
    private static final double BEYOND_TO = 0.9;
    /** In units of the history's highest value. */
    private static final double LARGEST = 20;

    final double[] down;
    final double[] up;
    final double[] fast; // the share of a step's variance that its neighbors don't share
    final double fastMemory; // what of it is left a step later

    /**
     * @param errors by origin and step, NaN where the actual is missing
     * @param level  around which the history ends
     * @param n      the length of the history
     */
    Bands(double[][] errors, double[] median, double[] disagreement, double level, int n, double cycle) {
        double signed = n >= MANY && cycle == 7 ? SIGNED_DAYS : SIGNED;
        int horizon = median.length;
        down = new double[horizon];
        up = new double[horizon];
        fast = new double[horizon];
        int span = 0;
        for (double[] e : errors) {
            span = Math.max(span, e.length);
        }
        // edges of buckets that widen with the step
        int[] edges = new int[64];
        int buckets = 0;
        for (int edge = 0; edge < span; buckets++) {
            edges[buckets] = edge;
            edge += Math.max((int) Math.max(1, Math.min(cycle, span / 3)), edge * 2 / 3);
        }
        edges[buckets] = span;
        var centers = new double[buckets];
        var upper = new double[buckets];
        var lower = new double[buckets];
        int used = 0;
        for (int b = 0; b < buckets; b++) {
            int stride = Math.max(1, (edges[b + 1] - edges[b]) / PER_ORIGIN);
            var sample = new double[errors.length * ((edges[b + 1] - edges[b]) / stride + 1)];
            int size = 0;
            int origins = 0;
            for (double[] e : errors) {
                int before = size;
                for (int h = edges[b]; h < Math.min(edges[b + 1], e.length); h += stride) {
                    if (!Double.isNaN(e[h])) {
                        sample[size++] = e[h];
                    }
                }
                origins += size > before ? 1 : 0;
            }
            if (size < 3 || (b > 0 && origins < 3)) {
                break;
            }
            sample = Arrays.copyOf(sample, size);
            Arrays.sort(sample);
            double q10 = at(sample, 0.1);
            double q90 = at(sample, 0.9);
            for (int i = 0; i < size; i++) {
                sample[i] = Math.abs(sample[i]);
            }
            Arrays.sort(sample);
            double both = at(sample, 0.8);
            double wide = 1 + SHORT_HISTORY / (5.0 + n) + 0.5 / origins;
            upper[b] = wide * ((1 - signed) * both + signed * Math.max(q90, 0.25 * both));
            lower[b] = wide * ((1 - signed) * both + signed * Math.max(-q10, 0.25 * both));
            centers[b] = (edges[b] + edges[b + 1]) / 2.0;
            used++;
        }
        double floor = level * (n < 14 ? 0.4 : 0.02) / Math.sqrt(n);
        // how much of the error of a step is shared by the whole first season
        double single = 0;
        double shared = 0;
        for (double[] e : errors) {
            int m = (int) Math.min(Math.rint(cycle), e.length);
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int h = 0; h < m; h++) {
                if (!Double.isNaN(e[h])) {
                    sum += e[h];
                    squares += e[h] * e[h];
                    count++;
                }
            }
            if (count > 1) {
                // each origin counts the same, however wild it was
                double s = squares / count;
                double t = (sum / count) * (sum / count);
                single += Math.sqrt(s);
                shared += Math.sqrt(s) * (s > 0 ? Math.max(0, (t / s - 1.0 / count) / (1 - 1.0 / count)) : 0);
            }
        }
        double together = single > 0 ? (shared + 0.5 * single / 3) / (single + single / 3) : 0.5;
        double noise = used > 0 ? (upper[0] + lower[0]) / 2 : 0;
        for (int h = 0; h < horizon; h++) {
            double u = used == 0 ? 0 : scale(upper, centers, used, h);
            double d = used == 0 ? 0 : scale(lower, centers, used, h);
            double s = DISAGREEMENT * disagreement[h];
            double f = floor * Math.sqrt(1 + h / cycle);
            up[h] = Math.sqrt(ABOVE * ABOVE * u * u + s * s + f * f);
            down[h] = Math.sqrt(BELOW * BELOW * d * d + s * s + f * f);
            double mean = (up[h] + down[h]) / 2;
            fast[h] = mean > 0
                    ? clamp((1 - Math.sqrt(Math.sqrt(together))) * Math.min(1, noise * noise / (mean * mean)))
                    : 0.5;
        }
        fastMemory = StrictMath.exp(-1 / (0.1 * cycle));
    }

    /**
     * Moves the bands towards those of the local trend where own errors tell little: everywhere in a short history or where
     * steps are shorter than a day, else the more the farther a step lies beyond what the history could be tested at.
     *
     * @param inPercent the share of the local trend's futures that grow in percent
     * @param n      the length of the history
     * @param behind how many steps of the history lie behind the local trend's last block
     * @param draws  how many futures of the local trend are asked
     */
    void lean(
            TrendPaths units,
            TrendPaths percent,
            double inPercent,
            int n,
            boolean finerThanDaily,
            int behind,
            int draws,
            long seed) {
        boolean everywhere = finerThanDaily || n < MANY;
        if (!everywhere && up.length <= BEYOND_FROM * n) {
            return;
        }
        int size = units.blockSize();
        var blocks = new double[(behind + up.length + size - 1) / size];
        var drawn = new double[blocks.length][draws];
        double[][] waves = units.waves(blocks.length);
        for (int i = 0; i < draws; i++) {
            double position = ((i * 193L) % draws + 0.5) / draws;
            (Draws.isWithin(i, inPercent) ? percent : units).draw(position, new Draws(seed + i * 977L), waves, blocks);
            for (int j = 0; j < blocks.length; j++) {
                drawn[j][i] = blocks[j];
            }
        }
        for (double[] values : drawn) {
            Arrays.sort(values);
        }
        // of a step beside the mean of its block
        double noise = size == 1 ? 0 : STEP_NOISE * (up[0] + down[0]) / 2;
        for (int h = 0; h < up.length; h++) {
            double share = finerThanDaily ? LEAN_FINER : n < MANY ? LEAN_SHORT : beyond(h, n);
            double[] values = drawn[(behind + h) / size];
            double middle = at(values, 0.5);
            double above = Math.min(LARGEST, at(values, 0.9) - middle);
            double below = Math.min(LARGEST, middle - at(values, 0.1));
            up[h] = (1 - share) * up[h] + share * Math.sqrt(above * above + noise * noise);
            down[h] = (1 - share) * down[h] + share * Math.sqrt(below * below + noise * noise);
        }
    }

    private static double beyond(int h, int n) {
        double share = (h - BEYOND_FROM * n) / ((BEYOND_TO - BEYOND_FROM) * n);
        return LEAN_BEYOND * Math.max(0, Math.min(1, share));
    }

    private static double clamp(double share) {
        return Math.min(0.98, Math.max(0.02, share));
    }

    private static double scale(double[] value, double[] centers, int used, int h) {
        if (h <= centers[0]) {
            return value[0];
        }
        for (int b = 1; b < used; b++) {
            if (h <= centers[b]) {
                double share = (h - centers[b - 1]) / (centers[b] - centers[b - 1]);
                return value[b - 1] + share * (value[b] - value[b - 1]);
            }
        }
        return value[used - 1] * StrictMath.pow((h + 1) / (centers[used - 1] + 1), GROWTH_BEYOND);
    }

    private static double at(double[] sorted, double level) {
        double rank = level * (sorted.length - 1);
        int below = (int) rank;
        double share = rank - below;
        return below + 1 < sorted.length ? sorted[below] * (1 - share) + sorted[below + 1] * share : sorted[below];
    }
}
