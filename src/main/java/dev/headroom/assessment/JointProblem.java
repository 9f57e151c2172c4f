package dev.headroom.assessment;

import dev.headroom.plan.Budget;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Several pools' problems as one, for what they share.
 *
 * <p>The same offer may carry more in one pool than in another, as their links differ. So each pool keeps its own offers:
 * every model's name gets its pool's number, and so does every resource, which makes a model of one pool carry nothing in
 * another. The planner only compares numbers, so a resource may go by the name of a link of that number.
 */
final class JointProblem {

    private final List<PlanningProblem> pools;
    private final PlanningProblem problem;

    /**
     * @param pools each with one pool; all with the same currency and months
     */
    JointProblem(List<PlanningProblem> pools, Budget budget) {
        this.pools = List.copyOf(pools);
        var demands = new ArrayList<PoolDemand>();
        var models = new ArrayList<ServerModel>();
        var upgrades = new ArrayList<Upgrade>();
        for (int i = 0; i < pools.size(); i++) {
            int number = i;
            var pool = pools.get(i);
            demands.add(demand(pool.pools().getFirst(), number));
            pool.models().forEach(model -> models.add(model(model, number)));
            pool.upgrades().forEach(upgrade -> upgrades.add(upgrade(upgrade, number)));
        }
        var first = pools.getFirst();
        problem =
                new PlanningProblem(first.currency(), first.start(), first.months(), demands, models, upgrades, budget);
    }

    PlanningProblem problem() {
        return problem;
    }

    private static PoolDemand demand(PoolDemand pool, int number) {
        return new PoolDemand(
                pool.id(),
                numbered(pool.threshold(), number),
                pool.surviveFailures(),
                pool.failureThreshold(),
                pool.nodes().stream()
                        .map(nodes -> new OwnedNodes(
                                numbered(nodes.model(), number),
                                nodes.count(),
                                nodes.lastMonth(),
                                nodes.boundThrough()))
                        .toList(),
                numbered(pool.demand(), number));
    }

    private static ServerModel model(ServerModel model, int number) {
        return new ServerModel(
                numbered(model.id(), number),
                numbered(model.capacity(), number),
                model.oneTime(),
                model.monthly(),
                model.leadMonths(),
                model.termMonths(),
                model.maxPerMonth(),
                model.orderable());
    }

    private static Upgrade upgrade(Upgrade upgrade, int number) {
        return new Upgrade(
                numbered(upgrade.id(), number),
                numbered(upgrade.model(), number),
                numbered(upgrade.capacity(), number),
                upgrade.oneTime(),
                upgrade.monthly(),
                upgrade.leadMonths());
    }

    private static String numbered(String name, int pool) {
        return pool + ":" + name;
    }

    private static String bare(String numbered) {
        return numbered.substring(numbered.indexOf(':') + 1);
    }

    private static <V> Map<Resource, V> numbered(Map<Resource, V> values, int pool) {
        var renamed = new LinkedHashMap<Resource, V>();
        values.forEach((resource, value) -> renamed.put(numbered(resource, pool), value));
        return renamed;
    }

    private static Resource numbered(Resource resource, int pool) {
        return Resource.bandwidth("p" + pool + "-" + resource.id());
    }

    /** Returns each pool's part of a plan, with the names of its own problem. */
    List<PurchasePlan> apart(PurchasePlan plan) {
        var apart = new ArrayList<PurchasePlan>();
        for (int i = 0; i < pools.size(); i++) {
            apart.add(part(plan, i));
        }
        return apart;
    }

    /** Returns a plan's warnings, which are of all pools, with the names of each pool's own problem. */
    List<String> warnings(PurchasePlan plan) {
        return plan.warnings().stream().map(this::inOwnNames).toList();
    }

    private String inOwnNames(String sentence) {
        var named = sentence;
        for (int i = 0; i < pools.size(); i++) {
            for (var resource : pools.get(i).pools().getFirst().resources()) {
                named = named.replace(numbered(resource, i).id(), resource.id());
            }
        }
        return named;
    }

    private PurchasePlan part(PurchasePlan plan, int number) {
        var pool = pools.get(number).pools().getFirst();
        var resources = new LinkedHashMap<Resource, Resource>();
        pool.resources().forEach(resource -> resources.put(numbered(resource, number), resource));
        Function<Resource, Resource> original = resource -> resources.getOrDefault(resource, resource);
        return new PurchasePlan(
                plan.status(),
                plan.gap(),
                plan.totalCost(),
                plan.lowerBound(),
                plan.unmet().stream()
                        .filter(unmet -> unmet.pool().equals(pool.id()))
                        .map(unmet -> new PurchasePlan.Unmet(
                                unmet.pool(),
                                unmet.month(),
                                original.apply(unmet.resource()),
                                unmet.demand(),
                                unmet.usable()))
                        .toList(),
                plan.orders().stream()
                        .filter(order -> order.pool().equals(pool.id()))
                        .map(order -> new PurchasePlan.Order(
                                order.pool(),
                                bare(order.model()),
                                order.quantity(),
                                order.orderMonth(),
                                order.inServiceMonth()))
                        .toList(),
                plan.returns().stream()
                        .filter(back -> back.pool().equals(pool.id()))
                        .map(back -> new PurchasePlan.Return(
                                back.pool(),
                                bare(back.model()),
                                back.quantity(),
                                back.inServiceMonth(),
                                back.afterMonth()))
                        .toList(),
                plan.upgrades().stream()
                        .filter(use -> use.pool().equals(pool.id()))
                        .map(use -> new PurchasePlan.UpgradeUse(use.pool(), bare(use.upgrade()), use.active()))
                        .toList(),
                of(plan.capacity(), pool.id(), original),
                of(plan.usable(), pool.id(), original),
                plan.monthlyCost(),
                plan.oneTimeCost(),
                List.of());
    }

    private static Map<String, Map<Resource, List<Double>>> of(
            Map<String, Map<Resource, List<Double>>> figures, String pool, Function<Resource, Resource> original) {
        var renamed = new LinkedHashMap<Resource, List<Double>>();
        figures.getOrDefault(pool, Map.of())
                .forEach((resource, values) -> renamed.put(original.apply(resource), values));
        return Map.of(pool, renamed);
    }
}
