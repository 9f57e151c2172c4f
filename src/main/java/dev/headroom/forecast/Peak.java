package dev.headroom.forecast;

import java.util.Arrays;

/** The highest trailing mean within a span of steps: a random variable, over simulated futures. Immutable. */
public final class Peak {

    private final double[] sorted;

    /**
     * @param peaks of each future
     */
    Peak(double[] peaks) {
        this.sorted = peaks.clone();
        Arrays.sort(sorted);
    }

    /**
     * Returns what a share of the futures stays at or below: a limit at that amount is reached within the span by the rest of
     * them.
     *
     * @param level between 0 and 1, both excluded
     */
    public double quantile(double level) {
        int rank = (int) Math.ceil(level * sorted.length) - 1;
        return sorted[Math.clamp(rank, 0, sorted.length - 1)];
    }

    /** Returns the probability that a limit is reached within the span. */
    public double probabilityOf(double limit) {
        int below = 0;
        int beyond = sorted.length;
        while (below < beyond) {
            int middle = (below + beyond) >>> 1;
            if (sorted[middle] < limit) {
                below = middle + 1;
            } else {
                beyond = middle;
            }
        }
        return (double) (sorted.length - below) / sorted.length;
    }
}
