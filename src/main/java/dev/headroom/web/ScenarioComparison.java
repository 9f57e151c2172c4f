package dev.headroom.web;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.OrderBy;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ScenarioOutcome;
import dev.headroom.catalog.OfferName;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** A scenario beside the baseline: in days, and in money. */
record ScenarioComparison(ScenarioOutcome outcome, int horizon) {

    private static final String UNKNOWN = "unknown";

    /** A figure on both sides. */
    record Figure(String name, String baseline, String scenario, String difference) {}

    /** A resource's dates on both sides. */
    record Dates(
            String pool,
            String resource,
            String baseline,
            String scenario,
            String moved,
            String orderBy,
            String orderByThen,
            String orderMoved) {}

    /** What is ordered on one side and not, or otherwise, on the other. */
    record Line(String pool, String what, String baseline, String scenario) {}

    public String headline() {
        var more = difference();
        var money = more.amount().signum() == 0
                ? "costs the same"
                : "costs " + Figures.wholeMoney(new Money(more.amount().abs(), more.currency()))
                        + (more.amount().signum() > 0 ? " more" : " less");
        long unmet = unmet(after());
        return "It " + money + " over " + after().months() + " months"
                + (unmet == 0
                        ? ""
                        : ", and leaves the demand unmet in " + unmet + " " + unmetUnit() + (unmet == 1 ? "" : "s")
                                + " (today's plan: " + unmet(before()) + ")")
                + moved() + ".";
    }

    private String moved() {
        for (var date : dates()) {
            if (!date.moved().isEmpty() && !date.moved().equals(UNKNOWN)) {
                return "; " + date.resource() + " of " + date.pool() + " reaches its limit " + date.moved();
            }
        }
        for (var date : dates()) {
            if (!date.orderMoved().isEmpty()) {
                return "; " + date.resource() + " of " + date.pool() + " needs an order " + date.orderMoved();
            }
        }
        return "; no date moves";
    }

    private PlanAssessment before() {
        return outcome.baseline().plan();
    }

    private PlanAssessment after() {
        return outcome.scenario().plan();
    }

    private Money difference() {
        return after().totalCost().minus(before().totalCost());
    }

    public List<Figure> money() {
        var figures = new ArrayList<Figure>();
        figures.add(figure("Over " + after().months() + " months", before().totalCost(), after().totalCost()));
        figures.add(figure("Of that once", sum(before().oneTimeCost(), before()), sum(after().oneTimeCost(), after())));
        figures.add(figure(
                "Of that by the month", sum(before().monthlyCost(), before()), sum(after().monthlyCost(), after())));
        figures.add(figure("First 12 months", year(before()), year(after())));
        figures.add(count(
                "Orders, upgrades and returns",
                before().orders().size(),
                after().orders().size()));
        figures.add(
                count(StringUtils.capitalize(unmetUnit()) + "s with unmet demand", unmet(before()), unmet(after())));
        return figures;
    }

    private static Figure figure(String name, Money before, Money after) {
        var more = after.minus(before);
        return new Figure(
                name,
                Figures.money(before),
                Figures.money(after),
                (more.amount().signum() > 0 ? "+" : "") + Figures.money(more));
    }

    private static Figure count(String name, long before, long after) {
        return new Figure(name, "%,d".formatted(before), "%,d".formatted(after), signed(after - before));
    }

    private static String signed(long number) {
        return number > 0 ? "+%,d".formatted(number) : number < 0 ? "−%,d".formatted(-number) : "0";
    }

    /** A month in which two pools lack something counts twice, and is then called what it is. */
    private String unmetUnit() {
        return outcome.scenario().pools().size() > 1 ? "pool-month" : "month";
    }

    private static long unmet(PlanAssessment plan) {
        return plan.unmet().stream()
                .map(unmet -> List.of(unmet.pool(), unmet.month()))
                .distinct()
                .count();
    }

    private static Money sum(List<Money> amounts, PlanAssessment plan) {
        return amounts.stream().reduce(Money.zero(plan.totalCost().currency()), Money::plus);
    }

    private static Money year(PlanAssessment plan) {
        return sum(plan.monthlyCost().stream().limit(12).toList(), plan)
                .plus(sum(plan.oneTimeCost().stream().limit(12).toList(), plan));
    }

