package dev.headroom.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for one pool's best plan, as if it were alone: a plain plan is improved by corridors, then all fleets near
 * its price are searched month by month. What that leaves open, mostly where terms bind, an integer program decides.
 */
final class PoolSearch {

    /** Steps without a gain for each chain. */
    private static final long PATIENCE = 20;

    /** The same where many plans are looked at that may be worse. */
    private static final long BRIEF = 4;

    /** The chains of a pool whose fleets are not too many to be searched one by one. */
    private static final int MOST_WALKED = 14;

    /** Chains × months of a program that is still branched on where there are too many fleets to be searched. */
    private static final int MOST_BRANCHED = 400;

    private static final int STARTS = 12;

    /** Rounds of cuts at the relaxation's own prices, before fleets are mixed. */
    private static final int PRICED = 2;

    private static final double[] REACHES = {1.2, 1.5, 2, 3};

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final PoolChains chains;
    private final boolean[] hopeless;
    private final int forced;
    private final Room room;

    private Fleet fleet;
    private int unmet;
    private long cost;
    private double bound;
    private boolean proven;
    private boolean fewestProven;
    private int searches;
    private double[] relaxedSums = {};
    private final PoolCuts cuts;
    private final PoolImprovement improvement;
    private @Nullable Program program;
    private @Nullable Program loose;
    private @Nullable FleetMixture mixture;

    /** The integer program, made when it is needed. */
    private record Program(IntegerProgram rows, PoolProgram pool) {}

    PoolSearch(PlanningProblem problem, Tariff tariff, PoolNeeds needs) {
        this.problem = problem;
        this.tariff = tariff;
        chains = new PoolChains(problem, tariff, needs);
        improvement = new PoolImprovement(problem, tariff, chains);
        hopeless = new boolean[needs.months];
        int count = 0;
        for (int m = 0; m < hopeless.length; m++) {
            hopeless[m] = !Reach.canBeCarried(problem, needs, m);
            count += hopeless[m] ? 1 : 0;
        }
        forced = count;
        cuts = new PoolCuts(needs, tariff.monthly(needs.types));
        fleet = Fleet.asOwned(problem, needs);
        room = Room.beside(problem, tariff, List.of(fleet), 0);
        take(fleet);
    }

    /** Searches on, from the best plan so far. */
    void search(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        if (searches++ == 0) {
            take(new Greedy(problem, tariff, chains.needs, List.of()).completed(fleet));
        }
        if (large()) {
            searchLarge(end);
        } else if (searches == 1) {
            improve(System.nanoTime() + limit.toNanos() / 4, PATIENCE);
            walk(System.nanoTime() + limit.toNanos() / 2);
            if (!proven()) {
                startAnew(System.nanoTime() + until(end).toNanos() / 3);
            }
        }
        if (branches() && !proven()) {
            branch(end);
        }
    }

    private boolean branches() {
        return !large() || chains.all.size() * problem.months() <= MOST_BRANCHED || unmet > forced;
    }

    /** Returns whether the pool has too many fleets to be searched one by one. */
    boolean large() {
        return chains.all.size() > MOST_WALKED;
    }

    private void searchLarge(long end) {
        if (searches == 1) {
            relax(until(end).multipliedBy(3).dividedBy(5));
        }
        improve(until(end));
    }

    /** Bounds the cost of a pool that is {@link #large}, and makes a plan of that. */
    void relax(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        if (mixture == null) {
            take(new Greedy(problem, tariff, chains.needs, List.of()).completed(fleet));
            // a good plan's fleets are a good mixture to begin with
            improve(fleet, 1, System.nanoTime() + limit.toNanos() / 10, PATIENCE);
        }
        relax(end);
    }

    /** Improves the plan of a pool that is {@link #large}: does without one model after the other, ever more patiently. */
    void improve(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        improve(fleet, ++searches, end, PATIENCE);
        long patience = BRIEF;
        while (patience <= PATIENCE && System.nanoTime() < end) {
            long before = cost;
            for (int s : PoolImprovement.bought(fleet)) {
                if (System.nanoTime() < end) {
                    take(improvement.without(s, fleet, ++searches, end, patience));
                }
            }
            patience = cost < before ? patience : 2 * patience;
        }
    }

