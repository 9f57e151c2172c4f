package dev.headroom.forecast;

import java.util.Arrays;

/** What the last four weeks say of how low demand gets. */
final class RecentLows {

    /*
     * The middle is to be a median. Two things pull it away from one. Where demand is zero more often than not at a time of the
     * day or week (intermittent demand: J. D. Croston, Operational Research Quarterly 23(3), 1972), levels lie above it. Where
     * demand is far lower than it was, a season that was measured on all of the history and is subtracted from today's level
     * leaves less than any quiet hour has shown, often nothing at all.
     */
    private static final int DAYS = 28;
    private static final int FEWEST = 7;
    private static final double LOW = 0.05;
    private static final double HALF_LIFE_DAYS = 90;

    private RecentLows() {}

    /**
     * Changes the steps behind an origin: to zero where more than half of the values at that time of the season were, and to
     * at least the lowest twentieth of the values, halved with every 90 days ahead, since demand may fall.
     *
     * @param end how many values are known
     */
    static void keep(History history, int end, double[] middle) {
        int from = (int) Math.max(0, end - Math.rint(DAYS * history.stepsPerDay));
        int period = Math.max(1, (int) Math.rint(history.cycle));
        var zeros = new int[period];
        var known = new int[period];
        var sorted = new double[end - from];
        int seen = 0;
        for (int i = from; i < end; i++) {
            if (history.present[i]) {
                sorted[seen++] = history.y[i];
                int phase = Math.floorMod(i - end, period);
                known[phase]++;
                zeros[phase] += history.y[i] == 0 ? 1 : 0;
            }
        }
        if (seen < FEWEST) {
            return;
        }
        Arrays.sort(sorted, 0, seen);
        double low = sorted[(int) (LOW * (seen - 1))];
        double halving = -StrictMath.log(2) / (HALF_LIFE_DAYS * history.stepsPerDay);
        for (int h = 0; h < middle.length; h++) {
            int phase = h % period;
            middle[h] = 2 * zeros[phase] > known[phase] ? 0 : Math.max(middle[h], low * StrictMath.exp(halving * h));
        }
    }
}
