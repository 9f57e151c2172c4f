package dev.headroom.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent over all pools; null where nothing bounds it.
 *
 * @param oneTimePerMonth bounds the one-time costs of each month
 * @param monthlyMax bounds the monthly costs of each month
 */
public record Budget(
        @Nullable BigDecimal oneTimePerMonth, @Nullable BigDecimal monthlyMax) {

    public static final Budget UNLIMITED = new Budget(null, null);

    public Budget {
        if (oneTimePerMonth != null) {
            Check.price("oneTimePerMonth", oneTimePerMonth);
        }
        if (monthlyMax != null) {
            Check.price("monthlyMax", monthlyMax);
        }
    }
}