    /** Mixes fleets until the deadline: bounds the cost, and rounds what the mixture holds to a plan. */
    private void relax(long deadline) {
        var loose = loose();
        var mixing = mixture(loose, deadline);
        for (int m = 0; m < problem.months(); m++) {
            mixing.add(m, chains.types(fleet, m));
        }
        mixing.search(deadline);
        bound = Math.max(bound, Math.min(mixing.bound(), cost));
        if (branches()) {
            cutByMixture(loose, mixing, deadline);
        }
        if (mixing.relaxed().length > 0) {
            var fractions = new RelaxedFleet(loose.pool, mixing.relaxed());
            relaxedSums = chains.all.stream().mapToDouble(fractions::sum).toArray();
            improvement.favour(relaxedSums);
            take(new Greedy(problem, tariff, chains.needs, List.of()).completed(fractions.roundedUp()));
        }
        if (!cuts.fleets().isEmpty()) {
            var fleets = new ArrayList<>(cuts.fleets());
            for (int m = 0; m < problem.months(); m++) {
                fleets.add(chains.types(fleet, m));
            }
            var path = new FleetPath(problem, tariff, chains, room, fleets).cheapest(hopeless);
            take(new Greedy(problem, tariff, chains.needs, List.of()).completed(path));
        }
    }

    private FleetMixture mixture(Program loose, long deadline) {
        var mixing = mixture;
        if (mixing == null) {
            var cutting = new CuttingPlanes(loose.rows, List.of(loose.pool), deadline);
            double relaxed = cutting.tightenByPrices(PRICED);
            bound = Math.max(bound, Math.min(relaxed, cost));
            mixing = new FleetMixture(loose.rows, loose.pool, cuts.fleets());
            mixing.begin(loose.pool.savings(cutting.prices()), relaxed - loose.pool.paid(cutting.prices()));
            mixture = mixing;
        }
        return mixing;
    }

    /** Cuts at the prices of the mixture make the program almost as tight as it can be. */
    private void cutByMixture(Program loose, FleetMixture mixing, long deadline) {
        var prices = mixing.prices();
        for (int m = 0; m < prices.length && System.nanoTime() < deadline; m++) {
            var cut = mixing.concerns(m) ? cuts.cut(m, prices[m]) : null;
            if (cut != null) {
                loose.pool.cut(m, cut);
            }
        }
        bound = Math.max(bound, Math.min(new CuttingPlanes(loose.rows, List.of(loose.pool), deadline).tighten(), cost));
    }

    /** Returns how many months × nodes of each chain the relaxation holds; empty where none was solved. */
    double[] relaxed() {
        return relaxedSums;
    }

    private void improve(long deadline, long patience) {
        improve(fleet, 1, deadline, patience);
    }

    /** Starts anew from plain plans: each start ends elsewhere. */
    private void startAnew(long deadline) {
        var plain =
                new Greedy(problem, tariff, chains.needs, List.of()).completed(Fleet.asOwned(problem, chains.needs));
        for (int seed = 2; seed < STARTS && System.nanoTime() < deadline; seed++) {
            improve(plain, seed, deadline, PATIENCE);
        }
        improve(deadline, PATIENCE);
    }

    private void improve(Fleet start, long seed, long deadline, long patience) {
        take(improvement.improved(start, seed, deadline, patience));
    }

    /** Searches the lattice of fleets up to a price, and a higher one as long as dearer fleets may be part of the best. */
    private void walk(long deadline) {
        if (unmet > forced || problem.months() == 0) {
            return;
        }
        var lattice = new Lattice(chains);
        int most = (int) Math.min(1_500_000, LatticeSearch.LARGEST / problem.months());
        for (double reach : REACHES) {
            var dearest = new long[problem.months()];
            long highest = 0;
            for (int m = 0; m < dearest.length; m++) {
                dearest[m] = (long) (reach * tariff.monthly(fleet, m));
                highest = Math.max(highest, dearest[m]);
            }
            if (System.nanoTime() > deadline || !lattice.fill(highest, most)) {
                return;
            }
            var found = new LatticeSearch(problem, lattice, room, hopeless, dearest, cost).solve(deadline);
            bound = Math.max(bound, Math.min(found.bound(), cost));
            if (found.fleet() != null) {
                take(found.fleet());
            }
            proven = bound >= cost;
            fewestProven = proven;
            if (proven || found.fleet() != null) {
                return;
            }
        }
    }

