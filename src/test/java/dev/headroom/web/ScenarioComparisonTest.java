package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Unmet;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ScenarioOutcome;
import dev.headroom.assessment.ScenarioOutcome.Side;
import dev.headroom.testing.Records;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.units.Resource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a scenario's page says first. */
class ScenarioComparisonTest {

    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
    private static final PoolAssessment WORKERS =
            SampleAssessment.workers().pools().getFirst();
    private static final PlanAssessment PLAN = SampleAssessment.workers().plan();

    @Test
    void saysNothingOfUnmetDemandWhereThereIsNone() {
        assertThat(headline(List.of(WORKERS), List.of(), List.of()))
                .isEqualTo("It costs the same over 36 months; no date moves.");
    }

    @Test
    void saysInHowManyMonthsTheDemandIsUnmetAndInHowManyToday() {
        var today = List.of(unmet("workers", 0, Resource.CPU));
        var then = List.of(unmet("workers", 0, Resource.CPU), unmet("workers", 1, Resource.CPU));

        assertThat(headline(List.of(WORKERS), today, then))
                .isEqualTo(
                        "It costs the same over 36 months, and leaves the demand unmet in 2 months (today's plan: 1);"
                                + " no date moves.");
    }

    @Test
    void countsAMonthOnceInWhichSeveralResourcesLack() {
        var then = List.of(unmet("workers", 0, Resource.CPU), unmet("workers", 0, Resource.MEMORY));

        assertThat(headline(List.of(WORKERS), List.of(), then)).contains("unmet in 1 month (today's plan: 0);");
    }

    @Test
    void countsAMonthForEachPoolThatLacksAndCallsItSo() {
        var then = List.of(unmet("workers", 0, Resource.CPU), unmet("edge", 0, Resource.CPU));
        var edge = Records.with(WORKERS, Map.of("id", "edge", "name", "edge"));
        var pools = List.of(WORKERS, edge);

        assertThat(headline(pools, List.of(), then)).contains("unmet in 2 pool-months (today's plan: 0);");
        assertThat(comparison(pools, List.of(), then).money())
                .filteredOn(figure -> figure.name().equals("Pool-months with unmet demand"))
                .extracting(ScenarioComparison.Figure::scenario)
                .containsExactly("2");
    }

    @Test
    void saysInWordsThatStandAloneWhatIsReachedOnOneSideOnly() {
        var cpu = WORKERS.resources().getFirst();
        var crossed = Records.with(
                cpu,
                Map.of("usableCrossing", new CrossingDates(JANUARY, JANUARY.plusMonths(1), JANUARY.plusMonths(2))));
        var beyond = Records.with(cpu, Map.of("usableCrossing", new CrossingDates(null, null, null)));
        var without = new HashMap<String, Object>();
        without.put("usableCrossing", null);
        var unknown = Records.with(cpu, without);

        assertThat(moved(beyond, crossed)).isEqualTo("only in the scenario");
        assertThat(moved(crossed, beyond)).isEqualTo("no longer");
        assertThat(moved(beyond, unknown)).isEqualTo("unknown");
        assertThat(moved(unknown, unknown)).isEmpty();
    }

    private static String moved(ResourceAssessment before, ResourceAssessment after) {
        var sides = Stream.of(before, after)
                .map(resource -> new Side(List.of(Records.with(WORKERS, Map.of("resources", List.of(resource)))), PLAN))
                .toList();
        return comparison(sides).dates().getFirst().moved();
    }

    private static Unmet unmet(String pool, int month, Resource resource) {
        return new Unmet(pool, JANUARY.plusMonths(month), resource, 10, 9);
    }

    private static String headline(List<PoolAssessment> pools, List<Unmet> today, List<Unmet> then) {
        return comparison(pools, today, then).headline();
    }

    private static ScenarioComparison comparison(List<PoolAssessment> pools, List<Unmet> today, List<Unmet> then) {
        var sides = Stream.of(today, then)
                .map(unmet -> new Side(pools, Records.with(PLAN, Map.of("unmet", unmet))))
                .toList();
        return comparison(sides);
    }

    private static ScenarioComparison comparison(List<Side> sides) {
        return new ScenarioComparison(
                new ScenarioOutcome(
                        UUID.randomUUID(),
                        SampleAssessment.AS_OF,
                        SampleAssessment.AS_OF.plusDays(1),
                        Instant.parse("2026-11-24T08:00:00Z"),
                        sides.getFirst(),
                        sides.getLast(),
                        List.of()),
                365);
    }
}
