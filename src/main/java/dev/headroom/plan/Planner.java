package dev.headroom.plan;

import java.time.Duration;

/** Finds the plan that leaves the fewest pool-months unmet and, among those, costs the least. Thread-safe. */
public final class Planner {

    /**
     * Plans within a time limit.
     *
     * @return the best plan found; {@code OPTIMAL} where it is proven to be the best one
     */
    public PurchasePlan plan(PlanningProblem problem, Duration timeLimit) {
        return SteadyUpgrades.of(problem, new Search(problem, timeLimit).plan());
    }
}
