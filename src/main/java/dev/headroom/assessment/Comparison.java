package dev.headroom.assessment;

import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.CostAssessment.Sensitivity;
import dev.headroom.assessment.CostAssessment.Term;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Amount;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.Assumptions;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CloudPrices;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.CostComparison;
import dev.headroom.cost.CostComparison.Change;
import dev.headroom.cost.CostLines;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.cost.OwnSpending;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bare metal and each cloud, computed from kept inputs and a price book: the same inputs give the same figures. */
final class Comparison {

    private final CostInputs inputs;
    private final Currency currency;
    private final List<ExchangeRate> rates;
    private final CostComparison planned;
    private final CostComparison whole;

    /**
     * Compares.
     *
     * @param currency in which the answer is given
     * @throws IllegalArgumentException if the book has no exchange rate that is needed
     */
    Comparison(CostInputs inputs, PriceBook book, Currency currency) {
        this.inputs = inputs;
        this.currency = currency;
        var prices = book.cloudPrices();
        rates = prices.stream()
                .map(CloudPrices::currency)
                .distinct()
                .map(from -> rate(book, from, inputs, currency))
                .toList();
        var own = rate(book, inputs.currency(), inputs, currency);
        var costing = book.cloudCosting();
        planned = CostComparison.of(request(inputs.plannedMonths(), own, List.of(Change.values())), costing);
        whole = inputs.plannedMonths() == inputs.months()
                ? planned
                : CostComparison.of(request(inputs.months(), own, List.of()), costing);
    }

    private static ExchangeRate rate(PriceBook book, Currency from, CostInputs inputs, Currency to) {
        return book.exchangeRate(from, to, inputs.day())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the price book has no exchange rate from " + from + " to " + to + " of " + inputs.day()));
    }

    private CostComparison.Request request(int months, ExchangeRate own, List<Change> changes) {
        var spending = new OwnSpending(
                converted(inputs.oneTime(), months, own),
                converted(inputs.recurring(), months, own),
                converted(inputs.traffic(), months, own),
                inputs.bought().stream().map(servers -> converted(servers, own)).toList());
        return new CostComparison.Request(
                YearMonth.from(inputs.start()),
                currency,
                inputs.demand().subList(0, months),
                spending,
                List.of(Commitment.values()),
                assumptions(inputs, own),
                rates,
                changes);
    }

    /** Returns what is counted beside the prices, money in the rate's other currency. */
    static Assumptions assumptions(CostInputs inputs, ExchangeRate own) {
        return Assumptions.of(inputs.assumptions().stream()
                .map(a -> a.kind().isMoney()
                        ? new Assumption(a.kind(), a.value().multiply(own.rate()), a.source(), a.asOf())
                        : a)
                .toList());
    }

    private static List<BigDecimal> converted(List<BigDecimal> amounts, int months, ExchangeRate own) {
        return amounts.stream()
                .limit(months)
                .map(amount -> amount.multiply(own.rate()))
                .toList();
    }

    private static BoughtServers converted(BoughtServers servers, ExchangeRate own) {
        return new BoughtServers(
                servers.what(),
                servers.count(),
                servers.month(),
                servers.lastMonth(),
                servers.unitPrice().multiply(own.rate()),
                servers.kilowatts());
    }

    /** Returns the rate that the clouds' amounts were converted by, in words; empty where none was needed. */
    Optional<String> exchange() {
        return rates.stream()
                .filter(rate -> !rate.changesNothing())
                .map(ExchangeRate::toString)
                .findFirst();
    }

    Option own(List<String> sources) {
        var byMonth = byMonth(whole.own().byMonth());
        var total = sum(byMonth.subList(0, inputs.plannedMonths()));
        return new Option(
                "bare-metal",
                null,
                null,
                byMonth.getFirst(),
                total,
                byMonth,
                null,
                null,
                null,
                null,
                List.of(),
                whole.own().total().missing(),
                null,
                sources,
                terms(
                        byMonth,
                        Amount.of(planned.own().presentValue()),
                        Amount.of(whole.own().presentValue())));
    }

