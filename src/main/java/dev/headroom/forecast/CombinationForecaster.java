package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The default forecaster: simple methods, weighted by how they did on the series' own past. Stateless. */
public final class CombinationForecaster implements Forecaster {

    /*
     * Combinations of simple methods beat each of their members and most elaborate models: 12 of the 17 most accurate
     * entries of the M4 competition were combinations (S. Makridakis, E. Spiliotis, V. Assimakopoulos, IJF 36(1), 2020).
     * This one works in six steps, each in a class of its own:
     *
     *   History      fills gaps, finds shifts of the level, large and gentle, and moves what was before onto today's level
     *   LocalTrend   a level, a slope and a year that wander, with every variance that is likely
     *   Bank         27 methods: seasonal naive, levels of several memories, medians, damped and undamped lines, growth in
     *                percent, some with a yearly season where 400 days allow one, and the local trend
     *   Combination  weighs them by their errors from up to 12 origins in the series' own past, at the horizon asked for,
     *                and takes the trimmed mean, within what RecentLows allows
     *   Bands        P10 and P90 from the combination's own errors by horizon, from the members' disagreement and from the
     *                local trend
     *   Futures      for the dates: paths of the local trend, and of the combination with errors like its past ones
     */
    private static final String MODEL = "combination-6";

    /** The forecast of a step is at most this many times the highest value of the history. */
    private static final double CEILING = 20;

    @Override
    public Forecast forecast(TimeSeries series, int horizon, List<KnownEvent> events) {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1: " + horizon);
        }
        var history = new History(series, events);
        if (history.isZero()) {
            return zero(series, history, horizon);
        }
        double[] y = history.y;
        int n = y.length;
        int[] origins = Combination.origins(history, horizon);
        var bank = new Bank(history, origins);
        var combination = new Combination(bank, history, horizon, origins);
        double[][] members = bank.paths(n, history.gap + horizon);
        double[] middle = combination.middle(members, history, n);
        var bands = new Bands(
                combination.errorsAlike(history, -1),
                middle,
                combination.disagreement(members, middle),
                history.level(n),
                history.told(),
                history.cycle);

