package dev.headroom.cost;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a provider's price list that a comparison needs, for one region.
 *
 * @param instanceTypes    empty where the book knows none in this region
 * @param egress           null where its price is unknown
 * @param controlPlane     one cluster's; null where its price is unknown
 * @param storagePerGb     block storage for each 2^30 bytes; null where its price is unknown
 */
public record CloudPrices(
        CloudProvider provider,
        String region,
        Currency currency,
        List<InstanceType> instanceTypes,
        @Nullable EgressTariff egress,
        @Nullable UnitPrice controlPlane,
        @Nullable UnitPrice storagePerGb) {

    public CloudPrices {
        instanceTypes = List.copyOf(instanceTypes);
    }
}
