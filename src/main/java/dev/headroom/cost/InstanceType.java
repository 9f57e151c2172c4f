package dev.headroom.cost;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine that a cloud rents out, in one region.
 *
 * @param physicalCores on most types half the vCPUs, for a vCPU is a thread
 * @param monthlyPrices by commitment, in the price list's currency, unrounded; a commitment that is not offered, or whose
 *                      price is not known, is absent
 * @param sources       of those prices
 * @param coreSource    says how many cores its vCPUs are; null where nothing is known of them
 */
public record InstanceType(
        String name,
        String architecture,
        int physicalCores,
        long memoryBytes,
        Map<Commitment, BigDecimal> monthlyPrices,
        Map<Commitment, PriceSource> sources,
        @Nullable PriceSource coreSource) {

    public InstanceType(
            String name,
            String architecture,
            int physicalCores,
            long memoryBytes,
            Map<Commitment, BigDecimal> monthlyPrices,
            Map<Commitment, PriceSource> sources) {
        this(name, architecture, physicalCores, memoryBytes, monthlyPrices, sources, null);
    }

    /** The hours that clouds bill as a month. */
    public static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    public InstanceType {
        if (physicalCores <= 0 || memoryBytes <= 0) {
            throw new IllegalArgumentException(name + " must have cores and memory");
        }
        monthlyPrices.forEach((commitment, price) -> {
            if (price.signum() <= 0) {
                throw new IllegalArgumentException(name + " " + commitment.id() + " must cost more than 0: " + price);
            }
        });
        monthlyPrices = monthlyPrices.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(monthlyPrices));
        sources = Map.copyOf(sources);
    }

    public Optional<BigDecimal> monthlyPrice(Commitment commitment) {
        return Optional.ofNullable(monthlyPrices.get(commitment));
    }
}
