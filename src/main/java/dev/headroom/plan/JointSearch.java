package dev.headroom.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for all pools' best plan together, where they share limits that bind. */
final class JointSearch {

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<PoolSearch> alone;
    private final long deadline;
    private final IntegerProgram program = new IntegerProgram();
    private final List<PoolProgram> pools = new ArrayList<>();

    JointSearch(PlanningProblem problem, Tariff tariff, List<PoolSearch> alone, long deadline) {
        this.problem = problem;
        this.tariff = tariff;
        this.alone = alone;
        this.deadline = deadline;
    }

    PurchasePlan plan() {
        for (var search : alone) {
            var pool = new PoolProgram(program, problem, tariff, search.pool().needs);
            PoolSearch.fixUnmet(program, problem, pool);
            pools.add(pool);
        }
        SharedLimits.add(program, problem, tariff, pools);
        for (int p = 0; p < pools.size(); p++) {
            pools.get(p).cuts.addAll(alone.get(p).pool().cuts);
        }
        new CuttingPlanes(program, pools, deadline - left().toNanos() * 2 / 3).tighten();
        double bound = 0;
        var outcome = Scip.solve(program, left(), null);
        boolean fewest = true;
        if (outcome.values() == null) {
            for (var pool : pools) {
                for (int m = 0; m < problem.months(); m++) {
                    program.fix(pool.unmet[m], Reach.canBeCarried(problem, pool.needs, m) ? 0 : 1, 1);
                }
            }
            var first = PoolSearch.fewestUnmet(program, pools, left().dividedBy(2));
            fewest = first.state() == Scip.State.OPTIMAL;
            outcome = Scip.solve(program, left(), first.values());
            if (outcome.values() == null) {
                outcome = new Scip.Outcome(Scip.State.FEASIBLE, first.values(), 0);
            }
        }
        if (Double.isFinite(outcome.bound())) {
            bound = Math.max(bound, outcome.bound());
        }
        long @Nullable [] values = outcome.values();
        var fleets = new ArrayList<Fleet>();
        for (int p = 0; p < pools.size(); p++) {
            fleets.add(
                    values == null
                            ? Fleet.asOwned(problem, pools.get(p).needs)
                            : pools.get(p).fleet(values));
        }
        return new Account(problem, pools.stream().map(pool -> pool.needs).toList(), fleets)
                .plan(fewest && outcome.state() == Scip.State.OPTIMAL, tariff.amount(bound));
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
