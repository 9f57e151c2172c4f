package dev.headroom.forecast;

/** A stream of standard normal numbers, the same on every machine: a table of them, entered at a place of its own. */
final class Draws {

    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private static final double[] NORMALS = normals(1 << 16);

    private int at;

    Draws(long seed) {
        at = (int) mix(seed);
    }

    double next() {
        return NORMALS[at++ & 0xffff];
    }

    private static double[] normals(int count) {
        var normals = new double[count];
        long state = 0x9e3779b97f4a7c15L;
        for (int i = 0; i < count; i++) {
            state += 0x9e3779b97f4a7c15L;
            normals[i] = Normal.quantile(((mix(state) >>> 11) + 0.5) * 0x1.0p-53);
        }
        return normals;
    }

    /**
     * Returns whether the i-th of many falls to a share of them: evenly, whatever else i decides (H. Weyl's additive sequence,
     * 1916, with the golden ratio).
     */
    static boolean isWithin(int i, double share) {
        double at = (i + 0.5) * GOLDEN_RATIO;
        return at - Math.floor(at) < share;
    }

    /** Steele, Lea and Flood's SplitMix64 finalizer (2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
