package dev.headroom.plan;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * How long a delivery takes, in days on which the supplier works: a distribution over whole days.
 *
 * <p>Immutable. Days on which nothing is made or moved are no part of it: a {@link WorkingCalendar} adds them.
 */
public final class LeadTime {

    private static final double Z90 = 1.2815515655446004;
    /** A prior weighs as much as this many deliveries. */
    private static final double PRIOR_WEIGHT = 4;

    private static final int LONGEST = 1500;
    /** Of the normal distribution function below. */
    private static final double ACCURACY = 1e-6;

    private final double[] upTo; // upTo[d]: the probability that it takes at most d days
    private final String basis;

    private LeadTime(double[] upTo, String basis) {
        this.upTo = upTo;
        this.basis = basis;
    }

    /** Returns a lead time that is certain. */
    public static LeadTime of(int days) {
        var upTo = new double[LONGEST + 1];
        Arrays.fill(upTo, Math.min(days, LONGEST), LONGEST + 1, 1);
        return new LeadTime(upTo, days + " days");
    }

    /**
     * Returns what is believed before the first delivery: log-normal, eight deliveries in ten between the two bounds.
     *
     * @param fewDays  one delivery in ten takes less; at least 1
     * @param manyDays one in ten takes more; at least {@code fewDays}
     */
    public static LeadTime prior(int fewDays, int manyDays) {
        if (fewDays < 1 || manyDays < fewDays) {
            throw new IllegalArgumentException(
                    "a lead time must be from 1 day up, the few before the many: " + fewDays + ", " + manyDays);
        }
        if (fewDays == manyDays) {
            return of(fewDays);
        }
        return new LeadTime(
                logNormal(fewDays, manyDays), fewDays + " to " + manyDays + " days in eight deliveries of ten");
    }

    /**
     * Returns what deliveries have taught: each counts once, and what was believed before counts as four.
     *
     * @param deliveries in working days, each at least 0
     */
    public LeadTime learned(List<Integer> deliveries) {
        if (deliveries.isEmpty()) {
            return this;
        }
        var blended = new double[LONGEST + 1];
        double total = PRIOR_WEIGHT + deliveries.size();
        for (int day = 0; day <= LONGEST; day++) {
            int within = day;
            long arrived = deliveries.stream().filter(days -> days <= within).count();
            blended[day] = (PRIOR_WEIGHT * upTo[day] + arrived) / total;
        }
        return new LeadTime(
                blended,
                deliveries.size() + (deliveries.size() == 1 ? " delivery" : " deliveries")
                        + ", beside which what was set (" + basis + ") counts as four");
    }

    private static double[] logNormal(int few, int many) {
        double mean = (Math.log(few) + Math.log(many)) / 2;
        double deviation = (Math.log(many) - Math.log(few)) / (2 * Z90);
        var upTo = new double[LONGEST + 1];
        for (int day = 1; day <= LONGEST; day++) {
            upTo[day] = normal((Math.log(day) - mean) / deviation);
        }
        upTo[LONGEST] = 1;
        return upTo;
    }

    /** The standard normal distribution function, by the error function's expansion of Abramowitz and Stegun, 7.1.26. */
    private static double normal(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592)
                * t
                * Math.exp(-x * x);
        return z >= 0 ? 1 - tail / 2 : tail / 2;
    }

    /** Returns the days within which a share of the deliveries arrives. */
    public int quantile(double share) {
        for (int day = 0; day < LONGEST; day++) {
            if (upTo[day] >= share - ACCURACY) {
                return day;
            }
        }
        return LONGEST;
    }

    /** Returns the probability that it takes exactly so many days. */
    double probability(int days) {
        return days == 0 ? upTo[0] : upTo[days] - upTo[days - 1];
    }

    /** Returns the day of a delivery that takes the given share of the distribution, ordered on a day. */
    public LocalDate arrival(LocalDate ordered, double share, WorkingCalendar calendar) {
        return calendar.after(ordered, quantile(share));
    }

    static int longest() {
        return LONGEST;
    }

    /** Returns what it is made of, in words that a sentence can hold. */
    public String basis() {
        return basis;
    }
}
