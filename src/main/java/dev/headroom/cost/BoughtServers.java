package dev.headroom.cost;

import dev.headroom.cost.Assumption.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Servers bought together. Depreciation runs on to its end even if they are given up before.
 *
 * @param month     of the purchase, from 0; negative for what is owned already and paid for
 * @param lastMonth the last in which they run; null where none is known
 * @param kilowatts that one draws; null where the general assumption holds
 */
public record BoughtServers(
        String what,
        int count,
        int month,
        @Nullable Integer lastMonth,
        BigDecimal unitPrice,
        @Nullable BigDecimal kilowatts) {

    public BoughtServers(String what, int count, int month, @Nullable Integer lastMonth, BigDecimal unitPrice) {
        this(what, count, month, lastMonth, unitPrice, null);
    }

    private static final BigDecimal MONTHS_A_YEAR = BigDecimal.valueOf(12);

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

    /** Returns what all of them take in a month to run: power, colocation, remote hands, spares and support. */
    public BigDecimal running(Assumptions assumptions) {
        var power = kilowatts == null ? assumptions.valueOf(Kind.POWER) : kilowatts;
        var energy = power.multiply(assumptions.pue())
                .multiply(InstanceType.HOURS_A_MONTH)
                .multiply(assumptions.valueOf(Kind.POWER_PRICE));
        var colocation = power.multiply(assumptions.valueOf(Kind.COLOCATION));
        var share = assumptions.valueOf(Kind.SPARES).add(assumptions.valueOf(Kind.SUPPORT));
        var parts = unitPrice.multiply(share).divide(MONTHS_A_YEAR, MathContext.DECIMAL128);
        return energy.add(colocation)
                .add(assumptions.valueOf(Kind.REMOTE_HANDS))
                .add(parts)
                .multiply(BigDecimal.valueOf(count));
    }

    BoughtServers times(BigDecimal priceFactor) {
        return new BoughtServers(what, count, month, lastMonth, unitPrice.multiply(priceFactor), kilowatts);
    }
}
