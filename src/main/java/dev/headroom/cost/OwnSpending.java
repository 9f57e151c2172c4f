package dev.headroom.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What bare metal costs by month before staff and the like, in the comparison's currency.
 *
 * @param oneTime   set-up fees, each in its month
 * @param recurring rents
 * @param egress    metered traffic; mostly 0 where ports are flat
 * @param bought    servers that are paid at once and depreciated
 */
public record OwnSpending(
        List<BigDecimal> oneTime, List<BigDecimal> recurring, List<BigDecimal> egress, List<BoughtServers> bought) {

    public OwnSpending {
        oneTime = List.copyOf(oneTime);
        recurring = List.copyOf(recurring);
        egress = List.copyOf(egress);
        bought = List.copyOf(bought);
        if (oneTime.size() != recurring.size() || oneTime.size() != egress.size()) {
            throw new IllegalArgumentException("months must be as many in each list: " + oneTime.size() + ", "
                    + recurring.size() + ", " + egress.size());
        }
    }

    /** Returns the spending of a purchase plan, whose monthly and one-time costs hold all that is rented. */
    public static OwnSpending ofPlan(List<BigDecimal> oneTime, List<BigDecimal> monthly) {
        return new OwnSpending(oneTime, monthly, Collections.nCopies(oneTime.size(), BigDecimal.ZERO), List.of());
    }

    public static OwnSpending nothing(int months) {
        var zeros = Collections.nCopies(months, BigDecimal.ZERO);
        return new OwnSpending(zeros, zeros, zeros, List.of());
    }

    public int months() {
        return recurring.size();
    }

    public OwnSpending plus(RentedServers rented) {
        var oneTimeThen = new ArrayList<>(oneTime);
        var recurringThen = new ArrayList<>(recurring);
        var count = BigDecimal.valueOf(rented.count());
        int last = rented.lastMonth() == null ? months() - 1 : Math.min(months() - 1, rented.lastMonth());
        for (int month = Math.max(0, rented.firstMonth()); month <= last; month++) {
            recurringThen.set(
                    month, recurringThen.get(month).add(rented.monthly().multiply(count)));
        }
        if (rented.firstMonth() >= 0 && rented.firstMonth() < months()) {
            oneTimeThen.set(
                    rented.firstMonth(),
                    oneTimeThen.get(rented.firstMonth()).add(rented.setupFee().multiply(count)));
        }
        return new OwnSpending(oneTimeThen, recurringThen, egress, bought);
    }

    public OwnSpending plus(BoughtServers servers) {
        var all = new ArrayList<>(bought);
        all.add(servers);
        return new OwnSpending(oneTime, recurring, egress, all);
    }

    /** Returns this with its metered traffic. */
    public OwnSpending withEgress(List<BigDecimal> metered) {
        return new OwnSpending(oneTime, recurring, metered, bought);
    }
}
