package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMixTest {

    private static final long GIB = 1L << 30;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void isAsCheapAsTheBestOfAllMixes(long seed) {
        var random = new SplittableRandom(seed);
        var types = randomTypes(random, 1 + random.nextInt(7));
        var mix = new InstanceMix(types, Commitment.ON_DEMAND);

        for (int i = 0; i < 40; i++) {
            int cores = random.nextInt(60);
            int memory = random.nextInt(120);

            var found = mix.cheapest(BigDecimal.valueOf(cores), memory * GIB).orElseThrow();

            assertThat(found.monthlyPrice()).isEqualByComparingTo(cheapestByTryingAll(types, cores, memory));
            assertSuffices(found, cores, memory);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tenThousandCoresAreExactToo(long seed) {
        var random = new SplittableRandom(seed);
        var types = randomTypes(random, 6);
        int cores = 10_000 + random.nextInt(100);
        int memory = 3_000 + random.nextInt(1_000);

        var found = new InstanceMix(types, Commitment.ON_DEMAND)
                .cheapest(BigDecimal.valueOf(cores), memory * GIB)
                .orElseThrow();

        assertThat(found.monthlyPrice()).isEqualByComparingTo(cheapestByTryingAll(types, cores, memory));
        assertSuffices(found, cores, memory);
    }

    @Test
    void moreDemandNeverCostsLess() {
        var mix = new InstanceMix(randomTypes(new SplittableRandom(42), 5), Commitment.ON_DEMAND);
        var last = BigDecimal.ZERO;

        for (int cores = 0; cores < 500; cores++) {
            var price = mix.cheapest(BigDecimal.valueOf(cores), cores * 3 * GIB)
                    .orElseThrow()
                    .monthlyPrice();
            assertThat(price).isGreaterThanOrEqualTo(last);
            last = price;
        }
    }

    @Test
    void nothingIsNeededForNothing() {
        var found = new InstanceMix(List.of(type("a", 4, 16, "10")), Commitment.ON_DEMAND)
                .cheapest(BigDecimal.ZERO, 0)
                .orElseThrow();

        assertThat(found.counts()).isEmpty();
        assertThat(found.monthlyPrice()).isEqualByComparingTo("0");
    }

    @Test
    void aFractionOfACoreTakesAWholeOne() {
        var mix = new InstanceMix(List.of(type("a", 4, 16, "10")), Commitment.ON_DEMAND);

        assertThat(mix.cheapest(new BigDecimal("4.000001"), 0).orElseThrow().monthlyPrice())
                .isEqualByComparingTo("20");
        assertThat(mix.cheapest(BigDecimal.valueOf(4), 16 * GIB + 1)
                        .orElseThrow()
                        .monthlyPrice())
                .isEqualByComparingTo("20");
    }

    @Test
    void ofEquallyCheapMixesTheOneWithFewerInstancesIsTaken() {
        var small = type("small", 4, 16, "10");
        var large = type("large", 16, 64, "40");

        var found = new InstanceMix(List.of(small, large), Commitment.ON_DEMAND)
                .cheapest(BigDecimal.valueOf(36), 0)
                .orElseThrow();

        assertThat(found.counts()).isEqualTo(Map.of(large, 2, small, 1));
    }

    @Test
    void aTypeWithoutThePriceIsLeftOut() {
        var mix = new InstanceMix(List.of(type("a", 4, 16, "10")), Commitment.THREE_YEARS);

        assertThat(mix.cheapest(BigDecimal.ONE, 0)).isEmpty();
    }

    @Test
    void aThousandDifferentQuestionsAreQuick() {
        var mix = new InstanceMix(randomTypes(new SplittableRandom(7), 8), Commitment.ON_DEMAND);

        assertTimeout(Duration.ofSeconds(3), () -> {
            for (int cores = 1; cores <= 1000; cores++) {
                mix.cheapest(BigDecimal.valueOf(cores), cores * 5 * GIB);
            }
        });
    }

    private static void assertSuffices(InstanceMix.Mix mix, int cores, int memory) {
        long gotCores = 0;
        long gotMemory = 0;
        var price = BigDecimal.ZERO;
        for (var entry : mix.counts().entrySet()) {
            gotCores += (long) entry.getKey().physicalCores() * entry.getValue();
            gotMemory += entry.getKey().memoryBytes() * entry.getValue();
            price = price.add(entry.getKey()
                    .monthlyPrice(Commitment.ON_DEMAND)
                    .orElseThrow()
                    .multiply(BigDecimal.valueOf(entry.getValue())));
        }
        assertThat(gotCores).isGreaterThanOrEqualTo(cores);
        assertThat(gotMemory).isGreaterThanOrEqualTo(memory * GIB);
        assertThat(price).isEqualByComparingTo(mix.monthlyPrice());
    }

    /** Prices roughly by size, with sizes of a family among them, so that many mixes are nearly as good as the best. */
    private static List<InstanceType> randomTypes(SplittableRandom random, int count) {
        var types = new ArrayList<InstanceType>();
        for (int i = 0; i < count; i++) {
            int cores = 1 + random.nextInt(24);
            int memory = 1 + random.nextInt(48);
            double price = (cores * 9 + memory * 2.5) * (0.9 + 0.2 * random.nextDouble());
            types.add(type(
                    "t" + i,
                    cores,
                    memory,
                    BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_UP).toPlainString()));
        }
        if (random.nextBoolean()) {
            var first = types.getFirst();
            types.add(type(
                    "double",
                    first.physicalCores() * 2,
                    (int) (first.memoryBytes() / GIB) * 2,
                    first.monthlyPrice(Commitment.ON_DEMAND)
                            .orElseThrow()
                            .multiply(BigDecimal.TWO)
                            .toPlainString()));
        }
        return types;
    }

    private static InstanceType type(String name, int cores, int memoryGib, String monthly) {
        return new InstanceType(
                name,
                "x86-64",
                cores,
                memoryGib * GIB,
                Map.of(Commitment.ON_DEMAND, new BigDecimal(monthly)),
                Map.of());
    }

    /** The textbook table: the least price for every number of cores and memory, whole cents. */
    private static BigDecimal cheapestByTryingAll(List<InstanceType> types, int cores, int memory) {
        var table = new long[cores + 1][memory + 1];
        for (int c = 0; c <= cores; c++) {
            for (int m = 0; m <= memory; m++) {
                if (c == 0 && m == 0) {
                    continue;
                }
                long least = Long.MAX_VALUE;
                for (var type : types) {
                    int restCores = Math.max(0, c - type.physicalCores());
                    int restMemory = Math.max(0, m - (int) (type.memoryBytes() / GIB));
                    long price = type.monthlyPrice(Commitment.ON_DEMAND)
                            .orElseThrow()
                            .movePointRight(2)
                            .longValueExact();
                    least = Math.min(least, price + table[restCores][restMemory]);
                }
                table[c][m] = least;
            }
        }
        return BigDecimal.valueOf(table[cores][memory], 2);
    }
}
