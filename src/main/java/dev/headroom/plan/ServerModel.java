package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of server, and the terms on which it comes.
 *
 * @param capacity what one node carries; 0 of a resource that is absent
 * @param oneTime paid in the month in which the node enters service
 * @param monthly paid for each month of service
 * @param leadMonths from the order to the service
 * @param termMonths how long a node must have served before it may be given back
 * @param maxPerMonth bounds the orders of a month over all pools; null where nothing does
 */
public record ServerModel(
        String id,
        Map<Resource, Double> capacity,
        BigDecimal oneTime,
        BigDecimal monthly,
        int leadMonths,
        int termMonths,
        @Nullable Integer maxPerMonth,
        boolean orderable) {

    private static final int LONGEST = 100_000;

    public ServerModel {
        Check.id("id", id);
        capacity = Check.ordered(capacity);
        capacity.forEach((resource, value) -> Check.quantity("capacity." + resource, value));
        Check.price("oneTime", oneTime);
        Check.price("monthly", monthly);
        Check.within("leadMonths", leadMonths, LONGEST);
        Check.within("termMonths", termMonths, LONGEST);
        if (maxPerMonth != null) {
            Check.within("maxPerMonth", maxPerMonth, Integer.MAX_VALUE);
        }
    }

    public double capacityOf(Resource resource) {
        return capacity.getOrDefault(resource, 0.0);
    }

    /** Returns how many months a node serves at the least: it can't leave before it came. */
    int shortestService() {
        return Math.max(1, termMonths);
    }
}
