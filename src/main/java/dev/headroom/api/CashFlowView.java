package dev.headroom.api;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CashFlowAssessment;
import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.units.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is paid and written off by month, for what is owned, ordered and planned. */
record CashFlowView(
        UUID assessment,
        Instant generatedAt,
        String currency,
        List<MonthView> months,
        List<BudgetView> budgets,
        List<String> notes)
        implements Table.Tabular {

    /**
     * One month.
     *
     * @param cumulative all payments from the first month shown
     * @param forecast   of a month that is over, as it was foreseen; null where nobody did
     * @param actual     of a month that is over, as the books have it; null where they don't
     */
    record MonthView(
            LocalDate month,
            boolean closed,
            Amount oneTime,
            Amount recurring,
            Amount depreciation,
            Amount cumulative,
            Part owned,
            Part ordered,
            Part planned,
            @Nullable Amount forecast,
            @Nullable Amount actual) {}

    record Part(Amount oneTime, Amount recurring, Amount depreciation) {

        static Part of(Flow flow) {
            return new Part(Amount.of(flow.oneTime()), Amount.of(flow.recurring()), Amount.of(flow.depreciation()));
        }
    }

    record BudgetView(String quarter, Amount budget, Amount spent, Amount left, String source) {}

    static CashFlowView of(
            Assessment assessment,
            CashFlowAssessment flow,
            Currency currency,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        var months = new ArrayList<MonthView>();
        var cumulative = Money.zero(currency);
        for (var month : flow.months()) {
            if (from != null && month.month().plusMonths(1).minusDays(1).isBefore(from)
                    || to != null && !month.month().isBefore(to)) {
                continue;
            }
            var total = month.total();
            cumulative = cumulative.plus(total.payments());
            months.add(new MonthView(
                    month.month(),
                    month.closed(),
                    Amount.of(total.oneTime()),
                    Amount.of(total.recurring()),
                    Amount.of(total.depreciation()),
                    Amount.of(cumulative),
                    Part.of(month.owned()),
                    Part.of(month.ordered()),
                    Part.of(month.planned()),
                    Amount.ofNullable(month.forecast()),
                    Amount.ofNullable(month.actual())));
        }
        return new CashFlowView(
                assessment.id(),
                assessment.generatedAt(),
                currency.getCurrencyCode(),
                months,
                flow.budgets().stream()
                        .map(quarter -> new BudgetView(
                                quarter.quarter(),
                                Amount.of(quarter.budget()),
                                Amount.of(quarter.spent()),
                                Amount.of(quarter.left()),
                                quarter.source()))
                        .toList(),
                flow.notes());
    }

    @Override
    public Table table() {
        return new Table(
                "cash-flow",
                List.of(
                        "month",
                        "closed",
                        "oneTime",
                        "recurring",
                        "depreciation",
                        "cumulative",
                        "ownedRecurring",
                        "plannedOneTime",
                        "plannedRecurring",
                        "forecast",
                        "actual",
                        "currency"),
                months.stream()
                        .map(month -> Arrays.<@Nullable Object>asList(
                                month.month(),
                                month.closed(),
                                Amount.cell(month.oneTime()),
                                Amount.cell(month.recurring()),
                                Amount.cell(month.depreciation()),
                                Amount.cell(month.cumulative()),
                                Amount.cell(month.owned().recurring()),
                                Amount.cell(month.planned().oneTime()),
                                Amount.cell(month.planned().recurring()),
                                Amount.cell(month.forecast()),
                                Amount.cell(month.actual()),
                                currency))
                        .toList());
    }
}
