package dev.headroom.plan;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The cheapest plan of one pool that may hold, in every month, a mixture of whole fleets, and what a node is worth in each
 * month beside it.
 *
 * <p>Column generation: the linear program mixes the fleets that are known, and each month's cheapest fleet at the prices
 * that it gives to nodes joins them. The prices jump at first; so fleets are looked for at prices between the
 * program's and the best ones so far, which are those that bound the cost highest.
 */
final class FleetMixture {

    static {
        Loader.loadNativeLibraries();
    }

    /** How near the bound must come to the program's cost. */
    private static final double NEAR = 2e-4;

    /** How much of the best prices there is in those at which fleets are looked for. */
    private static final double KEPT = 0.75;

    /** What known fleets must save to join the mixture, as a share of the month's cost. */
    private static final double SAVED = 1e-6;

    /** What a node weighs at the least, as a share of the dearest. */
    private static final double LEAST_WEIGHT = 1e-7;

    /** How far the solver's optimum may be above the true one, as a share of it. */
    private static final double TOLERANCE = 1e-7;

    private static final int MOST_JOINING = 4;

    /** Steps in which no fleet joins, while the prices come nearer to the program's. */
    private static final int MOST_IDLE = 8;

    private static final int MOST_STEPS = 30_000;

    /** At first only one of so many months is looked at in each step, as long as that saves some share of the cost. */
    private static final int APART = 3;

    private static final double ROUGH = 1e-3;

    private final PoolProgram pool;
    private final IntegerProgram program;
    private final PoolNeeds needs;
    private final KnownFleets known;
    private final CheapestFleet[] cheapest;

    /** By type, how many nodes of it alone are enough. */
    private final int[] enough;

    private final List<Set<Integer>> mixed = new ArrayList<>();
    private long deadline = Long.MAX_VALUE;
    private final double unit;

    /** By month and type, the row that says that as many nodes are held as the mixture has. */
    private final MPConstraint[][] held;

    private final MPConstraint[] whole;

    /** By month, what the program pays for one more node of each type, and for the whole month. */
    private final double[][] prices;

    private final double[] paid;

    /** By month and type, the best prices so far, and what the rest of the program adds to their bound. */
    private double[][] best;

    private double bestRest;

    private int joined;

    /** Whether the mixture still gets much cheaper by each fleet, so that there is no need to look at all months. */
    private boolean rough = true;

    /** What the best prices bound the cost to. */
    private double bound;

    private double[] relaxed = {};

    /**
     * Begins.
     *
     * @param known fleets by type; more are added
     */
    FleetMixture(IntegerProgram program, PoolProgram pool, List<long[]> known) {
        this.program = program;
        this.pool = pool;
        needs = pool.needs;
        this.known = new KnownFleets(needs, known);
        enough = IntStream.range(0, needs.types.size()).map(needs::enough).toArray();
        int months = needs.months;
        cheapest = new CheapestFleet[months];
        held = new MPConstraint[months][needs.types.size()];
        whole = new MPConstraint[months];
        prices = new double[months][needs.types.size()];
        paid = new double[months];
        best = new double[months][needs.types.size()];
        double largest = 1;
        for (int i = 0; i < program.size(); i++) {
            largest = Math.max(largest, program.cost(i) / 1e4);
        }
        unit = largest;
        for (int m = 0; m < months; m++) {
            cheapest[m] = new CheapestFleet(needs, m, MOST_STEPS);
            mixed.add(new LinkedHashSet<>());
        }
    }

    /** Adds a fleet to the mixture of a month. A plan's fleets, in each month its own, make sure that there is one. */
    void add(int month, long[] fleet) {
        mixed.get(month).add(known.add(fleet));
    }

