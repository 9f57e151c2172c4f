package dev.headroom.forecast;

/** The standard normal distribution, the same to the last bit on every machine. */
final class Normal {

    private Normal() {}

    /*
     * The inverse of the distribution function by P. J. Acklam's rational approximation (2003), relative error under
     * 1.2e-9, which is far finer than any band can be known.
     */
    private static final double[] A = {
        -3.969683028665376e+01,
        2.209460984245205e+02,
        -2.759285104469687e+02,
        1.383577518672690e+02,
        -3.066479806614716e+01,
        2.506628277459239e+00
    };
    private static final double[] B = {
        -5.447609879822406e+01,
        1.615858368580409e+02,
        -1.556989798598866e+02,
        6.680131188771972e+01,
        -1.328068155288572e+01
    };
    private static final double[] C = {
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e+00,
        -2.549732539343734e+00,
        4.374664141464968e+00,
        2.938163982698783e+00
    };
    private static final double[] D = {
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
    };
    private static final double LOW = 0.02425;

    /**
     * Returns the value below which the standard normal variable stays with a probability.
     *
     * @param level between 0 and 1, both excluded
     */
    static double quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1: " + level);
        }
        if (level < LOW) {
            return tail(level);
        }
        if (level > 1 - LOW) {
            return -tail(1 - level);
        }
        double q = level - 0.5;
        double r = q * q;
        double numerator = ((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5];
        double denominator = ((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1;
        return numerator * q / denominator;
    }

    private static double tail(double level) {
        double q = Math.sqrt(-2 * StrictMath.log(level));
        double numerator = ((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5];
        double denominator = (((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1;
        return numerator / denominator;
    }
}
