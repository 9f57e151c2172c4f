package dev.headroom.forecast;

/** The marginal distributions of a forecast: each step a normal one of two halves, with longer tails, cut off at zero. */
final class Fan {

    static final double Z90 = 1.2815515655446004;

    /** How fast the scale grows beyond P10 and P90: demand strays farther than a normal variable. */
    private static final double TAIL = 0.3;

    private final double[] median;
    private final double[] down; // median less P10
    private final double[] up; // P90 less median
    private final double ceiling;

    /**
     * @param ceiling no quantile is above it, however unlikely
     */
    Fan(double[] median, double[] down, double[] up, double ceiling) {
        this.median = median;
        this.down = down;
        this.up = up;
        this.ceiling = ceiling;
    }

    int horizon() {
        return median.length;
    }

    /** Returns the quantile whose normal score is {@code z}. */
    double quantile(double z, int step) {
        double tail = 1 + TAIL * Math.max(0, Math.abs(z) - Z90);
        double side = z < 0 ? down[step] : up[step];
        return Math.max(0, Math.min(ceiling, median[step] + side * tail * (z / Z90)));
    }
}
