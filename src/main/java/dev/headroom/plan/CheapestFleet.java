package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest fleet that carries one month, at any weights of the node types.
 *
 * <p>What survives the loss of the k largest nodes is the largest of Σ min(capacity, θ) − kθ over all sizes θ. So each
 * choice of a θ for every resource is a plain {@link Cover}, and the cheapest fleet is the cheapest of all their fleets.
 * Most choices are out at once, since their least weight is above that of a fleet already found.
 */
final class CheapestFleet {

    /**
     * What a search found.
     *
     * @param weight of the fleet
     * @param counts by type, of a fleet that is lighter than what was asked; empty if none was found
     * @param least no fleet weighs less, or none that is lighter than what was asked
     */
    record Found(double weight, long[] counts, double least) {}

    /** With more choices than this the sizes of the resource that has most of them are left open. */
    private static final int MOST_CHOICES = 300;

    /** Steps with all sizes open. */
    private static final int QUICK = 400;

    private static final int FIRST = 2_000;

    /** Where tables are that fine, they are most often exact, and the first way down is the lightest fleet. */
    private static final int CELLS = 4_000_000;

    private final PoolNeeds needs;
    private final int month;
    private final int mostSteps;
    private final int resources;

    private final Replaceable replaceable;

    /** By type, whether there are as many nodes as wanted. */
    private final boolean[] unlimited;

    /** All types, those with most of the resource that takes most nodes first. */
    private final int[] order;

