package dev.headroom.web;

import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one way to run the demand costs, as a bar beside the other ways.
 *
 * @param amount  as shown; {@code null} where it is unknown
 * @param width   in thousandths of the dearest way's bar
 * @param missing what the amount lacks where it is unknown
 */
record CostBar(String name, boolean own, @Nullable String amount, int width, String missing) {

    private static final int FULL = 1000;

    static List<CostBar> of(List<CostView> options, Function<CostView, Lines> lines) {
        var dearest = options.stream()
                .map(option -> lines.apply(option).total())
                .filter(Objects::nonNull)
                .max(Money::compareTo)
                .orElse(null);
        return options.stream()
                .map(option -> {
                    var total = lines.apply(option).total();
                    return new CostBar(
                            option.name(),
                            option.isOwn(),
                            total == null ? null : CostView.money(total),
                            width(total, dearest),
                            option.missing());
                })
                .toList();
    }

    private static int width(@Nullable Money amount, @Nullable Money dearest) {
        if (amount == null || dearest == null || dearest.amount().signum() <= 0) {
            return 0;
        }
        return amount.amount()
                .multiply(BigDecimal.valueOf(FULL))
                .divide(dearest.amount(), 0, RoundingMode.HALF_UP)
                .intValue();
    }
}
