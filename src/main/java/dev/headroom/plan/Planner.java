package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the plan that leaves the fewest pool-months unmet and, among those, costs the least. Thread-safe. */
public final class Planner {

    /**
     * Plans within a time limit.
     *
     * @return the best plan found; {@code OPTIMAL} where it is proven to be the best one
     */
    public PurchasePlan plan(PlanningProblem problem, Duration timeLimit) {
        return new Search(problem, System.nanoTime() + timeLimit.toNanos()).plan();
    }

    private static final class Search {
        private final PlanningProblem problem;
        private final long deadline;
        private final Tariff tariff;
        private final List<PoolNeeds> needs;

        Search(PlanningProblem problem, long deadline) {
            this.problem = problem;
            this.deadline = deadline;
            tariff = new Tariff(problem);
            needs = problem.pools().stream()
                    .map(pool -> new PoolNeeds(problem, pool))
                    .toList();
        }

        PurchasePlan plan() {
            var program = new IntegerProgram();
            var pools = new ArrayList<PoolProgram>();
            for (var need : needs) {
                pools.add(new PoolProgram(program, problem, tariff, need));
            }
            SharedLimits.add(program, problem, tariff, pools);
            for (var pool : pools) {
                for (int m = 0; m < problem.months(); m++) {
                    if (!Reach.canBeCarried(problem, pool.needs, m)) {
                        program.fix(pool.unmet[m], 1, 1);
                    }
                }
            }
            var free = new ArrayList<Integer>();
            for (var pool : pools) {
                for (int unmet : pool.unmet) {
                    if (program.low(unmet) == 0) {
                        free.add(unmet);
                    }
                }
            }
            free.forEach(unmet -> program.fix(unmet, 0, 0));
            var outcome = Scip.solve(program, left(), null);
            boolean fewest = true;
            if (outcome.values() == null) {
                free.forEach(unmet -> program.fix(unmet, 0, 1));
                var first = fewestUnmet(program, free);
                fewest = first.state() == Scip.State.OPTIMAL;
                outcome = Scip.solve(program, left(), first.values());
                if (outcome.values() == null) {
                    outcome = new Scip.Outcome(Scip.State.FEASIBLE, first.values(), 0);
                }
            }
            return written(pools, outcome, fewest);
        }

        /** Finds how few pool-months must stay unmet, and bounds the program by it. */
        private Scip.Outcome fewestUnmet(IntegerProgram program, List<Integer> free) {
            var costs = new long[program.size()];
            for (int i = 0; i < costs.length; i++) {
                costs[i] = program.cost(i);
                program.price(i, 0);
            }
            free.forEach(unmet -> program.price(unmet, 1));
            var outcome = Scip.solve(program, left(), null);
            for (int i = 0; i < costs.length; i++) {
                program.price(i, costs[i]);
            }
            long[] values = outcome.values();
            if (values != null) {
                var all = new Terms();
                long count = 0;
                for (int unmet : free) {
                    all.add(unmet, 1);
                    count += values[unmet];
                }
                program.row(all, -IntegerProgram.NONE, count);
            }
            return outcome;
        }

        private PurchasePlan written(List<PoolProgram> pools, Scip.Outcome outcome, boolean fewest) {
            long @Nullable [] values = outcome.values();
            if (values == null) {
                throw new IllegalStateException("no plan within the time limit");
            }
            var fleets = pools.stream().map(pool -> pool.fleet(values)).toList();
            boolean optimal = fewest && outcome.state() == Scip.State.OPTIMAL;
            var bound = Double.isFinite(outcome.bound()) ? tariff.amount(outcome.bound()) : BigDecimal.ZERO;
            return new Account(problem, needs, fleets).plan(optimal, bound.max(BigDecimal.ZERO));
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }
    }
}
