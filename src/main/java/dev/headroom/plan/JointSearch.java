package dev.headroom.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The search for all pools' best plan together, where they share limits that bind.
 *
 * <p>The pools' own plans are placed one after the other, cut down to what is left and completed; corridors through one
 * pool after the other improve them. Meanwhile one program with all pools bounds the cost; a small one is also solved.
 */
final class JointSearch {

    /** Chains × months of a program that is solved: a larger one tells no more than the pools' own do. */
    private static final int SMALL = 1400;

    private static final int PATIENCE = 400;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<PoolSearch> alone;
    private final long deadline;
    private final boolean small;
    private final IntegerProgram program = new IntegerProgram();
    private final List<PoolProgram> pools = new ArrayList<>();
    private List<Fleet> fleets = new ArrayList<>();
    private double bound;
    private boolean proven;

    /** Whether no plan leaves fewer pool-months unmet. */
    private boolean fewest;

    JointSearch(PlanningProblem problem, Tariff tariff, List<PoolSearch> alone, long deadline) {
        this.problem = problem;
        this.tariff = tariff;
        this.alone = alone;
        this.deadline = deadline;
        small = alone.stream().mapToInt(search -> search.chains().all.size()).sum()
                <= SMALL / Math.max(1, problem.months());
    }

    PurchasePlan plan() {
        var local = placed();
        long end = small ? System.nanoTime() + left().toNanos() / 4 : deadline;
        local.run(end, Search.THREADS, (long) PATIENCE * alone.size());
        fleets = local.fleets();
        boundAlone();
        if (!proven && small) {
            build();
            var improving = CompletableFuture.runAsync(() -> local.run(deadline, 1, Long.MAX_VALUE));
            try {
                boundTogether();
                solveTogether();
                local.stop();
                improving.join();
            } finally {
                local.stop();
            }
            take(local.fleets());
            boundAlone();
        }
        if (unmet(fleets) > leastUnmet() && !fewest) {
            bound = 0;
        }
        return new Account(
                        problem,
                        alone.stream().map(search -> search.chains().needs).toList(),
                        fleets)
                .plan(proven, tariff.amount(Math.min(bound, cost(fleets))));
    }

    /** Takes what the pools cost alone as a bound: together they can't cost less. */
    private void boundAlone() {
        if (unmet(fleets) == leastUnmet()) {
            bound = Math.max(
                    bound, alone.stream().mapToDouble(PoolSearch::bound).sum());
            proven |= tariff.proves(bound, cost(fleets));
        }
    }

    private void build() {
        for (var search : alone) {
            var pool = new PoolProgram(program, problem, tariff, search.chains().needs, search.cuts(), true);
            search.fixUnmet(program, pool);
            search.applied().forEach(applied -> pool.cut(applied.month(), applied.cut()));
            pools.add(pool);
        }
        SharedLimits.add(program, problem, tariff, pools);
    }

    /** Returns a search that begins within the limits: where the pools' own plans led them together, if that is known soon. */
    private LocalSearch placed() {
        fleets = alone.stream().map(PoolSearch::fleet).toList();
        var within = small ? null : search().compete(System.nanoTime() + left().toNanos() * 4 / 5, Search.THREADS);
        if (within == null) {
            place();
        } else {
            fleets = within;
        }
        return search();
    }

    private LocalSearch search() {
        var local = new LocalSearch(
                problem, tariff, alone.stream().map(PoolSearch::chains).toList(), fleets, 1);
        for (int p = 0; p < alone.size(); p++) {
            local.favour(p, alone.get(p).relaxed());
        }
        local.favour(alone.stream().mapToDouble(PoolSearch::slack).toArray());
        return local;
    }

    private void place() {
        fleets = new ArrayList<>();
        for (var search : alone) {
            fleets.add(Fleet.asOwned(problem, search.chains().needs));
        }
        for (int p = 0; p < alone.size(); p++) {
            var room = Room.beside(problem, tariff, fleets, p);
            var own = alone.get(p).fleet();
            if (room.holds(tariff, own)) {
                fleets.set(p, own);
            } else {
                var others = new ArrayList<>(fleets);
                others.remove(p);
                fleets.set(p, new Greedy(problem, tariff, alone.get(p).chains().needs, others).completed(own));
            }
        }
    }

    private void boundTogether() {
        long end = System.nanoTime() + left().toNanos() / 3;
        double relaxed = new CuttingPlanes(program, pools, end).tighten();
        if (unmet(fleets) == forced()) {
            bound = Math.max(bound, relaxed);
        }
    }

    private void solveTogether() {
        long[] known = unmet(fleets) == forced() ? solution() : null;
        var outcome = Scip.solve(program, left(), known);
        if (outcome.state() == Scip.State.INFEASIBLE) {
            for (int p = 0; p < pools.size(); p++) {
                alone.get(p).allowUnmet(program, pools.get(p));
            }
            var best = FewestUnmet.best(program, pools, deadline, solution());
            take(best.values());
            fewest = best.fewest();
            outcome = best.cost();
        }
        take(outcome.values());
        fewest |= unmet(fleets) == forced();
        proven = fewest && outcome.state() == Scip.State.OPTIMAL;
        if (fewest && Double.isFinite(outcome.bound())) {
            bound = Math.max(bound, outcome.bound());
        }
    }

    private long[] solution() {
        var values = new long[program.size()];
        for (int p = 0; p < pools.size(); p++) {
            pools.get(p).write(fleets.get(p), values);
        }
        return values;
    }

    private void take(long @Nullable [] values) {
        if (values != null) {
            take(pools.stream().map(pool -> pool.fleet(values)).toList());
        }
    }

    private void take(List<Fleet> next) {
        int fewer = Long.compare(unmet(next), unmet(fleets));
        if (fewer < 0 || fewer == 0 && cost(next) < cost(fleets)) {
            fleets = next;
        }
    }

    private long unmet(List<Fleet> all) {
        long unmet = 0;
        for (int p = 0; p < all.size(); p++) {
            unmet += alone.get(p).chains().unmet(all.get(p));
        }
        return unmet;
    }

    /** Returns how few pool-months the pools leave unmet if each is alone. */
    private long leastUnmet() {
        return alone.stream().mapToLong(PoolSearch::leastUnmet).sum();
    }

    private long forced() {
        return alone.stream().mapToLong(PoolSearch::forced).sum();
    }

    private long cost(List<Fleet> all) {
        return all.stream().mapToLong(tariff::cost).sum();
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
