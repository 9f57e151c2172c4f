package dev.headroom.plan;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Solves integer programs by SCIP's branch and cut. */
final class Scip {

    static {
        Loader.loadNativeLibraries();
    }

    /**
     * What a solver knows when it stops.
     *
     * @param values the best solution found, by variable; null where there is none
     * @param bound no solution costs less
     */
    record Outcome(State state, long @Nullable [] values, double bound) {}

    enum State {
        OPTIMAL,
        FEASIBLE,
        INFEASIBLE,
        UNKNOWN,

        /** What was found breaks a row by less than the solver can tell. */
        BROKEN
    }

    /** Rows are scaled so that the solver's tolerance of a millionth is one of the row's own size. */
    private static final double ROW_SIZE = 100;

    private static final double COST_SIZE = 1e6;

    private static final double TOLERANCE = 1e-6;
    private static final double FINER_TOLERANCE = 1e-9;

    private Scip() {}

    /** Solves; anew with a finer tolerance where a solution keeps the rows only within the solver's own. */
    static Outcome solve(IntegerProgram program, Duration limit, long @Nullable [] hint) {
        long end = System.nanoTime() + limit.toNanos();
        var outcome = solve(program, limit, hint, TOLERANCE);
        if (outcome.state() != State.BROKEN) {
            return outcome;
        }
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        var finer = solve(program, left, hint, FINER_TOLERANCE);
        return new Outcome(
                finer.state() == State.BROKEN ? State.UNKNOWN : finer.state(),
                finer.values(),
                Math.max(outcome.bound(), finer.bound()));
    }

    private static Outcome solve(IntegerProgram program, Duration limit, long @Nullable [] hint, double tolerance) {
        var solver = MPSolver.createSolver("SCIP");
        try {
            var variables = new MPVariable[program.size()];
            double largest = 1;
            for (int i = 0; i < variables.length; i++) {
                variables[i] = solver.makeVar(program.low(i), program.high(i), true, "");
                largest = Math.max(largest, program.cost(i));
            }
            double unit = Math.max(1, largest / COST_SIZE);
            for (int i = 0; i < variables.length; i++) {
                solver.objective().setCoefficient(variables[i], program.cost(i) / unit);
            }
            for (var row : program.rows()) {
                add(solver, variables, row);
            }
            if (hint != null) {
                var values = new double[hint.length];
                for (int i = 0; i < hint.length; i++) {
                    values[i] = hint[i];
                }
                solver.setHint(variables, values);
            }
            solver.setTimeLimit(Math.max(1, limit.toMillis()));
            return outcome(program, variables, solver, unit, tolerance);
        } finally {
            solver.delete();
        }
    }

    /** Adds a row, divided by a unit of its size; what it is divided by is {@link #unit}. */
    static MPConstraint add(MPSolver solver, MPVariable[] variables, IntegerProgram.Row row) {
        double unit = unit(row);
        var constraint = solver.makeConstraint(bound(row.low(), unit), bound(row.high(), unit));
        for (int i = 0; i < row.variables().length; i++) {
            constraint.setCoefficient(variables[row.variables()[i]], row.coefficients()[i] / unit);
        }
        return constraint;
    }

    static double unit(IntegerProgram.Row row) {
        double size = 0;
        for (long coefficient : row.coefficients()) {
            size = Math.max(size, Math.abs(coefficient));
        }
        return Math.max(1, size / ROW_SIZE);
    }

    private static double bound(long value, double unit) {
        if (Math.abs(value) >= IntegerProgram.NONE) {
            return value > 0 ? MPSolver.infinity() : -MPSolver.infinity();
        }
        return value / unit;
    }

    private static Outcome outcome(
            IntegerProgram program, MPVariable[] variables, MPSolver solver, double unit, double tolerance) {
        var parameters = new MPSolverParameters();
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.PRIMAL_TOLERANCE, tolerance);
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        var status = solver.solve(parameters);
        double bound = status == MPSolver.ResultStatus.INFEASIBLE
                ? Double.POSITIVE_INFINITY
                : solver.objective().bestBound() * unit;
        if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
            var state = status == MPSolver.ResultStatus.INFEASIBLE ? State.INFEASIBLE : State.UNKNOWN;
            return new Outcome(state, null, bound);
        }
        var values = new long[variables.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(variables[i].solutionValue());
        }
        boolean optimal = status == MPSolver.ResultStatus.OPTIMAL;
        return program.holds(values)
                ? new Outcome(optimal ? State.OPTIMAL : State.FEASIBLE, values, bound)
                : new Outcome(State.BROKEN, null, bound);
    }
}
