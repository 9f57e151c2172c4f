package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.report.ReportContent.Cost;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the plan's and the comparison's money into words. */
final class MoneyLines {

    private static final Map<String, String> PROVIDERS =
            Map.of("aws", "AWS", "gcp", "Google Cloud", "azure", "Azure", "bare-metal", "Own servers");
    private static final Map<String, String> COMMITMENTS =
            Map.of("on-demand", "on demand", "1y", "1 year", "3y", "3 years");

    private final Assessment assessment;

    MoneyLines(Assessment assessment) {
        this.assessment = assessment;
    }

    /** Returns what one order costs: {@code €79.00 once, €212.00 a month}. */
    static String price(Order order) {
        boolean once = order.oneTime().amount().signum() != 0;
        boolean monthly = order.monthly().amount().signum() != 0;
        if (once && monthly) {
            return Figures.money(order.oneTime()) + " once, " + Figures.money(order.monthly()) + " a month";
        }
        return once
                ? Figures.money(order.oneTime()) + " once"
                : monthly ? Figures.money(order.monthly()) + " a month" : "no cost";
    }

    List<String> sentences(List<Order> due) {
        var plan = assessment.plan();
        var lines = new ArrayList<String>();
        if (!plan.monthlyCost().isEmpty()) {
            lines.add("Committed: " + Figures.money(plan.monthlyCost().getFirst()) + " a month for the fleet in "
                    + RoughDate.monthOf(plan.start()) + ".");
        }
        var zero = Money.zero(assessment.currency());
        var once = due.stream().map(Order::oneTime).reduce(zero, Money::plus);
        var monthly = due.stream().map(Order::monthly).reduce(zero, Money::plus);
        lines.add(
                due.isEmpty()
                        ? "Planned in the next 90 days: nothing."
                        : "Planned in the next 90 days: " + Figures.money(once) + " once and " + Figures.money(monthly)
                                + " a month on top.");
        if (plan.state() != PlanAssessment.State.UNAVAILABLE) {
            lines.add("The whole plan: " + Figures.wholeMoney(plan.totalCost()) + " over " + plan.months() + " months, "
                    + proof(plan) + ".");
        }
        return lines;
    }

    private static String proof(PlanAssessment plan) {
        return plan.state() == PlanAssessment.State.OPTIMAL
                ? "proven to be the least"
                : "at most " + Figures.finePercent(plan.gap()) + " above the least possible";
    }

    /** Returns owning first, then each provider on demand, then the cheapest commitment of all. */
    List<Cost> comparison() {
        var costs = assessment.costs();
        if (costs == null) {
            return List.of();
        }
        var clouds = costs.clouds();
        var onDemand = clouds.stream().filter(o -> "on-demand".equals(o.commitment()));
        var cheapest = clouds.stream()
                .filter(o -> !"on-demand".equals(o.commitment()) && o.total().total() != null)
                .min(Comparator.comparing(MoneyLines::known))
                .stream();
        return Stream.concat(Stream.of(costs.own()), Stream.concat(onDemand, cheapest))
                .map(option -> cost(option, costs.own()))
                .toList();
    }

    private static Money known(Option option) {
        var total = option.total().total();
        if (total == null) {
            throw new IllegalStateException("no total: " + option.provider());
        }
        return total;
    }

    private static Cost cost(Option option, Option own) {
        var commitment = option.commitment();
        return new Cost(
                PROVIDERS.getOrDefault(option.provider(), CleanText.of(option.provider(), 40))
                        + (commitment == null ? "" : ", " + COMMITMENTS.getOrDefault(commitment, commitment)),
                amount(option.thisMonth().total()),
                amount(option.total().total()),
                option == own ? "" : beside(option, own));
    }

    private static String beside(Option option, Option own) {
        var total = option.total().total();
        var base = own.total().total();
        if (total == null) {
            return option.missing().stream()
                    .findFirst()
                    .map(missing -> "unknown: " + CleanText.of(missing, 80))
                    .orElse("unknown");
        }
        if (base == null || base.amount().signum() <= 0) {
            return "";
        }
        var factor = total.amount().divide(base.amount(), 1, RoundingMode.HALF_UP);
        return factor.toPlainString() + " × own";
    }

    private static String amount(@Nullable Money money) {
        return money == null ? ResourceRows.NONE : Figures.wholeMoney(money);
    }

    List<String> basis() {
        CostAssessment costs = assessment.costs();
        if (costs == null) {
            return List.of("There is no comparison with the clouds yet.");
        }
        var lines = new ArrayList<String>();
        lines.add("The same demand over " + costs.months() + " months, at prices of " + RoughDate.exact(costs.asOf())
                + ", measured traffic included.");
        var exchange = costs.exchange();
        if (exchange != null) {
            lines.add(CleanText.of(exchange, 200) + ".");
        }
        return lines;
    }
}
