package dev.headroom.plan;

import java.util.Arrays;

/**
 * By what is missing of each resource, the least weight of nodes that have it: the covering knapsack, by dynamic
 * programming over a grid. Failures and the number of nodes that there are of a type are left out.
 *
 * <p>Where the grid is coarser than the resource's unit, capacities count as the next whole step, and weights are rounded
 * down to whole units: so the table never says more than the least weight.
 */
final class CoverTable {

    private static final int UNITS = 1 << 29;
    private static final int NEVER = 1 << 30;
    private static final long MOST_STEPS = 4096;

    private final int resources;
    private final long[] step;
    private final int[] stride;
    private final int rows;
    private final int width;

    /** By type and resource, in steps. */
    private final int[][] capacity;

    private final long[][] capacities;
    private final long[] needs;
    private final int[] least;
    private double scale;

    /**
     * Makes room for the tables of one month.
     *
     * @param needs by resource, the most that can be missing
     * @param capacities by type and resource
     * @param largest how many cells there may be
     */
    CoverTable(long[] needs, long[][] capacities, int largest) {
        this.needs = needs;
        this.capacities = capacities;
        resources = needs.length;
        step = new long[resources];
        for (int r = 0; r < resources; r++) {
            step[r] = Math.max(1, needs[r] / MOST_STEPS);
        }
        while (size(needs) > largest) {
            int widest = 0;
            for (int r = 1; r < resources; r++) {
                widest = steps(needs[r], step[r]) > steps(needs[widest], step[widest]) ? r : widest;
            }
            step[widest] += Math.max(1, step[widest] / 4);
        }
        stride = new int[resources];
        int size = 1;
        for (int r = resources - 1; r >= 0; r--) {
            stride[r] = size;
            size *= steps(needs[r], step[r]) + 1;
        }
        width = resources == 0 ? 1 : (int) steps(needs[resources - 1], step[resources - 1]) + 1;
        rows = size / width;
        capacity = new int[capacities.length][resources];
        for (int j = 0; j < capacities.length; j++) {
            for (int r = 0; r < resources; r++) {
                capacity[j][r] = (int) steps(Math.min(capacities[j][r], needs[r]), step[r]);
            }
        }
        least = new int[size];
    }

    private double size(long[] needs) {
        double size = 1;
        for (int r = 0; r < resources; r++) {
            size *= steps(needs[r], step[r]) + 1;
        }
        return size;
    }

    private static long steps(long amount, long step) {
        return step == 1 ? amount : Math.ceilDiv(amount, step);
    }

    /** Fills the table for weights by type, none of them negative. */
    void fill(double[] weights) {
        double most = enough(weights);
        scale = most > 0 && most < Double.POSITIVE_INFINITY ? UNITS / most : 1;
        Arrays.fill(least, NEVER);
        least[0] = 0;
        var at = new int[Math.max(0, resources - 1)];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < capacity.length; j++) {
                int from = 0;
                for (int r = 0; r < at.length; r++) {
                    from += Math.max(0, at[r] - capacity[j][r]) * stride[r];
                }
                int units = (int) Math.min(NEVER - 1, Math.floor(weights[j] * scale));
                add(from, row * width, capacity[j][resources - 1], units);
            }
            for (int r = at.length - 1; r >= 0 && ++at[r] == (r == 0 ? rows * width : stride[r - 1]) / stride[r]; r--) {
                at[r] = 0;
            }
        }
    }

    /** Returns a weight of nodes with which nothing is missing; infinite if there are none. */
    private double enough(double[] weights) {
        double sum = 0;
        for (int r = 0; r < resources; r++) {
            double cheapest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < weights.length; j++) {
                if (capacities[j][r] > 0) {
                    cheapest = Math.min(cheapest, weights[j] * Math.ceilDiv(needs[r], capacities[j][r]));
                }
            }
            sum += needs[r] == 0 ? 0 : cheapest;
        }
        return sum;
    }

    /** Takes one more node of a type to the row at {@code to}. */
    private void add(int from, int to, int capacity, int weight) {
        int near = Math.min(capacity + 1, width);
        int first = least[from] + weight;
        for (int c = 0; c < near; c++) {
            least[to + c] = Math.min(least[to + c], first);
        }
        if (from == to) {
            for (int c = near; c < width; c++) {
                least[to + c] = Math.min(least[to + c], least[from + c - capacity] + weight);
            }
        } else {
            addApart(from - capacity, to, near, weight);
        }
    }

    private void addApart(int from, int to, int near, int weight) {
        var least = this.least;
        for (int c = near; c < width; c++) {
            least[to + c] = Math.min(least[to + c], least[from + c] + weight);
        }
    }

    /** Returns a weight that nodes with all that is missing have at the least; infinite where none have it. */
    double least(long[] missing) {
        int at = 0;
        for (int r = 0; r < resources; r++) {
            at += missing[r] <= 0 ? 0 : (int) steps(missing[r], step[r]) * stride[r];
        }
        return least[at] == NEVER ? Double.POSITIVE_INFINITY : least[at] / scale;
    }
}
