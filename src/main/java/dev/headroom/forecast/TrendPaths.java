package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.List;

/** Simulated continuations of a {@link LocalTrend}: each with variances, a state and shocks of its own. */
final class TrendPaths {

    private final LocalTrend trend;
    private final int block; // the last that is known
    private final List<State> states = new ArrayList<>();

    /** A cell that is likely enough: where it ended and how sure it is. */
    private record State(
            double cumulated,
            double levelShock,
            double slopeShock,
            double damping,
            double variance,
            double degrees,
            double[] mean,
            double[][] root) {}

    TrendPaths(LocalTrend trend, LocalTrend.Cell[] cells, int block, double[] weights) {
        this.trend = trend;
        this.block = block;
        double total = 0;
        for (double weight : weights) {
            total += weight < LocalTrend.NEGLIGIBLE ? 0 : weight;
        }
        double cumulated = 0;
        for (int k = 0; k < cells.length; k++) {
            if (weights[k] >= LocalTrend.NEGLIGIBLE) {
                cumulated += weights[k] / total;
                var cell = cells[k];
                states.add(new State(
                        cumulated,
                        Math.sqrt(cell.levelShock),
                        Math.sqrt(cell.slopeShock),
                        cell.damping,
                        cell.variances[block],
                        LocalTrend.FIRST_DEGREES + block + 1,
                        cell.means[block],
                        root(cell.covariances[block])));
            }
        }
    }

    /** Returns the year's waves of the blocks ahead, to be shared by all paths. */
    double[][] waves(int blocks) {
        var waves = new double[blocks][trend.states()];
        for (int j = 0; j < blocks; j++) {
            trend.waves(block + 1 + j, waves[j]);
        }
        return waves;
    }

    int blockSize() {
        return trend.blockSize();
    }

    /**
     * Draws the means of the blocks ahead.
     *
     * @param position which of the likely variances, from 0 to 1
     */
    void draw(double position, Draws draws, double[][] waves, double[] blocks) {
        int k = 0;
        while (k < states.size() - 1 && position > states.get(k).cumulated) {
            k++;
        }
        State state = states.get(k);
        double scale = Math.sqrt(state.variance / chiSquarePerDegree(state.degrees, draws.next()));
        var x = state.mean.clone();
        for (int j = 0; j < x.length; j++) {
            double z = draws.next();
            for (int i = j; i < x.length; i++) {
                x[i] += scale * state.root[i][j] * z;
            }
        }
        double level = x[0];
        double slope = x[1];
        for (int j = 0; j < blocks.length; j++) {
            level += slope + scale * state.levelShock * draws.next();
            slope = state.damping * slope + scale * state.slopeShock * draws.next();
            double value = level + scale * draws.next();
            for (int i = 2; i < x.length; i++) {
                value += waves[j][i] * x[i];
            }
            blocks[j] = trend.original(value);
        }
    }

    /** Wilson and Hilferty's cube (1931). */
    private static double chiSquarePerDegree(double degrees, double z) {
        double spread = 2 / (9 * degrees);
        double root = 1 - spread + z * Math.sqrt(spread);
        return Math.max(0.1, root * root * root);
    }

    private static double[][] root(double[][] a) {
        int n = a.length;
        var root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[j][j];
            }
        }
        return root;
    }
}
