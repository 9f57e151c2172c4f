package dev.headroom.forecast;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * When demand first reaches a limit: a random variable, in steps from 1.
 *
 * @param p10          the early step, before which one future in ten has crossed; empty where not within the horizon
 * @param p50          the median step
 * @param p90          the late step
 * @param distribution how the futures fall
 */
public record Crossing(OptionalInt p10, OptionalInt p50, OptionalInt p90, Distribution distribution) {

    static Crossing of(int[] firstPassages, int horizon) {
        var distribution = new Distribution(firstPassages, horizon);
        return new Crossing(
                distribution.quantile(0.1), distribution.quantile(0.5), distribution.quantile(0.9), distribution);
    }

    /** Returns the probability that the limit is reached in that step or before. Beyond the horizon it stays. */
    public double probabilityWithin(int step) {
        return distribution.probabilityWithin(step);
    }

    /** First passages of simulated futures. */
    public static final class Distribution {
        private final int[] sorted; // horizon + 1 where the limit isn't reached
        private final int horizon;

        Distribution(int[] firstPassages, int horizon) {
            this.sorted = firstPassages.clone();
            this.horizon = horizon;
            Arrays.sort(sorted);
        }

        /** Returns the step by which a share of the futures has crossed, empty where fewer do within the horizon. */
        public OptionalInt quantile(double level) {
            int rank = (int) Math.ceil(level * sorted.length) - 1;
            int step = sorted[Math.max(0, Math.min(sorted.length - 1, rank))];
            return step > horizon ? OptionalInt.empty() : OptionalInt.of(step);
        }

        double probabilityWithin(int step) {
            int reach = Math.min(step, horizon);
            int crossed = 0;
            while (crossed < sorted.length && sorted[crossed] <= reach) {
                crossed++;
            }
            return (double) crossed / sorted.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Distribution that && horizon == that.horizon && Arrays.equals(sorted, that.sorted);
        }

        @Override
        public int hashCode() {
            return 31 * horizon + Arrays.hashCode(sorted);
        }
    }
}
