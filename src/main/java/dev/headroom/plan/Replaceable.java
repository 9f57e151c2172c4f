package dev.headroom.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Node types that a lightest fleet can do without: others, of which there are as many as wanted, have together no less of
 * anything and weigh no more. A few nodes in the place of one lose no more when nodes fail.
 *
 * <p>Found by the covering knapsack over all that one node can have, to which the types are added from the lightest on.
 */
final class Replaceable {

    private static final int MOST_CELLS = 50_000;

    private final long[][] capacities;
    private final int resources;
    private final long[] step;
    private final int[] steps;
    private final int size;

    /**
     * Prepares for any weights.
     *
     * @param capacities by type and resource
     */
    Replaceable(long[][] capacities) {
        this.capacities = capacities;
        resources = capacities.length == 0 ? 0 : capacities[0].length;
        step = new long[resources];
        steps = new int[resources];
        double cells = 1;
        for (int r = 0; r < resources; r++) {
            long most = 0;
            for (var capacity : capacities) {
                step[r] = gcd(step[r], capacity[r]);
                most = Math.max(most, capacity[r]);
            }
            step[r] = Math.max(1, step[r]);
            cells *= (double) most / step[r] + 1;
            steps[r] = (int) Math.min(MOST_CELLS, most / step[r]) + 1;
        }
        size = cells <= MOST_CELLS ? (int) cells : 0;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /**
     * Returns which types can be replaced; fewer than there are where capacities have no unit in common.
     *
     * @param weights by type
     * @param unlimited by type, whether there are as many nodes as wanted
     */
    boolean[] at(double[] weights, boolean[] unlimited) {
        var byWeight = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> weights[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        var replaceable = new boolean[weights.length];
        var least = new double[size];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        if (size > 0) {
            least[0] = 0;
        }
        for (int n = 0; n < byWeight.length; n++) {
            int j = byWeight[n];
            if (size > 0) {
                replaceable[j] = least[cell(capacities[j])] <= weights[j];
                if (!replaceable[j] && unlimited[j]) {
                    add(least, capacities[j], weights[j]);
                }
            } else {
                for (int k = 0; k < n && !replaceable[j]; k++) {
                    replaceable[j] = unlimited[byWeight[k]] && covers(capacities[byWeight[k]], capacities[j]);
                }
            }
        }
        return replaceable;
    }

    private boolean covers(long[] capacity, long[] other) {
        for (int r = 0; r < resources; r++) {
            if (capacity[r] < other[r]) {
                return false;
            }
        }
        return true;
    }

    private int cell(long[] capacity) {
        int cell = 0;
        for (int r = 0; r < resources; r++) {
            cell = cell * steps[r] + (int) (capacity[r] / step[r]);
        }
        return cell;
    }

    private void add(double[] least, long[] capacity, double weight) {
        var at = new int[resources];
        for (int x = 0; x < size; x++) {
            int from = 0;
            for (int r = 0; r < resources; r++) {
                from = from * steps[r] + Math.max(0, at[r] - (int) (capacity[r] / step[r]));
            }
            least[x] = Math.min(least[x], least[from] + weight);
            for (int r = resources - 1; r >= 0 && ++at[r] == steps[r]; r--) {
                at[r] = 0;
            }
        }
    }
}
