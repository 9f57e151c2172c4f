package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cuts of one pool's months, and what was learned while looking for them: programs that hold the pool, alone or
 * with others, go on from there. Not safe for use by several threads.
 */
final class PoolCuts {

    /** What a whole fleet weighs at the least, by the weights of a cut. */
    static final long WHOLE = 100_000;

    private static final double VIOLATED = 1e-3;
    private static final int MOST_FAILURES = 8;
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_THOROUGH = 100_000;
    private static final double LEAST_WEIGHT = 1e-4;

    /** Σ weight × nodes of each type is at least {@link #WHOLE}, in this month and in any that needs no less. */
    record Cut(long[] weights, int month) {}

    private final PoolNeeds needs;
    private final double[] monthlyPrices;
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<List<Long>, MonthHull> hulls = new HashMap<>();
    private final List<long[]> fleets = new ArrayList<>();

    /** By month, a mixture of whole fleets: cuts half way to it are deeper, so that fewer do. */
    private final Map<Integer, double[]> inside = new HashMap<>();

    private final Set<Integer> priced = new HashSet<>();

    /**
     * Begins without cuts.
     *
     * @param monthlyPrices of a node, by type
     */
    PoolCuts(PoolNeeds needs, double[] monthlyPrices) {
        this.needs = needs;
        this.monthlyPrices = monthlyPrices;
    }

    /** Returns the fleets that were found so far, by type. */
    List<long[]> fleets() {
        return fleets;
    }

    /** Returns whether cuts for a month are looked for at all. */
    boolean concern(int month) {
        return needs.failures <= MOST_FAILURES && !needs.isNothing(month);
    }

    /**
     * Returns a cut that a month's fractional fleet violates; null if none was found.
     *
     * @param savings by type, what one more node would save in this month
     * @param deepest whether to look for the deepest cut where prices make none, which takes longer
     */
    @Nullable
    Cut cut(int month, double[] counts, double unmet, double[] savings, boolean deepest) {
        var cut = priced.add(month) ? byPrices(month, monthlyPrices, counts, unmet, MOST_STEPS) : null;
        if (cut == null) {
            // what was just found for a month before often serves too, and costs nothing
            cut = known(month, counts, unmet);
        }
        if (cut == null) {
            cut = byPrices(month, savings, counts, unmet, MOST_STEPS);
        }
        return cut == null && deepest && unmet <= 0.5 ? deepest(month, counts, unmet) : cut;
    }

    /** Returns the cut known from another month or an earlier search that is violated most. */
    private @Nullable Cut known(int month, double[] counts, double unmet) {
        Cut worst = null;
        double least = WHOLE * (1 - VIOLATED);
        for (var cut : cuts) {
            double weight = weight(cut, counts, unmet);
            if (weight < least && needs.implies(month, cut.month)) {
                least = weight;
                worst = cut;
            }
        }
        return worst;
    }

    private static double weight(Cut cut, double[] counts, double unmet) {
        double sum = unmet * WHOLE;
        for (int j = 0; j < counts.length; j++) {
            sum += counts[j] * cut.weights[j];
        }
        return sum;
    }

    /** Returns the cut that prices of a node by type make; null if none is found. */
    @Nullable
    Cut cut(int month, double[] prices) {
        return byPrices(month, prices, new double[prices.length], 0, MOST_THOROUGH);
    }

    /** At any prices a whole fleet costs no less than the cheapest one. */
    private @Nullable Cut byPrices(int month, double[] prices, double[] counts, double unmet, int mostSteps) {
        double most = Arrays.stream(prices).max().orElse(0);
        if (most <= 0) {
            return null;
        }
        var weights = Arrays.stream(prices)
                .map(value -> Math.max(value / most, LEAST_WEIGHT))
                .toArray();
        var cheapest = new CheapestFleet(needs, month, mostSteps).find(weights, Double.MAX_VALUE);
        if (cheapest.counts().length == 0) {
            return null;
        }
        fleets.add(cheapest.counts());
        inside.putIfAbsent(
                month,
                Arrays.stream(cheapest.counts()).mapToDouble(count -> count).toArray());
        return cut(month, weights, cheapest.least(), counts, unmet);
    }

    private @Nullable Cut deepest(int month, double[] counts, double unmet) {
        var met = Arrays.stream(counts).map(count -> count / (1 - unmet)).toArray();
        var hull = hulls.computeIfAbsent(needs.key(month), key -> new MonthHull(needs, month));
        var mixture = inside.get(month);
        if (mixture != null) {
            var between = new double[met.length];
            for (int j = 0; j < met.length; j++) {
                between[j] = (met[j] + mixture[j]) / 2;
            }
            var weights = hull.cut(between, fleets);
            if (weights != null) {
                return cut(month, weights, 1, counts, unmet);
            }
            inside.put(month, between);
        }
        var weights = hull.cut(met, fleets);
        return weights == null ? null : cut(month, weights, 1, counts, unmet);
    }

    private @Nullable Cut cut(int month, double[] weights, double least, double[] counts, double unmet) {
        var whole = new long[weights.length];
        for (int j = 0; j < whole.length; j++) {
            whole[j] = Math.min(WHOLE, (long) Math.ceil(weights[j] / least * WHOLE));
        }
        var cut = new Cut(whole, month);
        if (weight(cut, counts, unmet) > WHOLE * (1 - VIOLATED)) {
            return null;
        }
        cuts.add(cut);
        return cut;
    }
}
