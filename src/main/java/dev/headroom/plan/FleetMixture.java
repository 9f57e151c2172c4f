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
    private static final double LEAST_WEIGHT = 1e-4;

    private static final int MOST_JOINING = 4;

    /** Steps in which no fleet joins, while the prices come nearer to the program's. */
    private static final int MOST_IDLE = 8;

    private static final int MOST_STEPS = 30_000;

    private final PoolProgram pool;
    private final IntegerProgram program;
    private final PoolNeeds needs;
    private final List<long[]> known;
    private final CheapestFleet[] cheapest;
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

    /** About what the best prices bound the cost to: where a cheapest fleet isn't proven, it may be less. */
    private double bound;

    /**
     * Begins.
     *
     * @param known fleets by type; more are added
     */
    FleetMixture(IntegerProgram program, PoolProgram pool, List<long[]> known) {
        this.program = program;
        this.pool = pool;
        this.known = known;
        needs = pool.needs;
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
        known.add(fleet);
        mixed.get(month).add(known.size() - 1);
    }

    /**
     * Returns prices of a node by month and type at which the months' cheapest fleets are a high bound; goes on from
     * where it was before.
     */
    double[][] prices(long deadline) {
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
            var parameters = new MPSolverParameters();
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.PRESOLVE,
                    MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.LP_ALGORITHM,
                    MPSolverParameters.LpAlgorithmValues.DUAL.swigValue());
            int idle = 0;
            while (System.nanoTime() < deadline) {
                solver.setTimeLimit(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (solver.solve(parameters) != MPSolver.ResultStatus.OPTIMAL) {
                    break;
                }
                double cost = solver.objective().value();
                read();
                if (cost - bound < NEAR * cost || idle == MOST_IDLE) {
                    break;
                }
                int before = joined;
                joinKnown(solver);
                find(solver, cost);
                idle = joined > before ? 0 : idle + 1;
            }
            return best;
        } finally {
            solver.delete();
        }
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
                bound += lightest(solver, m, positive(best[m]));
            }
        }
    }

    /** Returns prices of which none is next to nothing, so that no node is taken without need. */
    private static double[] positive(double[] prices) {
        double least = LEAST_WEIGHT * Arrays.stream(prices).max().orElse(0) + Double.MIN_NORMAL;
        return Arrays.stream(prices).map(price -> Math.max(least, price)).toArray();
    }

    /** Reads the program's prices: what it would pay for one more node of each type, and what for a month's fleet. */
    private void read() {
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
                int lightest = -1;
                double least = paid[m] * (1 - SAVED);
                for (int f = 0; f < known.size(); f++) {
                    double weight = weight(prices[m], known.get(f));
                    if (weight < least && !mixed.get(m).contains(f) && needs.carried(m, known.get(f))) {
                        least = weight;
                        lightest = f;
                    }
                }
                if (lightest < 0) {
                    break;
                }
                join(solver, m, lightest);
            }
        }
    }

    private static double weight(double[] prices, long[] fleet) {
        double sum = 0;
        for (int j = 0; j < prices.length; j++) {
            sum += prices[j] * fleet[j];
        }
        return sum;
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
                sum += lightest(solver, m, positive(tried[m]));
            }
        }
        if (System.nanoTime() < deadline && sum > bound) {
            bound = sum;
            best = tried;
            bestRest = rest;
        }
    }

    /** Lets the lightest fleet of a month join; returns what it weighs, as far as is known. */
    private double lightest(MPSolver solver, int m, double[] prices) {
        int lightest = -1;
        double least = Double.MAX_VALUE;
        for (int f = 0; f < known.size(); f++) {
            double weight = weight(prices, known.get(f));
            if (weight < least && needs.carried(m, known.get(f))) {
                least = weight;
                lightest = f;
            }
        }
        var search = cheapest[m];
        var quick = lightest < 0 ? search.quick(prices, least) : search.quick(prices, least, known.get(lightest));
        var found = search.find(prices, quick.weight());
        var lighter = found.counts().length > 0 ? found : quick;
        if (lighter.counts().length > 0) {
            known.add(lighter.counts());
            lightest = known.size() - 1;
        }
        if (lightest >= 0) {
            join(solver, m, lightest);
        }
        return found.weight();
    }
}