        var trends = bank.trendPaths(n);
        double inPercent = bank.shareInPercent(n);
        if (!trends.isEmpty()) {
            bands.lean(
                    trends.get(0),
                    trends.get(1),
                    inPercent,
                    history.told(),
                    history.isFinerThanDaily(),
                    0,
                    Bands.DRAWS,
                    seed(y));
        }
        double[] seasons = bank.seasons(n, history.gap + horizon);
        double[] expected = Arrays.stream(middle, history.gap, history.gap + horizon)
                .map(value -> Math.scalb(value, history.exponent))
                .toArray();
        var ahead = Ahead.of(events, series.size(), expected);
        var fan = fan(history, ahead, middle, bands);
        var futures = new Futures(
                fan,
                OwnErrors.of(combination, members, middle, bands, history.gap, history.tail.length + 1),
                trends,
                new Futures.Course(
                        Math.scalb(1.0, history.exponent),
                        history.gap,
                        inPercent,
                        seasons,
                        ahead.planned(),
                        ahead.doubt()),
                new Futures.Wandering(
                        Arrays.copyOfRange(bands.fast, history.gap, history.gap + horizon),
                        StrictMath.exp(-1 / Math.max(1.25 * horizon, 2)),
                        bands.fastMemory),
                history.tail,
                seed(y));
        var explanation = explain(series, history, bank, combination, middle, seasons);
        return new Forecast(MODEL, fan, futures, Backtest.score(combination, history, bank, seed(y)), explanation);
    }

    private static Forecast zero(TimeSeries series, History history, int horizon) {
        var zeros = new double[horizon];
        var fan = new Fan(zeros, zeros, zeros, 0);
        var explanation = new Explanation(
                series.count(),
                (double) series.count() / series.size(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(new Explanation.Member("zero", 1)));
        var futures = new Futures(
                fan,
                OwnErrors.NONE,
                List.of(),
                new Futures.Course(1, 0, 0, zeros, zeros, zeros),
                new Futures.Wandering(zeros, 0.5, 0.5),
                history.tail,
                0);
        return new Forecast(MODEL, fan, futures, Optional.empty(), explanation);
    }

    /**
     * What announced events add to each step, and how far that may come out otherwise, in the series' unit.
     */
    private record Ahead(double[] planned, double[] doubt) {

        /**
         * @param expected without the events: no more can leave than is there
         */
        static Ahead of(List<KnownEvent> events, int size, double[] expected) {
            int horizon = expected.length;
            var ahead = new Ahead(new double[horizon], new double[horizon]);
            for (int h = 0; h < horizon; h++) {
                double comes = 0;
                double leaves = 0;
                for (KnownEvent event : events) {
                    if (event.index() >= size && event.index() <= size + h) {
                        comes += Math.max(0, event.change());
                        leaves += Math.max(0, -event.change());
                    }
                }
                ahead.planned[h] = comes - leaves;
                ahead.doubt[h] = EVENT_DOUBT * (comes + Math.min(leaves, expected[h] + comes));
            }
            return ahead;
        }
    }

    private static Fan fan(History history, Ahead ahead, double[] middle, Bands bands) {
        int horizon = ahead.planned.length;
        var median = new double[horizon];
        var down = new double[horizon];
        var up = new double[horizon];
        double highest = 0;
        for (int h = 0; h < horizon; h++) {
            int step = history.gap + h;
            double planned = Math.scalb(ahead.planned[h], -history.exponent);
            double doubt = Math.scalb(ahead.doubt[h], -history.exponent);
            double limit = CEILING + Math.abs(planned);
            median[h] = Math.scalb(Math.max(0, Math.min(limit, middle[step] + planned)), history.exponent);
            down[h] = Math.scalb(Math.min(limit, bands.down[step] + doubt), history.exponent);
            up[h] = Math.scalb(Math.min(limit, bands.up[step] + doubt), history.exponent);
            highest = Math.max(highest, median[h] + up[h]);
        }
        return new Fan(median, down, up, Math.min(Double.MAX_VALUE, 4 * highest));
    }

    /** How much of an announced change may stay out, or come on top, in one future in ten. */
    private static final double EVENT_DOUBT = 0.2;

    private static Explanation explain(
            TimeSeries series, History history, Bank bank, Combination combination, double[] middle, double[] effect) {
        int n = history.y.length;
        double perDay = history.stepsPerDay;
        int month = (int) Math.min(middle.length - 1, Math.max(1, Math.rint(30 * perDay)));
        double level = middle[0] - effect[0];
        double growth = month < 1 ? 0 : (middle[month] - effect[month] - level) / month * 30 * perDay;
        var members = new ArrayList<Explanation.Member>();
        for (int k = 0; k < Method.COUNT; k++) {
            if (combination.weights[k] >= 0.005) {
                members.add(new Explanation.Member(Method.BANK[k].name(), combination.weights[k]));
            }
        }
        members.sort(Comparator.comparingDouble(Explanation.Member::weight).reversed());
        return new Explanation(
                series.count(),
                (double) series.count() / series.size(),
                excluded(series, history, bank),
                Math.scalb(Math.max(0, level), history.exponent),
                Math.scalb(growth, history.exponent),
                bank.explainSeasons(n, history),
                history.shifts,
                normalized(members));
    }

    private static List<Explanation.Member> normalized(List<Explanation.Member> members) {
        double total = members.stream().mapToDouble(Explanation.Member::weight).sum();
        return members.stream()
                .map(member -> new Explanation.Member(member.name(), member.weight() / total))
                .toList();
    }

    private static List<Explanation.Excluded> excluded(TimeSeries series, History history, Bank bank) {
        var excluded = new ArrayList<Explanation.Excluded>();
        double[] clean = bank.cleaned(history.y.length);
        for (int i = 0; i < clean.length; i++) {
            if (!history.present[i]) {
                continue;
            }
            double value = series.value(history.from + i);
            if (value < 0) {
                excluded.add(new Explanation.Excluded(history.from + i, value, "negative"));
            } else if (clean[i] < history.y[i]) {
                excluded.add(new Explanation.Excluded(history.from + i, value, "far above its surroundings"));
            } else if (clean[i] > history.y[i]) {
                excluded.add(new Explanation.Excluded(history.from + i, value, "far below its surroundings"));
            }
        }
        return excluded;
    }

    private static long seed(double[] y) {
        long seed = 17;
        for (double value : y) {
            seed = Draws.mix(seed * 31 + Double.doubleToLongBits(value));
        }
        return seed;
    }
}
