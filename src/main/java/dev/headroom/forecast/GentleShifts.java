package dev.headroom.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds changes of the level of days that are smaller than the week's own pattern: better code, one tenant moved. */
final class GentleShifts {

    /*
     * With outliers clipped and the week taken out, two weeks before each day are held against the two weeks behind it. What
     * such differences usually are is the growth of two weeks, their running median; how far they usually stray is their
     * median distance from it (P. J. Huber, Robust Statistics, 1981), so a demand that wanders or follows the weather has a
     * wide one and no shifts. A shift strays farther than four and a half standard deviations, shows within a few days, in most days of two weeks, and is still
     * there in the third and fourth week, unlike a holiday. The caller takes the clearest out and searches the rest again.
     */
    private static final int FEWEST = 90;
    private static final int SIDE = 14;
    private static final int NEAR = 4;
    private static final double DEVIATIONS = 4.5;
    /** How much of a change shows within a few days, and is left of it later. */
    private static final double SHARE = 0.6;

    private static final double DAYS_A_SHIFT = 60;
    private static final int AROUND = 60;
    private static final int HOP = 15;

    private GentleShifts() {}

    /**
     * Returns the clearest shift of a series of days.
     *
     * @param y      without gaps
     * @param season a week in steps
     */
    static Shifts.@Nullable Shift clearest(double[] y, int season) {
        int n = y.length;
        if (n < FEWEST) {
            return null;
        }
        double[] x = new Cleaning(y, season).clipped(n);
        var pattern = Pattern.find(x, n, season, Bank.STABLE);
        for (int i = 0; i < n; i++) {
            x[i] -= pattern.at(i);
        }
        return clearest(x);
    }

    /** Returns how many shifts a series of so many days may have. */
    static int most(int n) {
        return 1 + (int) (n / DAYS_A_SHIFT);
    }

    private static Shifts.@Nullable Shift clearest(double[] x) {
        int n = x.length;
        double[] apart = differences(x, SIDE);
        double[] near = differences(x, NEAR);
        double[] far = differences(x, 2 * SIDE);
        double[] growth = runningMedian(apart);
        var rest = new double[n - 2 * SIDE + 1];
        for (int c = SIDE; c <= n - SIDE; c++) {
            rest[c - SIDE] = Math.abs(apart[c] - growth[c]);
        }
        Arrays.sort(rest);
        double most = DEVIATIONS * rest[rest.length / 2] / 0.6745;
        int best = -1;
        for (int c = SIDE; c <= n - SIDE && most > 0; c++) {
            double change = apart[c] - growth[c];
            double soon = near[c] - growth[c] * NEAR / SIDE;
            boolean longKnown = c >= 2 * SIDE && c <= n - 2 * SIDE;
            // of the third and fourth week alone, six weeks apart
            double later = longKnown ? 2 * far[c] - apart[c] - 3 * growth[c] : change;
            if (Math.abs(change) > most
                    && soon / change >= SHARE
                    && later / change >= SHARE
                    && (median(x, c, c + SIDE) - median(x, c - SIDE, c) - growth[c]) / change >= SHARE) {
                best = c;
                most = Math.abs(change);
            }
        }
        return best < 0 ? null : new Shifts.Shift(best, apart[best] - growth[best]);
    }

    private static double median(double[] x, int from, int to) {
        double[] part = Arrays.copyOfRange(x, from, to);
        Arrays.sort(part);
        return (part[part.length / 2] + part[(part.length - 1) / 2]) / 2;
    }

    /** Returns by index the mean of so many values from there on less the mean of as many before. */
    private static double[] differences(double[] x, int side) {
        int n = x.length;
        var sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + x[i];
        }
        var differences = new double[n + 1];
        for (int c = side; c <= n - side; c++) {
            differences[c] = (sums[c + side] - 2 * sums[c] + sums[c - side]) / side;
        }
        return differences;
    }

    /** Returns the median of what lies around, which hardly changes within two weeks. */
    private static double[] runningMedian(double[] apart) {
        int last = apart.length - 1 - SIDE;
        var medians = new double[apart.length];
        for (int c = SIDE; c <= last; c += HOP) {
            int middle = Math.min(last, c + HOP / 2);
            var around =
                    Arrays.copyOfRange(apart, Math.max(SIDE, middle - AROUND), Math.min(last, middle + AROUND) + 1);
            Arrays.sort(around);
            Arrays.fill(medians, c, Math.min(last, c + HOP - 1) + 1, around[around.length / 2]);
        }
        return medians;
    }
}
