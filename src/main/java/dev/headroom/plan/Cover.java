package dev.headroom.plan;

import dev.headroom.plan.CheapestFleet.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lightest nodes that carry a month and of whose capacities, no more than a size θ of each counted, kθ more are
 * there than must survive.
 *
 * <p>Depth first, node by node, the most promising first. What is still missing bounds the rest: prices π of the
 * resources with Σ π × capacity ≤ weight for every type make Σ π × missing a lower bound; such prices come from small
 * linear programs, one for each resource, each two, and all. If they don't lead to an end soon, a {@link CoverTable}
 * does.
 */
final class Cover {

    /** Stands for a size that is left open: the largest nodes that were taken are those that fail. */
    static final long OPEN = -1;

    /** Stands for the size of a resource that has enough left whichever nodes fail. */
    static final long NONE = 0;

    /** How near to the least the weight of a fleet comes, so that equally light fleets are not all looked at. */
    static final double NEARLY = 1e-6;

    /** Nodes after which a way down is given up. */
    private static final int DEEPEST = 2000;

    /** Steps that cost about as much as a table. */
    private static final int MOST_BY_PRICES = 300;

    private final int types;
    private final int resources;
    private final int[] model;
    private final int[] available;
    private final double[] weights;
    private final long[] total;
    private final long[] rest;

    /** By type and resource: the whole capacity, what of it counts for the rest, and what of it is weighed. */
    private final long[][] capacity;

    private final long[][] capped;
    private final long[][] weighed;
    private final long[] most;

    /** By resource, whether the rest weighs more than the total; what weighs less is left out of bounds. */
    private final boolean[] byRest;

    /** Whether a node's capacity counts for less than it is. */
    private boolean limited;

    private double[][] prices = {};
    private final double floor;
    private @Nullable CoverTable table;
    private double best;
    private long[] bestCounts = {};
    private final long[] taken;
    private final int[] takenOfModel;
    private final long[] sums;
    private final long[] cappedSums;
    private final long[][] largest;
    private int steps;
    private int limit;

    /**
     * Prepares a search.
     *
     * @param sizes by resource, θ, {@link #OPEN} or {@link #NONE}
     * @param order the types in search order; model, available nodes of it and weights are in that order too
     */
    Cover(PoolNeeds needs, int month, long[] sizes, int[] order, int[] model, int[] available, double[] weights) {
        this.model = model;
        this.available = available;
        this.weights = weights;
        types = order.length;
        resources = sizes.length;
        total = new long[resources];
        rest = new long[resources];
        most = new long[resources];
        byRest = new boolean[resources];
        capacity = new long[types][resources];
        capped = new long[types][resources];
        weighed = new long[types][resources];
        largest = new long[resources][];
        for (int r = 0; r < resources; r++) {
            boolean open = sizes[r] == OPEN;
            largest[r] = new long[open ? needs.failures : 0];
            total[r] = needs.total[r][month];
            rest[r] = sizes[r] == NONE ? 0 : needs.surviving[r][month] + (open ? 0 : needs.failures * sizes[r]);
            for (int i = 0; i < types; i++) {
                capacity[i][r] = needs.capacity[r][order[i]];
                capped[i][r] = open || rest[r] == 0 ? capacity[i][r] : Math.min(capacity[i][r], sizes[r]);
            }
        }
        taken = new long[types];
        takenOfModel = new int[Arrays.stream(model).max().orElse(-1) + 1];
        sums = new long[resources];
        cappedSums = new long[resources];
        double highest = 0;
        for (int r = 0; r < resources; r++) {
            double ofTotal = floor(r, total[r], capacity);
            double ofRest = floor(r, rest[r], capped);
            highest = Math.max(highest, Math.max(ofTotal, ofRest));
            byRest[r] = ofRest > ofTotal;
            most[r] = byRest[r] ? rest[r] : total[r];
            for (int i = 0; i < types; i++) {
                weighed[i][r] = byRest[r] ? capped[i][r] : capacity[i][r];
                limited |= weighed[i][r] < capacity[i][r];
            }
        }
        floor = highest;
    }

