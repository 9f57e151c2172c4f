package dev.headroom.plan;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tightens a program before it is branched on: adds cuts from each pool's months until its linear relaxation holds, in
 * every month, a mixture of whole fleets.
 */
final class CuttingPlanes {

    static {
        Loader.loadNativeLibraries();
    }

    static final long WHOLE = 100_000;
    private static final double VIOLATED = 1e-3;
    private static final int MOST_FAILURES = 8;

    /** Σ weight × nodes of each type is at least {@link #WHOLE}, in this month and in any that needs no less. */
    record Cut(long[] weights, int month) {}

    private final IntegerProgram program;
    private final List<PoolProgram> pools;
    private final Map<PoolProgram, Map<List<Long>, MonthHull>> hulls = new HashMap<>();
    private final long deadline;
    private double[] relaxed = {};
    private double[] reducedCosts = {};
    private double bound;

    CuttingPlanes(IntegerProgram program, List<PoolProgram> pools, long deadline) {
        this.program = program;
        this.pools = pools;
        this.deadline = deadline;
    }

    /** Adds cuts to the program; returns the bound that its relaxation then gives. */
    double tighten() {
        var solver = MPSolver.createSolver("GLOP");
        try {
            var variables = new MPVariable[program.size()];
            double unit = 1;
            for (int i = 0; i < variables.length; i++) {
                unit = Math.max(unit, program.cost(i) / 1e4);
            }
            for (int i = 0; i < variables.length; i++) {
                variables[i] = solver.makeVar(program.low(i), program.high(i), false, "");
                solver.objective().setCoefficient(variables[i], program.cost(i) / unit);
            }
            program.rows().forEach(row -> Scip.add(solver, variables, row));
            for (int round = 0; round < 60 && System.nanoTime() < deadline; round++) {
                if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
                    return bound;
                }
                relaxed = new double[variables.length];
                reducedCosts = new double[variables.length];
                for (int i = 0; i < relaxed.length; i++) {
                    relaxed[i] = variables[i].solutionValue();
                    reducedCosts[i] = variables[i].reducedCost() * unit;
                }
                bound = solver.objective().value() * unit;
                int before = program.rows().size();
                pools.forEach(this::cut);
                if (program.rows().size() == before) {
                    return bound;
                }
                program.rows().subList(before, program.rows().size()).forEach(row -> Scip.add(solver, variables, row));
            }
            return bound;
        } finally {
            solver.delete();
        }
    }

    private void cut(PoolProgram pool) {
        for (int m = 0; m < pool.needs.months && System.nanoTime() < deadline; m++) {
            if (program.low(pool.unmet[m]) == 0 && pool.needs.failures <= MOST_FAILURES && !pool.needs.isNothing(m)) {
                cut(pool, m);
            }
        }
    }

    private void cut(PoolProgram pool, int m) {
        var counts = pool.counts(relaxed, m);
        double unmet = relaxed[pool.unmet[m]];
        var known = pool.cuts;
        Cut worst = null;
        double least = 1 - VIOLATED;
        for (var cut : known) {
            double sum = unmet;
            for (int j = 0; j < counts.length; j++) {
                sum += counts[j] * cut.weights[j] / WHOLE;
            }
            if (sum < least && pool.needs.implies(m, cut.month)) {
                least = sum;
                worst = cut;
            }
        }
        if (worst == null) {
            if (unmet > 0.5) {
                return;
            }
            if (unmet > 0) {
                for (int j = 0; j < counts.length; j++) {
                    counts[j] /= 1 - unmet;
                }
            }
            var hull = hulls.computeIfAbsent(pool, p -> new HashMap<>())
                    .computeIfAbsent(pool.needs.key(m), key -> new MonthHull(pool.needs, m));
            var weights = hull.cut(counts);
            if (weights == null) {
                return;
            }
            var whole = new long[weights.length];
            double sum = 0;
            for (int j = 0; j < whole.length; j++) {
                whole[j] = Math.min(WHOLE, (long) Math.ceil(weights[j] * WHOLE));
                sum += counts[j] * whole[j] / WHOLE;
            }
            if (sum > 1 - VIOLATED) {
                return;
            }
            worst = new Cut(whole, m);
            known.add(worst);
        }
        program.row(pool.weighted(worst.weights, m).add(pool.unmet[m], WHOLE), WHOLE, IntegerProgram.NONE);
    }

    double bound() {
        return bound;
    }

    double[] relaxed() {
        return relaxed;
    }

    double[] reducedCosts() {
        return reducedCosts;
    }
}
