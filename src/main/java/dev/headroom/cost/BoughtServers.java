package dev.headroom.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Servers bought together. Depreciation runs on to its end even if they are given up before.
 *
 * @param month     of the purchase, from 0; negative for what is owned already and paid for
 * @param lastMonth the last in which they run; null where none is known
 */
public record BoughtServers(
        String what, int count, int month, @Nullable Integer lastMonth, BigDecimal unitPrice) {

    public BoughtServers {
        if (count <= 0) {
            throw new IllegalArgumentException(what + ": count must be more than 0: " + count);
        }
        if (unitPrice.signum() < 0) {
            throw new IllegalArgumentException(what + ": price must be 0 or more: " + unitPrice);
        }
        if (lastMonth != null && lastMonth < month) {
            throw new IllegalArgumentException(what + ": last month " + lastMonth + " is before the first, " + month);
        }
    }

    BigDecimal price() {
        return unitPrice.multiply(BigDecimal.valueOf(count));
    }

    boolean runsIn(int inMonth) {
        return inMonth >= month && (lastMonth == null || inMonth <= lastMonth);
    }

    BoughtServers times(BigDecimal priceFactor) {
        return new BoughtServers(what, count, month, lastMonth, unitPrice.multiply(priceFactor));
    }
}
