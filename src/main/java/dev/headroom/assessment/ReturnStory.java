package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.catalog.OfferName;
import dev.headroom.plan.PurchasePlan.Return;
import dev.headroom.plan.PurchasePlan.UpgradeUse;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a pool's plan gives up again: servers that go back, and link upgrades that end. */
final class ReturnStory {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final PoolFigures figures;
    private final PlanningMonths months;
    private final Planning.PoolPlan pool;

    ReturnStory(PoolFigures figures, PlanningMonths months) {
        this.figures = figures;
        this.months = months;
        pool = figures.pool;
    }

    /**
     * Something whose rent ends.
     *
     * @param each a month's rent of one
     * @param why what carries the demand then
     */
    private record Ending(Kind kind, String id, int quantity, int afterMonth, Money each, String what, String why) {}

    List<Order> all() {
        return Stream.concat(
                        pool.plan().returns().stream().map(this::servers),
                        pool.plan().upgrades().stream()
                                .filter(use -> !pool.supply().isOnOrder(use.upgrade()))
                                .flatMap(use -> upgrades(use).stream()))
                .map(this::told)
                .toList();
    }

    private Ending servers(Return back) {
        var replacement = replacement(back);
        return new Ending(
                Kind.RETIRE,
                back.model(),
                back.quantity(),
                back.afterMonth(),
                figures.money(figures.model(back.model()).monthly()),
                "Give back ",
                replacement == null ? remains(back.afterMonth() + 1) : replacement + " for less, so scaling up pays");
    }

    private List<Ending> upgrades(UpgradeUse use) {
        var upgrade = figures.upgrade(use.upgrade());
        var endings = new ArrayList<Ending>();
        for (int m = 1; m < use.active().size(); m++) {
            int fewer = use.active().get(m - 1) - use.active().get(m);
            if (fewer > 0) {
                endings.add(new Ending(
                        Kind.DOWNGRADE,
                        use.upgrade(),
                        fewer,
                        m - 1,
                        figures.money(upgrade.monthly()),
                        "End ",
                        whyEnded(use, upgrade.model(), m)));
            }
        }
        return endings;
    }

    private String remains(int month) {
        return pool.plan().unmet().stream().anyMatch(lack -> lack.month() == month)
                ? "the demand can't be met with it either"
                : "what remains carries the demand";
    }

    private String whyEnded(UpgradeUse use, String server, int month) {
        boolean leaves = pool.plan().returns().stream()
                .anyMatch(back -> back.model().equals(server) && back.afterMonth() == month - 1);
        var other = pool.plan().upgrades().stream()
                .filter(candidate -> !candidate.upgrade().equals(use.upgrade()))
                .filter(candidate ->
                        candidate.active().get(month) > candidate.active().get(month - 1))
                .map(candidate -> OfferName.of(pool.supply().name(candidate.upgrade())))
                .findFirst();
        var again = IntStream.range(month, use.active().size())
                .filter(m -> m > 0 && use.active().get(m) > use.active().get(m - 1))
                .findFirst();
        var why = leaves
                ? "servers of its model leave then"
                : other.map(name -> "the " + name + " takes over").orElse(remains(month));
        return again.isPresent()
                ? why + " until " + MONTH.format(months.startOf(again.getAsInt())) + ", when it is rented again"
                : why;
    }

    private Order told(Ending ending) {
        var lastDay = months.endOf(ending.afterMonth());
        var name = pool.supply().name(ending.id());
        var source = pool.supply().source(ending.id());
        var saved = ending.each().times(ending.quantity());
        return new Order(
                "",
                figures.poolId(),
                name,
                ending.quantity(),
                ending.kind(),
                lastDay,
                null,
                lastDay,
                ending.what() + ending.quantity() + " × " + OfferName.of(name) + " of " + figures.poolName()
                        + " at the end of " + MONTH.format(lastDay) + ": " + ending.why() + ", and "
                        + Figures.money(saved) + " a month are saved.",
                List.of(),
                figures.money(BigDecimal.ZERO),
                Money.zero(saved.currency()).minus(saved),
                source,
                null,
                arithmetic(ending, saved, source));
    }

    private List<Step> arithmetic(Ending ending, Money saved, String source) {
        int left = months.count() - 1 - ending.afterMonth();
        var steps = new ArrayList<Step>();
        var parts = pool.supply().priceParts(ending.id());
        steps.addAll(parts);
        steps.add(new Step(
                parts.isEmpty() ? "Rent of one" : "Cost of one", Figures.money(ending.each()) + " a month", source));
        steps.add(new Step(
                "Saved by " + ending.quantity(),
                Figures.money(saved) + " a month",
                ending.quantity() + (parts.isEmpty() ? " × the rent of one" : " × the cost of one")));
        steps.add(new Step(
                "Saved in the " + left + (left == 1 ? " month" : " months") + " left of the plan",
                Figures.money(saved.times(left)),
                null));
        steps.addAll(carried(ending.afterMonth() + 1));
        return steps;
    }

    /** Returns what takes a node's place: other models that come within a month of its leaving. */
    private @Nullable String replacement(Return back) {
        var coming = pool.plan().orders().stream()
                .filter(order ->
                        !pool.supply().name(order.model()).equals(pool.supply().name(back.model())))
                .filter(order -> Math.abs(order.inServiceMonth() - back.afterMonth() - 1) <= 1)
                .map(order ->
                        order.quantity() + " × " + OfferName.of(pool.supply().name(order.model())))
                .toList();
        return coming.isEmpty()
                ? null
                : String.join(" and ", coming) + (coming.size() == 1 ? " carries" : " carry") + " the load";
    }

    /** What is left to carry the demand in a month, resource by resource. */
    private List<Step> carried(int month) {
        if (month >= months.count()) {
            return List.of();
        }
        LocalDate start = months.startOf(month);
        return pool.outlook().forecasts().keySet().stream()
                .map(resource -> step(resource, month, start))
                .toList();
    }

    private Step step(Resource resource, int month, LocalDate start) {
        return new Step(
                resource.title() + " in " + MONTH.format(start),
                Figures.quantity(figures.demand(resource).get(month), resource.unit()) + " needed of "
                        + Figures.quantity(figures.usable(resource, month), resource.unit()) + " that may be used",
                figures.forecast(resource));
    }
}
