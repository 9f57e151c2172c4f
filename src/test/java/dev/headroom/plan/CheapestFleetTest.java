package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheapestFleetTest {

    private static final int STEPS = 100_000;
    private static final int MOST_OF_A_TYPE = 7;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void weighsWhatTheLightestOfAllFleetsDoes(long seed) {
        var problem = Problems.twoPools(seed);
        var random = new SplittableRandom(seed);

        for (var pool : problem.pools()) {
            var needs = new PoolNeeds(problem, pool);
            var weights = random.doubles(needs.types.size(), 0.1, 2).toArray();
            for (int month = 0; month < problem.months(); month++) {
                var found = new CheapestFleet(needs, month, STEPS).find(weights, Double.MAX_VALUE);

                double lightest = lightest(needs, month, weights, new long[weights.length], 0);
                assertThat(needs.carried(month, found.counts())).isTrue();
                assertThat(found.weight()).isLessThanOrEqualTo(lightest * (1 + 1e-5));
                if (Arrays.stream(found.counts()).allMatch(count -> count <= MOST_OF_A_TYPE)) {
                    assertThat(found.least()).isBetween(lightest * (1 - 1e-5), lightest * (1 + 1e-9));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void boundsTheLightestFleetFromBelowWhereItGivesUp(long seed) {
        var problem = Problems.twoPools(seed);
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        var weights =
                new SplittableRandom(seed).doubles(needs.types.size(), 0.1, 2).toArray();
        int last = problem.months() - 1;

        var found = new CheapestFleet(needs, last, 1).find(weights, Double.MAX_VALUE);

        double lightest = new CheapestFleet(needs, last, STEPS)
                .find(weights, Double.MAX_VALUE)
                .weight();
        assertThat(found.least()).isPositive().isLessThanOrEqualTo(lightest);
    }

    /** Every fleet of up to a few nodes of each type is looked at. */
    private static double lightest(PoolNeeds needs, int month, double[] weights, long[] counts, int type) {
        if (type == counts.length) {
            return needs.carried(month, counts) ? 0 : Double.MAX_VALUE;
        }
        double least = Double.MAX_VALUE;
        for (int n = 0; n <= MOST_OF_A_TYPE; n++) {
            counts[type] = n;
            least = Math.min(least, n * weights[type] + lightest(needs, month, weights, counts, type + 1));
        }
        counts[type] = 0;
        return least;
    }
}
