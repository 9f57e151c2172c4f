package dev.headroom.assessment;

import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.assessment.PlanAssessment.Alternative;
import dev.headroom.assessment.Planning.PoolPlan;
import dev.headroom.assessment.Solver.Solved;
import dev.headroom.catalog.OfferName;
import dev.headroom.plan.Budget;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was not chosen for a pool, solved anew under one more rule, what it would cost on top, and when it would win. */
final class Alternatives {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final double MONTHS_A_YEAR = 12;
    private static final int MOST_STEPS = 4;
    private static final String RUNNER_UP = "runner-up";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Solver solver;
    private final Look look;
    private final List<PoolPlan> plans;
    private final Solved solved;
    private final int pool;
    private final PoolPlan chosen;

    /**
     * @param plans of all pools
     * @param pool  the index of the pool whose alternatives are sought
     */
    Alternatives(Solver solver, Look look, List<PoolPlan> plans, Solved solved, int pool) {
        this.solver = solver;
        this.look = look;
        this.plans = plans;
        this.solved = solved;
        this.pool = pool;
        this.chosen = plans.get(pool);
    }

    List<Alternative> all() {
        var first = chosen.plan().orders().stream().min(Comparator.comparingInt(Order::orderMonth));
        var alternatives = new ArrayList<Alternative>();
        first.map(order -> runnerUp(order.model())).ifPresent(alternatives::add);
        if (first.isPresent() || firstUpgrade().isPresent()) {
            alternatives.add(aMonthLater());
        }
        firstUpgrade().map(this::withoutUpgrade).ifPresent(alternatives::add);
        return alternatives;
    }

    /** What all pools' plan becomes, and this pool's part of it. */
    private record Other(Solved all, PurchasePlan plan) {}

    private Alternative runnerUp(String model) {
        var title = "Other servers than " + OfferName.of(chosen.supply().name(model));
        var other = solve(server -> server.id().equals(model) ? orderable(server, false) : server, upgrade -> upgrade);
        return other.plan().orders().stream()
                .min(Comparator.comparingInt(Order::orderMonth))
                .map(order -> alternative(
                        RUNNER_UP,
                        title,
                        "The next best begins with " + order.quantity() + " × "
                                + OfferName.of(chosen.supply().name(order.model())) + " in "
                                + MONTH.format(look.months().startOf(order.inServiceMonth())) + ".",
                        other,
                        winsIf(model, order.model(), other)))
                .orElseGet(() -> alternative(
                        RUNNER_UP, title, "No other server that can be ordered takes its place.", other, null));
    }

    /** Two prices that would turn the order: a dearer choice, or a cheaper runner-up. */
    private @Nullable String winsIf(String model, String rival, Other other) {
        if (extra(other).signum() <= 0 || other.all().unmetPoolMonths() > solved.unmetPoolMonths()) {
            return null;
        }
        var ways = new ArrayList<String>();
        risen(model, other)
                .ifPresent(rise -> ways.add(chosen.supply().name(model) + " cost " + Figures.money(rise)
                        + " a month more than its " + Figures.money(monthly(model))));
        fallen(model, rival, other)
                .ifPresent(fall -> ways.add(chosen.supply().name(rival) + " " + Figures.money(fall) + " less than its "
                        + Figures.money(monthly(rival))));
        return ways.isEmpty() ? null : "It would win if " + String.join(", or ", ways) + ".";
    }

    /**
     * Returns the rise of a model's rent from which on no plan with it is cheaper than the best one without. A rise that
     * makes the chosen plan too dear may leave one with fewer of the model: so on, from plan to plan, each time by what is
     * left over its months of service.
     */
    private Optional<Money> risen(String model, Other without) {
        var rise = Money.zero(look.rules().settings().currency());
        var plan = chosen.plan();
        var left = extra(without);
        for (int step = 0; step < MOST_STEPS; step++) {
            long served = nodeMonths(plan, model);
            if (left.signum() <= 0 || served == 0) {
                return Optional.of(rise);
            }
            rise = rise.plus(perMonth(left, served));
            var by = rise.amount();
            var next = solve(server -> server.id().equals(model) ? rented(server, by) : server, upgrade -> upgrade);
            left = without.all().totalCost().subtract(next.all().totalCost());
            plan = next.plan();
        }
        return Optional.empty();
    }

    /** Returns by how much less rent the runner-up's model makes it the best plan; empty where that takes more. */
    private Optional<Money> fallen(String model, String rival, Other without) {
        var fall = perMonth(extra(without), nodeMonths(without.plan(), rival));
        if (fall.compareTo(monthly(rival)) > 0) {
            return Optional.empty();
        }
        var less = fall.amount().negate();
        var best = solve(server -> server.id().equals(rival) ? rented(server, less) : server, upgrade -> upgrade);
        return nodeMonths(best.plan(), model) == 0 ? Optional.of(fall) : Optional.empty();
    }

    private static ServerModel rented(ServerModel server, BigDecimal more) {
        return new ServerModel(
                server.id(),
                server.capacity(),
                server.oneTime(),
                server.monthly().add(more),
                server.leadMonths(),
                server.termMonths(),
                server.maxPerMonth(),
                server.orderable());
    }

    private Money perMonth(BigDecimal extra, long nodeMonths) {
        // rounded up, as a cent less would only draw level
        return money(extra.divide(BigDecimal.valueOf(nodeMonths), 2, RoundingMode.FLOOR)
                .add(new BigDecimal("0.01")));
    }

