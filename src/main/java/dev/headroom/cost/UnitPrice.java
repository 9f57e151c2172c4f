package dev.headroom.cost;

import java.math.BigDecimal;

/** A price of one unit a month, with where it comes from. */
public record UnitPrice(BigDecimal monthly, PriceSource source) {

    public UnitPrice {
        if (monthly.signum() < 0) {
            throw new IllegalArgumentException(source.what() + " must cost 0 or more: " + monthly);
        }
    }
}
