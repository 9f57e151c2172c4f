package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.BookContents;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.ClosedMonths;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.Assumptions;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.procurement.Purchase;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A fleet of a rented and a bought node, a server on order, one that is planned and one that is given back. */
class CashFlowsTest extends RunningServer {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final PlanningMonths MONTHS = PlanningMonths.after(TODAY.minusDays(1), TODAY, 6);
    private static final String OWN = """
            node,model,acquisition,quantity,price_monthly,price_capex,setup_fee,currency,since,term_months,power_kw,source,as_of,confidence,notes
            cash-1,,contract,,111.33,,11.133,USD,2026-10-01,12,,contract,2026-10-01,high,
            cash-2,,purchase,1,,3600.00,,EUR,2026-10-01,,,invoice,2026-10-01,high,
            """;

    @Autowired
    private ClosedMonths closedMonths;

    @Autowired
    private Assessments assessments;

    @Autowired
    private UsageHistory usage;

    @Autowired
    private PlanningSettings settings;

    @AfterEach
    void forgetPins() {
        jdbc.sql("delete from closed_month_rate").update();
    }

    @Test
    void whatIsOwnedOrderedAndPlannedAddsUpToThePlan() {
        var spending = spending(book());

        assertThat(spending.owned())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(100, 100, 100, 100, 60, 60));
        assertThat(spending.ordered())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(0, 50, 50, 50, 50, 50));
        assertThat(spending.planned())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(0, 0, 100, 100, 100, 100));
        assertThat(spending.orderedOnce())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(0, 20, 0, 0, 0, 0));
        assertThat(spending.plannedOnce())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(0, 0, 39, 0, 0, 0));
        for (int m = 0; m < 6; m++) {
            assertThat(spending.recurring().get(m))
                    .isEqualByComparingTo(plan().monthlyCost().get(m).amount());
            assertThat(spending.oneTime().get(m))
                    .isEqualByComparingTo(plan().oneTimeCost().get(m).amount());
        }
    }

    @Test
    void anUpgradeThatThePlanEndsWasThePlansAndNotOwnedBefore() {
        var plan = plan(
                List.of(
                        order("1", "hetzner/AX162-S/public-10g", Kind.UPGRADE, LocalDate.of(2026, 12, 1), "0", "43"),
                        order(
                                "2",
                                "hetzner/AX162-S/public-10g",
                                Kind.DOWNGRADE,
                                LocalDate.of(2027, 2, 28),
                                "0",
                                "-43")),
                all(143, 143, 143, 100, 100, 100),
                all(0, 0, 0, 0, 0, 0));

        var spending = spending(plan, book(), 6, List.of());

        assertThat(spending.owned())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(100, 100, 100, 100, 100, 100));
        assertThat(spending.planned())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(eur(43, 43, 43, 0, 0, 0));
    }

    @Test
    void afterThePlanTheFleetGoesOnAsInItsLastMonth() {
        var spending = spending(book(), 8);

        assertThat(spending.recurring()).hasSize(8);
        assertThat(spending.recurring().getLast()).isEqualByComparingTo("210");
        assertThat(spending.oneTime().getLast()).isEqualByComparingTo("9.83"); // (20 + 39) / 6
    }

    @Test
    void monthsBeforeThePlanAreAsOldAsTheOldestContractAndWhatIsBoughtIsWrittenOff() {
        var flow = flow(book());

        assertThat(flow.months().stream().map(Month::month).limit(3))
                .containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));
        var october = flow.months().getFirst();
        assertThat(october.closed()).isTrue();
        assertThat(october.owned().recurring()).isEqualTo(money("100.00"));
        assertThat(october.owned().oneTime()).isEqualTo(money("3610.00"));
        assertThat(october.owned().depreciation()).isEqualTo(money("60.00"));
        assertThat(flow.months().get(2).closed()).isFalse();
        assertThat(flow.months().get(2).owned().depreciation()).isEqualTo(money("60.00"));
    }

    @Test
    void aClosedMonthKeepsItsRateWhateverIsEnteredLater() {
        var before = flow(book()).months().getFirst();

        var later = flow(book(
                        "fx.eur_usd,1.0000,USD per EUR,,ECB,2026-10-30,high,",
                        "fx.eur_usd,1.5000,USD per EUR,,ECB,2026-11-23,high,"))
                .months();

        assertThat(later.getFirst()).isEqualTo(before);
        // November is not over: it follows the newest rate
        assertThat(later.get(1).owned().recurring()).isEqualTo(money("74.22"));
        assertThat(closedMonths
                        .rate(YearMonth.of(2026, 10), USD, EUR, book())
                        .orElseThrow()
                        .day())
                .isEqualTo(LocalDate.of(2026, 10, 28));
    }

    @Test
    void aMonthOlderThanEveryRateTakesTheFirstOneThereIs() {
        var rate = closedMonths.rate(YearMonth.of(2026, 3), USD, EUR, book()).orElseThrow();

        assertThat(rate.day()).isEqualTo(LocalDate.of(2026, 10, 28));
        assertThat(closedMonths
                        .rate(YearMonth.of(2026, 3), EUR, EUR, book())
                        .orElseThrow()
                        .changesNothing())
                .isTrue();
        assertThat(closedMonths.rate(YearMonth.of(2026, 3), Currency.getInstance("SEK"), EUR, book()))
                .isEmpty();
    }

    @Test
    void aMonthOfWhichNothingIsKnownIsLeftOutAndAContractIsKnownBeforeTheMetrics() {
        var actual = book().contents().with(BookTable.OWN_SERVERS, OWN.replace("2026-10-01,12", "2026-07-01,12"));

        var byNode = flow(draft(actual));
        var byModel = flow(draft(actual.with(
                BookTable.OWN_SERVERS,
                OWN.lines().findFirst().orElseThrow()
                        + "\n,cash/own,contract,,100.00,,,EUR,2026-07-01,12,,contract,2026-07-01,high,\n")));

        assertThat(byNode.months().getFirst().month()).isEqualTo(LocalDate.of(2026, 7, 1));
        assertThat(byModel.months().getFirst().month()).isEqualTo(LocalDate.of(2026, 9, 1));
    }

    @Test
    void aBudgetIsLeftWhatItsMonthsDoNotPayByTheBooksWhereTheyKnow() {
        var contents = book().contents().with(BookTable.BUDGETS, """
                        quarter,amount,currency,source,as_of,notes
                        2026-Q4,5000.00,EUR,board,2026-09-01,
                        """).with(BookTable.ACTUAL_COSTS, """
                        month,one_time,recurring,currency,source,as_of,notes
                        2026-10,3600.00,99.50,EUR,ledger,2026-11-05,
                        """);

        var quarter = flow(draft(contents)).budgets().getFirst();

        // October as the books have it, November's and December's rents as reckoned
        assertThat(quarter.spent()).isEqualTo(money("3899.50"));
        assertThat(quarter.left()).isEqualTo(money("1100.50"));
    }

    @Test
    void whatAContractBindsIsNotGivenBackBefore() {
        var months = PlanningMonths.after(TODAY.minusDays(1), TODAY, 24);

        var supply = Supply.of(
                outlooks().getFirst().pool(),
                Set.of(),
                book(),
                new Rules(settings, ScenarioChanges.NONE, List.of()),
                0,
                TODAY,
                new QuoteLimits(),
                months,
                List.of());

        // cash-1 is rented until September, cash-2 is bought
        assertThat(supply.owned()).extracting(OwnedNodes::boundThrough).containsExactly(9, null);
        assertThat(months.startOf(9)).isEqualTo(LocalDate.of(2027, 9, 1));
        assertThat(supply.notes())
                .contains(
                        "1 × cash/own of cash is bound by contract until 30 September 2027: the plan gives none of them"
                                + " back before.");
    }

    private CashFlowAssessment flow(PriceBook book) {
        return new CashFlows(closedMonths, assessments, EUR).of(spending(book), outlooks(), book, MONTHS, TODAY);
    }

    private FleetSpending spending(PriceBook book) {
        return spending(book, 6);
    }

    private FleetSpending spending(PriceBook book, int whole) {
        return spending(plan(), book, whole, List.of(onOrder()));
    }

    private FleetSpending spending(PlanAssessment plan, PriceBook book, int whole, List<Coming> open) {
        var needs = new CloudNeeds(outlooks(), book, usage, settings, MONTHS);
        return new FleetSpending(plan, outlooks(), needs, MONTHS, whole, book, Assumptions.NONE, EUR, TODAY, open);
    }

    private static PriceBook book(String... rates) {
        var facts = PriceBook.shipped().contents().csv(BookTable.TCO_ASSUMPTIONS);
        return draft(PriceBook.shipped()
                .contents()
                .with(BookTable.OWN_SERVERS, OWN)
                .with(BookTable.TCO_ASSUMPTIONS, facts + String.join("\n", rates) + "\n"));
    }

    private static PriceBook draft(BookContents contents) {
        return PriceBooks.draft(contents, TODAY).orElseThrow();
    }

    private static List<PoolOutlook> outlooks() {
        return List.of(new PoolOutlook(
                new PoolInService("cash", "cash", null, List.of(node("cash-1"), node("cash-2"))), Map.of(), 0));
    }

    private static NodeInService node(String name) {
        return new NodeInService(
                new Node(
                        name,
                        name,
                        "cash",
                        name.equals("cash-1") ? "cash/own" : null,
                        null,
                        Instant.parse("2026-09-01T00:00:00Z"),
                        Instant.parse("2026-11-24T00:00:00Z"),
                        Node.State.ACTIVE),
                List.of());
    }

    private static PlanAssessment plan() {
        return plan(
                List.of(
                        order("1", "hetzner/AX162-S", Kind.SERVER, LocalDate.of(2027, 2, 1), "39", "100"),
                        order("2", "cash/own", Kind.RETIRE, LocalDate.of(2027, 3, 31), "0", "-40")),
                all(100, 150, 250, 250, 210, 210),
                all(0, 20, 39, 0, 0, 0));
    }

    private static PlanAssessment plan(List<Order> orders, List<Money> monthly, List<Money> oneTime) {
        return new PlanAssessment(
                PlanAssessment.State.OPTIMAL,
                0,
                MONTHS.start(),
                6,
                money("0"),
                money("0"),
                orders,
                List.of(),
                List.of(),
                monthly,
                oneTime,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private static Order order(String id, String model, Kind kind, LocalDate day, String once, String monthly) {
        return new Order(
                id,
                "cash",
                model,
                1,
                kind,
                day.minusDays(60),
                null,
                day,
                "so",
                List.of(),
                money(once),
                money(monthly),
                "list",
                null,
                List.of());
    }

    private static Coming onOrder() {
        return new Coming(
                "1",
                Purchase.Kind.SERVER,
                "hetzner/AX162-S",
                "hetzner/AX162-S",
                1,
                LocalDate.of(2027, 1, 10),
                null,
                Map.of(Resource.CPU, 96.0),
                money("20"),
                money("50"),
                null);
    }

    private static List<Money> all(int... amounts) {
        return Arrays.stream(amounts)
                .mapToObj(amount -> money(Integer.toString(amount)))
                .toList();
    }

    private static BigDecimal[] eur(int... amounts) {
        return Arrays.stream(amounts).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
    }

    private static Money money(String amount) {
        return Money.of(amount, "EUR").rounded();
    }
}
