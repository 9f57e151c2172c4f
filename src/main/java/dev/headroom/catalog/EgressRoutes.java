package dev.headroom.catalog;

import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.EgressTariff;
import dev.headroom.cost.PriceSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the price of a region's traffic to the internet in a table whose regions are free text. */
final class EgressRoutes {

    /** The route that a comparison takes: what a customer gets who chooses nothing. */
    private static final Map<CloudProvider, String> STANDARD_ROUTE = Map.of(
            CloudProvider.AWS, "internet out",
            CloudProvider.GCP, "internet out, Premium tier, worldwide excl. China/Australia",
            CloudProvider.AZURE, "internet out, Microsoft network");

    /** The Azure regions of its billing zone 1, which the table calls North America and Europe. */
    private static final Set<String> AZURE_ZONE_1 = Set.of(
            "eastus",
            "eastus2",
            "centralus",
            "northcentralus",
            "southcentralus",
            "westcentralus",
            "westus",
            "westus2",
            "westus3",
            "canadacentral",
            "canadaeast",
            "northeurope",
            "westeurope",
            "uksouth",
            "ukwest",
            "francecentral",
            "germanywestcentral",
            "italynorth",
            "norwayeast",
            "polandcentral",
            "spaincentral",
            "swedencentral",
            "switzerlandnorth");

    /**
     * Which regions a text covers where it isn't a region's name. AWS' text adds "also most US/EU regions": which ones it
     * doesn't say, so they stay unknown.
     */
    private static final Map<String, Set<String>> COVERED = Map.of(
            "us-east-1 (also most US/EU regions)", Set.of("us-east-1"), "North America/Europe (zone 1)", AZURE_ZONE_1);

    private EgressRoutes() {}

    static Optional<EgressTariff> tariff(List<EgressRow> rows, CloudProvider provider, String region) {
        var route = STANDARD_ROUTE.get(provider);
        var tiers = rows.stream()
                .filter(row -> row.provider().equals(provider.id()))
                .filter(row -> row.route().equals(route))
                .filter(row ->
                        COVERED.getOrDefault(row.region(), Set.of(row.region())).contains(region))
                .sorted(Comparator.comparing(EgressRow::fromGb))
                .toList();
        if (tiers.isEmpty()) {
            return Optional.empty();
        }
        var first = tiers.getFirst();
        return Optional.of(new EgressTariff(
                first.route(),
                tiers.stream()
                        .map(row -> new EgressTariff.Tier(row.fromGb(), row.toGb(), row.pricePerGb()))
                        .toList(),
                new PriceSource(
                        "egress: " + first.route(), first.source(), first.asOf().text(), first.confidence())));
    }
}
