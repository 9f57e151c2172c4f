package dev.headroom.replay;

import dev.headroom.plan.LeadTime;

/**
 * What is the same for every rule.
 *
 * @param perNode     what one node may carry, in the series' unit
 * @param nodes       in service when the replay begins
 * @param from        the index of the first day of the replay; what lies before is known to the rules
 * @param leadTime    in days from order to delivery; each week has its own delivery time, the same for every rule
 * @param installDays from delivery to service
 * @param confidence  that Headroom orders with
 * @param seed        of the delivery times
 */
public record Circumstances(
        double perNode, int nodes, int from, LeadTime leadTime, int installDays, double confidence, long seed) {

    public Circumstances {
        if (!(perNode > 0) || nodes < 1 || from < 1) {
            throw new IllegalArgumentException(
                    "a replay needs nodes that carry something, and a past: " + perNode + ", " + nodes + ", " + from);
        }
    }
}
