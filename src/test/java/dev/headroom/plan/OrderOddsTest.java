package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Crossing;
import dev.headroom.units.DailySeries;
import dev.headroom.units.TimeSeries;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderOddsTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 9, 30);
    private static final LeadTime EIGHT_TO_TWELVE_WEEKS = LeadTime.prior(56, 84);
    private static final WorkingCalendar CHRISTMAS =
            new WorkingCalendar(List.of(WorkingCalendar.shutdown("12-24/01-01")));
    private static final int HORIZON = 400;
    private static final int INSTALL_DAYS = 3;
    private static final int WORLDS = 400;

    @Test
    void theStatedConfidenceHoldsInTheWorldsOfFittedSeries() {
        int kept = 0;
        int worlds = 0;
        for (int seed = 1; seed <= 25; seed++) {
            var random = new SplittableRandom(seed);
            var crossing = fitted(random);
            var latest = odds(crossing).latest(0.9);
            if (latest.isEmpty()) {
                continue;
            }
            for (int world = 0; world < WORLDS; world++) {
                var reached = crossing.distribution().quantile(random.nextDouble());
                var service = EIGHT_TO_TWELVE_WEEKS
                        .arrival(latest.get(), random.nextDouble(), CHRISTMAS)
                        .plusDays(INSTALL_DAYS);
                kept += reached.isEmpty() || !service.isAfter(AS_OF.plusDays(reached.getAsInt())) ? 1 : 0;
                worlds++;
            }
        }

        assertThat(worlds).isGreaterThan(20 * WORLDS);
        assertThat((double) kept / worlds).isBetween(0.86, 0.94);
    }

    @Test
    void theOddsWorsenFromDayToDay() {
        var odds = odds(fitted(new SplittableRandom(3)));

        double before = 0;
        for (int day = -300; day < 300; day += 10) {
            double broken = odds.broken(AS_OF.plusDays(day));
            assertThat(broken).isBetween(before, 1.0);
            before = broken;
        }
    }

    @Test
    void moreConfidenceOrdersEarlier() {
        var odds = odds(fitted(new SplittableRandom(4)));

        assertThat(odds.latest(0.95).orElseThrow()).isBefore(odds.latest(0.9).orElseThrow());
        assertThat(odds.latest(0.9).orElseThrow()).isBefore(odds.latest(0.6).orElseThrow());
    }

    @Test
    void aCertainDeliveryMeetsTheEarlyCrossing() {
        var crossing = fitted(new SplittableRandom(5));
        var latest = new OrderOdds(crossing, AS_OF, HORIZON, LeadTime.of(70), WorkingCalendar.ALWAYS, INSTALL_DAYS)
                .latest(0.9)
                .orElseThrow();

        long early = ChronoUnit.DAYS.between(AS_OF, latest.plusDays(70L + INSTALL_DAYS));
        assertThat((int) early).isCloseTo(crossing.p10().orElseThrow(), within(2));
    }

    @Test
    void holidaysWithinALeadTimeLengthenIt() {
        var ordered = LocalDate.of(2026, 12, 1);

        assertThat(WorkingCalendar.ALWAYS.after(ordered, 70)).isEqualTo(LocalDate.of(2027, 2, 9));
        assertThat(CHRISTMAS.after(ordered, 70)).isEqualTo(LocalDate.of(2027, 2, 18));
        assertThat(CHRISTMAS.after(ordered, 20)).isEqualTo(LocalDate.of(2026, 12, 21));
    }

    @Test
    void deliveriesMoveTheLeadTimeTheMoreThereAre() {
        var few = EIGHT_TO_TWELVE_WEEKS.learned(List.of(120, 120));
        var many = EIGHT_TO_TWELVE_WEEKS.learned(Collections.nCopies(40, 120));

        assertThat(EIGHT_TO_TWELVE_WEEKS.quantile(0.1)).isEqualTo(56);
        assertThat(EIGHT_TO_TWELVE_WEEKS.quantile(0.9)).isEqualTo(84);
        assertThat(few.quantile(0.5)).isBetween(69, 85);
        assertThat(many.quantile(0.5)).isEqualTo(120);
    }

    @Test
    void aShutdownIsDaysOfEachYearOrOfOne() {
        assertThat(WorkingCalendar.shutdown("12-24/01-01").contains(LocalDate.of(2031, 1, 1)))
                .isTrue();
        assertThat(WorkingCalendar.shutdown("2027-02-05/2027-02-12").contains(LocalDate.of(2028, 2, 6)))
                .isFalse();
        assertThatThrownBy(() -> WorkingCalendar.shutdown("Christmas")).hasMessageContaining("'Christmas'");
    }

    private static OrderOdds odds(Crossing crossing) {
        return new OrderOdds(crossing, AS_OF, HORIZON, EIGHT_TO_TWELVE_WEEKS, CHRISTMAS, INSTALL_DAYS);
    }

    /** A year that grows by a third to a half, with weeks and noise; the limit is reached some months on. */
    private static Crossing fitted(SplittableRandom random) {
        double growth = 0.08 + 0.06 * random.nextDouble();
        double noise = 1 + 2 * random.nextDouble();
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 0; day < 365; day++) {
            history.add(100 + growth * day + 3 * Math.sin(2 * Math.PI * day / 7) + noise * random.nextGaussian());
        }
        return new CombinationForecaster()
                .forecast(history.build(), HORIZON)
                .crossing(100 + growth * (365 + 150 + 60 * random.nextDouble()));
    }
}
