package dev.headroom.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void countsMemoryInGibAndTrafficInGigabits() {
        assertThat(Figures.quantity(412e9, Unit.BYTES)).isEqualTo("384\u00a0GiB");
        assertThat(Figures.quantity(7.9e9, Unit.BITS_PER_SECOND)).isEqualTo("7.90\u00a0Gbit/s");
        assertThat(Figures.quantity(12e9, Unit.BITS_PER_SECOND)).isEqualTo("12.0\u00a0Gbit/s");
        assertThat(Figures.quantity(151.2, Unit.CORES)).isEqualTo("151\u00a0cores");
        assertThat(Figures.quantity(12_345.6, Unit.CORES)).isEqualTo("12,346\u00a0cores");
    }

    @Test
    void roundsPercentHalfUp() {
        assertThat(Figures.percent(0.525)).isEqualTo("53\u00a0%");
        assertThat(Figures.finePercent(0.994)).isEqualTo("99.4\u00a0%");
    }

    @Test
    void separatesThousandsAndNamesTheCurrency() {
        assertThat(Figures.money(Money.of("1272", "EUR"))).isEqualTo("€1,272.00");
        assertThat(Figures.money(Money.of("-86.4", "CHF"))).isEqualTo("−CHF\u00a086.40");
        assertThat(Figures.money(Money.of("1234567", "JPY"))).isEqualTo("¥1,234,567");
        assertThat(Figures.wholeMoney(Money.of("48911.5", "EUR"))).isEqualTo("€48,912");
        assertThat(Figures.wholeMoney(Money.of("-0.2", "EUR"))).isEqualTo("€0");
    }

    @Test
    void amountsAndTheirDifferenceAddUpAsTheyAreShown() {
        assertThat(Figures.difference(26.068e9, 26e9, Unit.BITS_PER_SECOND))
                .isEqualTo(new Figures.Difference("26.068\u00a0Gbit/s", "26.000\u00a0Gbit/s", "0.068\u00a0Gbit/s"));
        assertThat(Figures.difference(1216.6, 1202.2, Unit.CORES))
                .isEqualTo(new Figures.Difference("1,217\u00a0cores", "1,202\u00a0cores", "15\u00a0cores"));
        assertThat(Figures.difference(192, 192, Unit.CORES).left()).isEqualTo("0\u00a0cores");
    }
}
