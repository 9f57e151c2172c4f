package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.forecast.Forecast;
import dev.headroom.units.DailySeries;
import dev.headroom.units.TimeSeries;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanningMonthsTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);

    private final PlanningMonths months = PlanningMonths.after(AS_OF, AS_OF.plusDays(1), 36);

    @Test
    void beginWithTheNextWholeMonth() {
        assertThat(months.start()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(months.endOf(35)).isEqualTo(LocalDate.of(2029, 11, 30));
        assertThat(AS_OF.plusDays(months.horizonDays())).isEqualTo(months.endOf(35));
    }

    @Test
    void aCapacityIsLackedFromTheMonthOfItsEarlyCrossing() {
        var ahead = DemandAhead.of(forecast());
        var demand = months.demand(ahead);

        for (double capacity = 150; capacity < 300; capacity += 7) {
            double limit = capacity;
            int first = (int) IntStream.range(0, months.count())
                    .filter(month -> demand.get(month) >= limit)
                    .findFirst()
                    .orElseThrow();
            var early = AS_OF.plusDays(ahead.crossing(limit).p10().orElseThrow());

            assertThat(early).isBeforeOrEqualTo(months.endOf(first));
        }
    }

    @Test
    void growthOnTopRaisesDemandAsItMovesCrossings() {
        var plain = forecast();
        var grown = DemandAhead.grown(plain, plain, 1.5, 0.2);
        var demand = months.demand(grown);

        assertThat(demand.getLast())
                .isGreaterThan(months.demand(DemandAhead.of(plain)).getLast());
        var early = AS_OF.plusDays(grown.crossing(demand.get(11)).p10().orElseThrow());
        assertThat(early).isBeforeOrEqualTo(months.endOf(11));
    }

    @Test
    void averageAPathOverEachMonth() {
        var path =
                IntStream.rangeClosed(1, months.horizonDays()).asDoubleStream().toArray();

        // December is days 8 to 38 after the last day of history
        assertThat(months.means(path).getFirst()).isCloseTo(23, within(1e-9));
        assertThat(months.means(path)).hasSize(36).isSorted();
    }

    private Forecast forecast() {
        var noise = new Random(7);
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 0; day < 500; day++) {
            history.add(100 + 0.1 * day + 5 * noise.nextGaussian());
        }
        return new CombinationForecaster().forecast(history.build(), months.horizonDays());
    }
}
