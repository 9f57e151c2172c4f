package dev.headroom.cost;

import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What is paid and what is written off, month by month, for what is owned, ordered and planned. */
public record CashFlow(Currency currency, List<Month> months) {

    /**
     * One month.
     *
     * @param oneTime      purchases and set-up fees
     * @param recurring    rents, traffic, power, staff and the like
     * @param depreciation of bought servers; no payment
     * @param cumulative   all payments up to and including this month
     */
    public record Month(YearMonth month, Money oneTime, Money recurring, Money depreciation, Money cumulative) {}

    public CashFlow {
        months = List.copyOf(months);
    }

    public static CashFlow of(YearMonth start, Currency currency, OwnSpending spending, Assumptions assumptions) {
        var own = new OwnCosts(spending, assumptions);
        var months = new ArrayList<Month>();
        var cumulative = BigDecimal.ZERO;
        for (int m = 0; m < spending.months(); m++) {
            var oneTime = own.oneTime(m);
            var recurring = own.recurring(m);
            cumulative = cumulative.add(oneTime).add(recurring);
            months.add(new Month(
                    start.plusMonths(m),
                    new Money(oneTime, currency),
                    new Money(recurring, currency),
                    new Money(own.depreciation(m), currency),
                    new Money(cumulative, currency)));
        }
        return new CashFlow(currency, months);
    }
}
