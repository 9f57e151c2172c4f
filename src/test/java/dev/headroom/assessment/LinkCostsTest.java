package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.PlanAssessment.LinkCost;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.Assumptions;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.plan.ServerModel;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import dev.headroom.usage.UsageHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A node that has a metered link pays for it as one that gets it. */
class LinkCostsTest extends RunningServer {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final PlanningMonths MONTHS = PlanningMonths.after(TODAY.minusDays(1), TODAY, 12);
    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final String MODEL = "hetzner/AX162-S";
    private static final double SENT = 200e12; // 180 TB beyond the 20 that are included, €1 each

    @Autowired
    private PlanningSettings settings;

    @Autowired
    private Planning planning;

    @Autowired
    private Forecaster forecaster;

    @Autowired
    private UsageHistory usage;

    @Test
    void theLinkCostsTheSameWhetherItIsThereOrComes() {
        var supply = supply(PriceBook.shipped(), node("fast", 10e9), node("slow", 1e9));

        var fast = owned(supply, 10e9);
        var slow = owned(supply, 1e9);
        var upgrade = supply.upgrades().stream()
                .filter(candidate -> candidate.model().equals(slow.id())
                        && candidate.capacity().containsKey(PUBLIC))
                .findFirst()
                .orElseThrow();
        assertThat(upgrade.monthly()).isEqualByComparingTo("223"); // €43 of rent, €180 of traffic
        assertThat(fast.monthly()).isEqualByComparingTo(slow.monthly().add(upgrade.monthly()));
        assertThat(supply.notes())
                .anyMatch(note ->
                        note.startsWith("hetzner/AX162-S/public-10g, which 1 node of web carry already is metered"
                                + " beyond 20 TB: €180.00 a month are counted"));
        assertThat(supply.priceParts(fast.id()))
                .anyMatch(step -> step.what().equals("Metered traffic of one")
                        && step.source().contains("200.0 TB"));
    }

    @Test
    void aContractsRentHoldsTheLinkButNotTheTraffic() {
        var contract = PriceBooks.draft(
                        PriceBook.shipped()
                                .contents()
                                .with(
                                        BookTable.OWN_SERVERS,
                                        String.join(",", BookTable.OWN_SERVERS.columns())
                                                + "\nfast,,contract,,90.00,,,EUR,2026-01-01,12,,contract,2026-01-01,high,\n"),
                        TODAY)
                .orElseThrow();

        assertThat(owned(supply(contract, node("fast", 10e9)), 10e9).monthly()).isEqualByComparingTo("270");
    }

    @Test
    void aPlanTellsTheTrafficApartAndTheComparisonHasItsLine() {
        var pool = pool(node("a", 10e9), node("b", 10e9), node("c", 1e9));
        var outlook = new Planning.PoolOutlook(pool, Map.of(PUBLIC, flat(3e9)), SENT * 3);
        var look = look();

        var plan = planning.planOnly(List.of(outlook), look);

        var owned = plan.links().stream().filter(LinkCost::owned).findFirst().orElseThrow();
        assertThat(owned.traffic()).isEqualTo(Money.of("180.00", "EUR"));
        assertThat(owned.arithmetic()).contains("200.0 TB that a node sends out");
        assertThat(owned.source()).contains("docs.hetzner.com");
        var needs = new CloudNeeds(List.of(outlook), PriceBook.shipped(), usage, settings, MONTHS);
        var spending = new FleetSpending(
                plan,
                List.of(outlook),
                needs,
                MONTHS,
                MONTHS.count(),
                PriceBook.shipped(),
                Assumptions.NONE,
                settings.currency(),
                TODAY,
                List.of());
        for (int m = 0; m < MONTHS.count(); m++) {
            assertThat(spending.rents().get(m).add(spending.traffic().get(m)))
                    .isEqualByComparingTo(plan.monthlyCost().get(m).amount());
            assertThat(spending.traffic().get(m))
                    .isEqualByComparingTo(
                            BigDecimal.valueOf(180L * owned.nodes().get(m)));
        }
        assertThat(spending.traffic().getFirst()).isPositive();
    }

    private static ServerModel owned(Supply supply, double bitsPerSecond) {
        return supply.models().stream()
                .filter(model -> model.id().contains("owned") && model.capacityOf(PUBLIC) == bitsPerSecond)
                .findFirst()
                .orElseThrow();
    }

    private Supply supply(PriceBook book, NodeInService... nodes) {
        return Supply.of(
                pool(nodes), Set.of(PUBLIC), book, look().rules(), SENT, TODAY, new QuoteLimits(), MONTHS, List.of());
    }

    private DemandAhead flat(double value) {
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 0; day < 100; day++) {
            history.add(value);
        }
        return DemandAhead.of(forecaster.forecast(history.build(), MONTHS.horizonDays()));
    }

    private Outlooks.Look look() {
        return new Outlooks.Look(
                UUID.randomUUID(),
                TODAY.minusDays(1),
                TODAY,
                Instant.parse("2026-11-24T02:00:00Z"),
                MONTHS,
                new Rules(settings, ScenarioChanges.NONE, List.of()));
    }

    private static PoolInService pool(NodeInService... nodes) {
        return new PoolInService("web", "web", null, List.of(nodes));
    }

    private static NodeInService node(String name, double bitsPerSecond) {
        return new NodeInService(
                new Node(
                        name,
                        name,
                        "web",
                        MODEL,
                        null,
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2026-11-24T00:00:00Z"),
                        Node.State.ACTIVE),
                List.of(new Capacity(PUBLIC, bitsPerSecond, Capacity.OPERATOR)));
    }
}
