package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
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
    void needWhatTheHighestWeekOfTheMonthNeeds() {
        var path =
                IntStream.rangeClosed(1, months.horizonDays()).asDoubleStream().toArray();

        var demand = months.demand(path);

        // the week up to 31 December: days 32 to 38 after the last day of history
        assertThat(demand.getFirst()).isCloseTo(35, within(1e-9));
        assertThat(demand).hasSize(36).isSorted();
    }

    @Test
    void aDaysPeakCountsAsPartOfItsWeek() {
        var path = new double[months.horizonDays()];
        Arrays.fill(path, 70);
        path[20] = 140;

        assertThat(months.demand(path).getFirst()).isCloseTo(80, within(1e-9));
    }
}
