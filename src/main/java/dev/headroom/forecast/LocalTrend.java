package dev.headroom.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Growth that wanders: a level, a slope and a year in blocks of steps, with all that isn't known about them. */
final class LocalTrend {

    /*
     * The basic structural model (A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, 1989):
     * the mean of a block is level + year + noise; the level gains the slope and a shock, the slope shrinks towards 0 or not
     * and gets a shock of its own, the year is two harmonics. How large the shocks are isn't fitted: a Kalman filter runs
     * through the history once for each of a grid of variances, and what it says is weighted by how likely it made the
     * history, block by block (a multi-process model: M. West, J. Harrison, Bayesian Forecasting and Dynamic Models, 1997,
     * ch. 12; S. L. Scott, H. R. Varian, IJMMNO 5, 2014, sample the same model). The scale of the noise is integrated out,
     * which makes the predictions Student's t. One pass answers for every origin, since the state behind each block is at hand.
     */

    private static final int MOST_BLOCKS = 160;
    private static final int HARMONICS = 2;
    /** Variances of the shocks in units of the noise's variance, a block each. */
    private static final double[] LEVEL_SHOCKS = {0.01, 0.1, 0.5, 3};

    private static final double[] SLOPE_SHOCKS = {1e-6, 1e-4, 3e-3};
    /** Growth may last, or halve in this many days. */
    private static final double HALF_LIFE_DAYS = 120;
    /** Standard deviation of the first slope a day: 0.25 % of the level. */
    private static final double SLOPE = 0.0025;
    /** Standard deviations of the year's first harmonic, as shares of the level, and how often each is to be expected. */
    private static final double[] YEARS = {0.01, 0.04, 0.12};

    private static final double[] YEAR_PRIORS = {0.6, 0.3, 0.1};
    private static final double YEAR_NEEDS_DAYS = 100;
    /** A surprise of more standard deviations than this counts as one of so many (P. J. Huber, 1964). */
    private static final double LARGEST_SURPRISE = 3;

    static final int FIRST_DEGREES = 3;
    static final double NEGLIGIBLE = 1e-4;
    /** On the scale of percent, which stays finite. */
    private static final double LARGEST = 300;

    private final double[] values; // of the blocks, on the scale of the model
    private final boolean percent;
    private final double offset;
    private final double unit;
    private final int length;
    private final int size;
    private final double[][] waves;
    private final double wavesPerBlock; // radians of the year
    private final int states;
    private final boolean[] kept; // blocks whose state is asked for
    private final Cell[] cells;

    /** A filter with its own variances. */
    static final class Cell {
        final double levelShock;
        final double slopeShock;
        final double damping;
        double logWeight;
        double variance;
        double degrees = FIRST_DEGREES;
        final double[] mean;
        final double[][] covariance;
        final double[][] means; // behind each kept block, as all below
        final double[][][] covariances;
        final double[] variances;
        final double[] logWeights;

        Cell(double levelShock, double slopeShock, double damping, double prior, int states, int blocks) {
            this.levelShock = levelShock;
            this.slopeShock = slopeShock;
            this.damping = damping;
            this.logWeight = StrictMath.log(prior);
            this.mean = new double[states];
            this.covariance = new double[states][states];
            this.means = new double[blocks][];
            this.covariances = new double[blocks][][];
            this.variances = new double[blocks];
            this.logWeights = new double[blocks];
        }
    }

