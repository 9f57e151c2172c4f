package dev.headroom.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds where the level changed at once and for good: a migration, a resize, a launch. */
final class Shifts {

    private static final int FEWEST = 3;
    /** How far apart the two levels lie, in widths of what was usual before; a steady trend gets to 1. */
    private static final double GAP = 2;

    /** The power of the level that a demand's steps follow, as far as nothing is known, and how far it may be off. */
    private static final double USUAL_POWER = 0.75;

    private static final double POWER_SPREAD = 0.5;
    /** The variance of the logarithm of the ratio of two mean steps, for one of each. */
    private static final double STEP_SPREAD = 1.3;

    private static final int FEWEST_STEPS = 7;

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

    /**
     * Returns the shift at an index: the change between the medians of both sides, the growth of the days between their
     * middles taken out.
     */
    static Shift at(double[] y, int index, double cycle) {
        int side = side(cycle);
        int before = Math.min(side, index);
        int after = Math.min(side, y.length - index);
        double change = median(y, index, index + after) - median(y, index - before, index);
        double growth = 0;
        int sides = 0;
        if (index >= 4 * side) {
            growth += median(y, index - 2 * side, index) - median(y, index - 4 * side, index - 2 * side);
            sides++;
        }
        if (y.length - index >= 4 * side) {
            growth += median(y, index + 2 * side, index + 4 * side) - median(y, index, index + 2 * side);
            sides++;
        }
        double between = (before + after) / 2.0;
        return new Shift(index, sides == 0 ? change : change - growth / sides / (2 * side) * between);
    }

    /** Returns the level just before an index. */
    static double levelBefore(double[] y, int index, double cycle) {
        return median(y, Math.max(0, index - side(cycle)), index);
    }

    /**
     * Returns what the values before a shift are multiplied by, around their level, to be of the size they would have now:
     * from 1, where a constant was added or taken away, to the new level by the old, where all of the demand became larger or
     * smaller, as it does on each server when another joins. The growth, week and noise of a demand that follow its level
     * tell: steps from value to value are compared between both sides, and believed as far as the levels lie apart.
     */
    static double scale(double[] y, Shift shift, double cycle) {
        int index = shift.index();
        double level = levelBefore(y, index, cycle);
        double now = level + shift.change();
        if (!(level > 0) || !(now > 0)) {
            return 1;
        }
        int reach = (int) Math.max(14, 8 * cycle);
        int first = Math.max(0, index - reach);
        int last = Math.min(y.length, index + reach);
        double before = usualStep(y, first, index);
        double after = usualStep(y, index, last);
        double meanBefore = mean(y, first, index);
        double meanAfter = mean(y, index, last);
        int known = Math.min(index - first, last - index) - 1;
        double power = USUAL_POWER;
        if (known >= FEWEST_STEPS && before > 0 && after > 0 && meanBefore > 0 && meanAfter > 0) {
            double apart = StrictMath.log(meanAfter / meanBefore);
            double sure = POWER_SPREAD * POWER_SPREAD * apart * apart;
            double share = sure / (sure + STEP_SPREAD / known);
            power += share > 0 ? share * (StrictMath.log(after / before) / apart - USUAL_POWER) : 0;
        }
        return StrictMath.pow(now / level, Math.max(0, Math.min(1, power)));
    }

    private static int side(double cycle) {
        return (int) Math.max(7, 2 * cycle);
    }

    private static double mean(double[] y, int from, int to) {
        return Arrays.stream(y, from, to).average().orElseThrow();
    }

    /** Returns the mean distance from value to value, the largest few left out. */
    private static double usualStep(double[] y, int from, int to) {
        var steps = new double[Math.max(0, to - from - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(y[from + i + 1] - y[from + i]);
        }
        Arrays.sort(steps);
        int kept = steps.length - (int) Math.ceil(0.04 * steps.length);
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += steps[i];
        }
        return kept > 0 ? sum / kept : 0;
    }

    private static double median(double[] y, int start, int end) {
        var part = Arrays.copyOfRange(y, start, end);
        Arrays.sort(part);
        return part[part.length / 2];
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
