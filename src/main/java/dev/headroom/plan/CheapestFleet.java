package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the cheapest fleet that carries one month, at any weights of the node types.
 *
 * <p>Depth first, node by node, the largest first. What is still missing bounds the rest: prices π of the resources
 * with Σ π × capacity ≤ weight for every type make Σ π × missing a lower bound; such prices come from small linear
 * programs, one for each resource, each two, and all.
 */
final class CheapestFleet {

    /** A fleet whose weight is the least, or as good as the search got. */
    record Found(double weight, long[] counts, boolean proven) {}

    private final double[][] capacity; // by type in search order, by resource
    private final int[] order;
    private final double[] total;
    private final double[] surviving;
    private final int failures;
    private final int mostSteps;
    private final int resources;

    private double[] weights = {};
    private double[][] prices = {};
    private double best;
    private long[] bestCounts = {};
    private final int[] taken;
    private final double[] sums;
    private final double[][] largest;
    private int steps;

    /**
     * Begins.
     *
     * @param mostSteps after which a search gives up
     */
    CheapestFleet(PoolNeeds needs, int month, int mostSteps) {
        this.mostSteps = mostSteps;
        resources = needs.resources.size();
        failures = needs.failures;
        total = new double[resources];
        surviving = new double[resources];
        int widest = 0;
        double most = -1;
        for (int r = 0; r < resources; r++) {
            total[r] = needs.total[r][month];
            surviving[r] = needs.surviving[r][month];
            double size =
                    IntStream.range(0, needs.types.size()).mapToDouble(j -> 0).sum();
            for (long value : needs.capacity[r]) {
                size = Math.max(size, value);
            }
            double nodes = size == 0 ? 0 : Math.max(total[r], surviving[r]) / size;
            if (nodes > most) {
                most = nodes;
                widest = r;
            }
        }
        int primary = widest;
        order = IntStream.range(0, needs.types.size())
                .boxed()
                .sorted(Comparator.comparingLong(j -> -needs.capacity[primary][j]))
                .mapToInt(Integer::intValue)
                .toArray();
        capacity = new double[order.length][resources];
        for (int i = 0; i < order.length; i++) {
            for (int r = 0; r < resources; r++) {
                capacity[i][r] = needs.capacity[r][order[i]];
            }
        }
        taken = new int[order.length];
        sums = new double[resources];
        largest = new double[resources][failures];
    }

    /**
     * Searches.
     *
     * @param byType positive weights
     * @param below fleets of this weight or more are of no interest
     * @return {@code counts} empty if there is no fleet below
     */
    Found find(double[] byType, double below) {
        weights = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            weights[i] = byType[order[i]];
        }
        prices = prices();
        best = below;
        bestCounts = new long[0];
        steps = 0;
        Arrays.fill(taken, 0);
        Arrays.fill(sums, 0);
        for (var row : largest) {
            Arrays.fill(row, 0);
        }
        search(0, 0);
        return new Found(best, bestCounts, steps < mostSteps);
    }

    private double[][] prices() {
        var list = new ArrayList<double[]>();
        for (int a = 0; a < resources; a++) {
            addPrices(list, a);
            for (int b = a + 1; b < resources; b++) {
                addPrices(list, a, b);
            }
        }
        if (resources > 2) {
            addPrices(list, IntStream.range(0, resources).toArray());
        }
        return list.toArray(double[][]::new);
    }

    private void addPrices(List<double[]> list, int... chosen) {
        var columns = new double[chosen.length][order.length];
        for (int c = 0; c < chosen.length; c++) {
            double need = need(chosen[c]);
            if (need == 0) {
                return;
            }
            for (int i = 0; i < order.length; i++) {
                columns[c][i] = Math.min(1, capacity[i][chosen[c]] / need);
            }
            if (Arrays.stream(columns[c]).max().orElse(0) == 0) {
                return;
            }
        }
        var costs = new double[chosen.length];
        Arrays.fill(costs, 1);
        var solution = new PackingProgram(costs, columns, weights).solution();
        double excess = 1;
        for (int i = 0; i < order.length; i++) {
            double sum = 0;
            for (int c = 0; c < chosen.length; c++) {
                sum += solution[c] * columns[c][i];
            }
            excess = Math.max(excess, sum / weights[i]);
        }
        var result = new double[resources];
        for (int c = 0; c < chosen.length; c++) {
            result[chosen[c]] = solution[c] / excess / need(chosen[c]);
        }
        list.add(result);
    }

    private double need(int r) {
        return Math.max(total[r], surviving[r]);
    }

    private void search(int from, double weight) {
        if (steps >= mostSteps) {
            return;
        }
        steps++;
        double bound = 0;
        boolean carried = true;
        for (var price : prices) {
            double sum = 0;
            for (int r = 0; r < resources; r++) {
                double missing = missing(r);
                if (missing > 0) {
                    sum += price[r] * missing;
                }
            }
            bound = Math.max(bound, sum);
        }
        for (int r = 0; r < resources && carried; r++) {
            carried = missing(r) <= 0;
        }
        if (carried) {
            if (weight < best) {
                best = weight;
                bestCounts = new long[order.length];
                for (int i = 0; i < order.length; i++) {
                    bestCounts[order[i]] = taken[i];
                }
            }
            return;
        }
        if (weight + bound >= best - 1e-9) {
            return;
        }
        for (int i = from; i < order.length; i++) {
            if (weight + weights[i] < best - 1e-9 && helps(i)) {
                take(i, weight);
            }
        }
    }

    private void take(int i, double weight) {
        taken[i]++;
        var removed = new double[resources];
        for (int r = 0; r < resources; r++) {
            sums[r] += capacity[i][r];
            removed[r] = insert(largest[r], capacity[i][r]);
        }
        search(i, weight + weights[i]);
        for (int r = 0; r < resources; r++) {
            sums[r] -= capacity[i][r];
            remove(largest[r], capacity[i][r], removed[r]);
        }
        taken[i]--;
    }

    private boolean helps(int i) {
        for (int r = 0; r < resources; r++) {
            if (capacity[i][r] > 0 && missing(r) > 0) {
                return true;
            }
        }
        return false;
    }

    private double missing(int r) {
        double lost = 0;
        for (double value : largest[r]) {
            lost += value;
        }
        return Math.max(total[r] - sums[r], surviving[r] == 0 ? 0 : surviving[r] - sums[r] + lost);
    }

    /** Inserts into a list in falling order and returns what falls out at its end. */
    private static double insert(double[] list, double value) {
        double carry = value;
        for (int i = 0; i < list.length; i++) {
            if (carry > list[i]) {
                double next = list[i];
                list[i] = carry;
                carry = next;
            }
        }
        return carry;
    }

    private static void remove(double[] list, double value, double back) {
        if (list.length == 0 || back == value) {
            return;
        }
        int i = 0;
        while (list[i] != value) {
            i++;
        }
        System.arraycopy(list, i + 1, list, i, list.length - i - 1);
        list[list.length - 1] = back;
    }
}
