package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Series with a known truth. */
final class Fleet {

    static final Duration DAY = Duration.ofDays(1);
    static final Duration HOUR = Duration.ofHours(1);

    private Fleet() {}

    static double[] values(int count, IntToDoubleFunction value) {
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    static TimeSeries daily(int count, IntToDoubleFunction value) {
        return TimeSeries.of(DAY, values(count, value));
    }

    /** Returns growing, weekly, noisy demand with a few spikes. */
    static double[] busy(long seed, int count) {
        var random = new SplittableRandom(seed);
        double level = random.nextDouble(50, 500);
        double growth = random.nextDouble(-0.2, 1) * level / 400;
        double week = random.nextDouble(0, 0.2);
        double noise = random.nextDouble(0.005, 0.1);
        return values(count, i -> {
            double season = i % 7 >= 5 ? 1 - week : 1;
            double spike = random.nextInt(100) == 0 ? 1.8 : 1;
            return Math.max(0, (level + growth * i) * season * spike * (1 + noise * random.nextGaussian()));
        });
    }
}
