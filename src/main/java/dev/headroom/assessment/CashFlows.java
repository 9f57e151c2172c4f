package dev.headroom.assessment;

import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.CashFlowAssessment.Quarter;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.ActualCost;
import dev.headroom.catalog.ClosedMonths;
import dev.headroom.catalog.OwnServer;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Assumption.Kind;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CashFlow;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.cost.OwnSpending;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts what is owned and what is planned into the months in which it is paid, the past ones beside what was paid. */
final class CashFlows {

    private static final int PAST_MONTHS = 12;
    private static final int MONTHS_A_QUARTER = 3;

    private final ClosedMonths closedMonths;
    private final Assessments assessments;
    private final Currency currency;

    CashFlows(ClosedMonths closedMonths, Assessments assessments, Currency currency) {
        this.closedMonths = closedMonths;
        this.assessments = assessments;
        this.currency = currency;
    }

    CashFlowAssessment of(
            FleetSpending spending, List<PoolOutlook> outlooks, PriceBook book, PlanningMonths plan, LocalDate today) {
        var notes = new TreeSet<String>();
        var months = new ArrayList<Month>();
        var thisMonth = YearMonth.from(today);
        int past = pastMonths(book, thisMonth);
        var before = before(outlooks, book, thisMonth.minusMonths(past), past + 1, thisMonth, spending, notes);
        for (var month : before.months()) {
            boolean closed = month.month().isBefore(thisMonth);
            var then = new Month(
                    month.month().atDay(1),
                    closed,
                    flow(month),
                    nothing(),
                    nothing(),
                    closed ? forecast(month.month()) : null,
                    closed ? actual(book, month.month()) : null);
            if (!months.isEmpty() || !closed || isKnown(then)) {
                months.add(then);
            }
        }
        var zeros = Collections.nCopies(spending.owned().size(), BigDecimal.ZERO);
        var owned = CashFlow.of(
                plan.first(),
                currency,
                new OwnSpending(zeros, spending.owned(), zeros, spending.ownedBought()),
                spending.assumptions());
        var planned = CashFlow.of(
                plan.first(),
                currency,
                new OwnSpending(spending.plannedOnce(), spending.planned(), zeros, spending.plannedBought()),
                spending.assumptions()
                        .without(Kind.STAFF)
                        .without(Kind.MONITORING)
                        .without(Kind.COMPLIANCE));
        for (int m = 0; m < owned.months().size(); m++) {
            months.add(new Month(
                    plan.first().plusMonths(m).atDay(1),
                    false,
                    flow(owned.months().get(m)),
                    new Flow(
                            money(spending.orderedOnce().get(m)),
                            money(spending.ordered().get(m)),
                            money(BigDecimal.ZERO)),
                    flow(planned.months().get(m)),
                    null,
                    null));
        }
        return new CashFlowAssessment(months, budgets(book, months, today), List.copyOf(notes));
    }

    /** A month of which nothing is known is no month without costs. */
    private static boolean isKnown(Month month) {
        var total = month.total();
        return month.actual() != null
                || total.payments().amount().signum() != 0
                || total.depreciation().amount().signum() != 0;
    }

    /** As far back as somebody has said what things cost, a year at most. */
    private static int pastMonths(PriceBook book, YearMonth thisMonth) {
        return (int) java.util.stream.Stream.concat(
                        book.ownServers().stream().map(server -> YearMonth.from(server.since())),
                        book.actualCosts().stream().map(ActualCost::month))
                .mapToLong(month -> ChronoUnit.MONTHS.between(month, thisMonth))
                .filter(months -> months > 0)
                .map(months -> Math.min(months, PAST_MONTHS))
                .max()
                .orElse(0);
    }

    private CashFlow before(
            List<PoolOutlook> outlooks,
            PriceBook book,
            YearMonth start,
            int count,
            YearMonth thisMonth,
            FleetSpending spending,
            TreeSet<String> notes) {
        var recurring = new ArrayList<BigDecimal>();
        var oneTime = new ArrayList<BigDecimal>();
        for (int m = 0; m < count; m++) {
            var month = start.plusMonths(m);
            var rent = BigDecimal.ZERO;
            var fees = BigDecimal.ZERO;
            for (var outlook : outlooks) {
                for (var node : outlook.pool().nodes()) {
                    var since = YearMonth.from(
                            node.node().firstSeen().atZone(ZoneOffset.UTC).toLocalDate());
                    var own = book.ownServer(node.node().name(), node.node().model());
                    // a contract of its own knows better than the metrics since when the node is there
                    if (since.isAfter(month)
                            && own.filter(row -> row.node() != null).isEmpty()) {
                        continue;
                    }
                    if (own.isPresent()) {
                        rent = rent.add(rent(own.get(), month, book, thisMonth));
                        fees = fees.add(fee(own.get(), month, book, thisMonth));
                    } else {
                        rent = rent.add(listPrice(node.node().model(), month, book, thisMonth));
                        notes.add("Past rents of servers without a contract here are counted at today's list price.");
                    }
                }
            }
            recurring.add(rent);
            oneTime.add(fees);
        }
        if (count > 1 && spending.traffic().stream().anyMatch(traffic -> traffic.signum() > 0)) {
            notes.add("Metered traffic is not in the months that are over.");
        }
        if (count > 1) {
            notes.add("Servers that left before are not in the months that are over.");
        }
        int shift = (int) ChronoUnit.MONTHS.between(start, thisMonth) + 1;
        var bought = spending.ownedBought().stream()
                .map(servers -> new BoughtServers(
                        servers.what(),
                        servers.count(),
                        servers.month() + shift,
                        servers.lastMonth(),
                        servers.unitPrice(),
                        servers.kilowatts()))
                .toList();
        return CashFlow.of(
                start,
                currency,
                new OwnSpending(oneTime, recurring, Collections.nCopies(count, BigDecimal.ZERO), bought),
                spending.assumptions());
    }

