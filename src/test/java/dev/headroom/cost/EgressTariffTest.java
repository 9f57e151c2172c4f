package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTariffTest {

    private static final PriceSource SOURCE = new PriceSource("egress", "a test", "2026", "high");
    private static final long GB = 1L << 30;

    private static final EgressTariff TARIFF = new EgressTariff(
            "internet out",
            List.of(tier("0", "100", "0"), tier("100", "1000", "0.09"), tier("1000", null, "0.05")),
            SOURCE);

    @Test
    void nothingCostsNothing() {
        assertThat(TARIFF.cost(0)).isEqualByComparingTo("0");
    }

    @Test
    void theFreePartIsFreeAndTheFirstByteBeyondIsNot() {
        assertThat(TARIFF.cost(100 * GB)).isEqualByComparingTo("0");
        assertThat(TARIFF.cost(100 * GB + 1)).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void moreBytesNeverCostLess(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            long bytes = random.nextLong(2000 * GB);
            long more = bytes + random.nextLong(2000 * GB);
            assertThat(TARIFF.cost(more)).isGreaterThanOrEqualTo(TARIFF.cost(bytes));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theTiersAddUp(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            long bytes = random.nextLong(3000 * GB);

            long free = Math.min(bytes, 100 * GB);
            long middle = Math.max(0, Math.min(bytes, 1000 * GB) - 100 * GB);
            long rest = Math.max(0, bytes - 1000 * GB);

            assertThat(free + middle + rest).isEqualTo(bytes);
            assertThat(TARIFF.cost(bytes))
                    .isEqualByComparingTo(
                            gb(middle).multiply(new BigDecimal("0.09")).add(gb(rest).multiply(new BigDecimal("0.05"))));
        }
    }

    @Test
    void refusesTiersThatOverlapLeaveAGapOrEnd() {
        assertThatThrownBy(() -> tariff(tier("0", "100", "0"), tier("90", null, "1")))
                .hasMessageContaining("a tier begins at 90 where 100 is due");
        assertThatThrownBy(() -> tariff(tier("0", "100", "0"), tier("110", null, "1")))
                .hasMessageContaining("a tier begins at 110 where 100 is due");
        assertThatThrownBy(() -> tariff(tier("0", "100", "0"))).hasMessageContaining("the last tier must be open");
        assertThatThrownBy(() -> tariff(tier("0", null, "-1"))).hasMessageContaining("-1");
    }

    private static EgressTariff tariff(EgressTariff.Tier... tiers) {
        return new EgressTariff("internet out", List.of(tiers), SOURCE);
    }

    private static EgressTariff.Tier tier(String from, String to, String price) {
        return new EgressTariff.Tier(
                new BigDecimal(from), to == null ? null : new BigDecimal(to), new BigDecimal(price));
    }

    private static BigDecimal gb(long bytes) {
        return BigDecimal.valueOf(bytes).divide(EgressTariff.GB);
    }
}
