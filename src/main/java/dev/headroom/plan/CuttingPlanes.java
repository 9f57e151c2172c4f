package dev.headroom.plan;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.List;

/**
 * Tightens a program before it is branched on: adds cuts from each pool's months until its linear relaxation holds, in
 * every month, a mixture of whole fleets.
 */
final class CuttingPlanes {

    static {
        Loader.loadNativeLibraries();
    }

    private static final int MOST_ROUNDS = 200;

    /** Milliseconds that the first solution may take, whatever the deadline. */
    private static final long FIRST = 1000;

    /** Rounds that must raise the bound by some share, or the program counts as tight. */
    private static final int PATIENCE = 8;

    private static final double GAIN = 1e-4;

    /** How far the solver's optimum may be above the true one, as a share of it. */
    private static final double TOLERANCE = 1e-7;

    private final IntegerProgram program;
    private final List<PoolProgram> pools;
    private final long deadline;
    private double[] relaxed = {};
    private double[] prices = {};
    private double bound;

    CuttingPlanes(IntegerProgram program, List<PoolProgram> pools, long deadline) {
        this.program = program;
        this.pools = pools;
        this.deadline = deadline;
    }

    /** Adds cuts to the program; returns the bound that its relaxation then gives, 0 if there was no time for any. */
    double tighten() {
        return tighten(MOST_ROUNDS, true);
    }

    /** Adds only cuts at the prices of the relaxation, for a few rounds. */
    double tightenByPrices(int rounds) {
        return tighten(rounds, false);
    }

    private double tighten(int rounds, boolean deepest) {
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
            var parameters = new MPSolverParameters();
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.LP_ALGORITHM,
                    MPSolverParameters.LpAlgorithmValues.DUAL.swigValue());
            var rows = new ArrayList<MPConstraint>();
            var bounds = new ArrayList<Double>();
            while (bounds.size() < rounds && !stalls(bounds)) {
                for (var row :
                        program.rows().subList(rows.size(), program.rows().size())) {
                    rows.add(Scip.add(solver, variables, row));
                }
                // the first solution is worth its time: without it nothing is known
                long least = bounds.isEmpty() ? FIRST : 1;
                solver.setTimeLimit(Math.max(least, (deadline - System.nanoTime()) / 1_000_000));
                if (!solved(solver, parameters)) {
                    return bound;
                }
                relaxed = new double[variables.length];
                for (int i = 0; i < relaxed.length; i++) {
                    relaxed[i] = variables[i].solutionValue();
                }
                prices = new double[rows.size()];
                for (int i = 0; i < prices.length; i++) {
                    prices[i] = rows.get(i).dualValue()
                            * unit
                            / Scip.unit(program.rows().get(i));
                }
                bound = Math.max(bound, Math.ceil(solver.objective().value() * unit * (1 - TOLERANCE)));
                bounds.add(bound);
                if (bounds.size() == rounds || !cut(deepest)) {
                    return bound;
                }
            }
            return bound;
        } finally {
            solver.delete();
        }
    }

    /** Solves; where that fails for want of digits, anew and from the program as it is. */
    private boolean solved(MPSolver solver, MPSolverParameters parameters) {
        if (solver.solve(parameters) == MPSolver.ResultStatus.OPTIMAL) {
            return true;
        }
        if (System.nanoTime() > deadline) {
            return false;
        }
        solver.reset();
        var plain = new MPSolverParameters();
        plain.setIntegerParam(
                MPSolverParameters.IntegerParam.PRESOLVE, MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
        return solver.solve(plain) == MPSolver.ResultStatus.OPTIMAL;
    }

    private static boolean stalls(List<Double> bounds) {
        int rounds = bounds.size();
        return rounds > 2 * PATIENCE && bounds.get(rounds - 1) < bounds.get(rounds - 1 - PATIENCE) * (1 + GAIN);
    }

    private boolean cut(boolean deepest) {
        int before = program.rows().size();
        for (var pool : pools) {
            var savings = pool.savings(prices);
            for (int m = 0; m < pool.needs.months && System.nanoTime() < deadline; m++) {
                if (program.low(pool.unmet[m]) == 0 && pool.cuts.concern(m)) {
                    var counts = new RelaxedFleet(pool, relaxed).counts(m);
                    double unmet = relaxed[pool.unmet[m]];
                    var cut = pool.cuts.cut(m, counts, unmet, savings[m], deepest);
                    if (cut != null) {
                        pool.cut(m, cut);
                    }
                }
            }
        }
        return program.rows().size() > before;
    }

    /** Returns the prices of the rows that the program had when it was last solved. */
    double[] prices() {
        return prices;
    }

    double[] relaxed() {
        return relaxed;
    }
}
