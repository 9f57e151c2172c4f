package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CloudDemand;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
    private static final CloudDemand DEMAND =
            new CloudDemand(BigDecimal.valueOf(250), 751_619_276_800L, 109_951_162_777_600L, 0);

    @Test
    void pricesInTheShownCurrencyStandAsInTheList() {
        var aws = onDemand(new Comparison(inputs(List.of()), PriceBook.shipped(), USD));

        assertThat(aws.thisMonth().compute()).isEqualTo(Money.of("10211.12", "USD"));
        assertThat(aws.thisMonth().egress()).isEqualTo(Money.of("7978.20", "USD"));
        assertThat(aws.thisMonth().controlPlane()).isEqualTo(Money.of("73.00", "USD"));
        assertThat(aws.thisMonth().total()).isEqualTo(Money.of("18262.32", "USD"));
    }

    @Test
    void anotherCurrencyChangesTheAmountAndNotOnlyTheSign() {
        var comparison = new Comparison(inputs(List.of()), PriceBook.shipped(), EUR);

        assertThat(onDemand(comparison).thisMonth().egress()).isEqualTo(Money.of("7166.26", "EUR"));
        assertThat(comparison.exchange().orElseThrow()).contains("2026-10-28");
        assertThat(comparison.own(List.of()).thisMonth().compute()).isEqualTo(Money.of("1079.00", "EUR"));
        assertThat(new Comparison(inputs(List.of()), PriceBook.shipped(), USD)
                        .own(List.of())
                        .thisMonth()
                        .compute())
                .isEqualTo(Money.of("1201.25", "USD"));
    }

    @Test
    void totalsReachToThePlanAndToFiveYears() {
        var own = new Comparison(inputs(List.of()), PriceBook.shipped(), EUR).own(List.of());

        assertThat(own.byMonth()).hasSize(60);
        assertThat(own.terms())
                .extracting(CostAssessment.Term::months, term -> String.valueOf(term.total()))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(36, "36079.00 EUR"),
                        org.assertj.core.api.Assertions.tuple(60, "60079.00 EUR"));
        assertThat(own.total().total()).isEqualTo(Money.of("36079.00", "EUR"));
    }

    @Test
    void aDiscountRateMakesLaterPaymentsWorthLess() {
        var rate = new Assumption(Assumption.Kind.DISCOUNT_RATE, new BigDecimal("0.08"), "board", "2026-11-24");

        var aws = onDemand(new Comparison(inputs(List.of(rate)), PriceBook.shipped(), EUR));
        var plain = onDemand(new Comparison(inputs(List.of()), PriceBook.shipped(), EUR));

        assertThat(plain.terms().getLast().presentValue())
                .isEqualTo(plain.terms().getLast().total());
        assertThat(aws.terms().getLast().presentValue())
                .isLessThan(aws.terms().getLast().total());
        assertThat(aws.terms().getLast().total())
                .isEqualTo(plain.terms().getLast().total());
    }

    @Test
    void aTotalThatNobodyHasMeasuredAPartOfIsKnownAndSaysWhatItLacks() {
        var unmeasured =
                new CloudDemand(DEMAND.cores(), DEMAND.memoryBytes(), DEMAND.egressBytesPerMonth(), (Long) null);
        var given = inputs(List.of());
        var inputs = new CostInputs(
                given.priceBook(),
                given.day(),
                given.start(),
                given.currency(),
                given.plannedMonths(),
                Collections.nCopies(given.months(), unmeasured),
                given.oneTime(),
                given.recurring(),
                given.bought(),
                given.assumptions());

        var aws = onDemand(new Comparison(inputs, PriceBook.shipped(), USD));

        assertThat(aws.thisMonth().storage()).isNull();
        assertThat(aws.thisMonth().total()).isEqualTo(Money.of("18262.32", "USD"));
        assertThat(aws.missing()).singleElement().asString().startsWith("storage: ");
    }

    @Test
    void meteredTrafficIsTheOwnEgressAndMovesWithIt() {
        var given = inputs(List.of());
        var inputs = new CostInputs(
                given.priceBook(),
                given.day(),
                given.start(),
                given.currency(),
                given.plannedMonths(),
                given.demand(),
                given.oneTime(),
                given.recurring(),
                given.bought(),
                given.assumptions(),
                Collections.nCopies(given.months(), BigDecimal.valueOf(100)));

        var comparison = new Comparison(inputs, PriceBook.shipped(), EUR);
        var own = comparison.own(List.of());

        assertThat(own.thisMonth().egress()).isEqualTo(Money.of("100.00", "EUR"));
        assertThat(own.total().total()).isEqualTo(Money.of("39679.00", "EUR"));
    }

    @Test
    void aFigureInMoneyIsConvertedAndAShareIsNot() {
        var staff = new Assumption(Assumption.Kind.STAFF, new BigDecimal("1000"), "payroll", "2026-11-24");

        var own = new Comparison(inputs(List.of(staff)), PriceBook.shipped(), USD).own(List.of());

        assertThat(own.thisMonth().staff()).isEqualTo(Money.of("1113.30", "USD"));
    }

    @Test
    void aStoredComparisonIsReadBackAsItWas() {
        var comparison = new Comparison(inputs(List.of()), PriceBook.shipped(), EUR);
        var own = comparison.own(List.of("price list"));
        var bought = new BoughtServers("box", 2, -3, null, new BigDecimal("9000.00"), new BigDecimal("0.4"));
        var inputs = inputs(List.of());
        var kept = new CostAssessment(
                JANUARY,
                36,
                own,
                comparison.clouds(own),
                List.of(),
                null,
                new CostInputs(
                        3,
                        inputs.day(),
                        inputs.start(),
                        EUR,
                        36,
                        inputs.demand(),
                        inputs.oneTime(),
                        inputs.recurring(),
                        List.of(bought),
                        List.of(new Assumption(
                                Assumption.Kind.PUE, new BigDecimal("1.4"), "data center", "2026-11-24"))),
                null);
        var json = new SnapshotJson();

        var read = json.read(json.write(kept), CostAssessment.class);

        assertThat(read).usingRecursiveComparison().isEqualTo(kept);
    }

    private static Option onDemand(Comparison comparison) {
        return comparison.clouds(comparison.own(List.of())).getFirst();
    }

    private static CostInputs inputs(List<Assumption> assumptions) {
        var oneTime = new java.util.ArrayList<>(Collections.nCopies(60, BigDecimal.ZERO));
        oneTime.set(0, new BigDecimal("79.00"));
        return new CostInputs(
                1,
                LocalDate.of(2026, 11, 24),
                JANUARY,
                EUR,
                36,
                Collections.nCopies(60, DEMAND),
                oneTime,
                Collections.nCopies(60, new BigDecimal("1000.00")),
                List.of(),
                assumptions);
    }
}
