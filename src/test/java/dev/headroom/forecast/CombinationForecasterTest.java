package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headroom.units.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationForecasterTest {

    private final Forecaster forecaster = new CombinationForecaster();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void ordersItsQuantilesAndStaysFiniteAndNotNegative(long seed) {
        var random = new SplittableRandom(seed);
        int length = List.of(1, 2, 3, 13, 14, 40, 90, 200, 500, 800).get(random.nextInt(10));
        double scale = StrictMath.pow(10, random.nextInt(-9, 16));
        var builder = TimeSeries.builder(random.nextBoolean() ? Fleet.DAY : Fleet.HOUR);
        for (double value : Fleet.busy(seed, length)) {
            if (random.nextInt(20) == 0) {
                builder.addGap();
            } else {
                builder.add(scale * value * (random.nextInt(50) == 0 ? -1 : 1));
            }
        }
        builder.add(scale);

        var forecast = forecaster.forecast(builder.build(), 120);

        assertOrdered(forecast, 20 * 20 * 1000 * scale);
    }

    private static List<Double> steps(double[] path) {
        return Arrays.stream(path).boxed().toList();
    }

    private static void assertOrdered(Forecast forecast, double bound) {
        var levels = new double[] {0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999};
        for (int step = 1; step <= forecast.horizon(); step++) {
            double below = 0;
            for (double level : levels) {
                double value = forecast.quantile(level, step);
                assertThat(value).isGreaterThanOrEqualTo(below).isLessThan(bound);
                below = value;
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void givesTheSameAnswerAgainAndOnManyThreads(long seed) {
        var series = TimeSeries.of(Fleet.DAY, Fleet.busy(seed, 300));
        var once = forecaster.forecast(series, 90);

        var again = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new CombinationForecaster().forecast(series, 90))
                .toList();

        assertThat(again).allSatisfy(forecast -> {
            assertThat(forecast.path(0.9)).isEqualTo(once.path(0.9));
            assertThat(forecast.crossing(600)).isEqualTo(once.crossing(600));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void scalesWithItsInput(long seed) {
        double[] values = Fleet.busy(seed, 400);
        var small = forecaster.forecast(TimeSeries.of(Fleet.DAY, values), 60);

        var large = forecaster.forecast(TimeSeries.of(Fleet.DAY, Fleet.values(400, i -> values[i] * 1024)), 60);

        assertThat(large.path(0.5)).isEqualTo(Fleet.values(60, h -> small.path(0.5)[h] * 1024));
        assertThat(large.crossing(700 * 1024)).isEqualTo(small.crossing(700));
    }

    @ParameterizedTest(name = "level {0}")
    @ValueSource(doubles = {1e-9, 0.1, 1, 42, 1e15})
    void keepsAFlatSeriesFlat(double level) {
        var forecast = forecaster.forecast(Fleet.daily(200, i -> level), 365);

        assertThat(steps(forecast.path(0.5))).allSatisfy(v -> assertThat(v).isCloseTo(level, within(1e-6 * level)));
        assertThat(steps(forecast.path(0.9))).allSatisfy(v -> assertThat(v).isLessThan(1.2 * level));
        assertThat(forecast.crossing(1.5 * level).p50()).isEmpty();
    }

    @Test
    void forecastsZeroFromZeros() {
        var forecast = forecaster.forecast(Fleet.daily(100, i -> 0), 30);

        assertThat(forecast.path(0.9)).containsOnly(0);
        assertThat(forecast.crossing(1).p10()).isEmpty();
        assertThat(forecast.accuracy()).isEmpty();
    }

    @Test
    void isHonestlyWideAfterOnePoint() {
        var forecast = forecaster.forecast(Fleet.daily(1, i -> 100), 30);

        assertThat(forecast.quantile(0.5, 30)).isCloseTo(100, within(1e-9));
        assertThat(forecast.quantile(0.9, 30)).isGreaterThan(120);
        assertThat(forecast.quantile(0.1, 30)).isLessThan(80);
        assertThat(forecast.accuracy()).isEmpty();
    }

    @ParameterizedTest(name = "{0} days apart")
    @ValueSource(ints = {30, 90, 365})
    void isHonestlyWideAfterFewPointsFarApart(int days) {
        var values = new Double[3 * days + 1];
        for (int i = 0; i < values.length; i += days) {
            values[i] = 100.0;
        }

        var forecast = forecaster.forecast(TimeSeries.ofNullable(Fleet.DAY, values), 30);

        assertThat(forecast.quantile(0.5, 30)).isCloseTo(100, within(1e-9));
        assertThat(forecast.quantile(0.9, 1)).isGreaterThan(110);
        assertThat(forecast.quantile(0.1, 1)).isLessThan(90);
        assertThat(forecast.accuracy()).isEmpty();
    }

    @Test
    void crossesNearTheTrueDayOfAPureTrend() {
        var forecast = forecaster.forecast(Fleet.daily(300, i -> 1000 + 2.0 * i), 365);

        var crossing = forecast.crossing(1000 + 2.0 * 450);

        // the trailing mean of seven days is three days behind: day 453, of which 299 have passed
        assertThat(crossing.p50().getAsInt()).isBetween(149, 159);
        assertThat(crossing.p10().getAsInt()).isLessThanOrEqualTo(crossing.p50().getAsInt());
        assertThat(crossing.probabilityWithin(365)).isGreaterThan(0.9);
        assertThat(crossing.probabilityWithin(60)).isLessThan(0.1);
    }

    @Test
    void keepsGrowthInPercentGrowing() {
        var random = new SplittableRandom(5);
        var forecast = forecaster.forecast(
                Fleet.daily(500, i -> 100 * StrictMath.exp(0.003 * i) * (1 + 0.02 * random.nextGaussian())), 180);

        double truth = 100 * StrictMath.exp(0.003 * 679);
        assertThat(forecast.quantile(0.5, 180)).isBetween(0.8 * truth, 1.2 * truth);
    }

    @ParameterizedTest(name = "{0} a year")
    @ValueSource(doubles = {0.22, 0.36, 0.5, 1})
    void foreseesSteadyGrowthAYearAhead(double growth) {
        var random = new SplittableRandom(7);
        double perDay = StrictMath.log(1 + growth) / 365;
        var history = Fleet.daily(
                550,
                i -> 90 * StrictMath.exp(perDay * i) * (i % 7 >= 5 ? 0.8 : 1) * (1 + 0.01 * random.nextGaussian()));

        var forecast = forecaster.forecast(history, 365);

        double truth = 90 * StrictMath.exp(perDay * 914) * (914 % 7 >= 5 ? 0.8 : 1);
        assertThat(forecast.quantile(0.5, 365)).isBetween(0.9 * truth, 1.1 * truth);
        assertThat(forecast.quantile(0.1, 365)).isLessThan(truth);
        assertThat(forecast.quantile(0.9, 365)).isGreaterThan(truth);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void datesGrowthThatOnceSteppedDown(long seed) {
        double[] week = {1, 1.02, 1.02, 1.01, 0.97, 0.84, 0.88};
        double perDay = StrictMath.log(1.36) / 365;
        var random = new SplittableRandom(seed);
        IntToDoubleFunction truth = i -> 100 * StrictMath.exp(perDay * i) * (i < 250 ? 1.08 : 1) * week[i % 7];
        var history = Fleet.daily(550, i -> truth.applyAsDouble(i) * (1 + 0.02 * random.nextGaussian()));
        double[] ahead = Fleet.values(365, h -> truth.applyAsDouble(550 + h));
        int nineMonths = 270;
        double limit =
                Arrays.stream(ahead, nineMonths - 7, nineMonths).average().orElseThrow();

        var forecast = forecaster.forecast(history, 365);

        var crossing = forecast.crossing(limit);
        assertThat(crossing.p10().getAsInt()).isLessThan(nineMonths);
        assertThat(crossing.p50().getAsInt()).isCloseTo(nineMonths, withinPercentage(30));
        assertThat(crossing.p90().orElse(Integer.MAX_VALUE)).isGreaterThan(nineMonths);
        assertThat(forecast.explanation().steps()).singleElement().satisfies(step -> {
            assertThat(step.index()).isBetween(246, 254);
            assertThat(step.change()).isBetween(-13.0, -6.0);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void seesNoStepInAnOrdinaryYear(long seed) {
        var random = new SplittableRandom(seed);
        var series = Fleet.daily(
                500,
                i -> (100 + 0.1 * i + 6 * StrictMath.sin(2 * Math.PI * i / 365)) * (i % 7 >= 5 ? 0.8 : 1)
                        + 4 * random.nextGaussian()
                        - (i % 365 >= 361 ? 25 : 0));

        assertThat(forecaster.forecast(series, 30).explanation().steps()).isEmpty();
    }

    @Test
    void datesWhatIsAnnounced() {
        var random = new SplittableRandom(8);
        var series = Fleet.daily(200, i -> 100 + random.nextGaussian());

        var plain = forecaster.forecast(series, 60).crossing(125);
        var launch = forecaster
                .forecast(series, 60, List.of(new KnownEvent("launch", 220, 50)))
                .crossing(125);

        assertThat(plain.probabilityWithin(60)).isLessThan(0.1);
        // half of the jump is in the trailing mean of seven days on the fourth
        assertThat(launch.p50().getAsInt()).isBetween(23, 26);
        assertThat(launch.probabilityWithin(60)).isGreaterThan(0.9);
    }

    @Test
    void startsAnewBehindAStep() {
        var random = new SplittableRandom(3);
        var series = Fleet.daily(200, i -> (i < 190 ? 500 : 200) + 5 * random.nextGaussian());

        var forecast = forecaster.forecast(series, 30);

        assertThat(steps(forecast.path(0.5))).allSatisfy(v -> assertThat(v).isBetween(170.0, 230.0));
        assertThat(forecast.explanation().steps()).singleElement().satisfies(step -> {
            assertThat(step.index()).isEqualTo(190);
            assertThat(step.change()).isBetween(-320.0, -280.0);
            assertThat(step.known()).isFalse();
        });
    }

    @Test
    void addsWhatIsKnownToLieAhead() {
        var series = TimeSeries.of(Fleet.DAY, Fleet.busy(8, 200));
        var plain = forecaster.forecast(series, 60);

        var launch = forecaster.forecast(series, 60, List.of(new KnownEvent("launch", 230, 50)));

        assertThat(launch.quantile(0.5, 30)).isEqualTo(plain.quantile(0.5, 30));
        assertThat(launch.quantile(0.5, 31)).isCloseTo(plain.quantile(0.5, 31) + 50, within(1e-9));
        assertThat(launch.quantile(0.9, 31)).isGreaterThan(plain.quantile(0.9, 31) + 50);
    }

    /** However much is said to leave, demand isn't expected to grow by it. */
    @ParameterizedTest(name = "{0} leave")
    @ValueSource(doubles = {50, 1e3, 1e12})
    void expectsNoMoreDemandWhereMoreLeavesThanIsThere(double leaving) {
        var series = TimeSeries.of(Fleet.DAY, Fleet.busy(8, 200));
        var plain = forecaster.forecast(series, 60);

        var gone = forecaster.forecast(series, 60, List.of(new KnownEvent("gone", 230, -leaving)));

        assertThat(gone.quantile(0.9, 31)).isLessThan(plain.quantile(0.9, 31));
        assertThat(gone.quantile(0.9, 60)).isLessThan(plain.quantile(0.9, 60));
        assertThat(gone.crossing(plain.quantile(0.9, 60)).probabilityWithin(60))
                .isLessThanOrEqualTo(plain.crossing(plain.quantile(0.9, 60)).probabilityWithin(60));
    }

    @Test
    void alignsTheHistoryAtAKnownMigration() {
        var random = new SplittableRandom(4);
        var series = Fleet.daily(120, i -> (i < 80 ? 120 : 100) + 8 * random.nextGaussian());

        var forecast = forecaster.forecast(series, 60, List.of(new KnownEvent("migration", 80, -20)));

        assertThat(steps(forecast.path(0.5))).allSatisfy(v -> assertThat(v).isBetween(92.0, 108.0));
        assertThat(forecast.explanation().steps())
                .anySatisfy(step -> assertThat(step.known()).isTrue());
    }

    @Test
    void readsOverGapsOfMonthsAndSpikes() {
        var values = new ArrayList<Double>();
        for (int i = 0; i < 500; i++) {
            values.add(i > 100 && i < 220 ? null : i % 97 == 50 ? 1e6 : 300 + 40 * Math.sin(i * 2 * Math.PI / 7));
        }

        var forecast = forecaster.forecast(TimeSeries.ofNullable(Fleet.DAY, values.toArray(Double[]::new)), 28);

        for (int h = 0; h < 28; h++) {
            assertThat(forecast.path(0.5)[h]).isCloseTo(300 + 40 * Math.sin((500 + h) * 2 * Math.PI / 7), within(15.0));
        }
        assertThat(forecast.explanation().excluded()).anySatisfy(point -> {
            assertThat(point.value()).isEqualTo(1e6);
            assertThat(point.reason()).contains("above");
        });
        assertThat(forecast.explanation().coverage()).isCloseTo(381 / 500.0, within(1e-9));
    }

    /** What is too old to tell anything is cut off, and the cut may fall into a gap. */
    @ParameterizedTest(name = "a gap of {0} days")
    @ValueSource(ints = {100, 500, 1600})
    void readsALongHistoryThatIsCutOffInAGap(int gap) {
        var values = new ArrayList<Double>();
        for (int i = 0; i < 1500 + gap; i++) {
            values.add(i >= 100 && i < 100 + gap ? null : 300 + 40 * Math.sin(i * 2 * Math.PI / 7));
        }

        var forecast = forecaster.forecast(TimeSeries.ofNullable(Fleet.DAY, values.toArray(Double[]::new)), 28);

        assertOrdered(forecast, 1000);
        assertThat(forecast.accuracy())
                .hasValueSatisfying(accuracy -> assertThat(accuracy.mase()).isFinite());
    }

    @Test
    void expectsNoneWhereThereIsUsuallyNone() {
        var random = new SplittableRandom(3);
        // a nightly job, and seldom anything else
        var values = IntStream.range(0, 42 * 24)
                .mapToDouble(
                        i -> i % 24 == 2 ? 14 + random.nextDouble() : random.nextInt(4) == 0 ? random.nextDouble() : 0)
                .toArray();

        var forecast = forecaster.forecast(TimeSeries.of(Fleet.HOUR, values), 48);

        for (int step = 1; step <= 48; step++) {
            double expected = forecast.quantile(0.5, step);
            if (step % 24 == 3) {
                assertThat(expected).isBetween(13.0, 16.0);
            } else {
                assertThat(expected).isZero();
            }
        }
    }

    @Test
    void expectsAServiceThatHasShrunkToGoOnBeingUsed() {
        var random = new SplittableRandom(4);
        // within a week it fell to a two hundredth; the week's pattern of the time before is larger than what is left
        var values = IntStream.range(0, 60)
                .mapToDouble(day -> 1000
                        * StrictMath.pow(1 / 200.0, Math.max(0, Math.min(1, (day - 45) / 8.0)))
                        * (day % 7 > 4 ? 0.5 : 1)
                        * (0.8 + 0.4 * random.nextDouble()))
                .toArray();
        double lowest = Arrays.stream(values).min().orElseThrow();

        var forecast = forecaster.forecast(TimeSeries.of(Fleet.DAY, values), 30);

        assertThat(steps(forecast.path(0.5))).allSatisfy(day -> assertThat(day).isGreaterThan(0.7 * lowest));
    }

    @Test
    void continuesBehindAGapAtTheEnd() {
        var values = new Double[203];
        for (int i = 0; i < 200; i++) {
            values[i] = i % 7 == 6 ? 50.0 : 100.0;
        }

        var forecast = forecaster.forecast(TimeSeries.ofNullable(Fleet.DAY, values), 14);

        for (int h = 0; h < 14; h++) {
            assertThat(forecast.path(0.5)[h]).isCloseTo((203 + h) % 7 == 6 ? 50 : 100, within(5.0));
        }
    }

    @ParameterizedTest(name = "every {0}")
    @ValueSource(strings = {"PT5M", "PT7M", "PT15M", "PT1H", "PT12H", "P1D", "P7D", "P30D"})
    void takesAnyStep(Duration step) {
        double perDay = 86400.0 / step.toSeconds();
        int length = (int) Math.max(30, Math.min(5000, 20 * perDay));
        var series = TimeSeries.of(
                step, Fleet.values(length, i -> 100 + 20 * Math.sin(2 * Math.PI * i / Math.max(perDay, 7))));

        var forecast = forecaster.forecast(series, 50);

        assertOrdered(forecast, 1e4);
        assertThat(forecast.crossing(500).p10()).isEmpty();
    }

    @Test
    void takesAHundredThousandPoints() {
        var random = new SplittableRandom(9);
        var series = TimeSeries.of(
                Duration.ofMinutes(5),
                Fleet.values(100_000, i -> 100 + 30 * Math.sin(2 * Math.PI * i / 288) + 3 * random.nextGaussian()));

        var forecast = forecaster.forecast(series, 288);

        for (int h = 0; h < 288; h += 24) {
            assertThat(forecast.path(0.5)[h])
                    .isCloseTo(100 + 30 * Math.sin(2 * Math.PI * (100_000 + h) / 288), within(6.0));
        }
    }

    @Test
    void staysBoundedThreeYearsAhead() {
        var forecast = forecaster.forecast(Fleet.daily(60, i -> 10 * StrictMath.exp(0.05 * i)), 1100);

        assertThat(Arrays.stream(forecast.path(0.9)).max().getAsDouble())
                .isLessThan(100 * 10 * StrictMath.exp(0.05 * 60));
    }

    @Test
    void explainsWhatItRestsOn() {
        var random = new SplittableRandom(6);
        var series = Fleet.daily(365, i -> (100 + 0.5 * i) + (i % 7 == 0 ? -30 : 5) + random.nextGaussian());

        var explanation = forecaster.forecast(series, 90).explanation();

        assertThat(explanation.observations()).isEqualTo(365);
        assertThat(explanation.growthPerMonth()).isBetween(12.0, 18.0);
        assertThat(explanation.level()).isBetween(270.0, 295.0);
        assertThat(explanation.seasons()).singleElement().satisfies(season -> {
            assertThat(season.name()).isEqualTo("week");
            assertThat(season.period()).isEqualTo(7);
            assertThat(season.pattern().get(6)).isLessThan(-20);
        });
        assertThat(explanation.members().stream()
                        .mapToDouble(Explanation.Member::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void beatsTheStraightLineAndTheSeasonalNaiveOnASimulatedFleet() {
        double own = 0;
        double line = 0;
        double naive = 0;
        double covered = 0;
        int count = 40;
        for (long seed = 100; seed < 100 + count; seed++) {
            double[] all = Fleet.busy(seed, 390);
            var history = TimeSeries.of(Fleet.DAY, Arrays.copyOf(all, 300));
            var forecast = forecaster.forecast(history, 90);
            double mean = Arrays.stream(all).average().orElseThrow();
            double[] median = forecast.path(0.5);
            double[] straight = straightLine(all, 300, 30);
            for (int h = 0; h < 90; h++) {
                own += Math.abs(median[h] - all[300 + h]) / mean;
                line += Math.abs(straight[h] - all[300 + h]) / mean;
                naive += Math.abs(all[293 + h % 7] - all[300 + h]) / mean;
                boolean inside =
                        all[300 + h] >= forecast.quantile(0.1, h + 1) && all[300 + h] <= forecast.quantile(0.9, h + 1);
                covered += inside ? 1.0 / (90 * count) : 0;
            }
            assertThat(forecast.accuracy()).isPresent();
        }

        assertThat(own).isLessThan(0.75 * line).isLessThan(0.85 * naive);
        assertThat(covered).isBetween(0.7, 0.95);
    }

    private static double[] straightLine(double[] values, int end, int days) {
        double meanX = (days - 1) / 2.0;
        double meanY = Arrays.stream(values, end - days, end).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < days; i++) {
            xy += (i - meanX) * (values[end - days + i] - meanY);
            xx += (i - meanX) * (i - meanX);
        }
        double slope = xy / xx;
        return Fleet.values(90, h -> meanY + slope * (days + h - meanX));
    }

    @Test
    void crossesALimitThatStepsUpLater() {
        var series = Fleet.daily(200, i -> 100 + 0.5 * i);
        var low = forecaster.forecast(series, 300);
        var limits = Fleet.values(300, h -> h < 20 ? 1000 : 210);

        assertThat(low.crossing(limits).p50().getAsInt()).isGreaterThan(20);
        assertThat(low.crossing(Fleet.values(300, h -> Double.POSITIVE_INFINITY))
                        .p10())
                .isEmpty();
    }

    @Test
    void turnsDownWhatItCantAnswer() {
        var empty = TimeSeries.ofNullable(Fleet.DAY, (Double) null);
        var forecast = forecaster.forecast(Fleet.daily(20, i -> 1 + i), 5);

        assertThatThrownBy(() -> forecaster.forecast(empty, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forecaster.forecast(Fleet.daily(20, i -> i), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forecast.quantile(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forecast.quantile(0.5, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forecast.crossing(new double[4])).isInstanceOf(IllegalArgumentException.class);
    }
}
