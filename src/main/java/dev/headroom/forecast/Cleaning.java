package dev.headroom.forecast;

import java.util.Arrays;

/** Clips what stands far out of its surroundings, so that a spike or a glitch doesn't move the level. */
final class Cleaning {

    private static final double REACH = 2.5;
    private static final double SPREAD_QUANTILE = 0.8;
    private static final int FEWEST_SEASONS = 3;

    /*
     * A point is clipped to 2.5 times the 80 % quantile of all distances from the running median over two seasons to each
     * side (F. R. Hampel's identifier with a scale that survives series of which more than half the points are equal).
     */

    private final double[] y;
    private final double[] median; // of the surroundings of each point, of the whole series
    private final int season;
    private final int half; // how many points to each side make up the surroundings

    /**
     * @param y      without gaps
     * @param season the length of the shortest season in steps
     */
    Cleaning(double[] y, int season) {
        this.y = y;
        this.season = season;
        this.half = Math.max(7, 2 * season);
        this.median = new double[y.length];
        var window = new double[2 * half + 2];
        int size = 0;
        for (int i = -half; i < y.length; i++) {
            if (i + half < y.length) {
                insert(window, size++, y[i + half]);
            }
            if (i - half - 1 >= 0) {
                remove(window, size--, y[i - half - 1]);
            }
            if (i >= 0) {
                median[i] = window[size / 2];
            }
        }
    }

    /** Returns {@code y[0, end)} with outliers pulled to the edge of what is usual, as seen at {@code end}. */
    double[] clipped(int end) {
        var around = Arrays.copyOf(median, end);
        var window = new double[2 * half + 2];
        int first = Math.max(0, end - 2 * half);
        int size = 0;
        for (int i = first; i < end; i++) {
            insert(window, size++, y[i]);
        }
        double slope = end < 4 * half ? 0 : (middle(end - half, end) - middle(end - 2 * half, end - half)) / half;
        // the last points see only what was before the end
        int dropped = first;
        for (int i = Math.max(0, end - half); i < end; i++) {
            while (dropped < i - half) {
                remove(window, size--, y[dropped++]);
            }
            // a median of what came before lags behind growth
            around[i] = window[size / 2] + slope * (i - (Math.max(0, i - half) + end - 1) / 2.0);
        }
        // what a phase of the season always does is no outlier
        var rest = new double[end];
        for (int phase = 0; phase < Math.min(season, end); phase++) {
            var same = new double[(end - 1 - phase) / season + 1];
            for (int i = 0; i < same.length; i++) {
                same[i] = y[phase + i * season] - around[phase + i * season];
            }
            Arrays.sort(same);
            double usual = same.length < FEWEST_SEASONS ? 0 : same[same.length / 2];
            for (int i = phase; i < end; i += season) {
                around[i] += usual;
                rest[i] = Math.abs(y[i] - around[i]);
            }
        }
        Arrays.sort(rest);
        double limit = REACH * rest[Math.min(end - 1, (int) (end * SPREAD_QUANTILE))];
        var clipped = new double[end];
        for (int i = 0; i < end; i++) {
            clipped[i] = Math.max(around[i] - limit, Math.min(around[i] + limit, y[i]));
        }
        return clipped;
    }

    private double middle(int from, int to) {
        var part = Arrays.copyOfRange(y, from, to);
        Arrays.sort(part);
        return part[part.length / 2];
    }

    private static void insert(double[] sorted, int size, double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        at = at < 0 ? -at - 1 : at;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
    }

    private static void remove(double[] sorted, int size, double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
    }
}
