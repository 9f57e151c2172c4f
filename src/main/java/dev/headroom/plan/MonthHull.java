package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fleets that carry one month, and the cuts that tell fractions of servers from them.
 *
 * <p>A fractional fleet lies within the hull of the whole fleets if it holds a mixture of them. The largest share λ of
 * mixtures that fits below it is a linear program over the fleets, and its dual prices α, scaled so that no whole
 * fleet weighs less than 1, are the cut α·y ≥ 1 that the fractional fleet violates most. Fleets enter as they are
 * found to weigh too little.
 */
final class MonthHull {

    private static final double NEARLY = 1e-6;

    /** What a type weighs although the fractional fleet has none of it: keeps its weight low, the cut strong. */
    private static final double PRESENCE = 2e-3;

    /** A cut this deep is good enough, though a deeper one may be found. */
    private static final double DEEP = 0.98;

    /** A fleet this light need not be the lightest. */
    private static final double ENOUGH = 0.97;

    private static final int MOST_ROUNDS = 120;
    private static final int MOST_STEPS = 10_000;

    private final PoolNeeds needs;
    private final int month;
    private final CheapestFleet cheapest;
    private final List<double[]> fleets = new ArrayList<>();
    private final int types;

    MonthHull(PoolNeeds needs, int month) {
        this.needs = needs;
        this.month = month;
        cheapest = new CheapestFleet(needs, month, MOST_STEPS);
        types = needs.types.size();
    }

    /**
     * Returns weights α with α·y ≥ 1 for every fleet that carries the month, and less for the one given; or null.
     *
     * @param known fleets of the pool that were found in other months; more are added
     */
    double @Nullable [] cut(double[] fractional, List<long[]> known) {
        var bounds = new double[types];
        for (int j = 0; j < types; j++) {
            bounds[j] = Math.max(0, fractional[j]) + PRESENCE;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (fleets.isEmpty()) {
                var first = new double[types];
                Arrays.fill(first, 1);
                var found = cheapest.find(first, Double.MAX_VALUE);
                if (found.counts().length == 0) {
                    return null;
                }
                add(found.counts(), known);
            }
            var costs = new double[fleets.size()];
            Arrays.fill(costs, 1);
            var mixture = new PackingProgram(costs, fleets.toArray(double[][]::new), bounds);
            if (mixture.value() >= 1 - NEARLY) {
                return null;
            }
            var weights = mixture.duals();
            double floor = 1e-3 * Arrays.stream(weights).max().orElse(1);
            double held = 0;
            for (int j = 0; j < types; j++) {
                weights[j] = Math.max(weights[j], floor);
                held += weights[j] * Math.max(0, fractional[j]);
            }
            if (addLightest(weights, known)) {
                continue;
            }
            var quick = cheapest.quick(weights, ENOUGH);
            if (quick.counts().length > 0) {
                add(quick.counts(), known);
                continue;
            }
            var lightest = cheapest.find(weights, 1 - NEARLY);
            if (lightest.counts().length == 0 || held < lightest.least() * DEEP) {
                return held < lightest.least() * (1 - NEARLY) ? scaled(weights, lightest.least()) : null;
            }
            add(lightest.counts(), known);
        }
        return null;
    }

    /** Adds the lightest of the known fleets that carries the month, if it weighs too little. */
    private boolean addLightest(double[] weights, List<long[]> known) {
        long[] lightest = null;
        double least = 1 - NEARLY;
        for (var fleet : known) {
            double weight = 0;
            for (int j = 0; j < types; j++) {
                weight += weights[j] * fleet[j];
            }
            if (weight < least && needs.carried(month, fleet)) {
                least = weight;
                lightest = fleet;
            }
        }
        if (lightest == null) {
            return false;
        }
        fleets.add(Arrays.stream(lightest).mapToDouble(count -> count).toArray());
        return true;
    }

    private void add(long[] counts, List<long[]> known) {
        known.add(counts);
        fleets.add(Arrays.stream(counts).mapToDouble(count -> count).toArray());
    }

    private static double[] scaled(double[] weights, double level) {
        var scaled = weights.clone();
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = weights[j] / level;
        }
        return scaled;
    }
}
