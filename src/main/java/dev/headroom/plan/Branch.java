package dev.headroom.plan;

import org.jspecify.annotations.Nullable;

/** The types of nodes that may come next in a {@link Cover}'s search, the most promising first. */
final class Branch {

    final double weight; // of the nodes taken before it
    final double[] bounds;
    final int[] next;
    int count;
    int tried;
    int put; // the type that was put on
    long @Nullable [] removed; // by it, null while none is

    Branch(double weight, int types) {
        this.weight = weight;
        bounds = new double[types];
        next = new int[types];
    }

    void add(int type, double bound) {
        int at = count++;
        // of equal bounds the first type: what comes after it may still take all the others
        for (; at > 0 && bounds[at - 1] > bound * (1 + Cover.NEARLY); at--) {
            bounds[at] = bounds[at - 1];
            next[at] = next[at - 1];
        }
        bounds[at] = bound;
        next[at] = type;
    }
}
