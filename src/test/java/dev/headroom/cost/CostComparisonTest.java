package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cost.Assumption.Kind;
import dev.headroom.cost.CostComparison.Change;
import dev.headroom.cost.CostComparison.Cloud;
import dev.headroom.cost.CostComparison.Request;
import dev.headroom.cost.CostComparison.Sensitivity;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostComparisonTest {

    private static final long GIB = 1L << 30;
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final YearMonth JANUARY = YearMonth.of(2027, 1);
    private static final PriceSource SOURCE = new PriceSource("a price", "a test", "2026-11-24", "high");

    /** 100 USD for 4 cores and 16 GiB, 0.10 a GB beyond the first 100, 73 for the control plane, 0.08 a GB stored. */
    private static final CloudPrices CLOUD = new CloudPrices(
            CloudProvider.AWS,
            "us-east-1",
            USD,
            List.of(new InstanceType(
                    "small",
                    "x86-64",
                    4,
                    16 * GIB,
                    Map.of(Commitment.ON_DEMAND, new BigDecimal("100"), Commitment.THREE_YEARS, new BigDecimal("40")),
                    Map.of(Commitment.ON_DEMAND, SOURCE))),
            new EgressTariff(
                    "internet out",
                    List.of(
                            new EgressTariff.Tier(BigDecimal.ZERO, new BigDecimal("100"), BigDecimal.ZERO),
                            new EgressTariff.Tier(new BigDecimal("100"), null, new BigDecimal("0.10"))),
                    SOURCE),
            new UnitPrice(new BigDecimal("73"), SOURCE),
            new UnitPrice(new BigDecimal("0.08"), SOURCE));

    private static final ExchangeRate HALF =
            new ExchangeRate(USD, EUR, new BigDecimal("0.5"), LocalDate.of(2026, 10, 28), "a test");

    /** In the cloud 400 + 90 + 73 + 80 = 643 a month. */
    private static final CloudDemand DEMAND = new CloudDemand(BigDecimal.valueOf(16), 64 * GIB, 1000 * GIB, 1000 * GIB);

    @Test
    void linesAddUpToTotalsAndMonthsToTheHorizon() {
        var spending = OwnSpending.nothing(36).plus(rented(0, "200", "120"));

        var comparison = compare(USD, 36, spending, assume(Kind.STAFF, "50"), assume(Kind.CLOUD_STAFF, "20"));

        var cloud = onDemand(comparison);
        assertThat(cloud.byMonth())
                .hasSize(36)
                .allSatisfy(month -> assertThat(month.total().money()).isEqualByComparingTo(usd("663")));
        assertThat(cloud.total().total().money()).isEqualByComparingTo(usd("23868"));
        assertThat(cloud.total().egress().money()).isEqualByComparingTo(usd("3240"));
        assertThat(cloud.total().staff().money()).isEqualByComparingTo(usd("720"));
        assertThat(comparison.own().total().compute().money()).isEqualByComparingTo(usd("7320"));
        assertThat(comparison.own().total().total().money()).isEqualByComparingTo(usd("9120"));
        assertThat(cloud.savings().money()).isEqualByComparingTo(usd("14748"));
        assertThat(cloud.total(12).orElseThrow().total().money()).isEqualByComparingTo(usd("7956"));
        assertThat(cloud.total(60)).isEmpty();
    }

    @Test
    void aCurrencySwitchConvertsAndNamesItsRate() {
        var comparison = compare(EUR, 12, OwnSpending.nothing(12));

        assertThat(onDemand(comparison).byMonth().getFirst().total().money())
                .isEqualByComparingTo(Money.of("321.5", "EUR"));
        assertThat(onDemand(comparison).firstMonth().total().money()).isEqualByComparingTo(usd("643"));
        assertThat(comparison.rates()).containsExactly(HALF);
        assertThat(compare(USD, 12, OwnSpending.nothing(12)).rates()).isEmpty();
        assertThatThrownBy(() -> compare(Currency.getInstance("CHF"), 12, OwnSpending.nothing(12)))
                .hasMessage("no exchange rate from USD to CHF");
    }

    @Test
    void breaksEvenInTheMonthThatPaysTheSetUpFee() {
        var spending = OwnSpending.nothing(24).plus(rented(0, "143", "2000"));

        var cloud = onDemand(compare(USD, 24, spending));

        // 500 saved a month: even after four, ahead after five
        assertThat(cloud.breakEven()).isEqualTo(JANUARY.plusMonths(4));
        assertThat(cloud.payback()).isEqualTo(JANUARY.plusMonths(4));
    }

    @Test
    void aLaterPurchaseCanUndoTheBreakEven() {
        var spending = OwnSpending.nothing(24).plus(rented(0, "143", "0")).plus(rented(2, "0", "3000"));

        var cloud = onDemand(compare(USD, 24, spending));

        assertThat(cloud.breakEven()).isEqualTo(JANUARY);
        assertThat(cloud.payback()).isEqualTo(JANUARY.plusMonths(6));
    }

    @Test
    void neverBreaksEvenWhereTheCloudIsCheaper() {
        var cloud = onDemand(compare(USD, 24, OwnSpending.nothing(24).plus(rented(0, "1286", "0"))));

        assertThat(cloud.breakEven()).isNull();
        assertThat(cloud.payback()).isNull();
        assertThat(cloud.matchingDiscount().orElseThrow()).isEqualTo(-1.0);
        assertThat(cloud.savings().money()).isEqualByComparingTo(usd("-15432"));
    }

    @Test
    void theMatchingDiscountMatches() {
        var cloud = onDemand(compare(USD, 24, OwnSpending.nothing(24).plus(rented(0, "160.75", "0"))));

        assertThat(cloud.matchingDiscount().orElseThrow()).isEqualTo(0.75);
    }

    @Test
    void aCommitmentWithoutAPriceIsUnknownWithItsReason() {
        var comparison = compare(USD, 12, OwnSpending.nothing(12));

        var oneYear = cloud(comparison, Commitment.ONE_YEAR);
        assertThat(oneYear.total().total().isKnown()).isFalse();
        assertThat(oneYear.total().egress().money()).isEqualByComparingTo(usd("1080"));
        assertThat(oneYear.total().missing())
                .containsExactly("compute: no x86-64 instance type of AWS us-east-1 has a price for 1y");
        assertThat(oneYear.savings().isKnown()).isFalse();
        assertThat(oneYear.breakEven()).isNull();
        assertThat(oneYear.matchingDiscount()).isEmpty();
        assertThat(oneYear.sensitivities())
                .allSatisfy(sensitivity ->
                        assertThat(sensitivity.savings().isKnown()).isFalse());
        assertThat(cloud(comparison, Commitment.THREE_YEARS).total().compute().money())
                .isEqualByComparingTo(usd("1920"));
    }

    @Test
    void boughtServersCostTheirDepreciationAndWhatRunsThem() {
        var spending = OwnSpending.nothing(60).plus(new BoughtServers("r7625", 2, 0, null, new BigDecimal("36000")));
        var assumptions = new Assumption[] {
            assume(Kind.DEPRECIATION, "48"), assume(Kind.SALVAGE, "0.1"), assume(Kind.POWER, "0.5"),
            assume(Kind.PUE, "1.4"), assume(Kind.POWER_PRICE, "0.20"), assume(Kind.COLOCATION, "200"),
            assume(Kind.REMOTE_HANDS, "30"), assume(Kind.SPARES, "0.02"), assume(Kind.SUPPORT, "0.04"),
        };

        var own = compare(USD, 60, spending, assumptions).own();

        assertThat(own.byMonth().get(0).compute().money()).isEqualByComparingTo(usd("1350"));
        assertThat(own.byMonth().get(48).compute().money()).isEqualByComparingTo(usd("0"));
        assertThat(own.total().compute().money()).isEqualByComparingTo(usd("64800"));
        // each: 0.5 kW × 1.4 × 730 h × 0.20 = 102.20; 0.5 × 200 = 100; 30; 36,000 × 6 % / 12 = 180
        assertThat(own.byMonth().get(7).other().money().rounded()).isEqualTo(usd("824.40"));
    }

    @Test
    void anAssumptionSetToNothingCountsNothing() {
        var assumptions = Assumptions.of(List.of(assume(Kind.STAFF, "50"), assume(Kind.MONITORING, "10")));

        var without = assumptions.without(Kind.STAFF);

        assertThat(without.all()).extracting(Assumption::kind).containsExactly(Kind.MONITORING);
        assertThat(CostComparison.of(
                                request(USD, 12, OwnSpending.nothing(12), without), new CloudCosting(List.of(CLOUD)))
                        .own()
                        .total()
                        .total()
                        .money())
                .isEqualByComparingTo(usd("120"));
        assertThatThrownBy(() -> assume(Kind.DEPRECIATION, "24")).hasMessageContaining("36 to 84");
        assertThatThrownBy(() -> assume(Kind.STAFF, "-1")).hasMessageContaining("at least 0");
    }

    @Test
    void presentValueDiscountsWhatComesLater() {
        var spending = OwnSpending.nothing(13).plus(rented(12, "0", "1100"));
        var undiscounted = compare(USD, 13, spending);
        var discounted = compare(USD, 13, spending, assume(Kind.DISCOUNT_RATE, "0.10"));

        assertThat(undiscounted.own().presentValue()).isEqualByComparingTo(usd("1100"));
        assertThat(discounted.own().presentValue().rounded()).isEqualTo(usd("1000.00"));
        assertThat(onDemand(undiscounted).presentSavings().money())
                .isEqualByComparingTo(onDemand(undiscounted).savings().money());
        assertThat(onDemand(discounted).presentValue().money())
                .isLessThan(onDemand(undiscounted).presentValue().money());
    }

    @Test
    void whatIsLeftOfAPurchaseAtTheEndIsNotLostInPresentValue() {
        var spending = OwnSpending.nothing(24).plus(new BoughtServers("box", 1, 0, null, new BigDecimal("6000")));

        var own = compare(USD, 24, spending).own();

        // 24 of 60 months are used up
        assertThat(own.presentValue()).isEqualByComparingTo(usd("2400"));
        assertThat(own.total().total().money()).isEqualByComparingTo(usd("2400"));
    }

    @Test
    void sensitivitiesMoveTheSavingsTheRightWay() {
        var spending = OwnSpending.ofPlan(
                Collections.nCopies(36, BigDecimal.TEN),
                IntStream.range(0, 36)
                        .mapToObj(m -> BigDecimal.valueOf(200 + 5L * m))
                        .toList());

        var cloud = onDemand(compare(USD, 36, spending, assume(Kind.STAFF, "50")));

        var base = cloud.savings().money();
        assertThat(change(cloud, Change.TWICE_THE_EGRESS).minus(base)).isEqualByComparingTo(usd("3600"));
        assertThat(base.minus(change(cloud, Change.HALF_THE_EGRESS))).isEqualByComparingTo(usd("1800"));
        assertThat(base.minus(change(cloud, Change.TWICE_THE_STAFF))).isEqualByComparingTo(usd("1800"));
        assertThat(change(cloud, Change.HALF_THE_STAFF).minus(base)).isEqualByComparingTo(usd("900"));
        assertThat(change(cloud, Change.SERVER_PRICES_RISE)).isLessThan(base);
        assertThat(change(cloud, Change.CLOUD_PRICES_FALL)).isLessThan(base);
        // demand is flat here, so only the orders change
        assertThat(change(cloud, Change.HALF_THE_GROWTH)).isGreaterThan(base);
        assertThat(change(cloud, Change.GROWTH_AND_A_HALF)).isLessThan(base);
    }

    @Test
    void cashFlowHoldsEachPaymentOnce() {
        var spending = OwnSpending.nothing(12)
                .plus(rented(3, "100", "50"))
                .plus(new BoughtServers("box", 2, 1, null, new BigDecimal("600")));
        var assumptions = Assumptions.of(List.of(assume(Kind.STAFF, "10"), assume(Kind.DEPRECIATION, "60")));

        var flow = CashFlow.of(JANUARY, USD, spending, assumptions).months();

        assertThat(flow.get(1).oneTime()).isEqualByComparingTo(usd("1200"));
        assertThat(flow.get(3).oneTime()).isEqualByComparingTo(usd("50"));
        assertThat(flow.get(3).recurring()).isEqualByComparingTo(usd("110"));
        assertThat(flow.get(0).depreciation()).isEqualByComparingTo(usd("0"));
        assertThat(flow.get(1).depreciation()).isEqualByComparingTo(usd("20"));
        var paid = flow.stream()
                .map(month -> month.oneTime().plus(month.recurring()))
                .reduce(Money.zero(USD), Money::plus);
        assertThat(flow.getLast().cumulative()).isEqualByComparingTo(paid);
        assertThat(flow.getLast().month()).isEqualTo(YearMonth.of(2027, 12));
    }

    @Test
    void aServerThatIsOwnedAlreadyIsDepreciatedButNotPaidAgain() {
        var spending = OwnSpending.nothing(12).plus(new BoughtServers("old", 1, -54, null, new BigDecimal("6000")));

        var flow = CashFlow.of(JANUARY, USD, spending, Assumptions.NONE).months();

        assertThat(flow.getLast().cumulative()).isEqualByComparingTo(usd("0"));
        assertThat(flow)
                .extracting(month -> month.depreciation().rounded().toString())
                .startsWith("100.00 USD", "100.00 USD", "100.00 USD", "100.00 USD", "100.00 USD", "100.00 USD")
                .endsWith("0.00 USD");
    }

    private static RentedServers rented(int month, String monthly, String setupFee) {
        return new RentedServers("box", 1, month, null, new BigDecimal(monthly), new BigDecimal(setupFee));
    }

    private static Assumption assume(Kind kind, String value) {
        return new Assumption(kind, new BigDecimal(value), "a test", "2026-11-24");
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static CostComparison compare(
            Currency currency, int months, OwnSpending spending, Assumption... assumptions) {
        return CostComparison.of(
                request(currency, months, spending, Assumptions.of(List.of(assumptions))),
                new CloudCosting(List.of(CLOUD)));
    }

    private static Request request(Currency currency, int months, OwnSpending spending, Assumptions assumptions) {
        return new Request(
                JANUARY,
                currency,
                Collections.nCopies(months, DEMAND),
                spending,
                List.of(Commitment.values()),
                assumptions,
                List.of(HALF));
    }

    private static Cloud onDemand(CostComparison comparison) {
        return cloud(comparison, Commitment.ON_DEMAND);
    }

    private static Cloud cloud(CostComparison comparison, Commitment commitment) {
        return comparison.clouds().stream()
                .filter(cloud -> cloud.commitment() == commitment)
                .findFirst()
                .orElseThrow();
    }

    private static Money change(Cloud cloud, Change change) {
        return cloud.sensitivities().stream()
                .filter(sensitivity -> sensitivity.change() == change)
                .map(Sensitivity::savings)
                .findFirst()
                .orElseThrow()
                .money();
    }
}
