package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Replaces some capacities of one node of a model while it is active; a node carries at most one.
 *
 * @param capacity what an upgraded node carries of the resources named
 * @param oneTime paid in each month for each one that becomes active
 * @param leadMonths the first month in which it can be active
 */
public record Upgrade(
        String id,
        String model,
        Map<Resource, Double> capacity,
        BigDecimal oneTime,
        BigDecimal monthly,
        int leadMonths) {

    private static final int LONGEST = 100_000;

    public Upgrade {
        Check.id("id", id);
        Check.id("model", model);
        capacity = Check.ordered(capacity);
        capacity.forEach((resource, value) -> Check.quantity("capacity." + resource, value));
        Check.price("oneTime", oneTime);
        Check.price("monthly", monthly);
        Check.within("leadMonths", leadMonths, LONGEST);
    }

    double capacityOf(Resource resource, ServerModel bare) {
        Double replaced = capacity.get(resource);
        return replaced == null ? bare.capacityOf(resource) : replaced;
    }
}
