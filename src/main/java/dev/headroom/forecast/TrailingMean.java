package dev.headroom.forecast;

/** The mean over a window that ends at a step: what decides on a crossing. */
final class TrailingMean {

    private TrailingMean() {}

    /**
     * Returns the trailing mean of each value.
     *
     * @param tail   the last values before, one fewer than the window is long, NaN in gaps
     * @param values without gaps
     */
    static double[] of(double[] tail, double[] values) {
        var means = new double[values.length];
        double sum = 0;
        int present = 0;
        for (double value : tail) {
            if (!Double.isNaN(value)) {
                sum += value;
                present++;
            }
        }
        for (int h = 0; h < values.length; h++) {
            sum += values[h];
            present++;
            means[h] = sum / present;
            double leaving = h < tail.length ? tail[h] : values[h - tail.length];
            if (!Double.isNaN(leaving)) {
                sum -= leaving;
                present--;
            }
        }
        return means;
    }
}