    /**
     * @param y       without gaps, days and weeks and outliers taken out
     * @param size    how many steps make up a block
     * @param percent whether growth is in percent, else in units
     * @param origins how many values are known at each origin that will be asked for; the whole history always is one
     */
    LocalTrend(double[] y, int size, double stepsPerDay, boolean percent, int[] origins) {
        this.percent = percent;
        this.length = y.length;
        this.size = size;
        int count = Math.min(y.length / size, MOST_BLOCKS);
        double days = size / stepsPerDay;
        boolean yearly = count * days >= YEAR_NEEDS_DAYS;
        states = yearly ? 2 + 2 * HARMONICS : 2;
        wavesPerBlock = 2 * Math.PI * days / 365.25;
        kept = new boolean[count];
        kept[count - 1] = true;
        for (int origin : origins) {
            int block = block(origin);
            if (block >= 0) {
                kept[block] = true;
            }
        }
        values = new double[count];
        double mean = 0;
        double min = Double.MAX_VALUE;
        for (int j = 0; j < count; j++) {
            int first = y.length - (count - j) * size;
            for (int i = first; i < first + size; i++) {
                values[j] += y[i] / size;
            }
            mean += Math.max(0, values[j]) / count;
            min = Math.min(min, values[j]);
        }
        unit = mean > 0 ? mean : 1;
        offset = Math.max(0, 0.05 * unit - min);
        for (int j = 0; j < count; j++) {
            values[j] = percent ? StrictMath.log(values[j] + offset) : values[j] / unit;
        }
        waves = new double[count][states];
        for (int j = 0; j < count; j++) {
            waves(j, waves[j]);
        }
        double[] years = yearly ? YEARS : new double[] {0};
        double lasting = StrictMath.exp(-StrictMath.log(2) * days / HALF_LIFE_DAYS);
        cells = new Cell[years.length * LEVEL_SHOCKS.length * SLOPE_SHOCKS.length * 2];
        double noise = noise();
        int k = 0;
        for (int year = 0; year < years.length; year++) {
            for (double levelShock : LEVEL_SHOCKS) {
                for (double slopeShock : SLOPE_SHOCKS) {
                    for (double damping : new double[] {1, lasting}) {
                        var cell = new Cell(levelShock, slopeShock, damping, YEAR_PRIORS[year], states, count);
                        filter(cell, noise, SLOPE * days, years[year]);
                        cells[k++] = cell;
                    }
                }
            }
        }
    }

    /** Returns the last block that ends at or before an origin, negative where there is none. */
    private int block(int known) {
        int behind = (length - known + size - 1) / size;
        return kept.length - behind - 1;
    }

    /** Returns a first guess of the noise's variance: from the usual step between blocks, and a little from the large ones. */
    private double noise() {
        var steps = new double[values.length - 1];
        for (int j = 1; j < values.length; j++) {
            steps[j - 1] = Math.abs(values[j] - values[j - 1]);
        }
        Arrays.sort(steps);
        double usual = steps[steps.length / 2] / 0.6745;
        double large = steps[(int) (0.9 * (steps.length - 1))];
        return Math.max(1e-8, usual * usual / 2 + 0.05 * large * large);
    }

    void waves(int block, double[] row) {
        row[0] = 1;
        row[1] = 0;
        for (int j = 2, k = 1; j < states; j += 2, k++) {
            row[j] = StrictMath.sin(k * wavesPerBlock * block);
            row[j + 1] = StrictMath.cos(k * wavesPerBlock * block);
        }
    }

    private void filter(Cell cell, double noise, double slope, double year) {
        double[] mean = cell.mean;
        double[][] c = cell.covariance;
        cell.variance = noise;
        mean[0] = values[0];
        c[0][0] = 100;
        c[1][1] = slope * slope / noise;
        for (int j = 2; j < states; j++) {
            c[j][j] = year * year / noise / (j < 4 ? 1 : 4);
        }
        var gain = new double[states];
        for (int block = 0; block < values.length; block++) {
            if (block > 0) {
                advance(cell);
            }
            double[] row = waves[block];
            double expected = 0;
            double spread = 1;
            for (int i = 0; i < states; i++) {
                expected += row[i] * mean[i];
                double sum = 0;
                for (int j = 0; j < states; j++) {
                    sum += c[i][j] * row[j];
                }
                gain[i] = sum;
                spread += row[i] * sum;
            }
            double error = values[block] - expected;
            double variance = spread * cell.variance;
            double surprise = error * error / variance;
            if (block >= 2) {
                cell.logWeight -= 0.5 * StrictMath.log(variance)
                        + (cell.degrees + 1) / 2 * StrictMath.log(1 + surprise / cell.degrees);
            }
            if (surprise > LARGEST_SURPRISE * LARGEST_SURPRISE) {
                error = Math.signum(error) * LARGEST_SURPRISE * Math.sqrt(variance);
                surprise = LARGEST_SURPRISE * LARGEST_SURPRISE;
            }
            for (int i = 0; i < states; i++) {
                double share = gain[i] / spread;
                mean[i] += share * error;
                for (int j = 0; j < states; j++) {
                    c[i][j] -= share * gain[j];
                }
            }
            cell.degrees++;
            cell.variance += (surprise - 1) * cell.variance / cell.degrees;
            if (kept[block]) {
                cell.means[block] = mean.clone();
                cell.covariances[block] = copy(c);
                cell.variances[block] = cell.variance;
                cell.logWeights[block] = cell.logWeight;
            }
        }
    }

