package dev.headroom.assessment;

import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.PurchasePlan.Return;
import dev.headroom.plan.PurchasePlan.Unmet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what is owned where demand can't be met. A month counts as unmet however much is missing, so the cheapest plan
 * gives back in such a month all that isn't needed afterwards. Nobody turns machines off because there are too few.
 */
final class Keeping {

    private Keeping() {}

    /** Returns the problem with the nodes bound that a plan gives back into months of unmet demand; empty if none are. */
    static Optional<PlanningProblem> of(PlanningProblem problem, PurchasePlan plan) {
        var pools = problem.pools().stream().map(pool -> kept(pool, plan)).toList();
        return pools.equals(problem.pools()) ? Optional.empty() : Optional.of(problem.withPools(pools));
    }

    /** Returns whether a plan that keeps more leaves no more demand unmet, and spends no more than may be spent. */
    static boolean isAllowed(PurchasePlan kept, PurchasePlan plan, PlanningProblem problem) {
        var most = problem.budget().monthlyMax();
        for (int m = 0; most != null && m < problem.months(); m++) {
            if (kept.monthlyCost().get(m).compareTo(most.max(plan.monthlyCost().get(m))) > 0) {
                return false;
            }
        }
        return kept.unmetPoolMonths() <= plan.unmetPoolMonths();
    }

    private static PoolDemand kept(PoolDemand pool, PurchasePlan plan) {
        var unmet = plan.unmet().stream()
                .filter(lack -> lack.pool().equals(pool.id()))
                .map(Unmet::month)
                .collect(Collectors.toSet());
        var returns = plan.returns().stream()
                .filter(back -> back.pool().equals(pool.id()) && back.inServiceMonth() == null)
                .sorted(Comparator.comparingInt(Return::afterMonth))
                .toList();
        // by model, how many served when demand was first left unmet with fewer, and through which month
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Integer> through = new LinkedHashMap<>();
        for (var back : returns) {
            if (unmet.contains(back.afterMonth() + 1)) {
                counts.computeIfAbsent(back.model(), model -> held(model, back.afterMonth(), pool, returns));
                through.merge(back.model(), end(back.afterMonth() + 1, unmet), Math::max);
            }
        }
        if (counts.isEmpty()) {
            return pool;
        }
        var nodes = new ArrayList<OwnedNodes>();
        // those that a contract binds are among those that stay
        pool.nodes().stream()
                .sorted(Comparator.comparing(OwnedNodes::boundThrough, Comparator.nullsLast(Comparator.reverseOrder())))
                .forEach(group -> nodes.addAll(bound(group, counts, through)));
        return new PoolDemand(
                pool.id(), pool.threshold(), pool.surviveFailures(), pool.failureThreshold(), nodes, pool.demand());
    }

    private static int held(String model, int month, PoolDemand pool, List<Return> returns) {
        int owned = pool.nodes().stream()
                .filter(group -> group.model().equals(model) && group.lastMonth() == null)
                .mapToInt(OwnedNodes::count)
                .sum();
        return owned
                - returns.stream()
                        .filter(back -> back.model().equals(model) && back.afterMonth() < month)
                        .mapToInt(Return::quantity)
                        .sum();
    }

    private static int end(int month, Set<Integer> unmet) {
        int last = month;
        while (unmet.contains(last + 1)) {
            last++;
        }
        return last;
    }

    private static List<OwnedNodes> bound(OwnedNodes group, Map<String, Integer> counts, Map<String, Integer> through) {
        int stay = group.lastMonth() == null
                ? Math.min(group.count(), Math.max(0, counts.getOrDefault(group.model(), 0)))
                : 0;
        if (stay == 0) {
            return List.of(group);
        }
        counts.merge(group.model(), -stay, Integer::sum);
        var already = group.boundThrough();
        int last = Math.max(already == null ? 0 : already, through.getOrDefault(group.model(), 0));
        var parts = new ArrayList<OwnedNodes>();
        parts.add(new OwnedNodes(group.model(), stay, null, last));
        if (stay < group.count()) {
            parts.add(new OwnedNodes(group.model(), group.count() - stay, null, already));
        }
        return parts;
    }
}
