package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Alternative;
import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What was not chosen for a pool, solved anew under one more rule, and what it would cost on top. */
final class Alternatives {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Planner planner;
    private final PlanningSettings settings;
    private final PlanningMonths months;
    private final Planning.PoolPlan chosen;

    Alternatives(Planner planner, PlanningSettings settings, PlanningMonths months, Planning.PoolPlan chosen) {
        this.planner = planner;
        this.settings = settings;
        this.months = months;
        this.chosen = chosen;
    }

    List<Alternative> all() {
        var first = chosen.plan().orders().stream().min(Comparator.comparingInt(Order::orderMonth));
        var alternatives = new ArrayList<Alternative>();
        first.flatMap(order -> without(order.model())).ifPresent(alternatives::add);
        if (first.isPresent() || firstUpgrade().isPresent()) {
            alternatives.add(aMonthLater());
        }
        firstUpgrade().map(this::withoutUpgrade).ifPresent(alternatives::add);
        return alternatives;
    }

    private Optional<Alternative> without(String model) {
        var name = chosen.supply().name(model);
        var plan = solve(server -> server.id().equals(model) ? orderable(server, false) : server, upgrade -> upgrade);
        return plan.orders().stream()
                .min(Comparator.comparingInt(Order::orderMonth))
                .map(order -> alternative(
                        "Other servers than " + name,
                        "The next best begins with " + order.quantity() + " × "
                                + chosen.supply().name(order.model()) + " in "
                                + MONTH.format(months.startOf(order.inServiceMonth())) + ".",
                        plan));
    }

    private Alternative withoutUpgrade(String upgradeId) {
        var plan = solve(server -> server, upgrade -> upgrade.id().equals(upgradeId) ? never(upgrade) : upgrade);
        return alternative(
                "No " + chosen.supply().name(upgradeId),
                "The link upgrade is left out and other means carry the traffic.",
                plan);
    }

    private Alternative aMonthLater() {
        var plan = solve(server -> later(server, 1), upgrade -> later(upgrade, 1));
        return alternative("Wait a month", "Everything is ordered a month later at the earliest.", plan);
    }

    private Alternative alternative(String title, String explanation, PurchasePlan plan) {
        var extra = new Money(plan.totalCost().subtract(chosen.plan().totalCost()), settings.currency());
        int unmet = plan.unmetPoolMonths() - chosen.plan().unmetPoolMonths();
        var consequence = unmet > 0
                ? " It leaves demand unmet in " + unmet + (unmet == 1 ? " more month." : " more months.")
                : extra.amount().signum() == 0
                        ? " It costs the same."
                        : " It costs " + Figures.money(extra) + " more over " + months.count() + " months.";
        return new Alternative(
                title + " (" + chosen.outlook().pool().name() + ")", explanation + consequence, extra.rounded());
    }

    private Optional<String> firstUpgrade() {
        return chosen.plan().upgrades().stream()
                .filter(use -> use.active().stream().anyMatch(count -> count > 0))
                .map(PurchasePlan.UpgradeUse::upgrade)
                .findFirst();
    }

    private PurchasePlan solve(UnaryOperator<ServerModel> server, UnaryOperator<Upgrade> upgrade) {
        var problem = chosen.problem();
        var changed = new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                problem.pools(),
                problem.models().stream().map(server).toList(),
                problem.upgrades().stream().map(upgrade).toList(),
                problem.budget());
        var limit = settings.planning().solverTime();
        return planner.plan(changed, limit.compareTo(LONGEST) < 0 ? limit : LONGEST);
    }

    private static ServerModel orderable(ServerModel server, boolean orderable) {
        return new ServerModel(
                server.id(),
                server.capacity(),
                server.oneTime(),
                server.monthly(),
                server.leadMonths(),
                server.termMonths(),
                server.maxPerMonth(),
                orderable);
    }

    private static ServerModel later(ServerModel server, int months) {
        return new ServerModel(
                server.id(),
                server.capacity(),
                server.oneTime(),
                server.monthly(),
                server.leadMonths() + months,
                server.termMonths(),
                server.maxPerMonth(),
                server.orderable());
    }

    private static Upgrade later(Upgrade upgrade, int months) {
        return new Upgrade(
                upgrade.id(),
                upgrade.model(),
                upgrade.capacity(),
                upgrade.oneTime(),
                upgrade.monthly(),
                upgrade.leadMonths() + months);
    }

    private Upgrade never(Upgrade upgrade) {
        return later(upgrade, months.count());
    }
}
