package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A history made ready: cut to what still says something, scaled to about 1, without gaps at its ends or inside, and on one
 * level before and after each shift.
 */
final class History {

    private static final double DAY = 86_400;
    /** Days after which a yearly season can be told from a trend. */
    private static final int YEAR_NEEDS = 400;
    /** Fewer values than this are too few to model. */
    static final int FEWEST = 14;
    /**
     * How far below none a value may be moved with a shift, in shares of the present level: a week's pattern reaches so far; what
     * lies deeper, where several shifts were moved one after the other, would be taken for growth by orders of magnitude.
     */
    private static final double LOWEST = 0.5;

    final int from; // the index of y[0] in the original
    final int gap; // steps missing behind the last value
    final int exponent; // y is the original divided by 2^exponent
    final double[] y;
    final boolean[] present;
    private final int known; // of these
    final double[] tail; // the last window - 1 original values, NaN in gaps
    final double[] periods; // of the seasons in steps, shortest first
    final double cycle; // of the shortest season
    final double stepsPerDay;
    final double year; // in steps, 0 where no yearly season is sought
    final List<Explanation.Step> shifts = new ArrayList<>();

    /**
     * @throws IllegalArgumentException if the history holds no value
     */
    History(TimeSeries history, List<KnownEvent> events) {
        double[] all = history.toArray(Double.NaN);
        int first = 0;
        while (first < all.length && Double.isNaN(all[first])) {
            first++;
        }
        if (first == all.length) {
            throw new IllegalArgumentException("history must hold a value");
        }
        int end = all.length;
        while (Double.isNaN(all[end - 1])) {
            end--;
        }
        gap = all.length - end;
        int start = Math.max(first, end - longest(history.step()));
        while (Double.isNaN(all[start])) {
            start++; // the cut may fall into a gap
        }
        from = start;
        double[] raw = Arrays.copyOfRange(all, from, end);
        tail = tail(all, window(history.step()));
        double top = 0;
        for (double value : raw) {
            top = Double.isNaN(value) ? top : Math.max(top, value);
        }
        exponent = top > 0 ? Math.getExponent(top) : 0;
        present = new boolean[raw.length];
        int values = 0;
        for (int i = 0; i < raw.length; i++) {
            present[i] = !Double.isNaN(raw[i]);
            values += present[i] ? 1 : 0;
            raw[i] = present[i] ? Math.max(0, Math.scalb(raw[i], -exponent)) : Double.NaN;
        }
        known = values;
        y = filled(raw);
        periods = periods(history.step());
        cycle = periods.length == 0 ? 7 : periods[0];
        stepsPerDay = DAY / seconds(history.step());
        year = periods.length < 2 && y.length * seconds(history.step()) >= YEAR_NEEDS * DAY
                ? 365.25 * DAY / seconds(history.step())
                : 0;
        alignLevels(events);
    }

    /** Returns how many steps tell something: all, or the values alone where these are too few to model. */
    int told() {
        return known < FEWEST ? known : y.length;
    }

    boolean isZero() {
        return Arrays.stream(y).allMatch(value -> value == 0);
    }

    boolean isFinerThanDaily() {
        return periods.length == 2;
    }

    /** Returns the mean of the last four short seasons, and of 28 steps at least, before an origin. */
    double level(int origin) {
        int recent = (int) Math.min(origin, Math.max(4 * cycle, 28));
        return Arrays.stream(y, origin - recent, origin).average().orElseThrow();
    }

    /** Moves what lies before each shift to the level behind it, so that the methods see the present level only. */
    private void alignLevels(List<KnownEvent> events) {
        for (KnownEvent event : events) {
            int index = event.index() - from;
            if (index >= 3 && index <= y.length - 3) {
                align(Shifts.at(y, index, cycle), true);
            }
        }
        for (var shift : Shifts.find(y, cycle)) {
            align(Shifts.at(y, shift.index(), cycle), false);
        }
        if (periods.length == 1) {
            for (int i = 0; i < GentleShifts.most(y.length); i++) {
                var shift = GentleShifts.clearest(y, (int) Math.rint(cycle));
                if (shift == null) {
                    break;
                }
                align(Shifts.at(y, shift.index(), cycle), false);
            }
        }
        if (!shifts.isEmpty()) {
            double lowest = -LOWEST * level(y.length);
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(y[i], lowest);
            }
        }
        shifts.sort(Comparator.comparingInt(Explanation.Step::index));
    }

    private void align(Shifts.Shift shift, boolean known) {
        double level = Shifts.levelBefore(y, shift.index(), cycle);
        double scale = Shifts.scale(y, shift, cycle);
        for (int i = 0; i < shift.index(); i++) {
            y[i] = level + shift.change() + scale * (y[i] - level);
        }
        shifts.add(new Explanation.Step(from + shift.index(), Math.scalb(shift.change(), exponent), known));
    }

    private static double seconds(Duration step) {
        return Math.max(1, step.toSeconds());
    }

    /** About four years of days, half a year of hours, four weeks of anything finer. */
    private static int longest(Duration step) {
        double week = 7 * DAY / seconds(step);
        return week <= 14 ? 1500 : (int) Math.max(4 * week, Math.min(26 * week, 4400));
    }

    private static double[] periods(Duration step) {
        double day = DAY / seconds(step);
        if (day > 1.5) {
            return new double[] {day, 7 * day};
        }
        return day > 0.9 ? new double[] {7 * day} : new double[0];
    }

    /** Returns how many steps the trailing mean spans that decides on a crossing: 24 hours, or 7 days of days. */
    static int window(Duration step) {
        double span = seconds(step) >= DAY ? 7 * DAY : DAY;
        return (int) Math.max(1, span / seconds(step));
    }

    private static double[] tail(double[] all, int window) {
        var tail = new double[window - 1];
        Arrays.fill(tail, Double.NaN);
        for (int i = 0; i < tail.length && i < all.length; i++) {
            tail[tail.length - 1 - i] = all[all.length - 1 - i];
        }
        return tail;
    }

    private static double[] filled(double[] raw) {
        var y = raw.clone();
        int last = 0;
        for (int i = 1; i < y.length; i++) {
            if (Double.isNaN(y[i])) {
                continue;
            }
            for (int j = last + 1; j < i; j++) {
                y[j] = y[last] + (y[i] - y[last]) * (j - last) / (i - last);
            }
            last = i;
        }
        return y;
    }
}
