package dev.headroom.catalog;

import dev.headroom.cost.CloudPrices;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.InstanceType;
import dev.headroom.cost.PriceSource;
import dev.headroom.cost.UnitPrice;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the rows of one region together as the cost model's price list. */
final class CloudLists {

    /** What a comparison takes of the fees: {@code category} and {@code item} by provider. */
    private static final Map<CloudProvider, String> CONTROL_PLANE = Map.of(
            CloudProvider.AWS, "EKS control plane, standard support",
            CloudProvider.GCP, "GKE cluster management fee",
            CloudProvider.AZURE, "AKS Standard tier");

    private static final Map<CloudProvider, String> STORAGE = Map.of(
            CloudProvider.AWS, "EBS gp3",
            CloudProvider.GCP, "pd-balanced",
            CloudProvider.AZURE, "Premium SSD v2 capacity");

    private CloudLists() {}

    static CloudPrices of(
            CloudProvider provider,
            String region,
            List<InstanceRow> instances,
            List<EgressRow> egress,
            List<FeeRow> fees) {
        var types = instances.stream()
                .filter(row ->
                        row.provider().equals(provider.id()) && row.region().equals(region))
                .toList();
        var currency =
                types.isEmpty() ? Currency.getInstance("USD") : types.getFirst().currency();
        return new CloudPrices(
                provider,
                region,
                currency,
                types.stream().map(CloudLists::instanceType).toList(),
                EgressRoutes.tariff(egress, provider, region).orElse(null),
                fee(fees, provider, "managed-kubernetes", CONTROL_PLANE, region)
                        .map(row -> unitPrice(row, row.price().multiply(InstanceType.HOURS_A_MONTH)))
                        .orElse(null),
                fee(fees, provider, "block-storage", STORAGE, region)
                        .map(row -> unitPrice(row, row.price()))
                        .orElse(null));
    }

    private static InstanceType instanceType(InstanceRow row) {
        var prices = new EnumMap<Commitment, BigDecimal>(Commitment.class);
        var sources = new EnumMap<Commitment, PriceSource>(Commitment.class);
        if (row.hourly() != null) {
            prices.put(Commitment.ON_DEMAND, row.hourly().multiply(InstanceType.HOURS_A_MONTH));
            sources.put(
                    Commitment.ON_DEMAND,
                    new PriceSource(
                            row.type() + " on-demand", row.source(), row.asOf().text(), row.confidence()));
        }
        if (row.oneYearMonthly() != null) {
            prices.put(Commitment.ONE_YEAR, row.oneYearMonthly());
            sources.put(Commitment.ONE_YEAR, commitmentSource(row, Commitment.ONE_YEAR));
        }
        if (row.threeYearMonthly() != null) {
            prices.put(Commitment.THREE_YEARS, row.threeYearMonthly());
            sources.put(Commitment.THREE_YEARS, commitmentSource(row, Commitment.THREE_YEARS));
        }
        return new InstanceType(
                row.type(),
                row.architecture(),
                row.physicalCores(),
                row.memoryBytes(),
                prices,
                sources,
                new PriceSource(
                        row.type() + ": " + row.vcpus() + " vCPUs are " + row.physicalCores() + " physical cores",
                        row.source(),
                        row.asOf().text(),
                        row.confidence()));
    }

    private static PriceSource commitmentSource(InstanceRow row, Commitment commitment) {
        return new PriceSource(
                row.type() + " " + commitment.id(), row.commitmentSource(), row.commitmentAsOf(), row.confidence());
    }

    private static Optional<FeeRow> fee(
            List<FeeRow> fees,
            CloudProvider provider,
            String category,
            Map<CloudProvider, String> items,
            String region) {
        return fees.stream()
                .filter(row ->
                        row.provider().equals(provider.id()) && row.category().equals(category))
                .filter(row -> row.item().equals(items.get(provider)))
                .filter(row -> row.region().equals(region) || row.region().equals("all"))
                .findFirst();
    }

    private static UnitPrice unitPrice(FeeRow row, BigDecimal monthly) {
        return new UnitPrice(
                monthly, new PriceSource(row.item(), row.source(), row.asOf().text(), row.confidence()));
    }
}
