package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Prices of the resources at which no node costs more than it weighs: what is missing weighs no less than it costs. */
final class ResourcePrices {

    private final long[][] weighed;
    private final long[] most;
    private final double[] weights;
    private final int types;
    private final int resources;

    /**
     * Begins.
     *
     * @param weighed by type and resource, what a node has
     * @param most by resource, what may be missing
     * @param weights by type
     */
    ResourcePrices(long[][] weighed, long[] most, double[] weights) {
        this.weighed = weighed;
        this.most = most;
        this.weights = weights;
        types = weights.length;
        resources = most.length;
    }

    /** Returns prices of each resource alone, of each two, and of all. */
    double[][] all() {
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
        var columns = new double[chosen.length][types];
        for (int c = 0; c < chosen.length; c++) {
            double need = most[chosen[c]];
            if (need == 0) {
                return;
            }
            for (int i = 0; i < types; i++) {
                columns[c][i] = Math.min(1, weighed[i][chosen[c]] / need);
            }
            if (Arrays.stream(columns[c]).max().orElse(0) == 0) {
                return;
            }
        }
        var costs = new double[chosen.length];
        Arrays.fill(costs, 1);
        var solution = new PackingProgram(costs, columns, weights).solution();
        double excess = 1;
        for (int i = 0; i < types; i++) {
            double sum = 0;
            for (int c = 0; c < chosen.length; c++) {
                sum += solution[c] * columns[c][i];
            }
            excess = Math.max(excess, sum / weights[i]);
        }
        var result = new double[resources];
        for (int c = 0; c < chosen.length; c++) {
            result[chosen[c]] = solution[c] / excess / most[chosen[c]];
        }
        list.add(result);
    }
}
