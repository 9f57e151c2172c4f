package dev.headroom.plan;

import java.util.List;
import java.util.Set;

/** Fleets of a pool that were found for one month or another, by type. */
final class KnownFleets {

    private final PoolNeeds needs;
    private final List<long[]> fleets;

    /**
     * Begins.
     *
     * @param fleets more are added
     */
    KnownFleets(PoolNeeds needs, List<long[]> fleets) {
        this.needs = needs;
        this.fleets = fleets;
    }

    /** Adds a fleet and returns its number. */
    int add(long[] fleet) {
        fleets.add(fleet);
        return fleets.size() - 1;
    }

    long[] get(int fleet) {
        return fleets.get(fleet);
    }

    /** Returns the lightest fleet that carries a month and weighs less than {@code below}; -1 if there is none. */
    int lightest(int month, double[] prices, double below, Set<Integer> except) {
        int lightest = -1;
        double least = below;
        for (int f = 0; f < fleets.size(); f++) {
            double weight = weight(prices, fleets.get(f));
            if (weight < least && !except.contains(f) && needs.carried(month, fleets.get(f))) {
                least = weight;
                lightest = f;
            }
        }
        return lightest;
    }

    static double weight(double[] prices, long[] fleet) {
        double sum = 0;
        for (int j = 0; j < prices.length; j++) {
            sum += prices[j] * fleet[j];
        }
        return sum;
    }
}
