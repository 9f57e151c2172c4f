package dev.headroom.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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

    /** The resources, that with the most steps last: its steps are next to each other. */
    private final int[] order;

    private final int width;

    /** By type and resource in that order, in steps. */
    private final int[][] capacity;

    private final long[][] capacities;
    private final long[] needs;
    private final int[] least;
    private final int[] row;
    private final int[] shifted;
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
            long common = 0;
            for (var each : capacities) {
                common = gcd(common, each[r]);
            }
            step[r] = Math.max(Math.max(1, common), needs[r] / MOST_STEPS);
        }
        while (size(needs) > largest) {
            int chosen = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int r = 0; r < resources; r++) {
                long next = coarser(step[r]);
                double fewer = (steps(needs[r], step[r]) + 1.0) / (steps(needs[r], next) + 1);
                double loss = fewer > 1 ? (excess(r, next) - excess(r, step[r])) / Math.log(fewer) : least;
                if (loss < least) {
                    least = loss;
                    chosen = r;
                }
            }
            step[chosen] = coarser(step[chosen]);
        }
        order = IntStream.range(0, resources)
                .boxed()
                .sorted(Comparator.comparingLong(r -> steps(needs[r], step[r])))
                .mapToInt(Integer::intValue)
                .toArray();
        stride = new int[resources];
        int size = 1;
        int wide = 1;
        for (int q = resources - 1; q >= 0; q--) {
            stride[q] = size;
            size *= (int) steps(needs[order[q]], step[order[q]]) + 1;
            wide = q == resources - 1 ? size : wide;
        }
        width = wide;
        rows = size / width;
        capacity = new int[capacities.length][resources];
        for (int j = 0; j < capacities.length; j++) {
            for (int q = 0; q < resources; q++) {
                int r = order[q];
                capacity[j][q] = (int) steps(Math.min(capacities[j][r], needs[r]), step[r]);
            }
        }
        least = new int[size];
        row = new int[width];
        shifted = new int[width];
    }

    private static long coarser(long step) {
        return step + Math.max(1, step / 4);
    }

    /** Returns how much more than they have the types count for in steps of that size, as a sum of shares. */
    private double excess(int r, long step) {
        double sum = 0;
        for (var each : capacities) {
            sum += each[r] == 0 ? 0 : (double) steps(each[r], step) * step / each[r] - 1;
        }
        return sum;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
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
        var units = new int[weights.length];
        for (int j = 0; j < units.length; j++) {
            units[j] = (int) Math.min(NEVER - 1, Math.floor(weights[j] * scale));
        }
        var at = new int[Math.max(0, resources - 1)];
        var from = new int[capacity.length];
        for (int n = 0; n < rows; n++) {
            int to = n * width;
            Arrays.fill(row, NEVER);
            row[0] = n == 0 ? 0 : NEVER;
            for (int j = 0; j < capacity.length; j++) {
                from[j] = 0;
                for (int r = 0; r < at.length; r++) {
                    from[j] += Math.max(0, at[r] - capacity[j][r]) * stride[r];
                }
                if (from[j] != to) {
                    add(from[j], capacity[j][resources - 1], units[j]);
                }
            }
            for (int j = 0; j < capacity.length; j++) {
                if (from[j] == to) {
                    addWithin(capacity[j][resources - 1], units[j]);
                }
            }
            System.arraycopy(row, 0, least, to, width);
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

    /** Takes one more node of a type, from another row. */
    private void add(int from, int capacity, int weight) {
        Arrays.fill(shifted, 0, capacity, least[from]);
        System.arraycopy(least, from, shifted, capacity, width - capacity);
        lower(row, shifted, weight, width);
    }

    /** Both arrays begin at the same place, without which no vector instructions come of the loop. */
    private static void lower(int[] row, int[] from, int weight, int width) {
        for (int c = 0; c < width; c++) {
            row[c] = Math.min(row[c], from[c] + weight);
        }
    }

    /** Takes any number of nodes of a type that lead to no other row. */
    private void addWithin(int capacity, int weight) {
        for (int c = 1; c < width; c++) {
            row[c] = Math.min(row[c], row[Math.max(0, c - capacity)] + weight);
        }
    }

    /** Returns a weight that nodes with all that is missing have at the least; infinite where none have it. */
    double least(long[] missing) {
        int at = 0;
        for (int q = 0; q < resources; q++) {
            int r = order[q];
            at += missing[r] <= 0 ? 0 : (int) steps(missing[r], step[r]) * stride[q];
        }
        return least[at] == NEVER ? Double.POSITIVE_INFINITY : least[at] / scale;
    }
}
