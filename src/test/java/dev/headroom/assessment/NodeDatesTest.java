package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Reason;
import dev.headroom.inventory.Inventory;
import dev.headroom.testing.AssessedFleet;
import dev.headroom.testing.Records;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How long a node's order-by day leaves for what would be bought. */
@AssessedFleet
class NodeDatesTest extends RunningServer {

    @Autowired
    private AssessmentRun run;

    @Autowired
    private Outlooks outlooks;

    @Autowired
    private Inventory inventory;

    @Autowired
    private PlanningSettings settings;

    private Assessment baseline;

    @BeforeEach
    void oneNodeFillsUp() {
        baseline = AssessedFleet.Baseline.of(jdbc, run);
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        select 'node', 'web-1', 'cpu', ?::date - i, v, v, v, 288, 288
                        from generate_series(1, 400) i, lateral (select 36 - i * 0.03 + sin(i) / 4) as x (v)""").param(LocalDate.now(ZoneOffset.UTC)).update();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from daily_usage where subject_kind = 'node' and subject_id = 'web-1'")
                .update();
    }

    @Test
    void isThatOfThePlansAnswerForItsPoolAndElseAServers() {
        var planning = settings.planning();

        assertThat(leadTimeDays(List.of())).isEqualTo(planning.leadTimeDays());
        assertThat(leadTimeDays(List.of(order("web", Kind.UPGRADE)))).isEqualTo(planning.upgradeLeadDays());
        assertThat(leadTimeDays(List.of(order("web", Kind.SERVER)))).isEqualTo(planning.leadTimeDays());
        assertThat(leadTimeDays(List.of(order("batch", Kind.UPGRADE)))).isEqualTo(planning.leadTimeDays());
        assertThat(leadTimeDays(List.of(order("web", Kind.DOWNGRADE)))).isEqualTo(planning.leadTimeDays());
    }

    private int leadTimeDays(List<Order> orders) {
        var today = LocalDate.now(ZoneOffset.UTC);
        var asOf = today.minusDays(1);
        var look = new Outlooks.Look(
                UUID.randomUUID(),
                asOf,
                today,
                Instant.now(),
                PlanningMonths.after(asOf, today, 12),
                new Rules(settings, ScenarioChanges.NONE, List.of()));
        var node = outlooks.nodes(inventory.fleetOn(asOf), look, with(orders)).assessments().stream()
                .filter(candidate -> candidate.id().equals("web-1"))
                .findFirst()
                .orElseThrow();
        var orderBy = node.resources().stream()
                .filter(resource -> resource.resource().equals(Resource.CPU))
                .findFirst()
                .orElseThrow()
                .orderBy();
        assertThat(orderBy).isNotNull();
        return orderBy.leadTimeDays();
    }

    private PlanAssessment with(List<Order> orders) {
        return Records.with(baseline.plan(), Map.of("orders", orders));
    }

    private static Order order(String pool, Kind kind) {
        var day = LocalDate.of(2027, 3, 1);
        return new Order(
                "1",
                pool,
                "hetzner/AX162-R/public-10g",
                1,
                kind,
                day,
                null,
                day,
                "Why.",
                List.of(new Reason(Resource.CPU, null, "It fills up.")),
                Money.of("0", "EUR"),
                Money.of("43", "EUR"),
                "list",
                null,
                List.of());
    }
}