    private void take(Fleet candidate) {
        if (!chains.keepsTerms(candidate) || !room.holds(tariff, candidate)) {
            return;
        }
        int missing = chains.unmet(candidate);
        long price = tariff.cost(candidate);
        if (missing < unmet || missing == unmet && price <= cost || candidate == fleet) {
            fleet = candidate;
            unmet = missing;
            cost = price;
        }
    }

    private void branch(long end) {
        var first = program == null;
        var program = program();
        if (first) {
            var cutting = new CuttingPlanes(
                    program.rows, List.of(program.pool), end - until(end).toNanos() * 3 / 5);
            bound = Math.max(bound, cutting.tighten());
        }
        if (unmet == forced) {
            take(Scip.solve(program.rows, until(end), solution()), true);
            return;
        }
        var outcome = Scip.solve(program.rows, until(end).dividedBy(2), null);
        take(outcome, true);
        if (unmet > forced) {
            allowUnmet(end);
        }
    }

    private Program program() {
        var known = program;
        if (known == null) {
            known = program(true);
            program = known;
        }
        return known;
    }

    /** Returns a program that leaves the failures to cuts. */
    private Program loose() {
        var known = loose;
        if (known == null) {
            known = program(false);
            loose = known;
        }
        return known;
    }

    private Program program(boolean exact) {
        var rows = new IntegerProgram();
        var pool = new PoolProgram(rows, problem, tariff, chains.needs, cuts, exact);
        SharedLimits.add(rows, problem, tariff, List.of(pool));
        fixUnmet(rows, pool);
        return new Program(rows, pool);
    }

    /** Demands that every month be carried that can be: most often a plan can, and the program is tighter. */
    void fixUnmet(IntegerProgram rows, PoolProgram pool) {
        for (int m = 0; m < hopeless.length; m++) {
            rows.fix(pool.unmet[m], hopeless[m] ? 1 : 0, hopeless[m] ? 1 : 0);
        }
    }

    void allowUnmet(IntegerProgram rows, PoolProgram pool) {
        for (int m = 0; m < hopeless.length; m++) {
            rows.fix(pool.unmet[m], hopeless[m] ? 1 : 0, 1);
        }
    }

    private long[] solution() {
        var program = program();
        var values = new long[program.rows.size()];
        program.pool.write(fleet, values);
        return values;
    }

    private void allowUnmet(long end) {
        var program = program();
        allowUnmet(program.rows, program.pool);
        var best = FewestUnmet.best(program.rows, List.of(program.pool), end, solution());
        fewestProven = best.fewest();
        bound = 0;
        proven = false;
        take(program.pool.fleet(best.values()));
        take(best.cost(), fewestProven);
    }

    private void take(Scip.Outcome outcome, boolean fewest) {
        boolean taken = false;
        if (outcome.values() != null) {
            var found = program().pool.fleet(outcome.values());
            take(found);
            taken = unmet < chains.unmet(found) || unmet == chains.unmet(found) && cost <= tariff.cost(found);
        }
        if (fewest && Double.isFinite(outcome.bound())) {
            bound = Math.max(bound, Math.min(outcome.bound(), cost));
        }
        // what the limits would not let us take proves nothing of what we have
        if (fewest && outcome.state() == Scip.State.OPTIMAL && taken) {
            proven = true;
            fewestProven = true;
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean proven() {
        return proven && fewestProven;
    }

    /** Returns whether no plan leaves fewer months unmet. */
    boolean fewestProven() {
        return fewestProven || unmet == forced;
    }

    double bound() {
        return proven() ? cost : bound;
    }

    double slack() {
        return proven() ? 0 : cost - bound;
    }

    Fleet fleet() {
        return fleet;
    }

    PoolChains chains() {
        return chains;
    }

    /** Returns in how many months no plan can carry the demand. */
    int forced() {
        return forced;
    }

    /** Returns a number of months that any plan leaves unmet. */
    int leastUnmet() {
        return fewestProven ? unmet : forced;
    }

    PoolCuts cuts() {
        return cuts;
    }

    /** Returns the cuts that made the pool's own relaxation tight. */
    List<PoolProgram.Applied> applied() {
        var known = loose;
        return known == null ? List.of() : known.pool.applied;
    }
}