    /**
     * Begins.
     *
     * @param mostSteps after which a search gives up
     */
    CheapestFleet(PoolNeeds needs, int month, int mostSteps) {
        this.needs = needs;
        this.month = month;
        this.mostSteps = mostSteps;
        resources = needs.resources.size();
        var capacities = new long[needs.types.size()][resources];
        unlimited = new boolean[capacities.length];
        for (int j = 0; j < capacities.length; j++) {
            for (int r = 0; r < resources; r++) {
                capacities[j][r] = needs.capacity[r][j];
            }
            unlimited[j] = needs.available(needs.types.get(j).model()) >= PoolNeeds.MOST_NODES;
        }
        replaceable = new Replaceable(capacities);
        int primary = 0;
        double mostNodes = -1;
        for (int r = 0; r < resources; r++) {
            long size = Arrays.stream(needs.capacity[r]).max().orElse(0);
            long most = Math.max(needs.total[r][month], needs.surviving[r][month]);
            double nodes = size == 0 ? 0 : (double) most / size;
            if (nodes > mostNodes) {
                mostNodes = nodes;
                primary = r;
            }
        }
        var sizes = resources == 0 ? new long[needs.types.size()] : needs.capacity[primary];
        order = IntStream.range(0, needs.types.size())
                .boxed()
                .sorted(Comparator.comparingLong(j -> -sizes[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Types at weights, in search order: those that are needed for a lightest fleet.
     */
    private record Types(int[] order, int[] model, int[] available, double[] weights) {}

    private Types types(double[] byType) {
        var out = replaceable.at(byType, unlimited);
        var kept = new int[order.length];
        int count = 0;
        for (int j : order) {
            if (!out[j]) {
                kept[count++] = j;
            }
        }
        kept = Arrays.copyOf(kept, count);
        var model = Arrays.stream(kept).map(j -> needs.types.get(j).model()).toArray();
        return new Types(
                kept,
                model,
                Arrays.stream(model).map(needs::available).toArray(),
                Arrays.stream(kept).mapToDouble(j -> byType[j]).toArray());
    }

    private List<long[]> choices(Types types) {
        var sizes = new ArrayList<long[]>();
        for (int r = 0; r < resources; r++) {
            sizes.add(fails(types, r) ? sizes(types, r) : new long[] {Cover.NONE});
        }
        while (sizes.stream().mapToDouble(s -> s.length).reduce(1, (a, b) -> a * b) > MOST_CHOICES) {
            int longest = IntStream.range(0, resources)
                    .boxed()
                    .max(Comparator.comparingInt(r -> sizes.get(r).length))
                    .orElseThrow();
            sizes.set(longest, new long[] {Cover.OPEN});
        }
        var choices = new ArrayList<long[]>();
        choose(sizes, new long[resources], 0, choices);
        return choices;
    }

    /** Returns whether it takes more to survive failures than to carry the demand, whatever fails. */
    private boolean fails(Types types, int r) {
        long surviving = needs.surviving[r][month];
        return needs.failures > 0
                && surviving > 0
                && Arrays.stream(types.order).anyMatch(j -> needs.failures * needs.capacity[r][j] > spare(r));
    }

    /** Returns how much may fail of a resource if there is no more than the demand takes. */
    private long spare(int r) {
        return needs.total[r][month] - needs.surviving[r][month];
    }

    /** Returns the sizes that one node fails of; where all nodes are small enough to fail, it is the largest such size. */
    private long[] sizes(Types types, int r) {
        var capacity = needs.capacity[r];
        var all = Arrays.stream(types.order)
                .mapToLong(j -> capacity[j])
                .filter(size -> size > 0)
                .distinct()
                .toArray();
        if (needs.failures > 1) {
            return all;
        }
        long small = Arrays.stream(all).filter(size -> size <= spare(r)).max().orElse(0);
        return Arrays.stream(all).filter(size -> size >= small).toArray();
    }

    private void choose(List<long[]> sizes, long[] chosen, int r, List<long[]> choices) {
        if (r == resources) {
            choices.add(chosen.clone());
            return;
        }
        for (long size : sizes.get(r)) {
            chosen[r] = size;
            choose(sizes, chosen, r + 1, choices);
        }
    }

    /** Searches a little: there may be lighter fleets than the one found, and one if none is found. */
    Found quick(double[] byType, double below) {
        var types = types(byType);
        var found = open(types).lightest(below, QUICK, CELLS, () -> table(types));
        return new Found(found.weight(), byType(types, found.counts()), found.least());
    }

    /**
     * Searches a little among the fleets that lose as much as a given one when their largest nodes fail: there may be
     * lighter fleets than the one found, and one if none is found.
     */
    Found quick(double[] byType, double below, long[] like) {
        var found = quick(byType, below);
        if (needs.failures == 0) {
            return found;
        }
        var types = types(byType);
        var sizes = new long[resources];
        for (int r = 0; r < resources; r++) {
            long failing = needs.leastFailing(r, like);
            sizes[r] = !fails(types, r) ? Cover.NONE : failing > 0 ? failing : Cover.OPEN;
        }
        var closer = cover(types, sizes).lightest(found.weight(), QUICK, CELLS, () -> table(types));
        return closer.counts().length == 0
                ? found
                : new Found(closer.weight(), byType(types, closer.counts()), found.least());
    }

    private Cover open(Types types) {
        var sizes = new long[resources];
        for (int r = 0; r < resources; r++) {
            sizes[r] = fails(types, r) ? Cover.OPEN : Cover.NONE;
        }
        return cover(types, sizes);
    }

    /** Returns a table of whole capacities, for whatever sizes fail. */
    private CoverTable table(Types types) {
        var most = new long[resources];
        var capacities = new long[types.order.length][resources];
        for (int r = 0; r < resources; r++) {
            long largest = 0;
            for (int i = 0; i < capacities.length; i++) {
                capacities[i][r] = needs.capacity[r][types.order[i]];
                largest = Math.max(largest, capacities[i][r]);
            }
            long surviving = needs.surviving[r][month];
            most[r] = Math.max(needs.total[r][month], surviving == 0 ? 0 : surviving + needs.failures * largest);
        }
        var table = new CoverTable(most, capacities, CELLS);
        table.fill(types.weights);
        return table;
    }

    private Cover cover(Types types, long[] sizes) {
        return new Cover(needs, month, sizes, types.order, types.model, types.available, types.weights);
    }

    /**
     * Searches.
     *
     * @param byType positive weights
     * @param below fleets of this weight or more are of no interest
     */
    Found find(double[] byType, double below) {
        var types = types(byType);
        var whole = new Supplier<CoverTable>() {
            private @Nullable CoverTable table;

            @Override
            public CoverTable get() {
                var known = table;
                if (known == null) {
                    known = table(types);
                    table = known;
                }
                return known;
            }
        };
        var first = open(types).lightest(below, FIRST / Math.max(1, needs.failures * needs.failures), CELLS, whole);
        double best = first.weight();
        double least = below;
        long[] counts = byType(types, first.counts());
        if (first.least() >= best * (1 - 2 * Cover.NEARLY)) {
            return new Found(best, counts, first.least());
        }
        var covers = new ArrayList<Cover>();
        for (var choice : choices(types)) {
            var cover = cover(types, choice);
            if (cover.floor() < best) {
                covers.add(cover);
            }
        }
        covers.sort(Comparator.comparingDouble(Cover::floor));
        int left = mostSteps;
        for (var cover : covers) {
            if (cover.floor() >= best * (1 - Cover.NEARLY)) {
                break;
            }
            var found = cover.lightest(best, left, CELLS, whole);
            left = Math.max(0, left - cover.steps());
            least = Math.min(least, found.least());
            if (found.counts().length > 0) {
                best = found.weight();
                counts = byType(types, found.counts());
            }
        }
        return new Found(best, counts, Math.min(least, best * (1 - Cover.NEARLY)));
    }

    /** Returns counts of all types; none if there are none in search order. */
    private long[] byType(Types types, long[] inOrder) {
        var counts = new long[inOrder.length == 0 ? 0 : order.length];
        for (int i = 0; i < inOrder.length; i++) {
            counts[types.order[i]] = inOrder[i];
        }
        return counts;
    }
}