    /**
     * Looks for prices of a node by month and type at which the months' cheapest fleets are a high bound; goes on from
     * where it was before.
     */
    void search(long deadline) {
        this.deadline = deadline;
        var solver = MPSolver.createSolver("GLOP");
        try {
            var variables = new MPVariable[program.size()];
            for (int i = 0; i < variables.length; i++) {
                variables[i] = solver.makeVar(program.low(i), program.high(i), false, "");
                solver.objective().setCoefficient(variables[i], program.cost(i) / unit);
            }
            for (var row : pool.chained()) {
                Scip.add(solver, variables, row);
            }
            for (int m = 0; m < needs.months; m++) {
                if (concerns(m)) {
                    mix(solver, variables, m);
                }
            }
            for (int m = 0; m < needs.months; m++) {
                for (int f : mixed.get(m)) {
                    share(solver, m, f);
                }
            }
            if (bound == 0) {
                start(solver);
            }
            var parameters = parameters();
            int idle = 0;
            int step = 0;
            var costs = new double[APART];
            Arrays.fill(costs, Double.MAX_VALUE);
            while (System.nanoTime() < deadline) {
                solver.setTimeLimit(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (solver.solve(parameters) != MPSolver.ResultStatus.OPTIMAL) {
                    break;
                }
                double cost = solver.objective().value();
                read(variables);
                if (cost - bound < NEAR * cost || idle == MOST_IDLE) {
                    break;
                }
                int before = joined;
                joinKnown(solver);
                rough = rough && cost < costs[step % APART] * (1 - ROUGH);
                if (rough) {
                    costs[step % APART] = cost;
                    findSome(solver, step++ % APART);
                } else {
                    find(solver, cost);
                }
                idle = joined > before ? 0 : idle + 1;
            }
        } finally {
            solver.delete();
        }
    }

    /** Without scaling the solver goes on from the last solution when fleets have joined. */
    private static MPSolverParameters parameters() {
        var parameters = new MPSolverParameters();
        parameters.setIntegerParam(
                MPSolverParameters.IntegerParam.PRESOLVE, MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
        parameters.setIntegerParam(
                MPSolverParameters.IntegerParam.SCALING, MPSolverParameters.ScalingValues.SCALING_OFF.swigValue());
        parameters.setIntegerParam(
                MPSolverParameters.IntegerParam.LP_ALGORITHM, MPSolverParameters.LpAlgorithmValues.PRIMAL.swigValue());
        return parameters;
    }

    /**
     * Begins at the prices of a relaxation.
     *
     * @param savings of one more node, by month and type
     * @param rest what the relaxation costs beyond what it pays for what the months ask
     */
    void begin(double[][] savings, double rest) {
        for (int m = 0; m < savings.length; m++) {
            for (int j = 0; j < savings[m].length; j++) {
                best[m][j] = savings[m][j] / unit;
            }
        }
        bestRest = rest / unit;
    }

    private void start(MPSolver solver) {
        bound = bestRest;
        for (int m = 0; m < needs.months && System.nanoTime() < deadline; m++) {
            if (concerns(m)) {
                bound += lightest(solver, m, best[m]);
            }
        }
    }

    /** Returns prices of which none is next to nothing, so that no node is taken without need. */
    private static double[] positive(double[] prices) {
        double least = LEAST_WEIGHT * Arrays.stream(prices).max().orElse(0) + Double.MIN_NORMAL;
        return Arrays.stream(prices).map(price -> Math.max(least, price)).toArray();
    }

    /** Reads what the program holds, what it would pay for one more node of each type, and what for a month's fleet. */
    private void read(MPVariable[] variables) {
        relaxed =
                Arrays.stream(variables).mapToDouble(MPVariable::solutionValue).toArray();
        for (int m = 0; m < needs.months; m++) {
            if (concerns(m)) {
                prices[m] = byType(m);
                paid[m] = whole[m].dualValue();
            }
        }
    }

    /** Returns whether a month has a mixture. */
    boolean concerns(int m) {
        return program.low(pool.unmet[m]) == 0 && pool.cuts.concern(m);
    }

    private void mix(MPSolver solver, MPVariable[] variables, int m) {
        whole[m] = solver.makeConstraint(1, 1);
        for (int j = 0; j < held[m].length; j++) {
            held[m][j] = solver.makeConstraint(0, MPSolver.infinity());
            for (int variable : pool.held(needs.types.get(j), m)) {
                held[m][j].setCoefficient(variables[variable], 1);
            }
        }
    }

    private void join(MPSolver solver, int m, int fleet) {
        if (mixed.get(m).add(fleet)) {
            joined++;
            share(solver, m, fleet);
        }
    }

    private void share(MPSolver solver, int m, int fleet) {
        if (!concerns(m)) {
            return;
        }
        var share = solver.makeVar(0, MPSolver.infinity(), false, "");
        whole[m].setCoefficient(share, 1);
        long[] counts = known.get(fleet);
        for (int j = 0; j < counts.length; j++) {
            var type = needs.types.get(j);
            if (counts[j] > 0 && !type.isBare()) {
                held[m][j].setCoefficient(share, -counts[j]);
            }
            if (type.isBare()) {
                long all = 0;
                for (int k = 0; k < counts.length; k++) {
                    all += needs.types.get(k).model() == type.model() ? counts[k] : 0;
                }
                if (all > 0) {
                    held[m][j].setCoefficient(share, -all);
                }
            }
        }
    }

    /** Adds known fleets that are cheaper than what the mixture pays. */
    private void joinKnown(MPSolver solver) {
        for (int m = 0; m < needs.months; m++) {
            if (!concerns(m)) {
                continue;
            }
            for (int times = 0; times < MOST_JOINING; times++) {
                int lightest = known.lightest(m, prices[m], paid[m] * (1 - SAVED), mixed.get(m));
                if (lightest < 0) {
                    break;
                }
                join(solver, m, lightest);
            }
        }
    }

    private double[] byType(int m) {
        var prices = new double[needs.types.size()];
        for (int j = 0; j < prices.length; j++) {
            var type = needs.types.get(j);
            prices[j] = Math.max(0, held[m][j].dualValue());
            if (!type.isBare()) {
                prices[j] += Math.max(0, held[m][needs.bareType(type.model())].dualValue());
            }
        }
        return prices;
    }

    /** Looks for the cheapest fleets at prices between the program's and the best. */
    private void find(MPSolver solver, double cost) {
        double kept = bound > 0 ? KEPT : 0;
        double rest = cost;
        var tried = new double[needs.months][needs.types.size()];
        for (int m = 0; m < needs.months; m++) {
            rest -= paid[m];
            for (int j = 0; j < tried[m].length; j++) {
                tried[m][j] = kept * best[m][j] + (1 - kept) * prices[m][j];
            }
        }
        rest = kept * bestRest + (1 - kept) * rest;
        double sum = rest;
        for (int m = 0; m < needs.months && System.nanoTime() < deadline; m++) {
            if (concerns(m)) {
                sum += lightest(solver, m, tried[m]);
            }
        }
        if (System.nanoTime() < deadline && sum > bound) {
            bound = sum;
            best = tried;
            bestRest = rest;
        }
    }

    /**
     * Looks for cheap fleets in a part of the months. That is no bound, but at first fleets are what is wanted, and what one
     * month finds often serves those beside it.
     */
    private void findSome(MPSolver solver, int from) {
        for (int m = from; m < needs.months && System.nanoTime() < deadline; m += APART) {
            var tried = new double[needs.types.size()];
            for (int j = 0; j < tried.length; j++) {
                tried[j] = (best[m][j] + prices[m][j]) / 2;
            }
            if (concerns(m)) {
                lightest(solver, m, tried);
            }
        }
    }

    /** Lets the lightest fleet of a month join, as far as one is found; returns a weight that none is below. */
    private double lightest(MPSolver solver, int m, double[] exact) {
        var prices = positive(exact);
        // a fleet without a node too many weighs at most so much less at the exact prices
        double raised = 0;
        for (int j = 0; j < prices.length; j++) {
            raised += (prices[j] - exact[j]) * enough[j];
        }
        int lightest = known.lightest(m, prices, Double.MAX_VALUE, Set.of());
        double least = lightest < 0 ? Double.MAX_VALUE : KnownFleets.weight(prices, known.get(lightest));
        var found = cheapest[m].find(prices, least);
        if (found.counts().length > 0) {
            lightest = known.add(found.counts());
        }
        if (lightest >= 0) {
            join(solver, m, lightest);
        }
        return found.least() == Double.MAX_VALUE ? 0 : found.least() - raised;
    }

    /** Returns the best prices of a node, by month and type. */
    double[][] prices() {
        return best;
    }

    /** Returns a cost that no plan is below. */
    double bound() {
        return bound * unit * (1 - TOLERANCE);
    }

    /** Returns what the mixture holds, by variable of the program; empty where there was no time to solve it. */
    double[] relaxed() {
        return relaxed;
    }
}
