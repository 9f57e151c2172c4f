package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.units.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BacktestTest {

    @Test
    void anOriginIsScoredWithWeightsThatHaveNotSeenIt() {
        double seen = 0;
        double unseen = 0;
        for (long seed = 1; seed <= 20; seed++) {
            var history = new History(randomWalk(seed, 300), List.of());
            int[] origins = Combination.origins(history, 90);
            var combination = new Combination(new Bank(history, origins), history, 90, origins);
            for (int o = 0; o < origins.length; o++) {
                seen += meanAbsolute(combination.errors[o]);
                unseen += meanAbsolute(combination.unseen[o].errors());
            }
        }

        // of a random walk nothing can be known: what weights gain by having seen an origin is chance alone
        assertThat(unseen).isGreaterThan(1.02 * seen);
    }

    private static TimeSeries randomWalk(long seed, int days) {
        var random = new SplittableRandom(seed);
        double level = 100;
        var values = new double[days];
        for (int day = 0; day < days; day++) {
            level = Math.max(20, level + random.nextDouble(-3, 3));
            values[day] = level;
        }
        return TimeSeries.of(Fleet.DAY, values);
    }

    private static double meanAbsolute(double[] errors) {
        return Arrays.stream(errors).map(Math::abs).average().orElseThrow();
    }
}