    /** Returns the resources' dates, those that move most first. */
    public List<Dates> dates() {
        var dates = new ArrayList<Dated>();
        for (var pool : outcome.scenario().pools()) {
            for (var after : pool.resources()) {
                before(pool.id(), after).ifPresent(before -> dates.add(dated(pool, before, after)));
            }
        }
        return dates.stream()
                .sorted((a, b) -> Long.compare(Math.abs(b.days()), Math.abs(a.days())))
                .map(Dated::dates)
                .toList();
    }

    private record Dated(long days, Dates dates) {}

    private Optional<ResourceAssessment> before(String pool, ResourceAssessment after) {
        return outcome.baseline().pools().stream()
                .filter(other -> other.id().equals(pool))
                .findFirst()
                .flatMap(other -> other.resource(after.resource()));
    }

    private Dated dated(PoolAssessment pool, ResourceAssessment before, ResourceAssessment after) {
        var from = likely(before);
        var to = likely(after);
        long days = from != null && to != null
                ? ChronoUnit.DAYS.between(from, to)
                : from == null && to == null ? 0 : Integer.MAX_VALUE;
        var orderBy = day(before.orderBy());
        var orderByThen = day(after.orderBy());
        return new Dated(
                days,
                new Dates(
                        VisibleText.name(pool.name()),
                        after.resource().title(),
                        words(before, from),
                        words(after, to),
                        isKnown(before) == isKnown(after) ? moved(from, to) : UNKNOWN,
                        words(orderBy),
                        words(orderByThen),
                        moved(orderBy, orderByThen)));
    }

    private static boolean isKnown(ResourceAssessment resource) {
        return resource.usableCrossing() != null;
    }

    private static @Nullable LocalDate likely(ResourceAssessment resource) {
        CrossingDates dates = resource.usableCrossing();
        return dates == null ? null : dates.p50();
    }

    private static @Nullable LocalDate day(@Nullable OrderBy orderBy) {
        return orderBy == null ? null : orderBy.date();
    }

    private String words(ResourceAssessment resource, @Nullable LocalDate likely) {
        if (likely != null) {
            return new RoughDate(likely, outcome.today()).text();
        }
        return !isKnown(resource) ? UNKNOWN : "not within " + horizon + " days";
    }

    private String words(@Nullable LocalDate orderBy) {
        return orderBy == null ? "nothing to order" : RoughDate.exact(orderBy);
    }

    private static String moved(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return from == null && to == null ? "" : from == null ? "only in the scenario" : "no longer";
        }
        long days = ChronoUnit.DAYS.between(from, to);
        return days == 0
                ? ""
                : "%,d %s %s"
                        .formatted(
                                Math.abs(days), Math.abs(days) == 1 ? "day" : "days", days < 0 ? "earlier" : "later");
    }

    /** Returns the orders of either side that the other doesn't have alike. */
    public List<Line> orders() {
        var lines = new ArrayList<Line>();
        for (var order : after().orders()) {
            var other = same(before(), order);
            if (other == null || !told(other).equals(told(order))) {
                lines.add(new Line(pool(order), what(order), other == null ? "—" : told(other), told(order)));
            }
        }
        for (var order : before().orders()) {
            if (same(after(), order) == null) {
                lines.add(new Line(pool(order), what(order), told(order), "—"));
            }
        }
        return lines;
    }

    private static @Nullable Order same(PlanAssessment plan, Order order) {
        return plan.orders().stream()
                .filter(other -> other.id().equals(order.id()))
                .findFirst()
                .orElse(null);
    }

    private String pool(Order order) {
        return VisibleText.name(outcome.scenario().pools().stream()
                .filter(pool -> pool.id().equals(order.pool()))
                .findFirst()
                .map(PoolAssessment::name)
                .orElse(order.pool()));
    }

    private static String what(Order order) {
        var verb = switch (order.kind()) {
            case SERVER, UPGRADE -> "Order ";
            case RETIRE -> "Give back ";
            case DOWNGRADE -> "End ";
            case MOVE -> "Move ";
        };
        return verb + VisibleText.name(OfferName.of(order.model())) + ", " + RoughDate.monthOf(order.inService());
    }

    private String told(Order order) {
        return "%,d, by %s".formatted(order.quantity(), RoughDate.exact(order.orderBy()));
    }

    public List<String> notes() {
        return outcome.notes().stream().map(VisibleText::sentence).toList();
    }

    public String asOf() {
        return RoughDate.exact(outcome.asOf());
    }
}