    List<Option> clouds(Option own) {
        var options = new ArrayList<Option>();
        for (int i = 0; i < whole.clouds().size(); i++) {
            options.add(cloud(planned.clouds().get(i), whole.clouds().get(i), own));
        }
        return options;
    }

    private Option cloud(CostComparison.Cloud cloud, CostComparison.Cloud overAll, Option own) {
        var byMonth = byMonth(overAll.byMonth());
        var total = sum(byMonth.subList(0, inputs.plannedMonths()));
        var mix = cloud.firstMonth().instances().stream()
                .map(instances -> instances.count() + " × " + instances.type())
                .collect(Collectors.joining(" + "));
        var ownTotal = own.total().total();
        return new Option(
                cloud.provider().id(),
                cloud.region(),
                cloud.commitment().id(),
                byMonth.getFirst(),
                total,
                byMonth,
                total.total() == null || ownTotal == null ? null : total.total().minus(ownTotal),
                day(overAll.breakEven()),
                day(overAll.payback()),
                cloud.matchingDiscount().isPresent() ? cloud.matchingDiscount().getAsDouble() : null,
                cloud.sensitivities().stream()
                        .map(s -> new Sensitivity(s.change().title(), money(s.savings())))
                        .toList(),
                cloud.total().missing(),
                mix.isEmpty() ? null : mix,
                cloud.firstMonth().sources().stream()
                        .map(source -> source.what() + ": " + source.source() + ", " + source.asOf())
                        .distinct()
                        .toList(),
                terms(byMonth, cloud.presentValue(), overAll.presentValue()));
    }

    private List<Term> terms(List<Lines> byMonth, Amount plannedValue, Amount wholeValue) {
        var terms = new ArrayList<Term>();
        int months = inputs.plannedMonths();
        terms.add(new Term(months, sum(byMonth.subList(0, months)).total(), money(plannedValue)));
        if (inputs.months() > months) {
            terms.add(new Term(inputs.months(), sum(byMonth).total(), money(wholeValue)));
        }
        return terms;
    }

    private List<Lines> byMonth(List<CostLines> months) {
        var lines = new ArrayList<Lines>();
        for (int m = 0; m < months.size(); m++) {
            lines.add(lines(months.get(m), inputs.start().plusMonths(m)));
        }
        return lines;
    }

    /** Lines are rounded first and added then, so that what is printed adds up. */
    private static Lines lines(CostLines lines, LocalDate month) {
        var known = new ArrayList<@Nullable Money>();
        lines.lines().values().stream().filter(Amount::isKnown).forEach(line -> known.add(money(line)));
        return new Lines(
                month,
                money(lines.compute()),
                money(lines.storage()),
                money(lines.egress()),
                money(lines.controlPlane()),
                money(lines.staff()),
                money(lines.other()),
                lines.total().isKnown() ? added(known) : null);
    }

    private static Lines sum(List<Lines> months) {
        return new Lines(
                null,
                added(months, Lines::compute),
                added(months, Lines::storage),
                added(months, Lines::egress),
                added(months, Lines::controlPlane),
                added(months, Lines::staff),
                added(months, Lines::other),
                added(months, Lines::total));
    }

    private static @Nullable Money added(List<Lines> months, Function<Lines, @Nullable Money> line) {
        var amounts = new ArrayList<@Nullable Money>();
        months.forEach(month -> amounts.add(line.apply(month)));
        return added(amounts);
    }

    private static @Nullable Money added(List<@Nullable Money> amounts) {
        Money sum = null;
        for (var amount : amounts) {
            if (amount == null) {
                return null;
            }
            sum = sum == null ? amount : sum.plus(amount);
        }
        return sum;
    }

    private static @Nullable Money money(Amount amount) {
        return amount.isKnown() ? amount.money().rounded() : null;
    }

    private static @Nullable LocalDate day(@Nullable YearMonth month) {
        return month == null ? null : month.atDay(1);
    }
}
