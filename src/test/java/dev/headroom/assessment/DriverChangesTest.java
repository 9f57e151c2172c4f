package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headroom.assessment.ScenarioChanges.DriverChange;
import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Span;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import dev.headroom.usage.Drivers;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriverChangesTest {

    private static final Drivers.Source REQUESTS = new Drivers.Source("web", "requests a second", "requests");
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 200;

    private final TimeSeries requests = wandering(1, 20_000);
    private final DailySeries cores = new DailySeries(START, requests);
    private final DailySeries memory = new DailySeries(START, wandering(2, 1000));
    private final Drivers.Reading read = new Drivers.Reading(REQUESTS, requests, null);

    @Test
    void whatFollowsTheDriverIsMultipliedFromTheDayOn() {
        var factors = changes(0.4, cores.end().plusDays(10), read).factors(cores, 30);

        assertThat(factors[9]).isEqualTo(1);
        assertThat(factors[10]).isCloseTo(1.4, within(0.02));
        assertThat(factors[29]).isEqualTo(factors[10]);
    }

    @Test
    void withoutADayItIsMultipliedAtOnce() {
        assertThat(changes(-0.5, null, read).factors(cores, 3)[0]).isCloseTo(0.5, within(0.02));
    }

    @Test
    void whatDoesNotFollowItStaysAndSaysSo() {
        var changes = changes(0.4, null, read);

        assertThat(changes.factors(memory, 2)).containsExactly(1, 1);
        assertThat(changes.notes("web", Resource.MEMORY, memory))
                .containsExactly(
                        "Memory of web stays as forecast: it does not follow requests a second closely enough.");
        assertThat(changes.notes("web", Resource.CPU, cores))
                .containsExactly("CPU of web becomes 40\u00a0% more: so closely it has followed requests a second.");
    }

    @Test
    void aChangeOfNothingDoesNotReadAsAWeakDriver() {
        assertThat(changes(0, null, read).notes("web", Resource.CPU, cores))
                .containsExactly("CPU of web stays as forecast: requests a second does.");
    }

    @Test
    void aDriverThatCouldNotBeReadChangesNothingAndSaysWhy() {
        var changes = changes(0.4, null, new Drivers.Reading(REQUESTS, null, "the store did not answer"));

        assertThat(changes.factors(cores, 2)).containsExactly(1, 1);
        assertThat(changes.notes("web", Resource.CPU, cores))
                .containsExactly(
                        "CPU of web stays as forecast: requests a second is unknown, the store did not answer.");
    }

    @Test
    void aChangeOfAnotherPoolSaysNothing() {
        var changes = new DriverChanges(
                List.of(new DriverChange("batch", "requests a second", 0.4, null)), "web", List.of(read));

        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.notes("web", Resource.CPU, cores)).isEmpty();
    }

    @Test
    void multipliedDemandHasHigherPathsAndPeaksAndCrossesEarlier() {
        int horizon = 60;
        var asForecast = DemandAhead.of(new CombinationForecaster().forecast(cores.values(), horizon));
        var factors = changes(0.4, cores.end().plusDays(20), read).factors(cores, horizon);
        var multiplied = asForecast.times(factors);
        var spans = List.of(new Span(1, 20), new Span(30, 60));

        assertThat(multiplied.path(0.9)[19]).isEqualTo(asForecast.path(0.9)[19]);
        assertThat(multiplied.path(0.9)[20]).isCloseTo(factors[20] * asForecast.path(0.9)[20], within(1e-6));
        assertThat(multiplied.peaks(spans).get(0).quantile(0.5))
                .isEqualTo(asForecast.peaks(spans).get(0).quantile(0.5));
        assertThat(multiplied.peaks(spans).get(1).quantile(0.5))
                .isCloseTo(factors[20] * asForecast.peaks(spans).get(1).quantile(0.5), withinPercentage(0.1));
        double limit = 1.2 * asForecast.path(0.5)[30];
        assertThat(multiplied.crossing(limit).probabilityWithin(19))
                .isEqualTo(asForecast.crossing(limit).probabilityWithin(19));
        assertThat(multiplied.crossing(limit).probabilityWithin(horizon))
                .isGreaterThan(asForecast.crossing(limit).probabilityWithin(horizon));
    }

    private static DriverChanges changes(double change, @Nullable LocalDate from, Drivers.Reading reading) {
        return new DriverChanges(
                List.of(new DriverChange("web", "requests a second", change, from)), "web", List.of(reading));
    }

    private static TimeSeries wandering(long seed, double level) {
        var random = new SplittableRandom(seed);
        var values = TimeSeries.builder(DailySeries.DAY);
        double now = level;
        for (int i = 0; i < DAYS; i++) {
            now *= StrictMath.exp(0.02 * random.nextGaussian());
            values.add(now);
        }
        return values.build();
    }
}
