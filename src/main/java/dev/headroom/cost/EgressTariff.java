package dev.headroom.cost;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What traffic out to the internet costs in a month: each tier's bytes at that tier's price.
 *
 * @param tiers from 0 without gap or overlap; the last is open
 */
public record EgressTariff(String route, List<Tier> tiers, PriceSource source) {

    /** The bytes of one GB of the clouds' price lists. */
    public static final BigDecimal GB = BigDecimal.valueOf(1L << 30);

    /**
     * A part of a month's traffic.
     *
     * @param fromGb inclusive
     * @param toGb   exclusive; null for the rest
     */
    public record Tier(BigDecimal fromGb, @Nullable BigDecimal toGb, BigDecimal pricePerGb) {

        public Tier {
            if (fromGb.signum() < 0 || toGb != null && toGb.compareTo(fromGb) <= 0) {
                throw new IllegalArgumentException("tier must end after it begins: " + fromGb + " to " + toGb);
            }
            if (pricePerGb.signum() < 0) {
                throw new IllegalArgumentException("tier must not pay its customers: " + pricePerGb);
            }
        }
    }

    public EgressTariff {
        tiers = List.copyOf(tiers);
        BigDecimal end = BigDecimal.ZERO;
        for (var tier : tiers) {
            if (end == null || tier.fromGb.compareTo(end) != 0) {
                throw new IllegalArgumentException(route + ": a tier begins at " + tier.fromGb + " where "
                        + (end == null ? "none" : end) + " is due");
            }
            end = tier.toGb;
        }
        if (end != null) {
            throw new IllegalArgumentException(route + ": the last tier must be open, but ends at " + end);
        }
    }

    /** Returns the exact, unrounded price of a month's bytes. */
    public BigDecimal cost(long bytes) {
        var gb = BigDecimal.valueOf(bytes).divide(GB); // a power of two: the quotient is exact
        var sum = BigDecimal.ZERO;
        for (var tier : tiers) {
            var end = tier.toGb == null ? gb : gb.min(tier.toGb);
            if (end.compareTo(tier.fromGb) <= 0) {
                break;
            }
            sum = sum.add(end.subtract(tier.fromGb).multiply(tier.pricePerGb));
        }
        return sum;
    }
}
