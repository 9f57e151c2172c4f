package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for one pool's best plan, as if it were alone. */
final class PoolSearch {

    private final IntegerProgram program = new IntegerProgram();
    private final PoolProgram pool;
    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<Fleet> others;

    private long @Nullable [] values;
    private double bound;
    private boolean proven;
    private boolean fewestProven = true;
    private boolean begun;
    private double[] relaxed = {};

    PoolSearch(PlanningProblem problem, Tariff tariff, PoolNeeds needs) {
        this(problem, tariff, needs, List.of(), List.of());
    }

    /**
     * Begins a search beside other pools' fleets.
     *
     * @param cuts what an earlier search found
     */
    PoolSearch(
            PlanningProblem problem, Tariff tariff, PoolNeeds needs, List<Fleet> others, List<CuttingPlanes.Cut> cuts) {
        this.problem = problem;
        this.tariff = tariff;
        this.others = others;
        pool = new PoolProgram(program, problem, tariff, needs);
        pool.cuts.addAll(cuts);
        SharedLimits.add(program, problem, tariff, List.of(pool), others);
        fixUnmet(program, problem, pool);
    }

    /** Demands that every month be carried that can be: most often a plan can, and the program is tighter. */
    static void fixUnmet(IntegerProgram program, PlanningProblem problem, PoolProgram pool) {
        for (int m = 0; m < problem.months(); m++) {
            long unmet = Reach.canBeCarried(problem, pool.needs, m) ? 0 : 1;
            program.fix(pool.unmet[m], unmet, unmet);
        }
    }

    /** Searches on, from the best plan so far. */
    void search(Duration limit) {
        long start = System.nanoTime();
        long end = start + limit.toNanos();
        if (!begun) {
            begun = true;
            values = null;
            var cutting = new CuttingPlanes(program, List.of(pool), start + limit.toNanos() * 2 / 5);
            bound = Math.max(0, cutting.tighten());
            relaxed = cutting.relaxed();
            take(Scip.solve(program, until(end).multipliedBy(4).dividedBy(5), null));
            if (values == null) {
                allowUnmet(end);
            }
        } else if (!proven) {
            take(Scip.solve(program, until(end), values));
        }
    }

    private void allowUnmet(long end) {
        for (int m = 0; m < problem.months(); m++) {
            program.fix(pool.unmet[m], Reach.canBeCarried(problem, pool.needs, m) ? 0 : 1, 1);
        }
        var first = fewestUnmet(program, List.of(pool), Duration.ofNanos(Math.max(0, end - System.nanoTime()) / 2));
        fewestProven = first.state() == Scip.State.OPTIMAL;
        values = first.values();
        bound = 0;
        proven = false;
        if (values != null) {
            take(Scip.solve(program, until(end), values));
        }
    }

    /** Finds how few pool-months must stay unmet, and bounds the program by that. */
    static Scip.Outcome fewestUnmet(IntegerProgram program, List<PoolProgram> pools, Duration limit) {
        var costs = new long[program.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = program.cost(i);
            program.price(i, 0);
        }
        var all = new Terms();
        for (var pool : pools) {
            for (int unmet : pool.unmet) {
                all.add(unmet, 1);
                program.price(unmet, 1);
            }
        }
        var outcome = Scip.solve(program, limit, null);
        long[] found = outcome.values();
        long count = found == null ? 0 : program.costOf(found);
        for (int i = 0; i < costs.length; i++) {
            program.price(i, costs[i]);
        }
        if (found != null) {
            program.row(all, -IntegerProgram.NONE, count);
        }
        return outcome;
    }

    private void take(Scip.Outcome outcome) {
        long[] found = outcome.values();
        if (found != null && (values == null || program.costOf(found) <= program.costOf(values))) {
            values = found;
        }
        if (Double.isFinite(outcome.bound())) {
            bound = Math.max(bound, outcome.bound());
        }
        proven |= outcome.state() == Scip.State.OPTIMAL;
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean proven() {
        return proven && fewestProven;
    }

    double bound() {
        return proven && values != null ? program.costOf(values) : bound;
    }

    double slack() {
        return proven() ? 0 : values == null ? Double.MAX_VALUE : program.costOf(values) - bound;
    }

    /** Returns the fleet of the best plan; where none was found, a plain one. */
    Fleet fleet() {
        long[] known = values;
        if (known != null) {
            return pool.fleet(known);
        }
        var first = relaxed.length == 0 ? Fleet.asOwned(problem, pool.needs) : pool.roundedUp(relaxed);
        return new Greedy(problem, tariff, pool.needs, others).completed(first);
    }

    PoolProgram pool() {
        return pool;
    }
}
