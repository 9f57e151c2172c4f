package dev.headroom.plan;

import dev.headroom.forecast.Crossing;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The odds of an order: how likely the limit is broken before what was ordered is in service, for each day to order on.
 * The crossing and the lead time are both random, and independent of each other.
 */
public final class OrderOdds {

    /** How far back a latest day is sought: no order is placed earlier. */
    private static final int EARLIEST = 1200;

    private final Crossing crossing;
    private final LocalDate asOf;
    private final int horizon;
    private final LeadTime leadTime;
    private final WorkingCalendar calendar;
    private final int installDays;

    /**
     * @param crossing    of the limit that the order is to keep, in days from {@code asOf}
     * @param asOf        the last day of history
     * @param horizon     how many days the crossing is known for; what has not crossed by then counts as kept
     * @param installDays from delivery to service
     */
    public OrderOdds(
            Crossing crossing,
            LocalDate asOf,
            int horizon,
            LeadTime leadTime,
            WorkingCalendar calendar,
            int installDays) {
        this.crossing = crossing;
        this.asOf = asOf;
        this.horizon = horizon;
        this.leadTime = leadTime;
        this.calendar = calendar;
        this.installDays = installDays;
    }

    /** Returns the probability that the limit is broken before the service begins, if ordered on a day. */
    public double broken(LocalDate ordered) {
        double broken = 0;
        double seen = 0;
        var arrival = ordered;
        for (int days = 0; days <= LeadTime.longest() && seen < 1 - 1e-9; days++) {
            if (days > 0) {
                arrival = calendar.after(arrival, 1);
            }
            double weight = leadTime.probability(days);
            if (weight > 0) {
                seen += weight;
                broken += weight * crossedBefore(arrival.plusDays(installDays));
            }
        }
        return Math.min(1, broken);
    }

    /** Service that begins on the very day of the crossing is in time. */
    private double crossedBefore(LocalDate service) {
        long step = ChronoUnit.DAYS.between(asOf, service) - 1;
        return step < 1 ? 0 : crossing.probabilityWithin((int) Math.min(step, horizon));
    }

    /**
     * Returns the latest day to order on so that the limit holds with a probability.
     *
     * @param confidence from 0 to 1
     * @return empty where even an order that lies long back would not do, or where the limit is not reached within the
     *     horizon with that probability, however late the order
     */
    public Optional<LocalDate> latest(double confidence) {
        double risk = 1 - confidence;
        if (crossing.probabilityWithin(horizon) <= risk) {
            return Optional.empty();
        }
        // the odds worsen from day to day: halve the span that holds the last good day
        var good = asOf.minusDays(EARLIEST);
        var bad = asOf.plusDays(horizon);
        if (broken(good) > risk) {
            return Optional.empty();
        }
        while (good.plusDays(1).isBefore(bad)) {
            var middle = good.plusDays(ChronoUnit.DAYS.between(good, bad) / 2);
            if (broken(middle) <= risk) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return Optional.of(good);
    }
}
