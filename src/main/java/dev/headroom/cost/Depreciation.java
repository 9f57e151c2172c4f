package dev.headroom.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Straight-line depreciation: the price less the salvage value in equal parts, whole cents, which together are exactly the
 * whole.
 *
 * @param months after which only the salvage value is left
 */
public record Depreciation(BigDecimal price, BigDecimal salvage, int months) {

    private static final int CENTS = 2;

    public Depreciation {
        if (price.signum() < 0 || salvage.signum() < 0 || salvage.compareTo(price) > 0) {
            throw new IllegalArgumentException("salvage must be between 0 and the price: " + salvage + " of " + price);
        }
        if (months <= 0) {
            throw new IllegalArgumentException("months must be more than 0: " + months);
        }
    }

    /** Returns the part of a month, counted from 0; nothing before and after the term. */
    public BigDecimal inMonth(int month) {
        if (month < 0 || month >= months) {
            return BigDecimal.ZERO;
        }
        return until(month + 1).subtract(until(month));
    }

    /** Returns what the books say it is worth after so many months. */
    public BigDecimal bookValueAfter(int elapsed) {
        return price.subtract(until(Math.clamp(elapsed, 0, months)));
    }

    private BigDecimal until(int elapsed) {
        var whole = price.subtract(salvage);
        return elapsed == months
                ? whole
                : whole.multiply(BigDecimal.valueOf(elapsed))
                        .divide(BigDecimal.valueOf(months), CENTS, RoundingMode.HALF_UP);
    }
}
