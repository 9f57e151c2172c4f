package dev.headroom.plan;

import java.util.stream.IntStream;

/**
 * What a pool holds, month by month.
 *
 * @param arrivals servers that enter service, by model and month
 * @param bought servers held of those that arrived, by model and month
 * @param owned servers held of those owned at the start, by model and month
 * @param active upgrades that are active, by upgrade and month
 * @param bound servers of those owned at the start that must be held, by model and month; no part of the choice
 */
record Fleet(int[][] arrivals, int[][] bought, int[][] owned, int[][] active, int[][] bound) {

    /** Returns the fleet of a pool that orders nothing, and gives back what a monthly budget may not bear. */
    static Fleet asOwned(PlanningProblem problem, PoolNeeds needs) {
        int models = problem.models().size();
        int months = problem.months();
        var owned = new int[models][];
        var bound = bound(problem, needs);
        for (int s = 0; s < models; s++) {
            owned[s] = needs.ownedAvailable(problem, s);
            if (problem.budget().monthlyMax() != null && months > 1) {
                System.arraycopy(bound[s], 1, owned[s], 1, months - 1);
            }
        }
        return new Fleet(
                new int[models][months],
                new int[models][months],
                owned,
                new int[problem.upgrades().size()][months],
                bound);
    }

    static int[][] bound(PlanningProblem problem, PoolNeeds needs) {
        return IntStream.range(0, problem.models().size())
                .mapToObj(s -> needs.ownedBound(problem, s))
                .toArray(int[][]::new);
    }

    /** Returns what a plan makes of a pool. */
    static Fleet of(PlanningProblem problem, PoolDemand pool, PurchasePlan plan) {
        int models = problem.models().size();
        int months = problem.months();
        var needs = new PoolNeeds(problem, pool);
        var fleet = new Fleet(
                new int[models][months],
                new int[models][months],
                new int[models][months],
                new int[problem.upgrades().size()][months],
                bound(problem, needs));
        for (int s = 0; s < models; s++) {
            var id = problem.models().get(s).id();
            var available = needs.ownedAvailable(problem, s);
            for (int m = 0; m < months; m++) {
                int month = m;
                int given = plan.returns().stream()
                        .filter(r -> r.pool().equals(pool.id()) && r.model().equals(id))
                        .filter(r -> r.inServiceMonth() == null && r.afterMonth() < month)
                        .mapToInt(PurchasePlan.Return::quantity)
                        .sum();
                int came = plan.orders().stream()
                        .filter(o -> o.pool().equals(pool.id()) && o.model().equals(id))
                        .filter(o -> o.inServiceMonth() <= month)
                        .mapToInt(PurchasePlan.Order::quantity)
                        .sum();
                int gone = plan.returns().stream()
                        .filter(r -> r.pool().equals(pool.id()) && r.model().equals(id))
                        .filter(r -> r.inServiceMonth() != null && r.afterMonth() < month)
                        .mapToInt(PurchasePlan.Return::quantity)
                        .sum();
                fleet.owned[s][m] = Math.min(available[m], available[0] - given);
                fleet.bought[s][m] = came - gone;
                fleet.arrivals[s][m] = came;
            }
            for (int m = months - 1; m > 0; m--) {
                fleet.arrivals[s][m] -= fleet.arrivals[s][m - 1];
            }
        }
        for (int u = 0; u < fleet.active.length; u++) {
            var id = problem.upgrades().get(u).id();
            for (var use : plan.upgrades()) {
                for (int m = 0;
                        m < months
                                && use.pool().equals(pool.id())
                                && use.upgrade().equals(id);
                        m++) {
                    fleet.active[u][m] = use.active().get(m);
                }
            }
        }
        return fleet;
    }

    /** Takes an order out, and the upgrades that its nodes would have carried. */
    void drop(PlanningProblem problem, PurchasePlan.Order order) {
        for (int s = 0; s < problem.models().size(); s++) {
            if (problem.models().get(s).id().equals(order.model())) {
                for (int m = order.inServiceMonth(); m < problem.months(); m++) {
                    bought[s][m] = Math.max(0, bought[s][m] - order.quantity());
                    int left = held(s, m);
                    for (int u = 0; u < active.length; u++) {
                        if (problem.upgrades().get(u).model().equals(order.model())) {
                            active[u][m] = Math.min(active[u][m], left);
                            left -= active[u][m];
                        }
                    }
                }
            }
        }
    }

    int held(int model, int month) {
        return bought[model][month] + owned[model][month];
    }

    /** Returns in how many months some demand of the pool is not carried. */
    int unmet(PoolNeeds needs) {
        int unmet = 0;
        for (int m = 0; m < needs.months; m++) {
            unmet += needs.carried(m, counts(needs, m)) ? 0 : 1;
        }
        return unmet;
    }

    /** Returns the number of nodes of each type of a pool. */
    long[] counts(PoolNeeds needs, int month) {
        var counts = new long[needs.types.size()];
        for (int j = 0; j < counts.length; j++) {
            var type = needs.types.get(j);
            if (type.isBare()) {
                counts[j] += held(type.model(), month);
            } else {
                counts[j] += active[type.upgrade()][month];
                counts[needs.bareType(type.model())] -= active[type.upgrade()][month];
            }
        }
        return counts;
    }
}
