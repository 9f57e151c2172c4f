package dev.headroom.plan;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_STEPS = 100_000;
    private static final double LEAST_WEIGHT = 1e-4;

    /** Σ weight × nodes of each type is at least {@link #WHOLE}, in this month and in any that needs no less. */
    record Cut(long[] weights, int month) {}

    private final IntegerProgram program;
    private final List<PoolProgram> pools;
    private final Map<PoolProgram, Map<List<Long>, MonthHull>> hulls = new HashMap<>();
    private final Map<PoolProgram, Map<List<Long>, CheapestFleet>> fleets = new HashMap<>();
    private final Map<PoolProgram, List<long[]>> known = new HashMap<>();
    private final Map<PoolProgram, Set<Integer>> pricedInFull = new HashMap<>();
    private final long deadline;
    private double[] relaxed = {};
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
            var rows = new ArrayList<MPConstraint>();
            for (int round = 0; round < MOST_ROUNDS; round++) {
                for (var row :
                        program.rows().subList(rows.size(), program.rows().size())) {
                    rows.add(Scip.add(solver, variables, row));
                }
                if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
                    return bound;
                }
                relaxed = new double[variables.length];
                for (int i = 0; i < relaxed.length; i++) {
                    relaxed[i] = variables[i].solutionValue();
                }
                bound = Math.max(bound, solver.objective().value() * unit);
                if (System.nanoTime() > deadline || !cut()) {
                    return bound;
                }
            }
            return bound;
        } finally {
            solver.delete();
        }
    }

    private boolean cut() {
        int before = program.rows().size();
        var months = new ArrayList<CutMonth>();
        for (var pool : pools) {
            for (int m = 0; m < pool.needs.months; m++) {
                if (program.low(pool.unmet[m]) == 0
                        && pool.needs.failures <= MOST_FAILURES
                        && !pool.needs.isNothing(m)) {
                    months.add(new CutMonth(pool, m, pool.counts(relaxed, m), relaxed[pool.unmet[m]]));
                }
            }
        }
        var open = months.stream().filter(month -> !cutAgain(month)).toList();
        for (var month : open) {
            boolean first = pricedInFull
                    .computeIfAbsent(month.pool, pool -> new HashSet<>())
                    .add(month.month);
            if (!first || !cutByPrices(month, month.pool.monthlyPrices())) {
                cutDeepest(month);
            }
        }
        return program.rows().size() > before;
    }

    /** A month of a pool in a relaxed solution. */
    private record CutMonth(PoolProgram pool, int month, double[] counts, double unmet) {

        double of(long[] weights) {
            double sum = unmet * WHOLE;
            for (int j = 0; j < weights.length; j++) {
                sum += counts[j] * weights[j];
            }
            return sum;
        }
    }

    /** Cuts by what is known from another month or an earlier search. */
    private boolean cutAgain(CutMonth month) {
        Cut worst = null;
        double least = WHOLE * (1 - VIOLATED);
        for (var cut : month.pool.cuts) {
            double sum = month.of(cut.weights);
            if (sum < least && month.pool.needs.implies(month.month, cut.month)) {
                least = sum;
                worst = cut;
            }
        }
        if (worst != null) {
            month.pool.cut(month.month, worst);
        }
        return worst != null;
    }

    /** At any prices a whole fleet costs no less than the cheapest one. */
    private boolean cutByPrices(CutMonth month, double[] prices) {
        double most = Arrays.stream(prices).max().orElse(0);
        if (most <= 0 || System.nanoTime() > deadline) {
            return false;
        }
        var weights = Arrays.stream(prices)
                .map(value -> Math.max(value / most, LEAST_WEIGHT))
                .toArray();
        var cheapest = cheapest(month).find(weights, Double.MAX_VALUE);
        if (cheapest.counts().length > 0) {
            known(month).add(cheapest.counts());
        }
        return cheapest.counts().length > 0 && cut(month, weights, cheapest.least());
    }

    private List<long[]> known(CutMonth month) {
        return known.computeIfAbsent(month.pool, pool -> new ArrayList<>());
    }

    private CheapestFleet cheapest(CutMonth month) {
        return fleets.computeIfAbsent(month.pool, pool -> new HashMap<>())
                .computeIfAbsent(
                        month.pool.needs.key(month.month),
                        key -> new CheapestFleet(month.pool.needs, month.month, MOST_STEPS));
    }

    private boolean cutDeepest(CutMonth month) {
        if (month.unmet > 0.5 || System.nanoTime() > deadline) {
            return false;
        }
        var counts = month.counts.clone();
        for (int j = 0; j < counts.length; j++) {
            counts[j] /= 1 - month.unmet;
        }
        var weights = hull(month).cut(counts, known(month));
        return weights != null && cut(month, weights, 1);
    }

    private MonthHull hull(CutMonth month) {
        return hulls.computeIfAbsent(month.pool, pool -> new HashMap<>())
                .computeIfAbsent(
                        month.pool.needs.key(month.month), key -> new MonthHull(month.pool.needs, month.month));
    }

    private boolean cut(CutMonth month, double[] weights, double least) {
        var whole = new long[weights.length];
        for (int j = 0; j < whole.length; j++) {
            whole[j] = Math.min(WHOLE, (long) Math.ceil(weights[j] / least * WHOLE));
        }
        if (month.of(whole) > WHOLE * (1 - VIOLATED)) {
            return false;
        }
        var cut = new Cut(whole, month.month);
        month.pool.cuts.add(cut);
        month.pool.cut(month.month, cut);
        return true;
    }

    double[] relaxed() {
        return relaxed;
    }
}
