package dev.headroom.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries every plan of a problem of one pool with a bounded number of arrivals of a model in a month, month by month
 * and node by node. Each node is kept with its months of
 * service, so that terms and last months are followed literally.
 */
final class Enumeration {

    /** How many unmet months the best plan leaves, and what it costs. */
    record Best(int unmet, BigDecimal cost) {}

    private static final int OWNED = 99;

    /** {@code served} is {@link #OWNED} for a node owned at the start. */
    private record Node(int model, int served, int last, int bound) implements Comparable<Node> {
        @Override
        public int compareTo(Node other) {
            return toString().compareTo(other.toString());
        }
    }

    private final PlanningProblem problem;
    private final PoolDemand pool;
    private final int mostOrders;
    private final Map<String, Best> known = new HashMap<>();

    private Enumeration(PlanningProblem problem, int mostOrders) {
        this.problem = problem;
        this.mostOrders = mostOrders;
        pool = problem.pools().getFirst();
    }

    static Best best(PlanningProblem problem, int mostOrders) {
        var enumeration = new Enumeration(problem, mostOrders);
        var nodes = new ArrayList<Node>();
        for (var owned : pool(problem).nodes()) {
            Integer last = owned.lastMonth();
            Integer bound = owned.boundThrough();
            for (int i = 0; i < owned.count(); i++) {
                nodes.add(new Node(
                        Integer.parseInt(owned.model().substring(1)),
                        OWNED,
                        last == null ? problem.months() : last,
                        bound == null ? 0 : bound));
            }
        }
        return enumeration.from(0, nodes, 0, false);
    }

    private static PoolDemand pool(PlanningProblem problem) {
        return problem.pools().getFirst();
    }

    /** Any order that arrives in month m could have been placed in time if m is no earlier than the lead. */
    private Best from(int month, List<Node> before, int activeBefore, boolean mayReturn) {
        if (month == problem.months()) {
            return new Best(0, BigDecimal.ZERO);
        }
        Collections.sort(before);
        String key = month + " " + before + " " + activeBefore;
        var best = known.get(key);
        if (best == null) {
            best = worst();
            for (var kept : subsets(before, month, mayReturn)) {
                for (int a = 0; a <= mostOrders(0, month); a++) {
                    for (int b = 0; b <= mostOrders(1, month); b++) {
                        best = better(best, month(month, kept, a, b, activeBefore));
                    }
                }
            }
            known.put(key, best);
        }
        return best;
    }

    private static Best worst() {
        return new Best(Integer.MAX_VALUE / 2, BigDecimal.ZERO);
    }

    private static Best better(Best a, Best b) {
        int unmet = Integer.compare(a.unmet, b.unmet);
        return unmet < 0 || unmet == 0 && a.cost.compareTo(b.cost) <= 0 ? a : b;
    }

    private int mostOrders(int model, int month) {
        if (model >= problem.models().size()
                || !problem.models().get(model).orderable()
                || month < problem.models().get(model).leadMonths()) {
            return 0;
        }
        Integer most = problem.models().get(model).maxPerMonth();
        return most == null ? mostOrders : Math.min(most, mostOrders);
    }

    private List<List<Node>> subsets(List<Node> nodes, int month, boolean mayReturn) {
        List<List<Node>> kept = new ArrayList<>(List.of(List.of()));
        for (var node : nodes) {
            boolean can = node.last >= month;
            boolean must = can
                    && (!mayReturn
                            || node.bound >= month
                            || node.served != OWNED
                                    && node.served
                                            < Math.max(
                                                    1,
                                                    problem.models()
                                                            .get(node.model)
                                                            .termMonths()));
            var next = new ArrayList<List<Node>>();
            for (var list : kept) {
                if (can) {
                    var with = new ArrayList<>(list);
                    with.add(node);
                    next.add(with);
                }
                if (!must) {
                    next.add(list);
                }
            }
            kept = new ArrayList<>(next.stream().distinct().toList());
        }
        return kept;
    }

    private Best month(int month, List<Node> kept, int a, int b, int activeBefore) {
        var nodes = new ArrayList<>(kept);
        nodes.addAll(Collections.nCopies(a, new Node(0, 0, problem.months(), 0)));
        nodes.addAll(Collections.nCopies(b, new Node(1, 0, problem.months(), 0)));
        long carriers = nodes.stream().filter(n -> n.model == 0).count();
        boolean none = problem.upgrades().isEmpty()
                || month < problem.upgrades().getFirst().leadMonths();
        var best = worst();
        for (int active = 0; active <= (none ? 0 : carriers); active++) {
            var oneTime = times(0, a).add(times(1, b));
            var monthly = nodes.stream()
                    .map(n -> problem.models().get(n.model).monthly())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (!none) {
                var upgrade = problem.upgrades().getFirst();
                monthly = monthly.add(upgrade.monthly().multiply(BigDecimal.valueOf(active)));
                oneTime =
                        oneTime.add(upgrade.oneTime().multiply(BigDecimal.valueOf(Math.max(0, active - activeBefore))));
            }
            if (affordable(month, nodes, active, oneTime, monthly)) {
                var next = new ArrayList<Node>();
                nodes.forEach(
                        n -> next.add(new Node(n.model, n.served == OWNED ? OWNED : n.served + 1, n.last, n.bound)));
                var rest = from(month + 1, next, active, true);
                int unmet = carried(month, nodes, active) ? 0 : 1;
                best = better(
                        best, new Best(unmet + rest.unmet, oneTime.add(monthly).add(rest.cost)));
            }
        }
        return best;
    }

    private BigDecimal times(int model, int count) {
        return count == 0
                ? BigDecimal.ZERO
                : problem.models().get(model).oneTime().multiply(BigDecimal.valueOf(count));
    }

    /** What is owned and bound is in service whatever the budget: then nothing may be added. */
    private boolean affordable(int month, List<Node> nodes, int active, BigDecimal oneTime, BigDecimal monthly) {
        var budget = problem.budget();
        if (budget.oneTimePerMonth() != null && oneTime.compareTo(budget.oneTimePerMonth()) > 0) {
            return false;
        }
        boolean forced = active == 0 && nodes.stream().allMatch(n -> n.served == OWNED && n.bound >= month);
        return forced || budget.monthlyMax() == null || monthly.compareTo(budget.monthlyMax()) <= 0;
    }

    private boolean carried(int month, List<Node> nodes, int active) {
        for (var resource : pool.resources()) {
            var capacities = new ArrayList<Double>();
            int upgraded = active;
            for (var node : nodes) {
                double each = problem.models().get(node.model).capacityOf(resource);
                if (node.model == 0 && upgraded > 0) {
                    upgraded--;
                    each = problem.upgrades().getFirst().capacity().getOrDefault(resource, each);
                }
                capacities.add(each);
            }
            capacities.sort(Collections.reverseOrder());
            double sum = capacities.stream().mapToDouble(c -> c).sum();
            double rest = capacities.stream()
                    .skip(pool.surviveFailures())
                    .mapToDouble(c -> c)
                    .sum();
            double demand = pool.demandOf(resource).get(month);
            if (demand > pool.thresholdOf(resource) * sum * (1 + 1e-8)
                    || pool.surviveFailures() > 0 && demand > pool.failureThreshold() * rest * (1 + 1e-8)) {
                return false;
            }
        }
        return true;
    }
}
