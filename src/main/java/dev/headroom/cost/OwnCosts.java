package dev.headroom.cost;

import dev.headroom.cost.Assumption.Kind;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** What owning costs in each month, under assumptions. */
final class OwnCosts {

    private final OwnSpending spending;
    private final Assumptions assumptions;
    private final List<Depreciation> depreciations;

    OwnCosts(OwnSpending spending, Assumptions assumptions) {
        this.spending = spending;
        this.assumptions = assumptions;
        this.depreciations = spending.bought().stream()
                .map(servers -> new Depreciation(
                        servers.price(),
                        servers.price().multiply(assumptions.valueOf(Kind.SALVAGE)),
                        assumptions.depreciationMonths()))
                .toList();
    }

    int months() {
        return spending.months();
    }

    /** Returns the costs as the books see them: bought servers by their depreciation. */
    CostLines lines(int month, Currency currency) {
        var zero = amount(BigDecimal.ZERO, currency);
        return new CostLines(
                amount(
                        spending.oneTime()
                                .get(month)
                                .add(spending.recurring().get(month))
                                .add(depreciation(month)),
                        currency),
                zero,
                amount(spending.egress().get(month), currency),
                zero,
                amount(assumptions.valueOf(Kind.STAFF), currency),
                amount(other(month), currency));
    }

    private static Amount amount(BigDecimal amount, Currency currency) {
        return Amount.of(new Money(amount, currency));
    }

    /** Returns what is paid at once. */
    BigDecimal oneTime(int month) {
        var sum = spending.oneTime().get(month);
        for (var servers : spending.bought()) {
            if (servers.month() == month) {
                sum = sum.add(servers.price());
            }
        }
        return sum;
    }

    /** Returns what is paid month after month. */
    BigDecimal recurring(int month) {
        return spending.recurring()
                .get(month)
                .add(spending.egress().get(month))
                .add(assumptions.valueOf(Kind.STAFF))
                .add(other(month));
    }

    BigDecimal paid(int month) {
        return oneTime(month).add(recurring(month));
    }

    BigDecimal depreciation(int month) {
        var sum = BigDecimal.ZERO;
        for (int i = 0; i < depreciations.size(); i++) {
            sum = sum.add(depreciations
                    .get(i)
                    .inMonth(month - spending.bought().get(i).month()));
        }
        return sum;
    }

    /** Returns what the bought servers are worth in the books at the horizon's end. */
    BigDecimal residual() {
        var sum = BigDecimal.ZERO;
        for (int i = 0; i < depreciations.size(); i++) {
            int bought = spending.bought().get(i).month();
            if (bought < months()) {
                sum = sum.add(depreciations.get(i).bookValueAfter(months() - bought));
            }
        }
        return sum;
    }

    private BigDecimal other(int month) {
        var sum = assumptions.valueOf(Kind.MONITORING).add(assumptions.valueOf(Kind.COMPLIANCE));
        for (var servers : spending.bought()) {
            if (servers.runsIn(month)) {
                sum = sum.add(servers.running(assumptions));
            }
        }
        return sum;
    }
}
