package dev.headroom.plan;

import dev.headroom.plan.Corridor.Neighbourhood;
import dev.headroom.plan.PoolChains.Chain;
import dev.headroom.plan.PoolChains.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Improves the fleets of pools that share limits, one corridor of one pool after the other. Every step keeps all rules,
 * leaves no more months unmet, and costs no more. Where pools compete for what they share, steps may go beyond the limits at
 * a surcharge; the cheapest fleets on the way that keep them are the result.
 */
final class LocalSearch {

    /** How many chains, and how far: few chains far, or many chains a step. */
    private static final int[][] SHAPES = {{7, 1}, {5, 2}, {4, 3}, {3, 5}, {2, 12}, {9, 1}, {6, 2}, {4, 5}};

    /** The shapes that are tried first; the others take several times as long. */
    private static final int QUICK = 5;

    /** After so many steps for each pool without a gain all shapes are tried. */
    private static final long WIDENED = 150;

    /** Where limits cost no more than this share, there is little to compete for. */
    private static final double LITTLE = 0.002;

    /** How often a pool is looked at that is as cheap as can be, as a share of how often pools are on average. */
    private static final double LEAST_TURN = 0.2;

    private static final double FAVOUR = 6;
    private static final double[] WEIGHTS = {1, 1, 1.5, 4};

    /** Steps for each pool between two moves of the surcharges. */
    private static final long ROUND = 20;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final List<PoolChains> chains;
    private final List<Fleet> fleets;
    private final int[] unmet;
    private final long[] cost;
    private final double[][] favour;
    private final List<Double> slack = new ArrayList<>();
    private final long seed;
    private volatile boolean stopped;

    /** What steps beyond the limits pay; none are made where there are no surcharges. */
    private volatile @Nullable Surcharges surcharges;

    /** The cheapest fleets so far that keep the limits, where others are looked at too. */
    private @Nullable List<Fleet> best;

    private int fewest = Integer.MAX_VALUE;
    private long cheapest = Long.MAX_VALUE;

    /** A cost that is good enough for fleets that keep the limits. */
    private double enough;

    private volatile boolean content;
    private long steps;
    private long lastGain;

    LocalSearch(PlanningProblem problem, Tariff tariff, List<PoolChains> chains, List<Fleet> start, long seed) {
        this.seed = seed;
        this.problem = problem;
        this.tariff = tariff;
        this.chains = chains;
        fleets = new ArrayList<>(start);
        unmet = new int[start.size()];
        cost = new long[start.size()];
        favour = new double[start.size()][];
        for (int p = 0; p < start.size(); p++) {
            slack.add(1.0);
            unmet[p] = chains.get(p).unmet(start.get(p));
            cost[p] = tariff.cost(start.get(p));
            favour[p] = new double[chains.get(p).all.size()];
            Arrays.fill(favour[p], 1);
        }
    }

    /**
     * Makes it likelier that some chains of a pool are tried, those that a relaxed plan uses.
     *
     * @param relaxed what the relaxed plan has of each chain; empty where none is known
     */
    void favour(int pool, double[] relaxed) {
        for (int i = 0; i < relaxed.length; i++) {
            favour[pool][i] = relaxed[i] > 1e-6 ? FAVOUR : 1;
        }
    }

    /**
     * Makes it likelier that a pool is looked at whose plan may yet become much cheaper.
     *
     * @param slack by pool, how far its cost is above what it is bounded to
     */
    void favour(double[] slack) {
        double least = Arrays.stream(slack).sum() / slack.length * LEAST_TURN;
        for (int p = 0; p < slack.length; p++) {
            this.slack.set(p, Math.max(least, slack[p]) + 1);
        }
    }

    /** Leaves the servers of a model that a pool buys as they are. */
    void leave(int pool, int model) {
        for (int i = 0; i < favour[pool].length; i++) {
            var chain = chains.get(pool).all.get(i);
            if (chain.kind() == Kind.BOUGHT && chain.index() == model) {
                favour[pool][i] = 0;
            }
        }
    }

    /** Searches until the deadline, or until nothing has been gained for many steps. */
    void run(long deadline, int threads, long patience) {
        if (threads == 1) {
            work(new SplittableRandom(seed), deadline, patience);
            return;
        }
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<?>>();
            for (int t = 0; t < threads; t++) {
                var random = new SplittableRandom(seed + t);
                running.add(executor.submit(() -> work(random, deadline, patience)));
            }
            for (var future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while planning", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("planning failed", e.getCause());
        }
    }

    /**
     * Searches beyond the limits that all share, at a surcharge, until the deadline, or until the limits cost little.
     *
     * @return the cheapest fleets on the way that keep the limits; null where none did
     */
    @Nullable
    List<Fleet> compete(long deadline, int threads) {
        surcharges = Surcharges.none(problem);
        enough = cost() * (1 + LITTLE);
        run(deadline, threads, Long.MAX_VALUE);
        return best;
    }

