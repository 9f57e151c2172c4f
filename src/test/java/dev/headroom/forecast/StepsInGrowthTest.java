package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.units.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of a fleet that grows: what each carries steps when another joins, and goes on growing. */
class StepsInGrowthTest {

    private static final int DAYS = 550;
    private static final int YEAR = 365;
    private static final int SEEDS = 10;
    private static final double[] WEEK = {1, 1.02, 1.02, 1.01, 0.97, 0.84, 0.88};

    private final Forecaster forecaster = new CombinationForecaster();

    private static double perDay(double yearly) {
        return StrictMath.log(yearly) / YEAR;
    }

    private static IntToDoubleFunction growing(double yearly, int stepAt, double step) {
        return i -> 100 * StrictMath.exp(perDay(yearly) * i) * (i < stepAt ? 1 : step);
    }

    private static TimeSeries seen(IntToDoubleFunction truth, double noise, double memory, long seed) {
        var random = new SplittableRandom(seed);
        double[] off = {0};
        return Fleet.daily(DAYS, i -> {
            off[0] = memory * off[0] + StrictMath.sqrt(1 - memory * memory) * noise * random.nextGaussian();
            return truth.applyAsDouble(i) * WEEK[i % 7] * (1 + off[0]);
        });
    }

    private List<Forecast> forecasts(IntToDoubleFunction truth, double noise, double memory) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> forecaster.forecast(seen(truth, noise, memory, seed), YEAR))
                .toList();
    }

    /** Returns the mean of the seven steps up to one. */
    private static double week(double[] path, int step) {
        double sum = 0;
        for (int h = step - 7; h < step; h++) {
            sum += path[h] / 7;
        }
        return sum;
    }

    private static double week(IntToDoubleFunction truth, int step) {
        return week(Fleet.values(YEAR, h -> truth.applyAsDouble(DAYS + h) * WEEK[(DAYS + h) % 7]), step);
    }

    @ParameterizedTest(name = "noise {0}, for {1} days, seed {2}")
    @CsvSource({"0.05, 55, 3", "0.05, 55, 6", "0.2, 65, 1"})
    void aRiseThatEndedIsNotTakenForGrowthByOrdersOfMagnitude(double noise, int rising, long seed) {
        var random = new SplittableRandom(seed);
        double[] off = {0};
        var history = Fleet.daily(348, i -> {
            off[0] = 0.8 * off[0] + 0.6 * noise * random.nextGaussian();
            double level = i < 225 ? 6.5 : 6.5 * StrictMath.pow(47 / 6.5, (i - 225.0) / rising);
            return Math.max(0.5, (i < 225 + rising ? level : 20) * (1 + off[0]));
        });

        var peak = forecaster
                .forecast(history, 143)
                .peaks(List.of(new Span(87, 117)), (mean, step) -> mean)
                .getFirst();

        // several shifts, moved one after the other, once put the first months far below none: 280 to 1,660 came of it
        assertThat(peak.quantile(0.9)).isLessThan(12 * 20);
    }

    @ParameterizedTest(name = "to {0} of what it was")
    @ValueSource(doubles = {0.5, 0.67, 0.8, 0.9, 2, 3.6})
    void goesOnGrowingInPercentBehindAStep(double step) {
        var truth = growing(2, DAYS - 100, step);

        var shares = forecasts(truth, 0.02, 0).stream()
                .map(forecast -> week(forecast.path(0.5), YEAR) / week(truth, YEAR))
                .toList();

        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.75, 1.2));
        assertThat(shares.stream().mapToDouble(share -> share).average().orElseThrow())
                .isCloseTo(1, within(0.08));
    }

    @ParameterizedTest(name = "to {0} of what it was")
    @ValueSource(doubles = {0.5, 0.67, 0.8, 1})
    void widensItsBandsWithoutAStep(double step) {
        var sudden = new ArrayList<Double>();
        for (var forecast : forecasts(growing(2, DAYS - 100, step), 0.03, 0.6)) {
            double[] middle = forecast.path(0.5);
            double[] upper = forecast.path(0.9);
            double most = 0;
            for (int h = 60; h <= YEAR; h++) {
                double now = week(upper, h) / week(middle, h);
                double before = week(upper, h - 14) / week(middle, h - 14);
                most = Math.max(most, now - before);
            }
            sudden.add(most);
        }

        assertThat(sudden).allSatisfy(most -> assertThat(most).isLessThan(0.06));
    }

    @ParameterizedTest(name = "noise {0}")
    @CsvSource({"0.01, 0.06", "0.015, 0.1"})
    void datesAProcessorThatBetterCodeOnceRelieved(double noise, double late) {
        var truth = growing(1.36, 250, 1 / 1.08);
        int nineMonths = 270;

        double mean = forecasts(truth, noise, 0.37).stream()
                .mapToInt(forecast ->
                        forecast.crossing(week(truth, nineMonths)).p50().orElse(YEAR + 1))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(nineMonths, within(late * nineMonths));
    }
}
