package dev.headroom.assessment;

import dev.headroom.plan.LeadTime;
import java.util.List;

/**
 * How long a delivery takes from the order on, in days on which suppliers work.
 *
 * @param days        the middle
 * @param basis       where it comes from, in words that a sentence can hold
 * @param learnedFrom how many deliveries have taught it; 0 where it is only set
 */
record Delivery(LeadTime leadTime, int days, String basis, int learnedFrom) {

    private static final double FEW = 0.8;
    private static final double MANY = 1.2;
    private static final double MIDDLE = 0.5;

    /**
     * Returns a lead time that nobody has measured: eight deliveries of ten take from 80 to 120 % of the days.
     *
     * @param how such as "as set"
     */
    static Delivery around(int days, String how) {
        int few = (int) Math.round(FEW * days);
        var leadTime = few < 1 ? LeadTime.of(days) : LeadTime.prior(few, (int) Math.round(MANY * days));
        return new Delivery(leadTime, days, leadTime.basis() + ", " + how, 0);
    }

    /** Returns what deliveries have made of it, each in working days. */
    Delivery learned(List<Integer> deliveries) {
        if (deliveries.isEmpty()) {
            return this;
        }
        var learned = leadTime.learned(deliveries);
        return new Delivery(learned, learned.quantile(MIDDLE), "learned from " + learned.basis(), deliveries.size());
    }
}
