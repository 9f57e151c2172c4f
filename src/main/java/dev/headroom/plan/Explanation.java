package dev.headroom.plan;

import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a plan is as it is: the limit that binds for each pool, month and resource, and what each order prevents.
 *
 * @param limits by pool, month and resource, with the plan carried out
 * @param reasons one for each order, in the plan's order
 */
public record Explanation(List<BindingLimit> limits, List<Reason> reasons) {

    /**
     * What an order is for.
     *
     * @param without the tightest limit in the first month in which the pool could not do without the order; empty if
     *     it could, and the order only saves money
     */
    public record Reason(Order order, Optional<BindingLimit> without) {}

    public Explanation {
        limits = List.copyOf(limits);
        reasons = List.copyOf(reasons);
    }

    public static Explanation of(PlanningProblem problem, PurchasePlan plan) {
        var limits = new ArrayList<BindingLimit>();
        for (var pool : problem.pools()) {
            var fleet = Fleet.of(problem, pool, plan);
            for (int m = 0; m < problem.months(); m++) {
                limits.addAll(limits(problem, pool, fleet, m));
            }
        }
        var reasons = plan.orders().stream()
                .map(order -> new Reason(order, without(problem, plan, order)))
                .toList();
        return new Explanation(limits, reasons);
    }

    /** Returns the pool's limit that demand comes closest to in a month. */
    public Optional<BindingLimit> tightest(String pool, int month) {
        return limits.stream()
                .filter(limit -> limit.pool().equals(pool) && limit.month() == month)
                .max(Comparator.comparingDouble(BindingLimit::pressure));
    }

    /**
     * Returns a pool's limits in a month, each rule of each resource by itself, from the one that demand comes closest
     * to: the first binds, and the next is what binds once enough of the first has been bought.
     */
    public List<Bound> inTurn(String pool, int month) {
        return limits.stream()
                .filter(limit -> limit.pool().equals(pool) && limit.month() == month)
                .flatMap(limit -> Bound.of(limit).stream())
                .sorted(Comparator.comparingDouble(Bound::pressure).reversed())
                .toList();
    }

    /**
     * One rule of one resource in a month.
     *
     * @param usable what the rule lets be used
     */
    public record Bound(BindingLimit.Rule rule, Resource resource, double demand, double usable) {

        static List<Bound> of(BindingLimit limit) {
            var bounds = new ArrayList<Bound>();
            bounds.add(new Bound(
                    BindingLimit.Rule.THRESHOLD, limit.resource(), limit.demand(), limit.usableByThreshold()));
            if (Double.isFinite(limit.usableAfterFailures())) {
                bounds.add(new Bound(
                        BindingLimit.Rule.FAILURE, limit.resource(), limit.demand(), limit.usableAfterFailures()));
            }
            return bounds;
        }

        /** Returns the demand as a share of what may be used; infinite where something is needed and nothing may be. */
        public double pressure() {
            return demand == 0 ? 0 : demand / usable;
        }

        /** Returns what may be used beyond the demand: idle until the demand grows; negative where it is unmet. */
        public double idle() {
            return usable - demand;
        }
    }

    /**
     * Returns what of a usable resource stays idle in a month when demand grows in the same proportions until another
     * resource binds: capacity that is paid for and can't be used before more of the binding one is bought. 0 for the
     * binding resource itself, and where there is no demand.
     */
    public double stranded(String pool, int month, Resource resource) {
        var binding = tightest(pool, month);
        if (binding.isEmpty()
                || binding.get().resource().equals(resource)
                || binding.get().pressure() == 0) {
            return 0;
        }
        return limits.stream()
                .filter(limit -> limit.pool().equals(pool)
                        && limit.month() == month
                        && limit.resource().equals(resource))
                .mapToDouble(limit -> Math.max(
                        0, limit.usable() - limit.demand() / binding.get().pressure()))
                .sum();
    }

    private static List<BindingLimit> limits(PlanningProblem problem, PoolDemand pool, Fleet fleet, int month) {
        var capacity = new PoolCapacity(problem, pool, fleet);
        return pool.resources().stream()
                .map(resource -> new BindingLimit(
                        pool.id(),
                        month,
                        resource,
                        pool.demandOf(resource).get(month),
                        capacity.usableByThreshold(resource, month),
                        capacity.usableAfterFailures(resource, month)))
                .toList();
    }

    private static Optional<BindingLimit> without(PlanningProblem problem, PurchasePlan plan, Order order) {
        var pool = problem.pools().stream()
                .filter(p -> p.id().equals(order.pool()))
                .findFirst()
                .orElseThrow();
        var fleet = Fleet.of(problem, pool, plan);
        fleet.drop(problem, order);
        for (int m = order.inServiceMonth(); m < problem.months(); m++) {
            var tightest = limits(problem, pool, fleet, m).stream()
                    .max(Comparator.comparingDouble(BindingLimit::pressure))
                    .filter(limit -> limit.pressure() > 1 + PoolNeeds.TOLERANCE);
            if (tightest.isPresent()) {
                return tightest;
            }
        }
        return Optional.empty();
    }
}
