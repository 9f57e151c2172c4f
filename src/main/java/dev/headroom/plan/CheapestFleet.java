package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

    private static final int FIRST = 10_000;

    private final PoolNeeds needs;
    private final int month;
    private final int mostSteps;
    private final int resources;
    private final int[] order;
    private final int[] model;
    private final int[] available;
    private final List<long[]> choices = new ArrayList<>();

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
        model = Arrays.stream(order).map(j -> needs.types.get(j).model()).toArray();
        available = Arrays.stream(model).map(needs::available).toArray();
        choose();
    }

    private void choose() {
        var sizes = new ArrayList<long[]>();
        for (int r = 0; r < resources; r++) {
            boolean fails = needs.failures > 0 && needs.surviving[r][month] > 0;
            sizes.add(
                    fails
                            ? Arrays.stream(needs.capacity[r])
                                    .filter(size -> size > 0)
                                    .distinct()
                                    .toArray()
                            : new long[] {Cover.OPEN});
        }
        while (sizes.stream().mapToDouble(s -> s.length).reduce(1, (a, b) -> a * b) > MOST_CHOICES) {
            int longest = IntStream.range(0, resources)
                    .boxed()
                    .max(Comparator.comparingInt(r -> sizes.get(r).length))
                    .orElseThrow();
            sizes.set(longest, new long[] {Cover.OPEN});
        }
        choose(sizes, new long[resources], 0);
    }

    private void choose(List<long[]> sizes, long[] chosen, int r) {
        if (r == resources) {
            choices.add(chosen.clone());
            return;
        }
        for (long size : sizes.get(r)) {
            chosen[r] = size;
            choose(sizes, chosen, r + 1);
        }
    }

    /** Searches a little: there may be lighter fleets than the one found, and one if none is found. */
    Found quick(double[] byType, double below) {
        var weights = Arrays.stream(order).mapToDouble(j -> byType[j]).toArray();
        var found = open(weights).lightest(below, QUICK);
        return new Found(found.weight(), byType(found.counts()), found.least());
    }

    private Cover open(double[] weights) {
        var open = new long[resources];
        Arrays.fill(open, Cover.OPEN);
        return new Cover(needs, month, open, order, model, available, weights);
    }

    /**
     * Searches.
     *
     * @param byType positive weights
     * @param below fleets of this weight or more are of no interest
     */
    Found find(double[] byType, double below) {
        var weights = Arrays.stream(order).mapToDouble(j -> byType[j]).toArray();
        var first = open(weights).lightest(below, FIRST / Math.max(1, needs.failures * needs.failures));
        double best = first.weight();
        double least = below;
        long[] counts = byType(first.counts());
        if (first.least() >= best * (1 - 2 * Cover.NEARLY)) {
            return new Found(best, counts, first.least());
        }
        var covers = new ArrayList<Cover>();
        for (var choice : choices) {
            var cover = new Cover(needs, month, choice, order, model, available, weights);
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
            var found = cover.lightest(best, left);
            left = Math.max(0, left - cover.steps());
            least = Math.min(least, found.least());
            if (found.counts().length > 0) {
                best = found.weight();
                counts = byType(found.counts());
            }
        }
        return new Found(best, counts, Math.min(least, best * (1 - Cover.NEARLY)));
    }

    private long[] byType(long[] inOrder) {
        var counts = new long[inOrder.length];
        for (int i = 0; i < inOrder.length; i++) {
            counts[order[i]] = inOrder[i];
        }
        return counts;
    }
}