    void stop() {
        stopped = true;
    }

    private void work(SplittableRandom random, long deadline, long patience) {
        var corridors = chains.stream().map(pool -> new Corridor(tariff, pool)).toList();
        while (!stopped && !content && System.nanoTime() < deadline && idle() < patience) {
            int p = draw(slack, random);
            if (chains.get(p).all.isEmpty() || problem.months() == 0) {
                count(false);
                continue;
            }
            var now = fleet(p);
            var room = room(p);
            var around = neighbourhood(p, now, room, random);
            consider(p, now, corridors.get(p).better(now, around, room, surcharges));
        }
    }

    private synchronized long idle() {
        return steps - lastGain;
    }

    private synchronized void count(boolean gained) {
        steps++;
        lastGain = gained ? steps : lastGain;
        var last = surcharges;
        if (last != null && steps % (ROUND * fleets.size()) == 0) {
            surcharges = last.next(problem, tariff, fleets);
        }
    }

    private synchronized Fleet fleet(int pool) {
        return fleets.get(pool);
    }

    private synchronized Room room(int pool) {
        return Room.beside(problem, tariff, fleets, pool);
    }

    private Neighbourhood neighbourhood(int p, Fleet now, Room room, SplittableRandom random) {
        var left = new ArrayList<>(chains.get(p).all);
        var weights = new ArrayList<Double>();
        for (int i = 0; i < left.size(); i++) {
            boolean used = Arrays.stream(left.get(i).of(now)).anyMatch(count -> count > 0);
            weights.add(favour[p][i] * (used ? 3 : 1));
        }
        var shape = SHAPES[random.nextInt(idle() > WIDENED * chains.size() ? SHAPES.length : QUICK)];
        var free = new ArrayList<Chain>();
        while (free.size() < shape[0] && !left.isEmpty()) {
            int chosen = draw(weights, random);
            free.add(left.remove(chosen));
            weights.remove(chosen);
        }
        int months = problem.months();
        int from = 0;
        int to = months - 1;
        if (random.nextInt(3) == 0) {
            from = random.nextInt(months);
            to = Math.min(months - 1, from + 3 + random.nextInt(12));
        }
        return new Neighbourhood(free, shape[1], from, to, random.nextBoolean(), weights(now, room, random));
    }

    /** Returns what one-time costs weigh in each month: more where the fleets take more than there is. */
    private double[] weights(Fleet now, Room room, SplittableRandom random) {
        var charged = surcharges;
        double weight = room.boundsOneTime() ? WEIGHTS[random.nextInt(WEIGHTS.length)] : 1;
        var weights = new double[problem.months()];
        for (int m = 0; m < weights.length; m++) {
            boolean beyond = tariff.oneTime(now, m) > room.oneTime()[m];
            weights[m] =
                    charged != null && (beyond || weight > 1) ? Math.max(weight, 1 + charged.oneTime()[m]) : weight;
        }
        return weights;
    }

    private static int draw(List<Double> weights, SplittableRandom random) {
        double left = weights.stream().mapToDouble(w -> w).sum() * random.nextDouble();
        int chosen = 0;
        while (chosen < weights.size() - 1 && left >= weights.get(chosen)) {
            left -= weights.get(chosen++);
        }
        return chosen;
    }

    private void consider(int p, Fleet before, @Nullable Fleet fleet) {
        if (fleet == null || !chains.get(p).keepsTerms(fleet)) {
            count(false);
        } else {
            offer(p, before, fleet);
        }
    }

    private void offer(int p, Fleet before, Fleet fleet) {
        int missing = chains.get(p).unmet(fleet);
        long price = tariff.cost(fleet);
        synchronized (this) {
            var room = Room.beside(problem, tariff, fleets, p);
            var charges = surcharges;
            double more =
                    charges == null ? 0 : charges.of(tariff, room, fleet) - charges.of(tariff, room, fleets.get(p));
            boolean better = missing < unmet[p] || missing == unmet[p] && price + more < cost[p];
            boolean equal = missing == unmet[p] && price + more == cost[p];
            boolean may = charges != null || room.holds(tariff, fleet);
            if ((better || equal) && fleets.get(p) == before && may) {
                fleets.set(p, fleet);
                unmet[p] = missing;
                cost[p] = price;
                keep();
            } else {
                better = false;
            }
            count(better);
        }
    }

    private void keep() {
        if (surcharges != null
                && (unmet() < fewest || unmet() == fewest && cost() < cheapest)
                && SharedLimits.kept(problem, tariff, fleets)) {
            best = List.copyOf(fleets);
            fewest = unmet();
            cheapest = cost();
            content = cheapest <= enough;
        }
    }

    synchronized List<Fleet> fleets() {
        return List.copyOf(fleets);
    }

    synchronized long cost() {
        return Arrays.stream(cost).sum();
    }

    synchronized int unmet() {
        return Arrays.stream(unmet).sum();
    }
}
