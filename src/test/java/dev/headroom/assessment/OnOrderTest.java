package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.Quote;
import dev.headroom.cost.Assumptions;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.procurement.Proposal;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.procurement.PurchaseStep;
import dev.headroom.procurement.Purchases;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import dev.headroom.usage.UsageHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An order that is placed enters the plan at its expected date. */
class OnOrderTest extends RunningServer {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 23);
    private static final LocalDate TODAY = AS_OF.plusDays(1);

    /** What is on order shows in a plan whether it is proven or not. */
    private static final Duration SOLVER_TIME = Duration.ofSeconds(2);

    private static final String MODEL = "hetzner/AX162-S";

    @Autowired
    private Planning planning;

    @Autowired
    private PlanningSettings settings;

    @Autowired
    private Forecaster forecaster;

    @Autowired
    private Purchases purchases;

    @Autowired
    private OnOrder onOrder;

    @Autowired
    private LeadTimes leadTimes;

    @Autowired
    private PriceBooks books;

    @Autowired
    private UsageHistory usage;

    @Test
    void isNotOrderedAgain() {
        var before = plan();
        var first = servers(before).getFirst();

        order(first);
        var after = plan();

        var capacityBefore = before.capacity().getFirst().usable();
        var capacityAfter = after.capacity().getFirst().usable();
        int month = look().months().monthFrom(first.inService());
        assertThat(servers(after))
                .hasSizeLessThan(servers(before).size() + 1)
                .noneMatch(order -> order.inService().equals(first.inService())
                        && order.model().equals(first.model())
                        && order.quantity() == first.quantity());
        assertThat(capacityAfter.get(month)).isGreaterThanOrEqualTo(capacityBefore.get(month) * 0.999);
        assertThat(after.unmet()).hasSameSizeAs(before.unmet());
        assertThat(after.totalCost().amount().doubleValue())
                .isCloseTo(before.totalCost().amount().doubleValue(), Offset.offset(0.01));
        assertThat(after.warnings()).anyMatch(warning -> warning.contains("on order for batch count from"));
    }

    @Test
    void addsToThePoolFromItsDayOn() {
        var coming = new Coming(
                "x",
                Purchase.Kind.SERVER,
                "m",
                "m",
                2,
                TODAY.plusDays(30),
                null,
                Map.of(Resource.CPU, 48.0),
                none(),
                none(),
                null);

        var before = Capacities.of(OnOrder.then(pool(), List.of(coming), TODAY.plusDays(29)));
        var after = Capacities.of(OnOrder.then(pool(), List.of(coming), TODAY.plusDays(30)));

        assertThat(before.total(Resource.CPU)).isEqualTo(120);
        assertThat(after.total(Resource.CPU)).isEqualTo(216);
        assertThat(onOrder.of(new PoolInService("nobody", "nobody", null, pool().nodes()), TODAY, look().rules()))
                .isEmpty();
    }

    @Test
    void deliveriesMoveTheDayToOrderBy() {
        var before = servers(plan(pool(MODEL))).getFirst();
        var ordered = TODAY.minusDays(200);
        for (int i = 0; i < 12; i++) {
            deliver(before, ordered.minusDays(i), 130);
        }

        var plan = plan(pool(MODEL));

        var vendor = LeadTimes.vendor(before.model());
        var learned = plan.leadTimes().stream()
                .filter(time -> vendor.equals(time.vendor()))
                .findFirst()
                .orElseThrow();
        assertThat(learned.learnedFrom()).isGreaterThanOrEqualTo(12);
        assertThat(learned.days()).isGreaterThan(70);
        var after = servers(plan).getFirst();
        assertThat(after.orderByParts().leadTimeDays()).isEqualTo(learned.days());
        assertThat(span(after)).isGreaterThan(span(before));
        assertThat(after.odds().leadTimeFrom()).startsWith("learned from " + learned.learnedFrom() + " deliveries");
        assertThat(plan.warnings()).anyMatch(warning -> warning.startsWith("Servers of " + vendor + " take about "));
    }

    @Test
    void aQuoteForFewerThanThePlanOrdersBacksThoseAndTheListTheRest() {
        var model = servers(plan(pool(MODEL))).getFirst().model();
        quote(model, 1_000);
        var all = onQuote(plan(pool(MODEL)));
        assertThat(all).isPositive();

        quote(model, all - 1);
        var plan = plan(pool(MODEL));

        assertThat(onQuote(plan)).isEqualTo(all - 1);
        assertThat(servers(plan).stream().filter(order -> order.model().equals(model)))
                .extracting(Order::quantity)
                .containsExactly(1);
        assertThat(plan.warnings())
                .contains("Quote Q-1 backs " + (all - 1) + " × " + model
                        + " at most, until 2030-12-31: what the plan orders beyond that is at the list price.");
        assertThat(plan.state()).isEqualTo(PlanAssessment.State.FEASIBLE);
        quote(model, 1_000);
        var onQuoteOnly = plan(pool(MODEL));
        var order = servers(plan).stream()
                .filter(o -> o.model().equals(model))
                .findFirst()
                .orElseThrow();
        assertThat(plan.monthlyCost()
                        .getLast()
                        .minus(onQuoteOnly.monthlyCost().getLast())
                        .amount())
                .isEqualByComparingTo(
                        order.monthly().minus(Money.of("99", "EUR")).amount());
    }

    @Test
    void whatIsBoughtOnAQuoteIsOfItsModelAndNoLongerOpenOnIt() {
        var model = servers(plan(pool(MODEL))).getFirst().model();
        quote(model, 1_000);
        var first = servers(plan(pool(MODEL))).stream()
                .filter(order -> order.model().endsWith("(quote Q-1)"))
                .findFirst()
                .orElseThrow();

        order(first);

        assertThat(onOrder.takenOnQuotes()).containsEntry(first.model(), first.quantity());
        assertThat(purchases.open())
                .filteredOn(purchase -> purchase.pool().equals("batch"))
                .extracting(Purchase::model, Purchase::quote)
                .containsExactly(org.assertj.core.api.Assertions.tuple(model, "Q-1"));
        assertThat(plan(pool(MODEL)).warnings())
                .noneMatch(warning -> warning.contains("does not know what it carries"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {"2026-10-20", "2026-12-10", "2027-02-01", "2028-11-20", "unknown"})
    void isPaidOnceAndInTheMonthInWhichThePlanPaysIt(@Nullable LocalDate expected) {
        var rent = servers(plan()).getFirst().monthly().amount();
        var id = proposed(servers(plan()).getFirst());
        purchases.change(id, PurchaseStep.to(PurchaseState.APPROVED, null));
        purchases.change(id, step(PurchaseState.ORDERED, TODAY.minusDays(60)));
        jdbc.sql("update purchase set expected_on = ? where id = ?")
                .params(expected, id)
                .update();

        var plan = plan();
        var spending = spending(plan);

        for (int m = 0; m < look().months().count(); m++) {
            assertThat(spending.recurring().get(m))
                    .isEqualByComparingTo(plan.monthlyCost().get(m).amount());
            assertThat(spending.oneTime().get(m))
                    .isEqualByComparingTo(plan.oneTimeCost().get(m).amount());
        }
        assertThat(spending.ordered().getLast()).isEqualByComparingTo(rent);
        assertThat(spending.owned().getFirst()).isZero(); // the nodes of the pool have no price
    }

    @Test
    void isLateOnceItsDayHasPassed() {
        var id = proposed(servers(plan()).getFirst());
        purchases.change(id, PurchaseStep.to(PurchaseState.APPROVED, null));
        purchases.change(id, step(PurchaseState.ORDERED, TODAY.minusDays(60)));
        jdbc.sql("update purchase set expected_on = ? where id = ?")
                .params(TODAY.minusDays(30), id)
                .update();

        assertThat(plan().warnings())
                .anyMatch(warning ->
                        warning.contains("were expected on 2026-10-25 and are late: they count from today on"));
        assertThat(purchases.find(id).orElseThrow().isLate(TODAY)).isTrue();
        assertThat(purchases.find(id).orElseThrow().isLate(TODAY.minusDays(30))).isFalse();
    }

    private FleetSpending spending(PlanAssessment plan) {
        var look = look();
        var outlooks = List.of(outlook(pool()));
        var book = books.current();
        return new FleetSpending(
                plan,
                outlooks,
                new CloudNeeds(outlooks, book, usage, settings, look.months()),
                look.months(),
                look.months().count(),
                book,
                Assumptions.NONE,
                settings.currency(),
                TODAY,
                onOrder.all(List.of(pool()), TODAY, look.rules()));
    }

    private int onQuote(PlanAssessment plan) {
        return servers(plan).stream()
                .filter(order -> order.model().endsWith("(quote Q-1)"))
                .mapToInt(Order::quantity)
                .sum();
    }

    private void quote(String model, int quantity) {
        var slash = model.indexOf('/');
        books.change(
                books.newest(),
                books.current()
                        .contents()
                        .with(
                                BookTable.QUOTES,
                                String.join(",", BookTable.QUOTES.columns())
                                        + "\nQ-1,%s,%s,%d,99,,,EUR,2030-12-31,,,,,mail,2026-11-20,high,\n"
                                                .formatted(
                                                        model.substring(0, slash),
                                                        model.substring(slash + 1)
                                                                .replace('-', ' '),
                                                        quantity)),
                "test",
                "quote");
    }

    private static long span(Order order) {
        return ChronoUnit.DAYS.between(order.orderBy(), order.orderByParts().neededBy());
    }

    private void deliver(Order order, LocalDate ordered, int days) {
        var purchase = proposed(order);
        purchases.change(purchase, PurchaseStep.to(PurchaseState.APPROVED, null));
        purchases.change(purchase, step(PurchaseState.ORDERED, ordered));
        purchases.change(purchase, step(PurchaseState.DELIVERED, ordered.plusDays(days)));
        purchases.change(purchase, step(PurchaseState.IN_SERVICE, ordered.plusDays(days)));
    }

    private static PurchaseStep step(PurchaseState state, LocalDate date) {
        return new PurchaseStep(state, null, date, null, null, null, null, null);
    }

    private void order(Order order) {
        var id = proposed(order);
        purchases.change(id, PurchaseStep.to(PurchaseState.APPROVED, null));
        purchases.change(id, step(PurchaseState.ORDERED, TODAY));
    }

    private UUID proposed(Order order) {
        var purchase = purchases.propose(new Proposal(
                "batch",
                Purchase.Kind.SERVER,
                Quote.serverIdOf(order.model()),
                order.quantity(),
                order.oneTime().rounded(),
                order.monthly().rounded(),
                Quote.referenceOf(order.model()).orElse(null),
                order.inService(),
                "test",
                order.id(),
                null,
                null));
        jdbc.sql("update purchase set proposed_by_person = 'somebody else' where id = ?")
                .param(purchase.id())
                .update();
        return purchase.id();
    }

    @AfterEach
    void forgetQuotes() {
        books.change(
                books.newest(),
                books.current().contents().with(BookTable.QUOTES, String.join(",", BookTable.QUOTES.columns()) + "\n"),
                "test",
                "no quotes");
    }

    @AfterEach
    void forgetPurchases() {
        jdbc.sql("delete from purchase_delivery where purchase_id in (select id from purchase where pool = 'batch')")
                .update();
        jdbc.sql("delete from purchase where pool = 'batch'").update();
    }

    private List<Order> servers(PlanAssessment plan) {
        return plan.orders().stream()
                .filter(order -> order.kind() == Kind.SERVER)
                .toList();
    }

    private PlanAssessment plan() {
        return plan(pool());
    }

    private PlanAssessment plan(PoolInService pool) {
        return planning.planOnly(List.of(outlook(pool)), look());
    }

    private Planning.PoolOutlook outlook(PoolInService pool) {
        var history = TimeSeries.builder(DailySeries.DAY);
        for (int day = 0; day < 420; day++) {
            history.add(40 + day * 0.09 + Math.sin(day * 2 * Math.PI / 7));
        }
        var demand = DemandAhead.of(
                forecaster.forecast(history.build(), look().months().horizonDays()));
        return new Planning.PoolOutlook(pool, Map.of(Resource.CPU, demand), 0);
    }

    private Outlooks.Look look() {
        return new Outlooks.Look(
                UUID.randomUUID(),
                AS_OF,
                TODAY,
                Instant.parse("2026-11-24T02:00:00Z"),
                PlanningMonths.after(AS_OF, TODAY, 24),
                new Rules(kept(), ScenarioChanges.NONE, leadTimes.observed()));
    }

    /** What is on order is not given back within the plan; here nothing is, so that plans before and after can be compared. */
    private PlanningSettings kept() {
        var set = settings.planning();
        return new PlanningSettings(
                settings.currency(),
                new PlanningSettings.Planning(
                        set.threshold(),
                        set.surviveFailures(),
                        set.failureThreshold(),
                        set.leadTimeDays(),
                        set.upgradeLeadDays(),
                        set.installDays(),
                        set.marginDays(),
                        60,
                        set.horizonDays(),
                        set.months(),
                        SOLVER_TIME,
                        set.confidence(),
                        set.shutdowns()));
    }

    private static PoolInService pool() {
        return pool(null);
    }

    private static PoolInService pool(@Nullable String model) {
        return new PoolInService(
                "batch",
                "batch",
                null,
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new NodeInService(
                                new Node(
                                        "b" + i,
                                        "b" + i,
                                        "batch",
                                        model,
                                        null,
                                        Instant.parse("2025-01-01T00:00:00Z"),
                                        Instant.parse("2026-11-24T00:00:00Z"),
                                        Node.State.ACTIVE),
                                List.of(new Capacity(Resource.CPU, 40.0, Capacity.MEASURED))))
                        .toList());
    }

    private Money none() {
        return Money.zero(settings.currency());
    }
}
