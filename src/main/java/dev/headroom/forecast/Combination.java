package dev.headroom.forecast;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Weighs the members by how they did from earlier origins of the same series, and takes the weighted middle of them. */
final class Combination {

    /*
     * The loss of a member is its mean absolute error from each origin over the horizon asked for, divided by what the better
     * third of the members reached there, so that a wild stretch counts no more than a calm one. Weights fall off
     * exponentially with the loss (exponentially weighted aggregation, N. Cesa-Bianchi and G. Lugosi, 2006), times a prior
     * that says how often a member was of use on 337 real series; it was set once, in steps of a factor of two, and gave on
     * the half of the series that it wasn't set on most of what it gave on the other. The middle is a trimmed mean
     * (V. R. R. Jose and R. L. Winkler, IJF 24(1), 2008): one member that runs away moves nothing.
     */
    private static final int ORIGINS = 12;

    private static final double SHARPNESS = 12;
    /** The share of the origins after which an origin counts half. */
    private static final double RECENCY = 0.2;

    private static final double TRIM = 0.25;
    /** Below this share of the worst loss, a loss is as good as none. */
    private static final double NEARLY_PERFECT = 1e-3;
    /** What trends are worth in a history of fewer than 100 points, where chance looks like growth. */
    private static final double SHORT_TREND = 0.1;

    static final int SHORT_HISTORY = 100;

    /** How much more the local trend counts there, which knows its own uncertainty. */
    private static final double SHORT_LOCAL_TREND = 10;

    private static final int FEWEST_ALIKE = 3;

    final double[] weights;
    final int[] origins;
    final double[][] errors; // by origin, actual less combined; NaN where the actual is missing
    final double[][] actual;
    final double[][][] paths;
    final Unseen[] unseen; // by origin
    private final double[][] losses; // by origin and member, weighted
    private final double[] priors;

    /** Returns the numbers of values known at each origin, the latest first. */
    static int[] origins(History history, int horizon) {
        int n = history.y.length;
        int first = Math.max(Math.min(n - 2, Math.max(10, (int) (2 * history.cycle + 2))), n / 4);
        int last = n - Math.max(1, Math.min(span(n, horizon) / 3, n / 10));
        int count = history.told() < History.FEWEST ? 0 : Math.max(1, Math.min(ORIGINS, last - first + 1));
        int window = history.tail.length + 1;
        // whole windows before the end, as the forecast itself stands to the blocks of the local trend
        int apart = n / window < 20 ? 1 : window;
        var origins = new int[count];
        for (int o = 0; o < count; o++) {
            int origin = count == 1 ? last : last - (int) ((long) o * (last - first) / (count - 1));
            origins[o] = n - Math.max(1, (n - origin + apart / 2) / apart) * apart;
        }
        return origins;
    }

    private static int span(int n, int horizon) {
        return Math.min(horizon, Math.max(1, n / 2));
    }

    Combination(Bank bank, History history, int horizon, int[] origins) {
        double[] y = history.y;
        boolean[] present = history.present;
        int n = y.length;
        int span = span(n, horizon);
        int count = origins.length;
        this.origins = origins;
        paths = new double[count][][];
        actual = new double[count][];
        losses = new double[count][Method.COUNT];
        for (int o = 0; o < count; o++) {
            int origin = origins[o];
            int reach = Math.min(span, n - origin);
            paths[o] = bank.paths(origin, reach);
            actual[o] = new double[reach];
            int seen = 0;
            for (int h = 0; h < reach; h++) {
                actual[o][h] = present[origin + h] ? y[origin + h] : Double.NaN;
                seen += present[origin + h] ? 1 : 0;
            }
            if (seen == 0) {
                continue;
            }
            var e = new double[Method.COUNT];
            for (int k = 0; k < Method.COUNT; k++) {
                for (int h = 0; h < reach; h++) {
                    if (present[origin + h]) {
                        e[k] += Math.abs(Math.max(0, paths[o][k][h]) - y[origin + h]);
                    }
                }
                e[k] /= seen;
            }
            var sorted = e.clone();
            Arrays.sort(sorted);
            double usual = sorted[Method.COUNT / 3];
            double weight = StrictMath.pow(0.5, o / (RECENCY * count)) * Math.sqrt(seen);
            for (int k = 0; k < Method.COUNT; k++) {
                losses[o][k] = weight * (usual > 0 ? Math.min(e[k] / usual, 10) : e[k] > 0 ? 10 : 1);
            }
        }
        priors = priors(history);
        weights = weigh(-1);
        errors = new double[count][];
        unseen = new Unseen[count];
        for (int o = 0; o < count; o++) {
            double[] others = weigh(o);
            double[][] middles = middles(paths[o], history, origins[o], weights, others);
            errors[o] = errors(o, middles[0]);
            unseen[o] = new Unseen(others, middles[1], errors(o, middles[1]));
        }
    }

