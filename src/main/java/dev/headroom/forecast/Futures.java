package dev.headroom.forecast;

import java.util.List;

/** Simulated futures, for the dates. */
final class Futures {

    /*
     * The date of a first passage depends on how long a future stays off its course, so it is taken from whole paths, not
     * from the bands. Three futures in five continue the local trend, some in units, others in percent: what the
     * history allows for, however long the horizon. Two in five stray from the combination's median as its own past errors
     * did. Where the history is too short for both, futures are the fan read along a standard normal process, the sum of a
     * slow first-order autoregression for the error of level and growth and a fast one for the noise of a step.
     */
    static final int COUNT = 500;

    private static final int OF_FIVE = 3;

    private final Fan fan;
    private final OwnErrors errors;
    private final List<TrendPaths> trends;
    private final Course course;
    private final Wandering wandering;
    private final double[] tail; // the last window - 1 values of the history, NaN in gaps
    private final long seed;

    /**
     * What is the same in all futures.
     *
     * @param unit    what the models' values are multiplied by
     * @param gap     how many steps the models start before the first step
     * @param inPercent the share of the local trend's futures that grow in percent, the others in units
     * @param seasons what days and weeks add to a step, in the models' unit, the gap included
     * @param planned what announced events add to a step, in the series' unit
     * @param doubt   how far they may come out otherwise, to P90
     */
    record Course(double unit, int gap, double inPercent, double[] seasons, double[] planned, double[] doubt) {}

    /**
     * The memory of futures that know no errors.
     *
     * @param fast       the share of the fast process in a step's variance
     * @param slowMemory what of the slow process is left a step later
     */
    record Wandering(double[] fast, double slowMemory, double fastMemory) {}

    Futures(
            Fan fan,
            OwnErrors errors,
            List<TrendPaths> trends,
            Course course,
            Wandering wandering,
            double[] tail,
            long seed) {
        this.fan = fan;
        this.errors = errors;
        this.trends = trends;
        this.course = course;
        this.wandering = wandering;
        this.tail = tail;
        this.seed = seed;
    }

    /** Returns for each future the first step, from 1, whose trailing mean reaches the limit, or horizon + 1. */
    int[] firstPassages(double[] limits) {
        var passages = new int[COUNT];
        visit((i, path) -> passages[i] = firstPassage(path, limits));
        return passages;
    }

    /** Returns for each span of steps, and in it for each future, the highest trailing mean. */
    double[][] peaks(List<Span> spans, Forecast.Adaptation adapted) {
        var peaks = new double[spans.size()][COUNT];
        visit((i, path) -> {
            for (int s = 0; s < peaks.length; s++) {
                double highest = 0;
                for (int step = spans.get(s).first(); step <= spans.get(s).last(); step++) {
                    highest = Math.max(highest, adapted.of(path[step - 1], step));
                }
                peaks[s][i] = highest;
            }
        });
        return peaks;
    }

    /** What is done with the trailing means of a future. */
    private interface Visitor {
        void see(int future, double[] path);
    }

    private void visit(Visitor visitor) {
        int horizon = fan.horizon();
        var median = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            median[h] = fan.quantile(0, h);
        }
        double[] center = TrailingMean.of(tail, median);
        int size = trends.isEmpty() ? 1 : trends.get(0).blockSize();
        var blocks = new double[(course.gap + horizon + size - 1) / size];
        double[][] waves = trends.isEmpty() ? new double[0][] : trends.get(0).waves(blocks.length);
        for (int i = 0; i < COUNT; i++) {
            var draws = new Draws(seed + i * 0x9e3779b97f4a7c15L);
            double position = ((i * 193L) % COUNT + 0.5) / COUNT;
            boolean trending = !trends.isEmpty() && (errors.isEmpty() || i % 5 < OF_FIVE);
            if (trending) {
                trends.get(Draws.isWithin(i, course.inPercent) ? 1 : 0).draw(position, draws, waves, blocks);
                visitor.see(i, TrailingMean.of(tail, values(blocks, size, draws.next())));
            } else if (!errors.isEmpty()) {
                var path = center.clone();
                errors.stray(draws, course.unit, path);
                doubt(path, draws.next());
                visitor.see(i, path);
            } else {
                visitor.see(i, TrailingMean.of(tail, wander(position, draws)));
            }
        }
    }

    private double[] values(double[] blocks, int size, double z) {
        var values = new double[fan.horizon()];
        for (int h = 0; h < values.length; h++) {
            int step = course.gap + h;
            values[h] = Math.max(0, course.unit * (blocks[step / size] + course.seasons[step]) + course.planned[h]);
        }
        doubt(values, z);
        return values;
    }

    private void doubt(double[] path, double z) {
        for (int h = 0; h < path.length; h++) {
            path[h] += z / Fan.Z90 * course.doubt[h];
        }
    }

    private double[] wander(double position, Draws draws) {
        var values = new double[fan.horizon()];
        double slowMemory = wandering.slowMemory;
        double fastMemory = wandering.fastMemory;
        double slow = Normal.quantile(position);
        double quick = draws.next();
        for (int h = 0; h < values.length; h++) {
            if (h > 0) {
                slow = slowMemory * slow + Math.sqrt(1 - slowMemory * slowMemory) * draws.next();
                quick = fastMemory * quick + Math.sqrt(1 - fastMemory * fastMemory) * draws.next();
            }
            double share = wandering.fast[h];
            values[h] = fan.quantile(Math.sqrt(1 - share) * slow + Math.sqrt(share) * quick, h);
        }
        return values;
    }

    private static int firstPassage(double[] path, double[] limits) {
        for (int h = 0; h < limits.length; h++) {
            if (path[h] >= limits[h]) {
                return h + 1;
            }
        }
        return limits.length + 1;
    }
}
