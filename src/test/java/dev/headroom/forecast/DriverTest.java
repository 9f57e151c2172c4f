package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.units.TimeSeries;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriverTest {

    private static final int DAYS = 400;

    private final SplittableRandom random = new SplittableRandom(1);

    private double[] requests() {
        double[] level = {20_000};
        return Fleet.values(DAYS, i -> {
            level[0] *= 1.001 * StrictMath.exp(0.02 * random.nextGaussian());
            return level[0] * (i % 7 >= 5 ? 0.8 : 1);
        });
    }

    @Test
    void tellsUnitsPerThousandAndTheirTrend() {
        double[] requests = requests();
        double efficiency = StrictMath.log(0.8) / 365.25;
        var cores = Fleet.daily(
                DAYS,
                i -> requests[i]
                        / 1000
                        * 5
                        * StrictMath.exp(efficiency * (i - DAYS))
                        * (1 + 0.01 * random.nextGaussian()));

        var driver = Driver.fit(cores, TimeSeries.of(Fleet.DAY, requests)).orElseThrow();

        assertThat(driver.perThousand()).isCloseTo(5, within(0.15));
        assertThat(driver.changePerYear()).isCloseTo(-0.2, within(0.02));
        assertThat(driver.elasticity()).isCloseTo(1, within(0.1));
        assertThat(driver.explained()).isGreaterThan(0.8);
        assertThat(driver.factor(0.4)).isCloseTo(1.4, within(0.05));
    }

    @Test
    void givesOnlyTheMovingPartOfADemandToTheDriver() {
        double[] requests = requests();
        var cores = Fleet.daily(DAYS, i -> 100 + requests[i] / 1000 * 5);

        var driver = Driver.fit(cores, TimeSeries.of(Fleet.DAY, requests)).orElseThrow();

        double now = requests[DAYS - 1] / 1000 * 5;
        assertThat(driver.elasticity()).isCloseTo(now / (100 + now), within(0.15));
        assertThat(driver.factor(0.4)).isLessThan(1.35);
    }

    @Test
    void fallsBackWhereBothMerelyGrow() {
        var requests = Fleet.daily(DAYS, i -> 20_000 * StrictMath.exp(0.001 * i) * (1 + 0.02 * random.nextGaussian()));
        var cores = Fleet.daily(DAYS, i -> 100 * StrictMath.exp(0.001 * i) * (1 + 0.02 * random.nextGaussian()));

        assertThat(Driver.fit(cores, requests)).isEmpty();
    }

    @Test
    void readsOverGapsAndTurnsDownTooLittle() {
        double[] requests = requests();
        var known = TimeSeries.builder(Fleet.DAY);
        var few = TimeSeries.builder(Fleet.DAY);
        for (int i = 0; i < DAYS; i++) {
            if (i % 10 == 3) {
                known.addGap();
            } else {
                known.add(requests[i]);
            }
            if (i < DAYS - 55) {
                few.addGap();
            } else {
                few.add(requests[i]);
            }
        }
        var cores = Fleet.daily(DAYS, i -> requests[i] / 200);

        assertThat(Driver.fit(cores, known.build()).orElseThrow().days()).isEqualTo(360);
        assertThat(Driver.fit(cores, few.build())).isEmpty();
        assertThat(Driver.fit(cores, Fleet.daily(DAYS, i -> 0))).isEmpty();
        assertThat(Driver.fit(cores, Fleet.daily(DAYS, i -> 7))).isEmpty();
        assertThatThrownBy(() -> Driver.fit(cores, Fleet.daily(3, i -> 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400, 3");
    }
}