    private BigDecimal rent(OwnServer own, YearMonth month, PriceBook book, YearMonth thisMonth) {
        return YearMonth.from(own.since()).isAfter(month)
                ? BigDecimal.ZERO
                : amount(own.monthly(), month, book, thisMonth);
    }

    private BigDecimal fee(OwnServer own, YearMonth month, PriceBook book, YearMonth thisMonth) {
        return YearMonth.from(own.since()).equals(month)
                ? amount(own.setupFee(), month, book, thisMonth)
                : BigDecimal.ZERO;
    }

    private BigDecimal listPrice(@Nullable String model, YearMonth month, PriceBook book, YearMonth thisMonth) {
        return model == null
                ? BigDecimal.ZERO
                : book.latestOffer(model, thisMonth.atEndOfMonth())
                        .map(offer -> amount(offer.monthly(), month, book, thisMonth))
                        .orElse(BigDecimal.ZERO);
    }

    private BigDecimal amount(@Nullable Money money, YearMonth month, PriceBook book, YearMonth thisMonth) {
        return money == null
                ? BigDecimal.ZERO
                : converted(money, month, book, thisMonth).map(Money::amount).orElse(BigDecimal.ZERO);
    }

    /** A month that is over keeps the rate that it closed with. */
    private Optional<Money> converted(Money money, YearMonth month, PriceBook book, YearMonth thisMonth) {
        var rate = month.isBefore(thisMonth)
                ? closedMonths.rate(month, money.currency(), currency, book)
                : book.exchangeRate(money.currency(), currency, month.atEndOfMonth());
        return rate.map((ExchangeRate dated) -> dated.convert(money).rounded());
    }

    private @Nullable Money actual(PriceBook book, YearMonth month) {
        return book.actualCosts().stream()
                .filter(actual -> actual.month().equals(month))
                .findFirst()
                .flatMap(actual ->
                        converted(actual.oneTime().plus(actual.recurring()), month, book, month.plusMonths(1)))
                .orElse(null);
    }

    /** Returns the month's payments as the last assessment before it foresaw them. */
    private @Nullable Money forecast(YearMonth month) {
        return assessments
                .asOf(month.atDay(1).minusDays(1))
                .map(Assessment::costs)
                .map(CostAssessment::cashFlow)
                .flatMap(flow -> flow.months().stream()
                        .filter(foreseen -> foreseen.month().equals(month.atDay(1)))
                        .findFirst())
                .map(foreseen -> foreseen.total().payments())
                .filter(money -> money.currency().equals(currency))
                .orElse(null);
    }

    private List<Quarter> budgets(PriceBook book, List<Month> months, LocalDate today) {
        return book.budgets().stream()
                .map(budget -> {
                    var last = budget.first().plusMonths(MONTHS_A_QUARTER - 1L);
                    var amount = converted(budget.amount(), last, book, YearMonth.from(today))
                            .orElse(null);
                    if (amount == null) {
                        return null;
                    }
                    var spent = months.stream()
                            .filter(month -> !YearMonth.from(month.month()).isBefore(budget.first())
                                    && !YearMonth.from(month.month()).isAfter(last))
                            .map(Month::paid)
                            .reduce(Money.zero(currency), Money::plus)
                            .rounded();
                    return new Quarter(
                            budget.quarter(),
                            budget.first().atDay(1),
                            amount,
                            spent,
                            amount.minus(spent),
                            budget.source());
                })
                .filter(Objects::nonNull)
                .sorted(java.util.Comparator.comparing(Quarter::start))
                .toList();
    }

    private static Flow flow(CashFlow.Month month) {
        return new Flow(
                month.oneTime().rounded(),
                month.recurring().rounded(),
                month.depreciation().rounded());
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency).rounded();
    }

    private Flow nothing() {
        var zero = Money.zero(currency).rounded();
        return new Flow(zero, zero, zero);
    }
}
