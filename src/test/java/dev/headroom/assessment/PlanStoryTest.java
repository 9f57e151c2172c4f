package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the plan says of its orders, from the shipped price book. */
class PlanStoryTest extends RunningServer {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);
    private static final LocalDate TODAY = AS_OF.plusDays(1);
    private static final int MONTHS = 24;
    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final double GIB = 1L << 30;
    private static final double TB = 1e12;

    @Autowired
    private Planning planning;

    @Autowired
    private PlanningSettings settings;

    @Autowired
    private Forecaster forecaster;

    @Test
    void aFasterLinkIsRentedForOnlyTheNodesThatNeedItAndItsTrafficIsInThePrice() {
        var edge = pool("edge", 6, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));

        var plan = plan(edge, Map.of(Resource.CPU, day -> 205, PUBLIC, day -> 4.4e9 + day * 3e6), 6 * 33 * TB);

        var upgrade = first(plan, Kind.UPGRADE);
        assertThat(upgrade.model()).isEqualTo("hetzner/AX162-S/public-10g");
        // one alone would be the largest node, which may fail
        assertThat(upgrade.quantity()).isEqualTo(2);
        assertThat(upgrade.sentence()).contains(", on 2 of the 6 nodes of edge, as many as need it, in service");
        assertThat(value(upgrade, "Rent of one")).isEqualTo("€43.00 a month");
        assertThat(value(upgrade, "Metered traffic of one")).isEqualTo("€13.00 a month");
        assertThat(source(upgrade, "Metered traffic of one"))
                .isEqualTo(
                        "33.0 TB that a node sends out, measured over 30 days, less 20 TB included: 13 TB, begun ones"
                                + " whole, × €1.00");
        assertThat(value(upgrade, "Price")).startsWith("€56.00 a month");
        assertThat(source(upgrade, "Price")).startsWith("price row hetzner/AX162-S/public-10g: ");
        assertThat(upgrade.monthly().amount()).isEqualByComparingTo("112.00");
        int month = month(plan, upgrade);
        assertThat(plan.monthlyCost()
                        .get(month)
                        .minus(plan.monthlyCost().get(month - 1))
                        .amount())
                .isEqualByComparingTo("112.00");
    }

    /** Whether nodes are supposed lost or added, what each sends out was measured of those that are there. */
    @Test
    void aNodesTrafficIsWhatWasMeasuredOfItHoweverManyNodesAreSupposed() {
        var fewer = pool("edge", 5, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));
        var lost = new ScenarioChanges.NodeChange("edge", null, -1);

        var plan = plan(fewer, Map.of(Resource.CPU, day -> 150, PUBLIC, day -> 4.4e9 + day * 3e6), 6 * 33 * TB, lost);

        assertThat(source(first(plan, Kind.UPGRADE), "Metered traffic of one"))
                .startsWith("33.0 TB that a node sends out, ");
    }

    @Test
    void aNeedThatIsHardlyMoreThanWhatCanBeUsedDoesNotReadAsTheSame() {
        var slow = pool("slow", 6, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));

        var plan = plan(slow, Map.of(Resource.CPU, day -> 229.5 + day * 0.001, PUBLIC, day -> 1e8), 0);

        assertThat(first(plan, Kind.SERVER).reasons().getFirst().explanation())
                .startsWith("CPU may need a little more than 230 cores in ")
                .endsWith(", and 230 cores can be used without it");
    }

    @Test
    void anUpgradeThatIsNoLongerNeededEndsInALineOfItsOwnSoThatBegunLessEndedIsWhatIsRented() {
        var edge = pool("edge", 6, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));

        var plan = plan(edge, Map.of(Resource.CPU, day -> 100, PUBLIC, day -> 9.6e9 - day * 1e7), 0);

        var upgrade = first(plan, Kind.UPGRADE);
        var end = first(plan, Kind.DOWNGRADE);
        assertThat(end.model()).isEqualTo(upgrade.model());
        assertThat(end.inService()).isAfter(upgrade.inService()).isEqualTo(end.orderBy());
        assertThat(end.monthly()).isEqualTo(upgrade.monthly().times(-1));
        assertThat(end.sentence())
                .startsWith(
                        "End " + end.quantity() + " × 10\u00a0Gbit/s public link for AX162-S of edge at the end of ")
                .endsWith(": what remains carries the demand, and " + Figures.money(upgrade.monthly())
                        + " a month are saved.");
        var rented = plan.monthlyCost().getFirst();
        for (var order : plan.orders()) {
            rented = rented.plus(order.monthly());
        }
        assertThat(plan.monthlyCost().getLast()).isEqualTo(rented);
    }

    /** A month is unmet however much is missing: by cost alone, all that the new servers replace would leave at once. */
    @Test
    void nothingIsGivenBackWhileThereIsTooLittle() {
        var late = pool("late", 8, "hetzner/AX42", Map.of(Resource.CPU, 16.0, Resource.MEMORY, 64 * GIB));

        var plan = plan(late, Map.of(Resource.CPU, day -> 108 + Math.sin(day), Resource.MEMORY, day -> 200 * GIB), 0);

        var arrival = first(plan, Kind.SERVER).inService();
        assertThat(plan.unmet()).isNotEmpty().allMatch(unmet -> unmet.usable() >= 0.8 * 8 * 16 - 1);
        assertThat(plan.orders())
                .filteredOn(order -> order.kind() == Kind.RETIRE)
                .isNotEmpty()
                .allMatch(order -> !order.inService().isBefore(arrival.minusDays(1)));
    }

    @Test
    void smallServersGiveWayToLargerOnesWhereThatIsCheaper() {
        var old = pool("old", 8, "hetzner/AX42", Map.of(Resource.CPU, 16.0, Resource.MEMORY, 64 * GIB));

        var plan = plan(old, Map.of(Resource.CPU, day -> 88 + Math.sin(day), Resource.MEMORY, day -> 200 * GIB), 0);

        var larger = first(plan, Kind.SERVER);
        assertThat(plan.orders())
                .filteredOn(order -> order.kind() == Kind.RETIRE
                        && order.sentence().contains("the load for less, so scaling up pays"))
                .isNotEmpty()
                .allMatch(order -> order.model().equals("hetzner/AX42"));
        assertThat(larger.model()).isNotEqualTo("hetzner/AX42");
        assertThat(plan.unmet()).isEmpty();
        var kept = plan.monthlyCost().getFirst().times(MONTHS);
        assertThat(plan.totalCost()).isLessThan(kept);
    }

    @Test
    void eachOrdersArithmeticLeadsToTheForecastThePriceRowAndItsOwnTotal() {
        var web = pool("web", 4, "hetzner/AX162-R", Map.of(Resource.CPU, 96.0));

        var plan = plan(web, Map.of(Resource.CPU, day -> 150 + day * 0.25), 0);

        var order = first(plan, Kind.SERVER);
        assertThat(order.arithmetic())
                .anyMatch(step -> step.source() != null && step.source().matches("forecast [0-9a-f-]{36}/web/cpu .*"));
        assertThat(source(order, "Price")).startsWith("price row " + order.model() + ": ");
        assertThat(number(value(order, "CPU in ")) - number(value(order, "May be used without the order")))
                .isCloseTo(number(value(order, "Short by")), within(1e-9));
        int served = MONTHS - month(plan, order);
        var total = order.monthly().times(served).plus(order.oneTime());
        assertThat(value(order, "Cost if kept to the end of the plan")).isEqualTo(Figures.money(total));
    }

    /** A new server comes with a faster link, and another's ends: what the one order adds does not make up for what lacks. */
    @Test
    void theArithmeticOfAnOrderTellsWhatElseChangesInItsMonth() {
        var edge = pool("edge", 3, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));

        var plan = plan(edge, Map.of(Resource.CPU, day -> 20, PUBLIC, day -> 1e9 + day * 3e8), 0);

        var others = "Capacity that the other changes of ";
        assertThat(plan.orders()).anyMatch(order -> has(order, others));
        assertThat(plan.orders())
                .filteredOn(order -> has(order, "Short by"))
                .allMatch(order -> has(order, others) == has(order, "May be used without the changes of "))
                .allMatch(order -> has(order, others) != has(order, "May be used without the order"));
        assertThat(plan.orders())
                .filteredOn(order -> plan.orders().stream()
                                .filter(each -> month(plan, each) == month(plan, order))
                                .count()
                        == 1)
                .filteredOn(order -> order.kind() == Kind.SERVER)
                .noneMatch(order -> has(order, others));
    }

    /** A month's servers bring what a link upgrade of that month doesn't, and the upgrade may be theirs alone. */
    @Test
    void anUpgradeIsToldByWhatItAddsAndOfTheNodesThatCanHaveIt() {
        var edge = pool("edge", 3, "hetzner/AX162-S", Map.of(Resource.CPU, 48.0, PUBLIC, 1e9));

        var plan = plan(edge, Map.of(Resource.CPU, day -> 10 + day * 0.172, PUBLIC, day -> day * 4e7), 0);

        var upgrades = plan.orders().stream()
                .filter(order -> order.kind() == Kind.UPGRADE)
                .toList();
        assertThat(plan.orders())
                .filteredOn(order -> order.kind() == Kind.SERVER
                        && order.reasons().stream()
                                .anyMatch(reason -> reason.resource().equals(Resource.CPU)))
                .anyMatch(server -> upgrades.stream().anyMatch(upgrade -> month(plan, upgrade) == month(plan, server)));
        assertThat(upgrades)
                .flatExtracting(Order::reasons)
                .extracting(PlanAssessment.Reason::resource)
                .containsOnly(PUBLIC);
        assertThat(upgrades)
                .extracting(order -> value(order, "Capacity that the order adds"))
                .allMatch(adds -> adds.endsWith("Gbit/s"));
        var ofNewServers = Pattern.compile("(?:on \\d+|more) of the (\\d+) nodes of that model in edge");
        for (var order : upgrades) {
            var nodes = ofNewServers.matcher(order.sentence());
            if (nodes.find() && !order.model().startsWith("hetzner/AX162-S/")) {
                assertThat(Integer.parseInt(nodes.group(1))).isEqualTo(bought(plan, order));
            }
        }
        assertThat(plan.warnings())
                .filteredOn(
                        sentence -> sentence.startsWith("A link upgrade that is needed again within 6 months stays"))
                .hasSize(1);
    }

    /** Returns how many servers of an upgrade's model are bought up to its month. */
    private static int bought(PlanAssessment plan, Order upgrade) {
        return plan.orders().stream()
                .filter(order -> order.kind() == Kind.SERVER
                        && upgrade.model().startsWith(order.model() + "/")
                        && month(plan, order) <= month(plan, upgrade))
                .mapToInt(Order::quantity)
                .sum();
    }

    private static boolean has(Order order, String what) {
        return order.arithmetic().stream().anyMatch(step -> step.what().startsWith(what));
    }

    @Test
    void everyMonthHasTheLimitThatBindsFirstAndNextWithWhatIsLeftIdle() {
        var web = pool("web", 4, "hetzner/AX162-R", Map.of(Resource.CPU, 96.0, Resource.MEMORY, 256 * GIB));

        var plan = plan(web, Map.of(Resource.CPU, day -> 200, Resource.MEMORY, day -> 500 * GIB), 0);

        assertThat(plan.limits()).hasSize(MONTHS);
        var limit = plan.limits().getFirst();
        // a loss of one of four leaves 75 %, less than the threshold
        assertThat(limit.first().resource()).isEqualTo(Resource.CPU);
        assertThat(limit.first().rule()).isEqualTo("failure");
        assertThat(limit.first().usable()).isEqualTo(288);
        assertThat(limit.first().idle()).isEqualTo(288 - limit.first().demand());
        assertThat(limit.next()).isNotNull();
        assertThat(limit.next().resource()).isEqualTo(Resource.MEMORY);
        assertThat(limit.next().usable()).isEqualTo(768 * GIB);
    }

    private static Order first(PlanAssessment plan, Kind kind) {
        return plan.orders().stream()
                .filter(order -> order.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + plan.orders()));
    }

    private static int month(PlanAssessment plan, Order order) {
        return Math.toIntExact(
                ChronoUnit.MONTHS.between(plan.start(), order.inService().withDayOfMonth(1)));
    }

    private static double number(String figure) {
        return Double.parseDouble(figure.replace(",", "").replaceAll("\\u00a0.*", ""));
    }

    private static String value(Order order, String what) {
        return order.arithmetic().stream()
                .filter(step -> step.what().startsWith(what))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static String source(Order order, String what) {
        return String.valueOf(order.arithmetic().stream()
                .filter(step -> step.what().startsWith(what))
                .findFirst()
                .orElseThrow()
                .source());
    }

    private PlanAssessment plan(
            PoolInService pool,
            Map<Resource, IntToDoubleFunction> usage,
            double egress,
            ScenarioChanges.NodeChange... changes) {
        var look = look(List.of(changes));
        var demand = new TreeMap<Resource, DemandAhead>();
        usage.forEach((resource, values) -> {
            var history = TimeSeries.builder(DailySeries.DAY);
            for (int day = 0; day < 420; day++) {
                history.add(values.applyAsDouble(day));
            }
            demand.put(
                    resource,
                    DemandAhead.of(
                            forecaster.forecast(history.build(), look.months().horizonDays())));
        });
        return planning.planOnly(List.of(new Planning.PoolOutlook(pool, demand, egress)), look);
    }

    private Outlooks.Look look(List<ScenarioChanges.NodeChange> nodes) {
        var none = ScenarioChanges.NONE;
        var changes = new ScenarioChanges(
                none.growth(),
                none.events(),
                none.drivers(),
                nodes,
                none.thresholds(),
                null,
                null,
                none.prices(),
                none.offers(),
                null,
                none.rebalance());
        return new Outlooks.Look(
                UUID.randomUUID(),
                AS_OF,
                TODAY,
                Instant.parse("2026-11-24T02:00:00Z"),
                PlanningMonths.after(AS_OF, TODAY, MONTHS),
                new Rules(settings, changes, List.of()));
    }

    private static PoolInService pool(String id, int count, String model, Map<Resource, Double> capacity) {
        return new PoolInService(
                id,
                id,
                null,
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new NodeInService(
                                new Node(
                                        id + i,
                                        id + i,
                                        id,
                                        model,
                                        null,
                                        Instant.parse("2025-01-01T00:00:00Z"),
                                        Instant.parse("2026-11-24T00:00:00Z"),
                                        Node.State.ACTIVE),
                                capacity.entrySet().stream()
                                        .map(entry -> new Capacity(entry.getKey(), entry.getValue(), Capacity.MEASURED))
                                        .toList()))
                        .toList());
    }
}
