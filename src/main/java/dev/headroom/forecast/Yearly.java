package dev.headroom.forecast;

import java.util.Arrays;

/** The yearly season: a few harmonics, fitted beside a bent trend, and shrunk by what noise would make of them. */
final class Yearly {

    private static final int HARMONICS = 2;

    private final Waves waves;
    private final double[] coefficients;

    private Yearly(Waves waves, double[] coefficients) {
        this.waves = waves;
        this.coefficients = coefficients;
    }

    /** Sines and cosines by index, computed once for all origins of a series. */
    static final class Waves {
        final double year;
        private final double[][] values;

        Waves(double year, int size) {
            this.year = year;
            values = new double[size][];
            for (int i = 0; i < size; i++) {
                values[i] = at(i);
            }
        }

        private double[] at(int index) {
            if (index < values.length && values[index] != null) {
                return values[index];
            }
            var row = new double[2 * HARMONICS];
            for (int k = 1; k <= HARMONICS; k++) {
                row[2 * k - 2] = StrictMath.sin(k * 2 * Math.PI / year * index);
                row[2 * k - 1] = StrictMath.cos(k * 2 * Math.PI / year * index);
            }
            return row;
        }
    }

    double at(int index) {
        double[] wave = waves.at(index);
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
            sum += coefficients[k] * wave[k];
        }
        return sum;
    }

    /*
     * Least squares on two harmonics of the year beside a line that may bend every nine months, so that growth isn't taken
     * for a season. A ridge on the harmonics shrinks what one or two years can't settle (A. E. Hoerl, R. W. Kennard,
     * Technometrics 12(1), 1970).
     */
    static Yearly fit(double[] x, int end, Waves waves) {
        double year = waves.year;
        int knots = 1 + (int) (end / (0.75 * year));
        int columns = 2 * HARMONICS + 1 + knots;
        var a = new double[columns][columns];
        var b = new double[columns];
        var row = new double[columns];
        int stride = Math.max(1, end / 400);
        int rows = 0;
        for (int i = end - 1; i >= 0; i -= stride) {
            System.arraycopy(waves.at(i), 0, row, 0, 2 * HARMONICS);
            row[2 * HARMONICS] = 1;
            for (int j = 0; j < knots; j++) {
                row[2 * HARMONICS + 1 + j] = Math.max(0, i - (double) j * end / knots) / year;
            }
            for (int p = 0; p < columns; p++) {
                for (int q = 0; q <= p; q++) {
                    a[p][q] += row[p] * row[q];
                }
                b[p] += row[p] * x[i];
            }
            rows++;
        }
        for (int p = 0; p < columns; p++) {
            for (int q = p + 1; q < columns; q++) {
                a[p][q] = a[q][p];
            }
            a[p][p] += p < 2 * HARMONICS ? 0.05 * rows : p == 2 * HARMONICS ? 1e-9 : 0.002 * rows;
        }
        double[] solution = solve(a, b);
        return new Yearly(waves, Arrays.copyOf(solution, 2 * HARMONICS));
    }

    /** Cholesky's way for a positive definite matrix. */
    static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        var x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j][j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[k][i] * x[k];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
