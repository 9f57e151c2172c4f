package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.List;

/** How the trailing mean may stray from its forecast: as it strayed from earlier forecasts, and as the members disagree now. */
final class OwnErrors {

    /*
     * A date depends on the memory of the errors, so a future strays along a random mixture of the error paths that the
     * combination left behind at its origins: sums of them with independent normal weights have the covariance that was
     * seen (the idea of G. Evensen's ensemble, 1994; the bootstrap of whole blocks is H. R. Kuensch's, 1989). It is the error
     * of the trailing mean, since that decides on a crossing: noise of a step has mostly averaged out of it. The methods'
     * present paths, less their middle, are mixed in with their weights. An error path that ends before the horizon goes on
     * as many bands away from the median as it ended.
     */
    private static final int FEWEST = 3;
    /** A path shorter than this share of the longest says too little. */
    private static final double SHORTEST = 0.2;

    /** Origins overlap, so their errors are more alike than those to come. */
    private static final double WIDEN = 1.3;

    private static final double LEAST_WEIGHT = 0.02;
    /** Upper errors last longer than lower ones. */
    private static final double UP = 1.1;
    /** How sure the size of the errors is: standard deviation of its logarithm. */
    private static final double SIZE_SPREAD = 0.6;

    /** In sizes of the median. */
    private static final double WILDEST = 3;

    static final OwnErrors NONE = new OwnErrors(new double[0][]);

    private final double[][] paths;

    private OwnErrors(double[][] paths) {
        this.paths = paths;
    }

    boolean isEmpty() {
        return paths.length == 0;
    }

    /** Returns none where too few errors are known. */
    static OwnErrors of(
            Combination combination, double[][] members, double[] middle, Bands bands, int gap, int window) {
        int horizon = middle.length - gap;
        int longest = 0;
        for (double[] error : combination.errors) {
            longest = Math.max(longest, Math.min(horizon, error.length));
        }
        var paths = new ArrayList<double[]>();
        var sizes = new ArrayList<Double>();
        for (double[] error : combination.errors) {
            if (error.length < SHORTEST * longest) {
                continue;
            }
            var path = new double[horizon];
            double size = trailing(error, window, bands, gap, path);
            if (size > 0) {
                paths.add(path);
                sizes.add(size);
            }
        }
        int count = paths.size();
        if (count < FEWEST) {
            return NONE;
        }
        // each origin counts the same
        double common = common(sizes);
        for (int o = 0; o < count; o++) {
            scale(paths.get(o), common / sizes.get(o) / Math.sqrt(count));
        }
        addMembers(paths, combination.weights, members, middle, gap, window);
        return new OwnErrors(paths.toArray(double[][]::new));
    }

    /**
     * Returns a size between the usual and the wild. One forecast that ran away, upwards too, says little of how far demand may
     * stray: no size counts for more than a few times the median.
     */
    private static double common(List<Double> sizes) {
        double most = WILDEST
                * sizes.stream().sorted().skip(sizes.size() / 2).findFirst().orElseThrow();
        double logs = 0;
        double squares = 0;
        for (double size : sizes) {
            double counted = Math.min(size, most);
            logs += StrictMath.log(counted);
            squares += counted * counted;
        }
        return Math.sqrt(StrictMath.exp(logs / sizes.size()) * Math.sqrt(squares / sizes.size()));
    }

    private static void addMembers(
            List<double[]> paths, double[] weights, double[][] members, double[] middle, int gap, int window) {
        for (int k = 0; k < members.length; k++) {
            if (weights[k] > LEAST_WEIGHT) {
                var apart = new double[middle.length - gap];
                for (int h = 0; h < apart.length; h++) {
                    apart[h] = Math.max(0, members[k][gap + h]) - middle[gap + h];
                }
                double[] path = TrailingMean.of(new double[window - 1], apart);
                scale(path, Math.sqrt(weights[k]));
                paths.add(path);
            }
        }
    }

    private static void scale(double[] path, double factor) {
        for (int h = 0; h < path.length; h++) {
            path[h] *= factor;
        }
    }

    /** Fills in the error of the trailing mean and returns its root mean square. */
    private static double trailing(double[] error, int window, Bands bands, int gap, double[] path) {
        int known = Math.min(error.length, path.length);
        double sum = 0;
        double squares = 0;
        double last = 0;
        var values = new double[known];
        for (int h = 0; h < path.length; h++) {
            double band = (bands.up[gap + h] + bands.down[gap + h]) / 2;
            if (h < known) {
                values[h] = Double.isNaN(error[h]) ? sum / window : error[h];
                sum += values[h] - (h >= window ? values[h - window] : 0);
                path[h] = sum / window;
                squares += path[h] * path[h];
                last = band > 0 ? path[h] / band : 0;
            } else {
                path[h] = last * band;
            }
        }
        return Math.sqrt(squares / Math.max(1, known));
    }

    /** Adds one way to stray to a path of trailing means. */
    void stray(Draws draws, double unit, double[] path) {
        var off = new double[path.length];
        double size = WIDEN * unit * StrictMath.exp(SIZE_SPREAD * draws.next());
        for (double[] error : paths) {
            double z = draws.next() * size;
            for (int h = 0; h < off.length; h++) {
                off[h] += z * error[h];
            }
        }
        for (int h = 0; h < off.length; h++) {
            path[h] += off[h] > 0 ? UP * off[h] : off[h];
        }
    }
}
