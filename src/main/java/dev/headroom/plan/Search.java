package dev.headroom.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/**
 * One search for a plan.
 *
 * <p>Pools touch only where they share a limit: the monthly maximum of a model, or the budget. So each pool is planned
 * alone first. If the plans keep the shared limits together, they are the best plan. If not, their costs are a bound,
 * and one program with all pools, with the cuts already found, goes on from there.
 */
final class Search {

    static final int THREADS = 2;

    /** The share of the time after which pools are looked at together. */
    private static final double HALF = 0.5;

    /** The same where pools are large, first for their bounds and then for their plans: only alone are they bounded. */
    private static final double BOUNDED = 0.6;

    private static final double IMPROVED = 0.82;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<PoolSearch> pools;
    private final long deadline;

    Search(PlanningProblem problem, Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        this.problem = problem;
        tariff = new Tariff(problem);
        pools = problem.pools().stream()
                .map(pool -> new PoolSearch(problem, tariff, new PoolNeeds(problem, pool)))
                .toList();
    }

    PurchasePlan plan() {
        boolean several = pools.size() > 1;
        if (several && pools.stream().anyMatch(PoolSearch::large)) {
            searchLarge();
        } else {
            searchAlone(pools, several ? forEach(pools, HALF) : left());
        }
        if (!keepsSharedLimits()) {
            return new JointSearch(problem, tariff, pools, deadline).plan();
        }
        var open = pools.stream()
                .filter(pool -> !pool.proven())
                .sorted(Comparator.comparingDouble(PoolSearch::slack).reversed())
                .toList();
        if (several && !open.isEmpty()) {
            searchAlone(open, forEach(open, 1));
            if (!keepsSharedLimits()) {
                return new JointSearch(problem, tariff, pools, deadline).plan();
            }
        }
        double bound = pools.stream().mapToDouble(PoolSearch::bound).sum();
        long cost = pools.stream().mapToLong(pool -> tariff.cost(pool.fleet())).sum();
        boolean proven = pools.stream().allMatch(PoolSearch::fewestProven) && tariff.proves(bound, cost);
        return account(pools.stream().map(PoolSearch::fleet).toList()).plan(proven, tariff.amount(bound));
    }

    private Account account(List<Fleet> fleets) {
        var chains = pools.stream().map(PoolSearch::chains).toList();
        return new Account(
                problem, chains.stream().map(pool -> pool.needs).toList(), settled(problem, tariff, chains, fleets));
    }

    /** Gives nothing back only to order the same again, where that costs no more and keeps all rules. */
    static List<Fleet> settled(PlanningProblem problem, Tariff tariff, List<PoolChains> chains, List<Fleet> fleets) {
        var settled = new ArrayList<>(fleets);
        for (int p = 0; p < fleets.size(); p++) {
            var fleet = chains.get(p).settled(fleets.get(p));
            if (chains.get(p).keepsTerms(fleet)
                    && tariff.cost(fleet) <= tariff.cost(fleets.get(p))
                    && Room.beside(problem, tariff, settled, p).holds(tariff, fleet)) {
                settled.set(p, fleet);
            }
        }
        return settled;
    }

    private boolean keepsSharedLimits() {
        return SharedLimits.kept(
                problem, tariff, pools.stream().map(PoolSearch::fleet).toList());
    }

    /** Searches pools of which some are large. What one doesn't need is left to those that come later. */
    private void searchLarge() {
        var easyFirst = pools.stream()
                .sorted(Comparator.comparingInt(pool -> pool.chains().needs.failures))
                .toList();
        long all = left().toNanos();
        long bounded = deadline - (long) (all * (1 - BOUNDED));
        var waiting = new AtomicInteger(pools.size());
        forAll(easyFirst, pool -> {
            var limit = forNext(waiting, bounded);
            if (pool.large()) {
                pool.relax(limit);
            } else {
                pool.search(limit);
            }
        });
        long improved = deadline - (long) (all * (1 - IMPROVED));
        improve(pools.stream().filter(PoolSearch::large).toList(), improved);
    }

    /** Improves plans, each for as large a share of the time as its slack is of all that is left. */
    private static void improve(List<PoolSearch> large, long end) {
        var slackFirst = large.stream()
                .sorted(Comparator.comparingDouble(PoolSearch::slack).reversed())
                .toList();
        var waiting = new DoubleAdder();
        slackFirst.forEach(pool -> waiting.add(pool.slack()));
        forAll(slackFirst, pool -> {
            double slack = pool.slack();
            long left = Math.max(0, end - System.nanoTime());
            double share = Math.min(1, THREADS * slack / Math.max(1, waiting.sum()));
            waiting.add(-slack);
            pool.improve(Duration.ofNanos((long) (left * share)));
        });
    }

    /** Returns how long the next of the pools that wait may be searched. */
    private static Duration forNext(AtomicInteger waiting, long end) {
        long left = Math.max(0, end - System.nanoTime());
        return Duration.ofNanos(Math.min(left, left * THREADS / waiting.getAndDecrement()));
    }

    private void searchAlone(List<PoolSearch> searched, Duration each) {
        if (searched.size() == 1) {
            searched.getFirst().search(each);
        } else {
            forAll(searched, pool -> pool.search(each));
        }
    }

    private static void forAll(List<PoolSearch> searched, Consumer<PoolSearch> search) {
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<?>>();
            searched.forEach(pool -> running.add(executor.submit(() -> search.accept(pool))));
            for (var future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while planning", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("planning failed", e.getCause());
        }
    }

    /** Returns how long each pool may be searched if all together take a share of the time that is left. */
    private Duration forEach(List<PoolSearch> searched, double share) {
        return Duration.ofNanos((long) (share * left().toNanos() * THREADS / Math.max(THREADS, searched.size())));
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
