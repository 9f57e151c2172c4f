package dev.headroom.plan;

/** What a pool could hold at the most if nothing but lead times and the monthly maximum bounded its orders. */
final class Reach {

    private Reach() {}

    /** Returns false only if no plan at all can carry the pool's demand in that month. */
    static boolean canBeCarried(PlanningProblem problem, PoolNeeds needs, int month) {
        for (int r = 0; r < needs.resources.size(); r++) {
            if (!canBeCarried(problem, needs, r, month)) {
                return false;
            }
        }
        return true;
    }

    /** Returns false only if no plan at all can carry the pool's demand of one resource in that month. */
    static boolean canBeCarried(PlanningProblem problem, PoolNeeds needs, int r, int month) {
        if (needs.total[r][month] == PoolNeeds.IMPOSSIBLE || needs.surviving[r][month] == PoolNeeds.IMPOSSIBLE) {
            return false;
        }
        var counts = new long[needs.types.size()];
        for (int s = 0; s < problem.models().size(); s++) {
            int best = largestType(problem, needs, r, s, month);
            if (best >= 0) {
                counts[best] = mostHeld(problem, needs, s, month);
            }
        }
        return needs.carried(r, month, counts);
    }

    private static int largestType(PlanningProblem problem, PoolNeeds needs, int r, int model, int month) {
        int best = -1;
        for (int j = 0; j < needs.types.size(); j++) {
            var type = needs.types.get(j);
            boolean possible = type.model() == model
                    && (type.isBare() || problem.upgrades().get(type.upgrade()).leadMonths() <= month);
            if (possible && (best < 0 || needs.capacity[r][j] > needs.capacity[r][best])) {
                best = j;
            }
        }
        return best;
    }

    private static long mostHeld(PlanningProblem problem, PoolNeeds needs, int s, int month) {
        var model = problem.models().get(s);
        long bought = 0;
        if (model.orderable() && model.leadMonths() <= month) {
            bought = needs.mostBought(s);
            if (model.maxPerMonth() != null) {
                bought = Math.min(bought, (long) model.maxPerMonth() * (month - model.leadMonths() + 1));
            }
        }
        return bought + needs.ownedAvailable(problem, s)[month];
    }
}
