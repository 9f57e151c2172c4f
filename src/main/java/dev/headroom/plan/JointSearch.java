package dev.headroom.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for all pools' best plan together, where they share limits that bind.
 *
 * <p>The relaxation of one program with all pools bounds the cost. A plan comes from taking the pools' own plans one
 * after the other, searching again for each that no longer fits beside those before; then each pool is searched again
 * beside all others, as long as there is time. A small program is also solved as a whole.
 */
final class JointSearch {

    private static final int SMALL = 5000;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<PoolSearch> alone;
    private final long deadline;
    private final IntegerProgram program = new IntegerProgram();
    private final List<PoolProgram> pools = new ArrayList<>();
    private final List<Fleet> fleets = new ArrayList<>();
    private double bound;
    private boolean proven;

    JointSearch(PlanningProblem problem, Tariff tariff, List<PoolSearch> alone, long deadline) {
        this.problem = problem;
        this.tariff = tariff;
        this.alone = alone;
        this.deadline = deadline;
    }

    PurchasePlan plan() {
        bound = alone.stream().mapToDouble(PoolSearch::bound).sum();
        build();
        place();
        var cuts = new CuttingPlanes(program, pools, deadline - left().toNanos() * 3 / 4);
        double relaxed = cuts.tighten();
        if (unmet(fleets) == forced()) {
            bound = Math.max(bound, relaxed);
        }
        if (program.size() <= SMALL) {
            solveTogether();
        } else {
            improve();
        }
        if (unmet(fleets) > forced() && !proven) {
            bound = 0;
        }
        return new Account(problem, pools.stream().map(pool -> pool.needs).toList(), fleets)
                .plan(proven, tariff.amount(bound));
    }

    private void build() {
        for (var search : alone) {
            var pool = new PoolProgram(program, problem, tariff, search.pool().needs);
            PoolSearch.fixUnmet(program, problem, pool);
            pool.cuts.addAll(search.pool().cuts);
            pools.add(pool);
        }
        SharedLimits.add(program, problem, tariff, pools, List.of());
    }

    private void place() {
        for (var search : alone) {
            fleets.add(Fleet.asOwned(problem, search.pool().needs));
        }
        var slice = left().dividedBy(3L * Math.max(1, alone.size()));
        for (int p = 0; p < alone.size(); p++) {
            var own = alone.get(p).fleet();
            var before = fleets.set(p, own);
            if (!SharedLimits.kept(problem, tariff, fleets)) {
                fleets.set(p, before);
                fleets.set(p, beside(p, slice));
            }
        }
    }

    /** Searches for a pool's best plan with all others as they are. */
    private Fleet beside(int p, Duration limit) {
        var others = new ArrayList<>(fleets);
        others.remove(p);
        var search = new PoolSearch(
                problem, tariff, alone.get(p).pool().needs, others, alone.get(p).pool().cuts);
        search.search(limit);
        return search.fleet();
    }

    private void improve() {
        for (int round = 0; round < 3; round++) {
            for (int p = 0; p < pools.size() && left().toMillis() > 500; p++) {
                if (cost(fleets.get(p)) > alone.get(p).bound() * 1.0001 || unmet(p, fleets.get(p)) > 0) {
                    var limit = left().dividedBy(Math.max(1, pools.size() - p));
                    consider(p, beside(p, limit));
                }
            }
        }
    }

    private void consider(int p, Fleet fleet) {
        var next = new ArrayList<>(fleets);
        next.set(p, fleet);
        if (better(next) && SharedLimits.kept(problem, tariff, next)) {
            fleets.set(p, fleet);
        }
    }

    private void solveTogether() {
        var outcome = Scip.solve(program, left(), null);
        boolean fewest = true;
        if (outcome.state() == Scip.State.INFEASIBLE) {
            for (var pool : pools) {
                for (int m = 0; m < problem.months(); m++) {
                    program.fix(pool.unmet[m], Reach.canBeCarried(problem, pool.needs, m) ? 0 : 1, 1);
                }
            }
            var first = PoolSearch.fewestUnmet(program, pools, left().dividedBy(2));
            fewest = first.state() == Scip.State.OPTIMAL;
            take(first.values());
            outcome = Scip.solve(program, left(), first.values());
        }
        take(outcome.values());
        proven = fewest && outcome.state() == Scip.State.OPTIMAL;
        if (fewest && Double.isFinite(outcome.bound())) {
            bound = Math.max(bound, outcome.bound());
        }
    }

    private void take(long @Nullable [] values) {
        if (values != null) {
            var next = pools.stream().map(pool -> pool.fleet(values)).toList();
            if (better(next)) {
                fleets.clear();
                fleets.addAll(next);
            }
        }
    }

    private boolean better(List<Fleet> next) {
        int unmet = Long.compare(unmet(next), unmet(fleets));
        return unmet < 0
                || unmet == 0
                        && next.stream().mapToLong(this::cost).sum()
                                <= fleets.stream().mapToLong(this::cost).sum();
    }

    private long unmet(List<Fleet> all) {
        long unmet = 0;
        for (int p = 0; p < all.size(); p++) {
            unmet += unmet(p, all.get(p));
        }
        return unmet;
    }

    private long unmet(int p, Fleet fleet) {
        return fleet.unmet(alone.get(p).pool().needs);
    }

    private long forced() {
        long forced = 0;
        for (var search : alone) {
            for (int m = 0; m < problem.months(); m++) {
                forced += Reach.canBeCarried(problem, search.pool().needs, m) ? 0 : 1;
            }
        }
        return forced;
    }

    private long cost(Fleet fleet) {
        return tariff.cost(fleet);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
