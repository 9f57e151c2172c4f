package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pool's capacities and demands in whole numbers of one unit for each resource.
 *
 * <p>Where the capacities share a unit (8 cores, 64 GiB) the numbers are exact and a demand is rounded up to the next
 * whole unit, which costs nothing and makes the solver's bounds tighter. Elsewhere capacities are rounded down to a
 * billionth of the largest, or of the largest need. A demand counts as met within a relative {@value #TOLERANCE}: 0.8 × 96 cores carry 76.8.
 */
final class PoolNeeds {

    static final double TOLERANCE = 0.9e-7;

    /** More nodes of one model than any pool has; a demand beyond them is unmet. */
    static final int MOST_NODES = 1_000_000;

    static final long IMPOSSIBLE = Long.MAX_VALUE;

    private static final long FINEST = 1_000_000_000L;
    private static final double LARGEST_NEED = 1e15;

    final PoolDemand pool;
    final int months;
    final int failures;
    final List<NodeType> types;
    final List<Resource> resources;

    /** By resource and type. */
    final long[][] capacity;

    /** By model, how many nodes there can be at any time. */
    private final int[] available;

    /** By resource and month: what all nodes together must have; {@link #IMPOSSIBLE} where nothing suffices. */
    final long[][] total;

    /** By resource and month: what must remain when the largest nodes have failed. */
    final long[][] surviving;

    /** Whether capacities lie so far apart that the smallest lost digits: then no plan is proven to be the best. */
    private boolean coarse;

    PoolNeeds(PlanningProblem problem, PoolDemand pool) {
        this.pool = pool;
        months = problem.months();
        failures = pool.surviveFailures();
        types = typesOf(problem, pool);
        resources = pool.resources();
        capacity = new long[resources.size()][];
        total = new long[resources.size()][];
        surviving = new long[resources.size()][];
        for (int r = 0; r < resources.size(); r++) {
            scale(problem, r);
        }
        available = new int[problem.models().size()];
        for (int s = 0; s < available.length; s++) {
            boolean comes = problem.models().get(s).orderable()
                    && problem.models().get(s).leadMonths() < months;
            available[s] = comes ? MOST_NODES : months == 0 ? 0 : ownedAvailable(problem, s)[0];
        }
    }

    private static List<NodeType> typesOf(PlanningProblem problem, PoolDemand pool) {
        var types = new ArrayList<NodeType>();
        for (int s = 0; s < problem.models().size(); s++) {
            var model = problem.models().get(s);
            boolean owned = pool.nodes().stream().anyMatch(n -> n.model().equals(model.id()) && n.count() > 0);
            if (owned || model.orderable() && model.leadMonths() < problem.months()) {
                types.add(new NodeType(s, NodeType.BARE));
                for (int u = 0; u < problem.upgrades().size(); u++) {
                    var upgrade = problem.upgrades().get(u);
                    if (upgrade.model().equals(model.id()) && upgrade.leadMonths() < problem.months()) {
                        types.add(new NodeType(s, u));
                    }
                }
            }
        }
        return types;
    }

    private void scale(PlanningProblem problem, int r) {
        var resource = resources.get(r);
        var raw = new double[types.size()];
        for (int j = 0; j < raw.length; j++) {
            var model = problem.models().get(types.get(j).model());
            raw[j] = types.get(j).isBare()
                    ? model.capacityOf(resource)
                    : problem.upgrades().get(types.get(j).upgrade()).capacityOf(resource, model);
        }
        var demand = pool.demandOf(resource);
        var needed = demand.stream()
                .filter(value -> value > 0)
                .mapToDouble(value -> value / share(resource))
                .filter(Double::isFinite)
                .toArray();
        double unit = unit(raw, largest(needed));
        double negligible = Arrays.stream(needed).min().orElse(Double.POSITIVE_INFINITY) * TOLERANCE / MOST_NODES;
        capacity[r] = new long[raw.length];
        for (int j = 0; j < raw.length; j++) {
            double units = raw[j] / unit;
            long nearest = Math.round(units);
            long whole = Math.abs(units - nearest) < 1e-12 * units ? nearest : (long) units;
            coarse |= units <= FINEST && units - whole > TOLERANCE * units && raw[j] > negligible;
            capacity[r][j] = Math.min(FINEST, whole);
        }
        total[r] = new long[months];
        surviving[r] = new long[months];
        for (int m = 0; m < months; m++) {
            total[r][m] = need(demand.get(m), pool.thresholdOf(resource), unit);
            surviving[r][m] = failures == 0 ? 0 : need(demand.get(m), pool.failureThreshold(), unit);
        }
    }

    private static long need(double demand, double share, double unit) {
        double units = demand / share / unit * (1 - TOLERANCE);
        if (demand == 0) {
            return 0;
        }
        return units < LARGEST_NEED ? (long) Math.ceil(units) : IMPOSSIBLE;
    }

    /** Returns the least share of its capacity of a resource that the pool may use. */
    private double share(Resource resource) {
        double threshold = pool.thresholdOf(resource);
        return failures == 0 ? threshold : Math.min(threshold, pool.failureThreshold());
    }

    /**
     * Returns a unit in which no capacity is more than {@link #FINEST}, unless it carries the largest need alone: then it
     * counts as no more than that, so that the others' keep their digits.
     */
    private static double unit(double[] capacities, double largestNeed) {
        double largest = largest(capacities);
        double unit = commonUnit(capacities);
        if (largest <= FINEST * unit) {
            return unit;
        }
        var smaller = Arrays.stream(capacities)
                .filter(capacity -> capacity < largestNeed)
                .toArray();
        if (smaller.length == capacities.length || largestNeed == 0) {
            return largest / FINEST;
        }
        return largest(smaller) == 0 ? largestNeed : Math.max(commonUnit(smaller), largestNeed / FINEST);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    /** Returns the largest number that divides all, as decimals; 1 where all are 0. */
    private static double commonUnit(double[] values) {
        if (largest(values) == 0) {
            return 1;
        }
        int decimals = 0;
        for (double value : values) {
            decimals = Math.max(
                    decimals, BigDecimal.valueOf(value).stripTrailingZeros().scale());
        }
        var divisor = BigInteger.ZERO;
        for (double value : values) {
            divisor = divisor.gcd(
                    BigDecimal.valueOf(value).movePointRight(decimals).toBigInteger());
        }
        return new BigDecimal(divisor, decimals).doubleValue();
    }

    boolean coarse() {
        return coarse;
    }

    /** Returns how many nodes of a model there can be at any time: those owned, or as many as are ordered. */
    int available(int model) {
        return available[model];
    }

    /** Returns how many of a model's owned nodes can still serve, by month. */
    int[] ownedAvailable(PlanningProblem problem, int model) {
        var id = problem.models().get(model).id();
        var available = new int[months];
        for (var nodes : pool.nodes()) {
            for (int m = 0; m < months && nodes.model().equals(id); m++) {
                available[m] = Math.addExact(available[m], nodes.canServeIn(m) ? nodes.count() : 0);
            }
        }
        return available;
    }

    /** Returns how many of a model's owned nodes must serve, by month: all in the first, then those that are bound. */
    int[] ownedBound(PlanningProblem problem, int model) {
        var id = problem.models().get(model).id();
        var bound = new int[months];
        for (var nodes : pool.nodes()) {
            for (int m = 0; m < months && nodes.model().equals(id); m++) {
                bound[m] = Math.addExact(bound[m], nodes.mustServeIn(m) ? nodes.count() : 0);
            }
        }
        return bound;
    }

    /**
     * Returns a number of bought servers of a model that no best plan needs to exceed: enough of its bare nodes and
     * enough of each upgraded kind. A plan that holds more can drop the latest orders above it, and stays within the
     * terms.
     */
    int mostBought(int model) {
        long most = 0;
        for (int j = 0; j < types.size(); j++) {
            if (types.get(j).model() == model) {
                most += enough(j);
            }
        }
        return (int) Math.min(most, MOST_NODES);
    }

    /** Returns whether whatever carries one month carries the other too. */
    boolean implies(int month, int other) {
        for (int r = 0; r < resources.size(); r++) {
            if (total[r][month] < total[r][other] || surviving[r][month] < surviving[r][other]) {
                return false;
            }
        }
        return true;
    }

    boolean isNothing(int month) {
        return key(month).stream().allMatch(need -> need == 0);
    }

    /** Returns what a month needs; equal for months that the same fleets carry. */
    List<Long> key(int month) {
        var key = new ArrayList<Long>();
        for (int r = 0; r < resources.size(); r++) {
            key.add(total[r][month]);
            key.add(surviving[r][month]);
        }
        return key;
    }

    int bareType(int model) {
        return types.indexOf(new NodeType(model, NodeType.BARE));
    }

    /** Returns how many nodes of a type alone are enough in every month, of all resources that it has. */
    int enough(int type) {
        long most = 0;
        for (int r = 0; r < resources.size(); r++) {
            long each = capacity[r][type];
            for (int m = 0; each > 0 && m < months; m++) {
                if (total[r][m] != IMPOSSIBLE && surviving[r][m] != IMPOSSIBLE) {
                    most = Math.max(most, Math.ceilDiv(total[r][m], each));
                    most = surviving[r][m] == 0 ? most : Math.max(most, Math.ceilDiv(surviving[r][m], each) + failures);
                }
            }
        }
        return (int) Math.min(most, MOST_NODES);
    }

    /**
     * Returns whether counts of nodes by type carry a month's demand.
     *
     * @param counts by type
     */
    boolean carried(int month, long[] counts) {
        for (int r = 0; r < resources.size(); r++) {
            if (!carried(r, month, counts)) {
                return false;
            }
        }
        return true;
    }

    boolean carried(int r, int month, long[] counts) {
        if (total[r][month] == IMPOSSIBLE || surviving[r][month] == IMPOSSIBLE) {
            return false;
        }
        long sum = 0;
        for (int j = 0; j < counts.length; j++) {
            sum += capacity[r][j] * counts[j];
        }
        return sum >= total[r][month] && (surviving[r][month] == 0 || sum - largest(r, counts) >= surviving[r][month]);
    }

    /** Returns the least of the capacities that fail at the worst; of fewer nodes, 0. */
    long leastFailing(int r, long[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Long.compare(capacity[r][b], capacity[r][a]))
                .flatMap(j -> Collections.nCopies((int) Math.min(counts[j], failures), capacity[r][j]).stream())
                .skip(failures - 1L)
                .findFirst()
                .orElse(0L);
    }

    /** Returns the sum of the capacities that fail at the worst. */
    private long largest(int r, long[] counts) {
        var order = new ArrayList<Integer>();
        for (int j = 0; j < counts.length; j++) {
            order.add(j);
        }
        order.sort((a, b) -> Long.compare(capacity[r][b], capacity[r][a]));
        long left = failures;
        long lost = 0;
        for (int j : order) {
            long failing = Math.min(left, counts[j]);
            lost += failing * capacity[r][j];
            left -= failing;
        }
        return lost;
    }
}
