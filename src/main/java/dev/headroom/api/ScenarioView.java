package dev.headroom.api;

import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Scenario;
import dev.headroom.assessment.ScenarioChanges;
import dev.headroom.assessment.ScenarioOutcome;
import dev.headroom.units.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scenario beside the baseline.
 *
 * @param state    {@code waiting}, {@code running}, {@code complete} or {@code failed}
 * @param adopted  whether assessments plan by it
 * @param baseline null until it is complete, as the rest below
 */
record ScenarioView(
        UUID id,
        String name,

        @Schema(allowableValues = {"waiting", "running", "complete", "failed"})
        String state,

        boolean adopted,
        String createdBy,
        Instant createdAt,
        String link,
        ScenarioChanges changes,
        @Nullable String failure,
        @Nullable UUID assessment,
        @Nullable LocalDate asOf,
        @Nullable PlanView baseline,
        @Nullable PlanView scenario,
        @Nullable Difference difference,
        List<String> notes)
        implements Table.Tabular {

    /** Scenario less baseline; a part of a month of the plan counts as one. */
    record Difference(
            Amount totalCost,
            Amount oneTimeCost,
            Amount monthlyCost,
            int orders,
            int unmetMonths,
            List<Resource> resources) {}

    /**
     * One resource of one pool on both sides; dates are null where not within the horizon.
     *
     * @param days by how much the day moves on which demand likely reaches what may be used: negative is earlier; null
     *     where a side has none
     */
    record Resource(
            String pool,
            String resource,
            Crossing baseline,
            Crossing scenario,
            @Nullable Long days,
            @Nullable Long orderByDays) {}

    /**
     * The dates of one side.
     *
     * @param p10 of the threshold alone, as are {@code p50}, {@code p90} and {@code runwayDays}
     * @param usableCrossing of what may be used, the least of the threshold and what survives the failures
     */
    record Crossing(
            @Nullable LocalDate p10,
            @Nullable LocalDate p50,
            @Nullable LocalDate p90,
            @Nullable CrossingView usableCrossing,
            @Nullable Integer runwayDays,
            @Nullable LocalDate orderBy) {

        @Nullable
        LocalDate usable() {
            return usableCrossing == null ? null : usableCrossing.p50();
        }
    }

    /** A scenario in a list. */
    record Line(UUID id, String name, String state, boolean adopted, String createdBy, Instant createdAt, String link) {

        static Table table(List<Line> lines) {
            return new Table(
                    "scenarios",
                    List.of("id", "name", "state", "adopted", "createdBy", "createdAt", "link"),
                    lines.stream()
                            .map(line -> Arrays.<@Nullable Object>asList(
                                    line.id.toString(),
                                    line.name,
                                    line.state,
                                    line.adopted,
                                    line.createdBy,
                                    line.createdAt,
                                    line.link))
                            .toList());
        }

        static Line of(Scenario scenario) {
            return new Line(
                    scenario.id(),
                    scenario.name(),
                    ResourceView.code(scenario.state()),
                    scenario.adopted(),
                    scenario.createdBy(),
                    scenario.createdAt(),
                    page(scenario.id()));
        }
    }

    static ScenarioView of(Scenario scenario) {
        var outcome = scenario.outcome();
        return new ScenarioView(
                scenario.id(),
                scenario.name(),
                ResourceView.code(scenario.state()),
                scenario.adopted(),
                scenario.createdBy(),
                scenario.createdAt(),
                page(scenario.id()),
                scenario.changes(),
                scenario.failure(),
                outcome == null ? null : outcome.assessment(),
                outcome == null ? null : outcome.asOf(),
                outcome == null ? null : PlanView.of(outcome, outcome.baseline()),
                outcome == null ? null : PlanView.of(outcome, outcome.scenario()),
                outcome == null ? null : difference(outcome),
                outcome == null ? List.of() : outcome.notes());
    }

    @Override
    public Table table() {
        return new Table(
                "scenario",
                List.of(
                        "pool",
                        "resource",
                        "baselineP10",
                        "baselineP50",
                        "baselineP90",
                        "baselineOrderBy",
                        "scenarioP10",
                        "scenarioP50",
                        "scenarioP90",
                        "scenarioOrderBy",
                        "days",
                        "orderByDays",
                        "baselineUsableP50",
                        "scenarioUsableP50"),
                difference == null
                        ? List.of()
                        : difference.resources().stream()
                                .map(resource -> Arrays.<@Nullable Object>asList(
                                        resource.pool,
                                        resource.resource,
                                        resource.baseline.p10,
                                        resource.baseline.p50,
                                        resource.baseline.p90,
                                        resource.baseline.orderBy,
                                        resource.scenario.p10,
                                        resource.scenario.p50,
                                        resource.scenario.p90,
                                        resource.scenario.orderBy,
                                        resource.days,
                                        resource.orderByDays,
                                        resource.baseline.usable(),
                                        resource.scenario.usable()))
                                .toList());
    }

    private static String page(UUID id) {
        return "/scenarios/" + id;
    }

    private static Difference difference(ScenarioOutcome outcome) {
        var before = outcome.baseline().plan();
        var after = outcome.scenario().plan();
        return new Difference(
                Amount.of(after.totalCost().minus(before.totalCost())),
                Amount.of(sum(after.oneTimeCost(), after.totalCost())
                        .minus(sum(before.oneTimeCost(), before.totalCost()))),
                Amount.of(sum(after.monthlyCost(), after.totalCost())
                        .minus(sum(before.monthlyCost(), before.totalCost()))),
                after.orders().size() - before.orders().size(),
                (int) (unmetMonths(after) - unmetMonths(before)),
                resources(outcome));
    }

    private static Money sum(List<Money> amounts, Money like) {
        return amounts.stream().reduce(Money.zero(like.currency()), Money::plus);
    }

    private static long unmetMonths(PlanAssessment plan) {
        return plan.unmet().stream()
                .map(unmet -> List.of(unmet.pool(), unmet.month()))
                .distinct()
                .count();
    }

    private static List<Resource> resources(ScenarioOutcome outcome) {
        var resources = new ArrayList<Resource>();
        for (PoolAssessment pool : outcome.scenario().pools()) {
            var before = outcome.baseline().pools().stream()
                    .filter(other -> other.id().equals(pool.id()))
                    .findFirst();
            for (ResourceAssessment after : pool.resources()) {
                before.flatMap(found -> found.resource(after.resource()))
                        .ifPresent(found -> resources.add(new Resource(
                                pool.id(),
                                after.resource().id(),
                                crossing(found),
                                crossing(after),
                                days(crossing(found).usable(), crossing(after).usable()),
                                days(crossing(found).orderBy(), crossing(after).orderBy()))));
            }
        }
        return resources;
    }

    private static Crossing crossing(ResourceAssessment resource) {
        var dates = resource.crossing();
        var orderBy = resource.orderBy();
        return new Crossing(
                dates == null ? null : dates.p10(),
                dates == null ? null : dates.p50(),
                dates == null ? null : dates.p90(),
                CrossingView.of(resource.usableCrossing()),
                resource.runwayDays(),
                orderBy == null ? null : orderBy.date());
    }

    private static @Nullable Long days(@Nullable LocalDate from, @Nullable LocalDate to) {
        return from == null || to == null ? null : ChronoUnit.DAYS.between(from, to);
    }
}
