package dev.headroom.assessment;

import dev.headroom.assessment.CostAssessment.Assumption;
import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.units.Figures;
import dev.headroom.usage.UsageHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the planned fleet's cost beside the same demand in each cloud. */
final class Costing {

    private static final int LONG_TERM = 60;

    private final PriceBooks books;
    private final UsageHistory usage;
    private final CashFlows cashFlows;
    private final OnOrder onOrder;
    private final PlanningSettings settings;

    Costing(PriceBooks books, UsageHistory usage, CashFlows cashFlows, OnOrder onOrder, PlanningSettings settings) {
        this.books = books;
        this.usage = usage;
        this.cashFlows = cashFlows;
        this.onOrder = onOrder;
        this.settings = settings;
    }

    /** Returns {@code null} where there is no plan to compare with. */
    @Nullable
    CostAssessment compare(List<PoolOutlook> outlooks, PlanAssessment plan, Look look) {
        if (plan.state() == PlanAssessment.State.UNAVAILABLE) {
            return null;
        }
        var months = look.months();
        var today = look.today();
        int number = books.newest();
        var book = books.version(number).orElseThrow();
        int whole = Math.max(LONG_TERM, months.count());
        var needs = new CloudNeeds(outlooks, book, usage, settings, months);
        var counted = OwnCostFigures.of(book, settings.currency(), today);
        var spending = new FleetSpending(
                plan,
                outlooks,
                needs,
                months,
                whole,
                book,
                counted,
                settings.currency(),
                today,
                coming(outlooks, look));
        var inputs = new CostInputs(
                number,
                today,
                months.start(),
                settings.currency(),
                months.count(),
                needs.byMonth(whole),
                spending.oneTime(),
                spending.rents(),
                spending.bought(),
                counted.all(),
                spending.traffic());
        var comparison = new Comparison(inputs, book, settings.currency());
        var own = comparison.own(plan.orders().stream()
                .map(PlanAssessment.Order::source)
                .distinct()
                .toList());
        var assumptions = new ArrayList<>(needs.assumptions());
        assumptions.addAll(OwnCostFigures.inWords(book));
        plan.links().stream()
                .filter(link ->
                        link.arithmetic() != null && link.nodes().stream().anyMatch(nodes -> nodes > 0))
                .map(Costing::traffic)
                .distinct()
                .forEach(assumptions::add);
        if (whole > months.count()) {
            assumptions.add(new Assumption(
                    "Months " + (months.count() + 1) + " to " + whole,
                    "go on as the plan's last year: demand in a straight line, own rents in proportion",
                    "no plan reaches that far",
                    null));
        }
        return new CostAssessment(
                book.date(),
                months.count(),
                own,
                comparison.clouds(own),
                assumptions,
                comparison.exchange().orElse(null),
                inputs,
                cashFlows.of(spending, outlooks, book, months, today));
    }

    private static Assumption traffic(PlanAssessment.LinkCost link) {
        return new Assumption(
                "Metered traffic of " + link.pool() + " on " + link.link(),
                Figures.money(link.traffic()) + " a month for each node that carries it",
                link.arithmetic() + "; " + link.source(),
                null);
    }

    private List<Coming> coming(List<PoolOutlook> outlooks, Look look) {
        return onOrder.all(
                outlooks.stream()
                        .filter(outlook -> !outlook.forecasts().isEmpty())
                        .map(PoolOutlook::pool)
                        .toList(),
                look.today(),
                look.rules());
    }
}
