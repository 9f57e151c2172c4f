package dev.headroom.forecast;

/** Simulated futures: each step has the fan's distribution, and neighboring steps resemble each other. */
final class Futures {

    /*
     * A future is the fan read along a standard normal process z that is the sum of two: a slow one for the error of
     * level and growth, and a fast one for the noise of a step, both first-order autoregressive (Ornstein-Uhlenbeck,
     * sampled), scaled so that z has variance 1 in every step. The date of a first passage depends on that memory: with
     * independent steps the trailing mean would hardly move, with one constant z the futures could not turn.
     */
    static final int COUNT = 500;
    private static final double[] NORMALS = normals(1 << 16);

    private final Fan fan;
    private final double[] fast; // the share of the fast process in a step's variance
    private final double slowMemory;
    private final double fastMemory;
    private final double[] tail; // the last window - 1 values of the history, NaN in gaps
    private final long seed;

    Futures(Fan fan, double[] fast, double slowMemory, double fastMemory, double[] tail, long seed) {
        this.fan = fan;
        this.fast = fast;
        this.slowMemory = slowMemory;
        this.fastMemory = fastMemory;
        this.tail = tail;
        this.seed = seed;
    }

    /** Returns for each future the first step, from 1, whose trailing mean reaches the limit, or horizon + 1. */
    int[] firstPassages(double[] limits) {
        var passages = new int[COUNT];
        int horizon = fan.horizon();
        var window = new double[tail.length + horizon];
        System.arraycopy(tail, 0, window, 0, tail.length);
        long state = seed;
        double slowShock = Math.sqrt(1 - slowMemory * slowMemory);
        double fastShock = Math.sqrt(1 - fastMemory * fastMemory);
        for (int i = 0; i < COUNT; i++) {
            state = mix(state + i);
            int at = (int) state;
            double slow = Normal.quantile(((i * 193L) % COUNT + 0.5) / COUNT);
            double quick = NORMALS[at++ & 0xffff];
            for (int h = 0; h < horizon; h++) {
                if (h > 0) {
                    slow = slowMemory * slow + slowShock * NORMALS[at++ & 0xffff];
                    quick = fastMemory * quick + fastShock * NORMALS[at++ & 0xffff];
                }
                double z = Math.sqrt(1 - fast[h]) * slow + Math.sqrt(fast[h]) * quick;
                window[tail.length + h] = fan.quantile(z, h);
            }
            passages[i] = firstPassage(window, tail.length, limits);
        }
        return passages;
    }

    private static int firstPassage(double[] values, int past, double[] limits) {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < past; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                present++;
            }
        }
        for (int h = 0; h < limits.length; h++) {
            sum += values[past + h];
            present++;
            if (sum / present >= limits[h]) {
                return h + 1;
            }
            double leaving = values[h];
            if (!Double.isNaN(leaving)) {
                sum -= leaving;
                present--;
            }
        }
        return limits.length + 1;
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

    /** Steele, Lea and Flood's SplitMix64 finalizer (2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
