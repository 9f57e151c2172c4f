package dev.headroom.assessment;

import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.PurchasePlan.UpgradeUse;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A plan with what is on order in full. To the planner a server on order is a node that can carry nothing until an upgrade that costs nothing: it uses no
 * more of them than it needs, and may as well give them back. But they come, needed or not.
 */
final class Settled {

    private final PlanningProblem problem;
    private final Predicate<String> onOrder;
    private final PurchasePlan plan;

    private Settled(PlanningProblem problem, Predicate<String> onOrder, PurchasePlan plan) {
        this.problem = problem;
        this.onOrder = onOrder;
        this.plan = plan;
    }

    /**
     * Returns the plan of one pool with all that is on order in service from its month on.
     *
     * @param onOrder whether a model or an upgrade of that id is on order
     */
    static PurchasePlan of(PlanningProblem problem, Predicate<String> onOrder, PurchasePlan plan) {
        return problem.upgrades().stream().map(Upgrade::id).anyMatch(onOrder)
                ? new Settled(problem, onOrder, plan).settled()
                : plan;
    }

    private PurchasePlan settled() {
        var pool = problem.pools().getFirst();
        var returns = plan.returns().stream()
                .filter(back -> !onOrder.test(back.model()))
                .toList();
        var uses = new ArrayList<UpgradeUse>();
        for (var upgrade : problem.upgrades()) {
            if (onOrder.test(upgrade.id())) {
                var active = new ArrayList<Integer>();
                for (int m = 0; m < problem.months(); m++) {
                    active.add(m < upgrade.leadMonths() ? 0 : held(upgrade.model(), m, returns));
                }
                uses.add(new UpgradeUse(pool.id(), upgrade.id(), active));
            }
        }
        plan.upgrades().stream().filter(use -> !onOrder.test(use.upgrade())).forEach(uses::add);
        var capacity = new LinkedHashMap<Resource, List<Double>>();
        var usable = new LinkedHashMap<Resource, List<Double>>();
        for (var resource : pool.resources()) {
            var totals = new ArrayList<Double>();
            var limits = new ArrayList<Double>();
            for (int m = 0; m < problem.months(); m++) {
                var each = each(resource, m, returns, uses);
                double total = each.stream().mapToDouble(Double::doubleValue).sum();
                double lost = each.stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(pool.surviveFailures())
                        .mapToDouble(Double::doubleValue)
                        .sum();
                double byThreshold = pool.thresholdOf(resource) * total;
                totals.add(total);
                limits.add(
                        pool.surviveFailures() == 0
                                ? byThreshold
                                : Math.min(byThreshold, pool.failureThreshold() * (total - lost)));
            }
            capacity.put(resource, totals);
            usable.put(resource, limits);
        }
        return new PurchasePlan(
                plan.status(),
                plan.gap(),
                plan.totalCost(),
                plan.lowerBound(),
                plan.unmet(),
                plan.orders(),
                returns,
                uses,
                Map.of(pool.id(), capacity),
                Map.of(pool.id(), usable),
                plan.monthlyCost(),
                plan.oneTimeCost(),
                plan.warnings());
    }

    /** What each node in service in a month carries. */
    private List<Double> each(Resource resource, int month, List<PurchasePlan.Return> returns, List<UpgradeUse> uses) {
        var each = new ArrayList<Double>();
        for (ServerModel model : problem.models()) {
            int bare = held(model.id(), month, returns);
            for (var upgrade : problem.upgrades()) {
                if (upgrade.model().equals(model.id())) {
                    int active = uses.stream()
                            .filter(use -> use.upgrade().equals(upgrade.id()))
                            .mapToInt(use -> use.active().get(month))
                            .sum();
                    Double upgraded = upgrade.capacity().get(resource);
                    each.addAll(Collections.nCopies(
                            active, upgraded == null ? Double.valueOf(model.capacityOf(resource)) : upgraded));
                    bare -= active;
                }
            }
            each.addAll(Collections.nCopies(Math.max(0, bare), model.capacityOf(resource)));
        }
        return each;
    }

    private int held(String model, int month, List<PurchasePlan.Return> returns) {
        return held(problem.pools().getFirst(), plan.orders(), returns, model, month);
    }

    /** Returns how many nodes of a model serve in a month. */
    static int held(
            PoolDemand pool,
            List<PurchasePlan.Order> orders,
            List<PurchasePlan.Return> returns,
            String model,
            int month) {
        int owned = pool.nodes().stream()
                .filter(nodes -> nodes.model().equals(model))
                .filter(nodes -> nodes.lastMonth() == null || month <= nodes.lastMonth())
                .mapToInt(nodes -> nodes.count())
                .sum();
        int bought = orders.stream()
                .filter(order -> order.model().equals(model) && order.inServiceMonth() <= month)
                .mapToInt(PurchasePlan.Order::quantity)
                .sum();
        int gone = returns.stream()
                .filter(back -> back.model().equals(model) && back.afterMonth() < month)
                .mapToInt(PurchasePlan.Return::quantity)
                .sum();
        return owned + bought - gone;
    }
}