    private double[] errors(int origin, double[] middle) {
        var errors = new double[middle.length];
        for (int h = 0; h < middle.length; h++) {
            errors[h] = actual[origin][h] - middle[h];
        }
        return errors;
    }

    /**
     * What the combination would have said at an origin if it had been weighed by the others alone.
     *
     * @param errors actual less middle, NaN where the actual is missing
     */
    record Unseen(double[] weights, double[] middle, double[] errors) {}

    private static double[] priors(History history) {
        var priors = new double[Method.COUNT];
        boolean isShort = history.y.length < SHORT_HISTORY;
        for (int k = 0; k < priors.length; k++) {
            var method = Method.BANK[k];
            priors[k] = method.prior(history.isFinerThanDaily());
            if (isShort && method.isTrend()) {
                priors[k] *= SHORT_TREND;
            } else if (isShort && method.kind() == Method.Kind.LOCAL_TREND) {
                priors[k] *= SHORT_LOCAL_TREND;
            }
        }
        return priors;
    }

    /** Returns the members' weights by their losses from all origins but one; a negative one leaves none out. */
    private double[] weigh(int without) {
        var loss = new double[Method.COUNT];
        for (int o = 0; o < losses.length; o++) {
            for (int k = 0; o != without && k < loss.length; k++) {
                loss[k] += losses[o][k];
            }
        }
        return weigh(loss, priors);
    }

    private static double[] weigh(double[] loss, double[] prior) {
        double best = Double.MAX_VALUE;
        double worst = Double.MIN_NORMAL;
        for (int k = 0; k < loss.length; k++) {
            if (prior[k] > 0) {
                best = Math.min(best, loss[k]);
                worst = Math.max(worst, loss[k]);
            }
        }
        var weights = new double[loss.length];
        double total = 0;
        for (int k = 0; k < loss.length; k++) {
            double excess = (loss[k] - best) / Math.max(best, NEARLY_PERFECT * worst);
            weights[k] = prior[k] * StrictMath.exp(-Math.min(700, SHARPNESS * excess));
            total += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= total;
        }
        return weights;
    }

    /**
     * Returns the weighted mean of what is left when a share of the weight is cut off at both ends, step by step, within what
     * was seen lately.
     *
     * @param end how many values the members know
     */
    double[] middle(double[][] members, History history, int end) {
        return middles(members, history, end, weights)[0];
    }

    // the members are sorted once for all weights
    private static double[][] middles(double[][] members, History history, int end, double[]... weights) {
        int reach = members[0].length;
        var middles = new double[weights.length][reach];
        int[] order = IntStream.range(0, members.length).toArray();
        for (int h = 0; h < reach; h++) {
            sort(order, members, h);
            for (int w = 0; w < weights.length; w++) {
                middles[w][h] = Math.max(0, trimmedMean(order, members, weights[w], h));
            }
        }
        for (double[] middle : middles) {
            RecentLows.keep(history, end, middle);
        }
        return middles;
    }

    private static double trimmedMean(int[] order, double[][] members, double[] weights, int h) {
        double below = 0;
        double sum = 0;
        double kept = 0;
        for (int k : order) {
            double from = Math.max(below, TRIM);
            double to = Math.min(below + weights[k], 1 - TRIM);
            if (to > from) {
                sum += (to - from) * members[k][h];
                kept += to - from;
            }
            below += weights[k];
        }
        return sum / kept;
    }

    /**
     * Returns the errors that tell of those ahead: of the origins that knew the year, where enough did, else of all.
     *
     * @param without an origin to leave out; a negative one leaves none out
     */
    double[][] errorsAlike(History history, int without) {
        double[][] alike = errors(o -> o != without && origins[o] >= Bank.YEARS_NEEDED * history.year);
        return alike.length < FEWEST_ALIKE ? errors(o -> o != without) : alike;
    }

    private double[][] errors(IntPredicate isAsked) {
        return IntStream.range(0, origins.length)
                .filter(isAsked)
                .mapToObj(o -> errors[o])
                .toArray(double[][]::new);
    }

    /** Returns how far the members disagree at each step: the weighted mean distance from the middle. */
    double[] disagreement(double[][] members, double[] middle) {
        return disagreement(members, weights, middle);
    }

    static double[] disagreement(double[][] members, double[] weights, double[] middle) {
        var out = new double[middle.length];
        for (int h = 0; h < out.length; h++) {
            for (int k = 0; k < members.length; k++) {
                out[h] += weights[k] * Math.abs(Math.max(0, members[k][h]) - middle[h]);
            }
        }
        return out;
    }

    // by insertion: from step to step the order hardly changes
    private static void sort(int[] order, double[][] members, int h) {
        for (int i = 1; i < order.length; i++) {
            int k = order[i];
            double value = members[k][h];
            int j = i - 1;
            while (j >= 0 && members[order[j]][h] > value) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = k;
        }
    }
}
