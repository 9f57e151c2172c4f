package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.BoughtServers;
import dev.headroom.testing.Records;
import dev.headroom.testing.SampleAssessment;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChargeSplitTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final PriceBook BOOK = PriceBooks.draft(
                    PriceBook.shipped().contents().with(BookTable.OWN_SERVERS, """
                                    node,model,acquisition,quantity,price_monthly,price_capex,setup_fee,currency,since,term_months,power_kw,source,as_of,confidence,notes
                                    worker-1,,contract,,150.00,,39.00,EUR,2026-10-01,12,,contract 7,2026-10-01,high,
                                    worker-2,,purchase,1,,3600.00,,EUR,2026-10-01,,,invoice 8,2026-10-01,high,
                                    """), TODAY)
            .orElseThrow();

    @Test
    void aMonthsLinesAddUpToItsCashFlow() {
        var flow = new CashFlowAssessment(
                List.of(
                        month(OCTOBER, true, flow("3700.00", "1700.33", "50.00"), flow("0", "0", "0"), eur("5500.00")),
                        month(DECEMBER, false, flow("0", "1650.00", "50.00"), flow("10.00", "20.00", "0"), null)),
                List.of(),
                List.of());

        var charges = split(flow);

        assertThat(billed(charges, OCTOBER)).isEqualTo(eur("5500.00"));
        assertThat(billed(charges, DECEMBER)).isEqualTo(eur("1680.00"));
        assertThat(effective(charges, DECEMBER)).isEqualTo(eur("1730.00"));
    }

    @Test
    void rentsAreThoseOfTheContractBesideTheList() {
        var charges = split(oneMonth());

        assertThat(charges)
                .filteredOn(charge -> "worker-1".equals(charge.node()) && charge.kind() == Charge.Kind.RENT)
                .singleElement()
                .satisfies(rent -> {
                    assertThat(rent.billed()).isEqualTo(eur("150.00"));
                    assertThat(rent.list())
                            .isEqualTo(BOOK.latestOffer("hetzner/AX162-S", TODAY)
                                    .map(ServerOffer::monthly)
                                    .map(Money::rounded)
                                    .orElseThrow());
                });
    }

    @Test
    void aBoughtServerIsBorneByItsDepreciationAndPaidOnce() {
        var charges = split(oneMonth()).stream()
                .filter(charge -> "worker-2".equals(charge.node()))
                .toList();

        assertThat(charges)
                .extracting(Charge::kind, Charge::billed, Charge::effective)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(Charge.Kind.PURCHASE, eur("3600.00"), eur("0.00")),
                        org.assertj.core.api.Assertions.tuple(Charge.Kind.DEPRECIATION, eur("0.00"), eur("50.00")));
    }

    @Test
    void whatIsAssumedHasALineWithItsSource() {
        assertThat(split(oneMonth()))
                .filteredOn(charge -> charge.kind() == Charge.Kind.STAFF)
                .singleElement()
                .satisfies(staff -> assertThat(staff.description()).contains("board"));
    }

    @Test
    void anUpgradeThatThePlanEndsIsChargedNoLonger() {
        var sample = SampleAssessment.workers();
        var link = sample.plan().orders().getLast();
        var ended = new Order(
                "3",
                link.pool(),
                link.model(),
                link.quantity(),
                PlanAssessment.Kind.DOWNGRADE,
                LocalDate.of(2027, 9, 30),
                null,
                LocalDate.of(2027, 9, 30),
                "End it.",
                List.of(),
                eur("0.00"),
                link.monthly().times(-1),
                link.source(),
                null,
                List.of());
        var september = LocalDate.of(2027, 9, 1);
        var october = LocalDate.of(2027, 10, 1);
        var months = new CashFlowAssessment(
                List.of(
                        month(september, false, flow("0", "0", "0"), flow("0", "86.00", "0"), null),
                        month(october, false, flow("0", "0", "0"), flow("0", "0", "0"), null)),
                List.of(),
                List.of());

        var charges = split(withOrders(sample, List.of(link, ended)), months);

        assertThat(charges)
                .filteredOn(charge -> charge.kind() == Charge.Kind.LINK && charge.part() == Charge.Part.PLANNED)
                .extracting(Charge::month, Charge::billed)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(YearMonth.from(september), eur("86.00")),
                        org.assertj.core.api.Assertions.tuple(YearMonth.from(october), eur("86.00")),
                        org.assertj.core.api.Assertions.tuple(YearMonth.from(october), eur("-86.00")));
    }

    private static Assessment withOrders(Assessment of, List<Order> orders) {
        return Records.with(of, Map.of("plan", Records.with(of.plan(), Map.of("orders", orders))));
    }

    private static CashFlowAssessment oneMonth() {
        return new CashFlowAssessment(
                List.of(month(OCTOBER, true, flow("3639.00", "1700.00", "60.00"), flow("0", "0", "0"), null)),
                List.of(),
                List.of());
    }

    private static List<Charge> split(CashFlowAssessment flow) {
        return split(SampleAssessment.workers(), flow);
    }

    private static List<Charge> split(Assessment sample, CashFlowAssessment flow) {
        var inputs = new CostInputs(
                1,
                TODAY,
                DECEMBER,
                EUR,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(new BoughtServers("worker-2", 1, -2, null, new BigDecimal("3600.00"))),
                List.of(
                        new Assumption(Assumption.Kind.STAFF, new BigDecimal("500"), "board", "2026"),
                        new Assumption(Assumption.Kind.DEPRECIATION, new BigDecimal("72"), "board", "2026")));
        return new ChargeSplit(
                        sample,
                        inputs,
                        flow,
                        BOOK,
                        (month, from, closed) -> BOOK.exchangeRate(from, EUR, month.atEndOfMonth()))
                .all();
    }

    private static Money billed(List<Charge> charges, LocalDate month) {
        return charges.stream()
                .filter(charge -> charge.month().equals(YearMonth.from(month)))
                .map(Charge::billed)
                .reduce(Money::plus)
                .orElseThrow();
    }

    private static Money effective(List<Charge> charges, LocalDate month) {
        return charges.stream()
                .filter(charge -> charge.month().equals(YearMonth.from(month)))
                .map(Charge::effective)
                .reduce(Money::plus)
                .orElseThrow();
    }

    private static Month month(LocalDate month, boolean closed, Flow owned, Flow planned, @Nullable Money actual) {
        return new Month(month, closed, owned, flow("0", "0", "0"), planned, null, actual);
    }

    private static Flow flow(String oneTime, String recurring, String depreciation) {
        return new Flow(eur(oneTime), eur(recurring), eur(depreciation));
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR").rounded();
    }
}
