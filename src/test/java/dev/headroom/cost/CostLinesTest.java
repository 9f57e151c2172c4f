package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.units.Money;
import org.junit.jupiter.api.Test;

class CostLinesTest {

    private static final Amount TEN = Amount.of(Money.of("10.00", "EUR"));

    @Test
    void aTotalLeavesOutWhatNobodyMeasuredAndSaysSo() {
        var lines = new CostLines(TEN, Amount.unmeasured("disk use is not measured"), TEN, TEN, TEN, TEN);

        assertThat(lines.total()).isEqualTo(Amount.of(Money.of("50.00", "EUR")));
        assertThat(lines.missing()).containsExactly("storage: disk use is not measured");
        assertThat(lines.plus(lines).missing()).hasSize(1);
    }

    @Test
    void aTotalIsUnknownWhereAPriceIs() {
        var lines = new CostLines(TEN, Amount.unmeasured("no disk"), Amount.unknown("no price"), TEN, TEN, TEN);

        assertThat(lines.total()).isEqualTo(Amount.unknown("storage: no disk; egress: no price"));
    }
}
