package dev.headroom.plan;

import java.util.Arrays;

/**
 * What a pool holds, month by month.
 *
 * @param arrivals servers that enter service, by model and month
 * @param bought servers held of those that arrived, by model and month
 * @param owned servers held of those owned at the start, by model and month
 * @param active upgrades that are active, by upgrade and month
 */
record Fleet(int[][] arrivals, int[][] bought, int[][] owned, int[][] active) {

    /** Returns the fleet of a pool that orders nothing, and gives back what a monthly budget may not bear. */
    static Fleet asOwned(PlanningProblem problem, PoolNeeds needs) {
        int models = problem.models().size();
        int months = problem.months();
        var owned = new int[models][];
        for (int s = 0; s < models; s++) {
            owned[s] = needs.ownedAvailable(problem, s);
            if (problem.budget().monthlyMax() != null && months > 1) {
                Arrays.fill(owned[s], 1, months, 0);
            }
        }
        return new Fleet(
                new int[models][months],
                new int[models][months],
                owned,
                new int[problem.upgrades().size()][months]);
    }

    int held(int model, int month) {
        return bought[model][month] + owned[model][month];
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
