package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds where the level changed at once and for good: a migration, a resize, a launch. */
final class Shifts {

    private static final int FEWEST = 3;
    /** How far apart the two levels lie, in widths of what was usual before; a steady trend gets to 1. */
    private static final double GAP = 2;

    private Shifts() {}

    /** A change of the level. */
    record Shift(int index, double change) {}

    /**
     * Returns the clear shifts of a series without gaps, oldest first: a jump after which all values, for two seasons
     * or until the end, lie far outside of all values of the eight seasons before.
     */
    static List<Shift> find(double[] y, double cycle) {
        var shifts = new ArrayList<Shift>();
        int n = y.length;
        int before = (int) Math.max(14, 8 * cycle);
        int after = (int) Math.max(14, 2 * cycle);
        if (n < 14 + FEWEST) {
            return shifts;
        }
        var jumps = new double[n - 1];
        for (int i = 1; i < n; i++) {
            jumps[i - 1] = Math.abs(y[i] - y[i - 1]);
        }
        Arrays.sort(jumps);
        double large = 3 * jumps[(int) (0.8 * (n - 2))];
        for (int c = 14; c <= n - FEWEST; c++) {
            if (Math.abs(y[c] - y[c - 1]) <= large) {
                continue;
            }
            double[] old = sorted(y, Math.max(0, c - before), c);
            double[] fresh = sorted(y, c, Math.min(n, c + after));
            double width = at(old, 0.97) - at(old, 0.03);
            double change = at(fresh, 0.5) - at(old, 0.5);
            boolean apart = change > 0
                    ? at(fresh, 0.05) - old[old.length - 1] > 0.5 * change
                    : old[0] - at(fresh, 0.95) > -0.5 * change;
            if (apart && Math.abs(change) > GAP * width) {
                shifts.add(new Shift(c, change));
                c += FEWEST;
            }
        }
        return shifts;
    }

    private static double[] sorted(double[] y, int from, int to) {
        var part = Arrays.copyOfRange(y, from, to);
        Arrays.sort(part);
        return part;
    }

    private static double at(double[] sorted, double level) {
        return sorted[(int) Math.rint(level * (sorted.length - 1))];
    }
}
