package dev.headroom.usage;

import java.util.Arrays;

/** Statistics of what is present among values; NaN marks what is not. */
final class Statistics {

    private final float[] sorted;
    private final int count;
    private final double mean;

    private Statistics(float[] sorted, int count) {
        this.sorted = sorted;
        this.count = count;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sorted[i];
        }
        this.mean = sum / count;
    }

    static Statistics of(float[] values, int from, int to) {
        float[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted); // NaN comes last
        int count = sorted.length;
        while (count > 0 && Float.isNaN(sorted[count - 1])) {
            count--;
        }
        return new Statistics(sorted, count);
    }

    /** Returns the mean alone, without sorting; not a number where nothing is present. */
    static double mean(float[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < Math.min(to, values.length); i++) {
            if (!Float.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    int count() {
        return count;
    }

    double mean() {
        return mean;
    }

    double max() {
        return count == 0 ? Double.NaN : sorted[count - 1];
    }

    /** Returns a quantile, linear between the two nearest ranks: Hyndman and Fan's type 7. */
    double quantile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        double rank = share * (count - 1);
        int below = (int) rank;
        double low = sorted[below];
        return below + 1 < count ? low + (rank - below) * (sorted[below + 1] - low) : low;
    }
}
