package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.forecast.CombinationForecaster;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceAssessorTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);
    private static final PlanningSettings.Planning SETTINGS = new PlanningSettings.Planning(
            0.8, 1, 1.0, 70, 14, 3, 7, 12, 365, 36, Duration.ofSeconds(5), 0.9, List.of());

    private static final Deadlines SERVERS =
            Deadlines.ofServers(SETTINGS, AS_OF, Delivery.around(SETTINGS.leadTimeDays(), "as set"));

    private final ResourceAssessor assessor = new ResourceAssessor(SETTINGS, AS_OF, AS_OF.plusDays(1));

    @Test
    void ordersByTheEarlyCrossingLessLeadTimeInstallAndMargin() {
        var assessment = assessor.assess(growing(400, 70.0), SERVERS);

        var crossing = assessment.crossing();
        assertThat(crossing).isNotNull();
        assertThat(crossing.p10()).isBeforeOrEqualTo(crossing.p50());
        var orderBy = assessment.orderBy();
        assertThat(orderBy).isNotNull();
        assertThat(orderBy.neededBy()).isEqualTo(crossing.p10());
        assertThat(orderBy.date())
                .isEqualTo(crossing.p10().minusDays(70 + 3 + orderBy.oddsDays() + 7))
                .isBefore(crossing.p10().minusDays(70));
    }

    @Test
    void isLateWhereTheLimitComesBeforeADelivery() {
        var assessment = assessor.assess(growing(400, 52.0), SERVERS);

        assertThat(assessment.status()).isEqualTo(Status.LATE);
        assertThat(assessment.runwayDays()).isBetween(0, 60);
    }

    @Test
    void isFineFarBelowTheLimit() {
        var assessment = assessor.assess(growing(400, 10_000.0), SERVERS);

        assertThat(assessment.status()).isEqualTo(Status.OK);
        assertThat(assessment.orderBy()).isNull();
        assertThat(assessment.reason()).startsWith("CPU stays below 80");
    }

    @Test
    void givesNoDateWithoutACapacityAndSaysWhy() {
        var assessment = assessor.assess(growing(400, null), SERVERS);

        assertThat(assessment.status()).isEqualTo(Status.UNKNOWN);
        assertThat(assessment.crossing()).isNull();
        assertThat(assessment.utilization()).isNull();
        assertThat(assessment.reason()).isEqualTo("nobody said");
    }

    @Test
    void givesNoDateFromLessThanTwoWeeks() {
        var assessment = assessor.assess(growing(9, 100.0), SERVERS);

        assertThat(assessment.status()).isEqualTo(Status.UNKNOWN);
        assertThat(assessment.reason()).contains("9 of the 14 days");
    }

    /** A tenth of a core more each day, up to 40 + days / 10. */
    private static ResourceAssessor.Facts growing(int days, @Nullable Double capacity) {
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 1; day <= days; day++) {
            history.add(40 + (day - days) * 0.1 + 0.2 * Math.sin(day));
        }
        return new ResourceAssessor.Facts(
                Resource.CPU,
                40.0,
                AS_OF,
                capacity,
                capacity == null ? "nobody said" : null,
                0.8,
                capacity == null ? null : 0.8 * capacity,
                capacity == null ? BindingLimit.UNKNOWN : BindingLimit.THRESHOLD,
                DemandAhead.of(new CombinationForecaster().forecast(history.build(), 365)),
                days,
                null);
    }
}
