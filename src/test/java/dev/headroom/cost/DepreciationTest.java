package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepreciationTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theMonthsSumToPriceLessSalvage(long seed) {
        var random = new SplittableRandom(seed);
        var price = BigDecimal.valueOf(random.nextLong(10_000_000), 2);
        var salvage = price.multiply(BigDecimal.valueOf(random.nextInt(100), 2));
        var depreciation = new Depreciation(price, salvage, 36 + random.nextInt(49));

        var sum = IntStream.range(-5, 100).mapToObj(depreciation::inMonth).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum).isEqualByComparingTo(price.subtract(salvage));
        assertThat(depreciation.bookValueAfter(200)).isEqualByComparingTo(salvage);
        assertThat(depreciation.bookValueAfter(0)).isEqualByComparingTo(price);
    }

    @Test
    void eachMonthBearsTheSameButForACent() {
        var depreciation = new Depreciation(new BigDecimal("1000"), BigDecimal.ZERO, 36);

        assertThat(IntStream.range(0, 36).mapToObj(depreciation::inMonth))
                .allSatisfy(part -> assertThat(part).isBetween(new BigDecimal("27.77"), new BigDecimal("27.78")));
    }

    @Test
    void salvageIsNoMoreThanThePrice() {
        assertThatThrownBy(() -> new Depreciation(BigDecimal.ONE, BigDecimal.TWO, 36))
                .hasMessageContaining("2 of 1");
    }
}