    private long nodeMonths(PurchasePlan plan, String model) {
        long months = 0;
        for (var order : plan.orders()) {
            if (order.model().equals(model)) {
                months += (long) order.quantity() * (look.months().count() - order.inServiceMonth());
            }
        }
        for (var back : plan.returns()) {
            if (back.model().equals(model) && back.inServiceMonth() != null) {
                months -= (long) back.quantity() * (look.months().count() - 1 - back.afterMonth());
            }
        }
        return months;
    }

    private Money monthly(String model) {
        return chosen.supply().models().stream()
                .filter(server -> server.id().equals(model))
                .map(server -> money(server.monthly()))
                .findFirst()
                .orElseThrow();
    }

    private Alternative withoutUpgrade(String upgradeId) {
        var other = solve(server -> server, upgrade -> upgrade.id().equals(upgradeId) ? never(upgrade) : upgrade);
        return alternative(
                "no-upgrade",
                "No " + chosen.supply().name(upgradeId),
                "The link upgrade is left out and other means carry the traffic.",
                other,
                null);
    }

    private Alternative aMonthLater() {
        var other = solve(server -> dearer(later(server, 1)), upgrade -> later(upgrade, 1));
        var drift = chosen.plan().orders().stream()
                .map(Order::model)
                .distinct()
                .flatMap(model -> chosen.supply().drift(model).stream()
                        .map(yearly -> chosen.supply().name(model) + "'s price has changed by "
                                + Figures.finePercent(yearly) + " a year"))
                .findFirst()
                .map(words -> " Prices go on as they did: " + words + ".")
                .orElse("");
        return alternative(
                "wait", "Wait a month", "Everything is ordered a month later at the earliest." + drift, other, null);
    }

    private Alternative alternative(
            String kind, String title, String explanation, Other other, @Nullable String winsIf) {
        var extra = money(extra(other));
        int unmet = other.all().unmetPoolMonths() - solved.unmetPoolMonths();
        return new Alternative(
                title + " (" + chosen.outlook().pool().name() + ")",
                explanation + consequence(extra, unmet, look.months()),
                extra.rounded(),
                kind,
                chosen.of().id(),
                unmet,
                winsIf);
    }

    /** Returns in sentences what another plan costs and leaves unmet beside the chosen one. */
    static String consequence(Money extra, int unmet, PlanningMonths months) {
        return (unmet > 0
                        ? " It leaves demand unmet in " + unmet + (unmet == 1 ? " more month." : " more months.")
                        : "")
                + (extra.amount().signum() == 0
                        ? " It costs the same."
                        : " It costs " + Figures.money(new Money(extra.amount().abs(), extra.currency()))
                                + (extra.amount().signum() < 0 ? " less over " : " more over ")
                                + months.count() + " months.");
    }

    private BigDecimal extra(Other other) {
        return other.all().totalCost().subtract(solved.totalCost());
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, look.rules().settings().currency());
    }

    private Optional<String> firstUpgrade() {
        return chosen.plan().upgrades().stream()
                .filter(use -> !chosen.supply().isOnOrder(use.upgrade()))
                .filter(use -> use.active().stream().anyMatch(count -> count > 0))
                .map(PurchasePlan.UpgradeUse::upgrade)
                .findFirst();
    }

    private Other solve(UnaryOperator<ServerModel> server, UnaryOperator<Upgrade> upgrade) {
        var problem = chosen.problem();
        var changed = problem.withSupply(
                problem.models().stream().map(server).toList(),
                problem.upgrades().stream().map(upgrade).toList());
        var problems = new ArrayList<>(plans.stream().map(PoolPlan::problem).toList());
        problems.set(pool, changed);
        var limit = look.rules().planning().solverTime();
        var all = look.rules().budget().equals(Budget.UNLIMITED)
                ? beside(solver.solve(
                        List.of(changed), Budget.UNLIMITED, limit.compareTo(LONGEST) < 0 ? limit : LONGEST))
                : solver.solve(problems, look.rules().budget(), limit);
        return new Other(all, all.plans().get(pool));
    }

    /** Puts a pool's other plan beside the plans of the other pools, which stay as they are. */
    private Solved beside(Solved other) {
        var all = new ArrayList<>(solved.plans());
        all.set(pool, other.plans().getFirst());
        return new Solved(
                all,
                solved.proven() && other.proven(),
                solved.totalCost().subtract(chosen.plan().totalCost()).add(other.totalCost()),
                solved.lowerBound(),
                solved.monthlyCost(),
                solved.oneTimeCost(),
                solved.staying(),
                List.of());
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

    /** A month on, at the pace at which the model's price has changed so far. */
    private ServerModel dearer(ServerModel server) {
        if (!server.orderable()) {
            return server;
        }
        var factor = BigDecimal.valueOf(
                Math.pow(1 + chosen.supply().drift(server.id()).orElse(0.0), 1 / MONTHS_A_YEAR));
        return new ServerModel(
                server.id(),
                server.capacity(),
                cents(server.oneTime().multiply(factor)),
                cents(server.monthly().multiply(factor)),
                server.leadMonths(),
                server.termMonths(),
                server.maxPerMonth(),
                true);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
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
        return later(upgrade, look.months().count());
    }
}