    private static void advance(Cell cell) {
        double[] mean = cell.mean;
        double[][] c = cell.covariance;
        double damping = cell.damping;
        mean[0] += mean[1];
        mean[1] *= damping;
        for (int j = 0; j < mean.length; j++) {
            c[0][j] += c[1][j];
            c[1][j] *= damping;
        }
        for (int i = 0; i < mean.length; i++) {
            c[i][0] += c[i][1];
            c[i][1] *= damping;
        }
        c[0][0] += cell.levelShock;
        c[1][1] += cell.slopeShock;
    }

    private double[] weights(int block) {
        double best = Double.NEGATIVE_INFINITY;
        for (Cell cell : cells) {
            best = Math.max(best, cell.logWeights[block]);
        }
        var weights = new double[cells.length];
        double total = 0;
        for (int k = 0; k < cells.length; k++) {
            weights[k] = StrictMath.exp(Math.max(-700, cells[k].logWeights[block] - best));
            total += weights[k];
        }
        for (int k = 0; k < cells.length; k++) {
            weights[k] /= total;
        }
        return weights;
    }

    /**
     * Adds the expected path of the steps behind an origin, without days and weeks.
     *
     * @param origin one of those that were announced, or the length of the history
     * @param share  what the path is multiplied by
     * @return whether there is one: the origin has at least three blocks before it
     */
    boolean addPath(int origin, double share, double[] path) {
        int block = block(origin);
        if (block < 3) {
            return false;
        }
        int first = origin - (length - (kept.length - block - 1) * size);
        int blocks = (first + path.length + size - 1) / size;
        double[] weights = weights(block);
        var ahead = new double[blocks];
        var year = new double[states];
        for (int k = 0; k < cells.length; k++) {
            if (weights[k] < NEGLIGIBLE) {
                continue;
            }
            double[] mean = cells[k].means[block];
            double level = mean[0];
            double slope = mean[1];
            for (int j = 0; j < blocks; j++) {
                level += slope;
                slope *= cells[k].damping;
                ahead[j] += weights[k] * level;
            }
            for (int i = 2; i < states; i++) {
                year[i] += weights[k] * mean[i];
            }
        }
        var row = new double[states];
        for (int j = 0; j < blocks; j++) {
            waves(block + 1 + j, row);
            for (int i = 2; i < states; i++) {
                ahead[j] += row[i] * year[i];
            }
            ahead[j] = original(ahead[j]);
        }
        for (int h = 0; h < path.length; h++) {
            path[h] += share * ahead[(first + h) / size];
        }
        return true;
    }

    /**
     * Returns how likely what was known at an origin is by this model, on the history's own scale, all variances weighed: a
     * logarithm.
     *
     * @param origin one of those that were announced, or the length of the history, with a block before it
     */
    double logLikelihood(int origin) {
        int last = block(origin);
        double best = Double.NEGATIVE_INFINITY;
        for (Cell cell : cells) {
            best = Math.max(best, cell.logWeights[last]);
        }
        double sum = 0;
        for (Cell cell : cells) {
            sum += StrictMath.exp(cell.logWeights[last] - best);
        }
        double toHistory = 0; // the first two blocks only begin the filter
        for (int j = 2; j <= last; j++) {
            toHistory -= percent ? values[j] : StrictMath.log(unit);
        }
        return best + StrictMath.log(sum) + toHistory;
    }

    /** Returns a value of the model on the scale of the history. */
    double original(double value) {
        return percent ? StrictMath.exp(Math.min(value, LARGEST)) - offset : value * unit;
    }

    int blockSize() {
        return size;
    }

    int states() {
        return states;
    }

    /** Returns how many steps of an origin lie behind its last block. */
    int stepsBehind(int origin) {
        return (length - origin + size - 1) / size * size - (length - origin);
    }

    /**
     * Returns simulated continuations of what was known at an origin.
     *
     * @param origin one of those that were announced, or the length of the history
     * @return null where fewer than three blocks lie before it
     */
    @Nullable
    TrendPaths paths(int origin) {
        int block = block(origin);
        return block < 3 ? null : new TrendPaths(this, cells, block, weights(block));
    }

    private static double[][] copy(double[][] a) {
        var copy = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            copy[i] = a[i].clone();
        }
        return copy;
    }
}
