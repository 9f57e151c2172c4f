package dev.headroom.cost;

import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prices demand at the clouds' price lists. Remembers the cheapest mixes that it found: keep one for many questions; it
 * may be shared between threads.
 */
public final class CloudCosting {

    /** What runs on the servers at hand runs on these unchanged. */
    public static final Set<String> DEFAULT_ARCHITECTURES = Set.of("x86-64");

    private final Map<CloudProvider, CloudPrices> prices = new LinkedHashMap<>();
    private final Set<String> architectures;
    private final Map<MixKey, InstanceMix> mixes = new ConcurrentHashMap<>();

    private record MixKey(CloudProvider provider, Commitment commitment) {}

    public CloudCosting(Collection<CloudPrices> prices) {
        this(prices, DEFAULT_ARCHITECTURES);
    }

    /**
     * Takes one price list for each provider, in the order in which they are to be compared.
     *
     * @param architectures the only ones that count
     */
    public CloudCosting(Collection<CloudPrices> prices, Set<String> architectures) {
        for (var list : prices) {
            if (this.prices.put(list.provider(), list) != null) {
                throw new IllegalArgumentException(
                        "two price lists of " + list.provider().id());
            }
        }
        this.architectures = Set.copyOf(architectures);
    }

    public List<CloudProvider> providers() {
        return List.copyOf(prices.keySet());
    }

    /** Returns what a month of the demand costs in each cloud. */
    public List<CloudQuote> compare(CloudDemand demand, Commitment commitment) {
        return prices.keySet().stream()
                .map(provider -> quote(provider, commitment, demand))
                .toList();
    }

    /**
     * Returns what a month of the demand costs in one cloud.
     *
     * @throws IllegalArgumentException if there is no price list of the provider
     */
    public CloudQuote quote(CloudProvider provider, Commitment commitment, CloudDemand demand) {
        var list = prices.get(provider);
        if (list == null) {
            throw new IllegalArgumentException("no price list of " + provider.id());
        }
        var sources = new ArrayList<PriceSource>();
        var instances = new ArrayList<CloudQuote.Instances>();
        var compute = compute(list, commitment, demand, instances, sources);
        return new CloudQuote(
                provider,
                list.region(),
                commitment,
                list.currency(),
                instances,
                compute,
                egress(list, demand, sources),
                controlPlane(list, sources),
                storage(list, demand, sources),
                sources);
    }

    private Amount compute(
            CloudPrices list,
            Commitment commitment,
            CloudDemand demand,
            List<CloudQuote.Instances> instances,
            List<PriceSource> sources) {
        if (list.instanceTypes().isEmpty()) {
            return Amount.unknown("the price book knows no instance type of " + region(list));
        }
        var mix = mixes.computeIfAbsent(
                new MixKey(list.provider(), commitment),
                key -> new InstanceMix(
                        list.instanceTypes().stream()
                                .filter(type -> architectures.contains(type.architecture()))
                                .toList(),
                        commitment));
        var cheapest = mix.cheapest(demand.cores(), demand.memoryBytes());
        if (cheapest.isEmpty()) {
            return Amount.unknown(
                    "no " + String.join(" or ", architectures.stream().sorted().toList()) + " instance type of "
                            + region(list) + " has a price for " + commitment.id());
        }
        cheapest.get().counts().forEach((type, count) -> {
            instances.add(new CloudQuote.Instances(type.name(), count));
            var source = type.sources().get(commitment);
            if (source != null) {
                sources.add(source);
            }
            var coreSource = type.coreSource();
            if (coreSource != null) {
                sources.add(coreSource);
            }
        });
        return rounded(list, cheapest.get().monthlyPrice());
    }

    private static Amount egress(CloudPrices list, CloudDemand demand, List<PriceSource> sources) {
        var tariff = list.egress();
        if (tariff == null) {
            return unknownUnlessNone(list, demand.egressBytesPerMonth(), "egress");
        }
        sources.add(tariff.source());
        return rounded(list, tariff.cost(demand.egressBytesPerMonth()));
    }

    private static Amount controlPlane(CloudPrices list, List<PriceSource> sources) {
        var price = list.controlPlane();
        if (price == null) {
            return Amount.unknown("the price book knows no control plane price of " + region(list));
        }
        sources.add(price.source());
        return rounded(list, price.monthly());
    }

    private static Amount storage(CloudPrices list, CloudDemand demand, List<PriceSource> sources) {
        var price = list.storagePerGb();
        var bytes = demand.storageBytes();
        if (bytes == null) {
            return Amount.unmeasured("disk use is not measured");
        }
        if (price == null) {
            return unknownUnlessNone(list, bytes, "block storage");
        }
        sources.add(price.source());
        return rounded(list, BigDecimal.valueOf(bytes).divide(EgressTariff.GB).multiply(price.monthly()));
    }

    private static Amount unknownUnlessNone(CloudPrices list, long bytes, String what) {
        return bytes == 0
                ? rounded(list, BigDecimal.ZERO)
                : Amount.unknown("the price book knows no " + what + " price of " + region(list));
    }

    private static Amount rounded(CloudPrices list, BigDecimal amount) {
        return Amount.of(new Money(amount, list.currency()).rounded());
    }

    private static String region(CloudPrices list) {
        return list.provider().title() + " " + list.region();
    }
}