    /** Returns what one resource weighs at the least. */
    private double floor(int r, long need, long[][] capacity) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < types && need > 0; i++) {
            if (capacity[i][r] > 0) {
                least = Math.min(least, weights[i] * Math.max(1, (double) need / capacity[i][r]));
            }
        }
        return need == 0 ? 0 : least;
    }

    /** Returns a weight that nothing is below. */
    double floor() {
        return floor;
    }

    int steps() {
        return steps;
    }

    /**
     * Searches for less weight than {@code below}; counts are by type in search order.
     *
     * @param cells of a table of its own
     * @param whole a table of whole capacities, which says less than one of this cover's own but serves others too
     */
    Found lightest(double below, int mostSteps, int cells, Supplier<CoverTable> whole) {
        best = below;
        bestCounts = new long[0];
        prices = new ResourcePrices(weighed, most, weights).all();
        double root = Math.max(floor, priced(most));
        boolean complete = root >= best * (1 - NEARLY) || searched(Math.min(MOST_BY_PRICES, mostSteps));
        if (!complete && mostSteps > MOST_BY_PRICES) {
            table = whole.get();
            root = Math.max(root, table.least(most));
            complete = root >= best * (1 - NEARLY) || searched(limited ? MOST_BY_PRICES : mostSteps - MOST_BY_PRICES);
        }
        if (!complete && limited && mostSteps > 2 * MOST_BY_PRICES) {
            var own = new CoverTable(most, weighed, cells);
            own.fill(weights);
            table = own;
            root = Math.max(root, own.least(most));
            complete = root >= best * (1 - NEARLY) || searched(mostSteps - 2 * MOST_BY_PRICES);
        }
        table = null;
        double least = best * (1 - NEARLY);
        return new Found(best, bestCounts, complete ? least : Math.min(least, root));
    }

    private boolean searched(int limit) {
        dive();
        this.limit = steps + limit;
        search();
        return steps < this.limit;
    }

    private double priced(long[] missing) {
        double bound = 0;
        for (var price : prices) {
            double sum = 0;
            for (int r = 0; r < resources; r++) {
                sum += price[r] * Math.max(0, missing[r]);
            }
            bound = Math.max(bound, sum);
        }
        return bound;
    }

    /** Returns what the nodes that are still missing weigh at the least; 0 if none are. */
    private double bound() {
        var missing = new long[resources];
        boolean carried = true;
        for (int r = 0; r < resources; r++) {
            long ofTotal = total[r] - sums[r];
            long ofRest = missingOfRest(r);
            carried &= ofTotal <= 0 && ofRest <= 0;
            missing[r] = byRest[r] ? ofRest : ofTotal;
        }
        if (carried) {
            return 0;
        }
        var known = table;
        return Math.max(Double.MIN_NORMAL, Math.max(priced(missing), known == null ? 0 : known.least(missing)));
    }

    private long missingOfRest(int r) {
        long lost = 0;
        for (long value : largest[r]) {
            lost += value;
        }
        return rest[r] == 0 ? 0 : rest[r] - cappedSums[r] + lost;
    }

    /** Goes down once by whichever type is the most promising: the search takes types in one order, and can't go back. */
    private void dive() {
        var way = new ArrayList<Integer>();
        var removed = new ArrayList<long[]>();
        double weight = 0;
        int next = 0;
        while (next >= 0 && way.size() < DEEPEST) {
            next = -1;
            double least = best * (1 - NEARLY);
            for (int i = 0; i < types; i++) {
                if (weight + weights[i] < best * (1 - NEARLY) && helps(i)) {
                    double bound = tried(i, weight);
                    next = bound < least ? i : next;
                    least = Math.min(least, bound);
                }
            }
            if (next >= 0 && least >= best * (1 - NEARLY)) {
                next = -1;
            }
            if (next >= 0) {
                removed.add(put(next));
                way.add(next);
                weight += weights[next];
            }
        }
        for (int n = way.size() - 1; n >= 0; n--) {
            takeBack(way.get(n), removed.get(n));
        }
    }

    /** Branches are kept in a list of their own: a fleet may have more nodes than calls can be nested. */
    private void search() {
        var open = new ArrayDeque<Branch>();
        for (var branch = branch(0, 0); branch != null; ) {
            open.push(branch);
            branch = null;
            while (branch == null && !open.isEmpty()) {
                branch = next(open.element());
                if (branch == null) {
                    open.pop();
                }
            }
        }
    }

    /** Takes back what a branch put on last, and puts on what is to be tried next. */
    private @Nullable Branch next(Branch branch) {
        while (true) {
            if (branch.removed != null) {
                takeBack(branch.put, branch.removed);
                branch.removed = null;
            }
            if (branch.tried == branch.count) {
                return null;
            }
            int n = branch.tried++;
            if (branch.bounds[n] < best * (1 - NEARLY)) {
                branch.put = branch.next[n];
                branch.removed = put(branch.put);
                var further = branch(branch.put, branch.weight + weights[branch.put]);
                if (further != null) {
                    return further;
                }
            }
        }
    }

    /** Returns what may follow on the nodes taken, from a type on; null where the steps are used up. */
    private @Nullable Branch branch(int from, double weight) {
        if (++steps >= limit) {
            return null;
        }
        var branch = new Branch(weight, types - from);
        for (int i = from; i < types; i++) {
            if (weight + weights[i] >= best * (1 - NEARLY) || !helps(i)) {
                continue;
            }
            double bound = tried(i, weight);
            if (bound < best * (1 - NEARLY)) {
                branch.add(i, bound);
            }
        }
        return branch;
    }

    /** Returns the least weight with one more node of a type; keeps the fleet if nothing is missing then. */
    private double tried(int i, double weight) {
        var removed = put(i);
        double bound = bound();
        if (bound == 0) {
            best = weight + weights[i];
            bestCounts = taken.clone();
        }
        takeBack(i, removed);
        return weight + weights[i] + bound;
    }

    private long[] put(int i) {
        taken[i]++;
        takenOfModel[model[i]]++;
        var removed = new long[resources];
        for (int r = 0; r < resources; r++) {
            sums[r] += capacity[i][r];
            cappedSums[r] += capped[i][r];
            removed[r] = insert(largest[r], capacity[i][r]);
        }
        return removed;
    }

    private void takeBack(int i, long[] removed) {
        for (int r = 0; r < resources; r++) {
            sums[r] -= capacity[i][r];
            cappedSums[r] -= capped[i][r];
            remove(largest[r], capacity[i][r], removed[r]);
        }
        takenOfModel[model[i]]--;
        taken[i]--;
    }

    private boolean helps(int i) {
        if (takenOfModel[model[i]] >= available[i]) {
            return false;
        }
        for (int r = 0; r < resources; r++) {
            if (capacity[i][r] > 0 && (sums[r] < total[r] || missingOfRest(r) > 0)) {
                return true;
            }
        }
        return false;
    }

    /** Inserts into a list in falling order and returns what falls out at its end. */
    private static long insert(long[] list, long value) {
        long carry = value;
        for (int i = 0; i < list.length; i++) {
            if (carry > list[i]) {
                long next = list[i];
                list[i] = carry;
                carry = next;
            }
        }
        return carry;
    }

    private static void remove(long[] list, long value, long back) {
        if (list.length == 0 || back == value) {
            return;
        }
        int i = 0;
        while (list[i] != value) {
            i++;
        }
        System.arraycopy(list, i + 1, list, i, list.length - i - 1);
        list[list.length - 1] = back;
    }
}
