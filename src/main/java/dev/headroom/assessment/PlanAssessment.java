package dev.headroom.assessment;

import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to buy, upgrade and give back, month by month.
 *
 * @param state        {@code OPTIMAL} where proven, {@code FEASIBLE} where a gap is left, {@code UNAVAILABLE} where there is no plan
 * @param gap          how far the cost may be above the least possible one, 0.01 for 1 %
 * @param start        the first of the plan's months
 * @param totalCost    of the whole fleet over all months: what is owned and what is bought
 * @param orders       what to do, soonest order-by first
 * @param unmet        demand that no purchase can meet in time
 * @param limits       for each pool and month the limit that demand comes closest to with the plan carried out
 * @param inputs       SHA-256 of the planning problems that were solved, in hexadecimal: equal inputs have an equal plan;
 *                     null where there is no plan
 * @param leadTimes    how long deliveries are taken to take: what is set first, then each vendor that was learned
 * @param warnings     what the plan rests on and could not know, in sentences
 * @param links        what the links cost that are priced apart from their servers; a part of the monthly costs
 */
public record PlanAssessment(
        State state,
        double gap,
        LocalDate start,
        int months,
        Money totalCost,
        Money lowerBound,
        List<Order> orders,
        List<Alternative> alternatives,
        List<Unmet> unmet,
        List<Money> monthlyCost,
        List<Money> oneTimeCost,
        List<CapacityMonths> capacity,
        List<Limit> limits,
        @Nullable String inputs,
        List<LeadTime> leadTimes,
        List<String> warnings,
        List<LinkCost> links) {

    public PlanAssessment(
            State state,
            double gap,
            LocalDate start,
            int months,
            Money totalCost,
            Money lowerBound,
            List<Order> orders,
            List<Alternative> alternatives,
            List<Unmet> unmet,
            List<Money> monthlyCost,
            List<Money> oneTimeCost,
            List<CapacityMonths> capacity,
            List<Limit> limits,
            @Nullable String inputs,
            List<LeadTime> leadTimes,
            List<String> warnings) {
        this(
                state,
                gap,
                start,
                months,
                totalCost,
                lowerBound,
                orders,
                alternatives,
                unmet,
                monthlyCost,
                oneTimeCost,
                capacity,
                limits,
                inputs,
                leadTimes,
                warnings,
                List.of());
    }

    /** How good the plan is known to be. */
    public enum State {
        OPTIMAL,
        FEASIBLE,
        UNAVAILABLE
    }

    /** What an order does. */
    public enum Kind {
        SERVER,
        UPGRADE,
        RETIRE,
        /** A link upgrade ends. */
        DOWNGRADE,
        /** A node goes over from another pool. */
        MOVE;

        /** Returns whether something goes and a rent ends, rather than comes. */
        public boolean isReturn() {
            return this == RETIRE || this == DOWNGRADE;
        }
    }

    public PlanAssessment {
        orders = List.copyOf(orders);
        alternatives = List.copyOf(alternatives);
        unmet = List.copyOf(unmet);
        monthlyCost = List.copyOf(monthlyCost);
        oneTimeCost = List.copyOf(oneTimeCost);
        capacity = List.copyOf(capacity);
        limits = known(limits);
        leadTimes = known(leadTimes);
        warnings = List.copyOf(warnings);
        links = known(links);
    }

    /**
     * What the nodes of a pool pay for a link.
     *
     * @param link       the price book's name of it
     * @param owned      whether it serves already, or comes with the plan
     * @param nodes      how many carry it, by month of the plan
     * @param rent       of one in a month; zero where a contract's rent holds it
     * @param traffic    of one in a month, beyond what the rent includes
     * @param arithmetic how the traffic adds up from what was measured; null where it is not metered
     */
    public record LinkCost(
            String pool,
            String link,
            boolean owned,
            List<Integer> nodes,
            Money rent,
            Money traffic,
            @Nullable String arithmetic,
            String source) {

        public LinkCost {
            nodes = List.copyOf(nodes);
        }
    }

    /** A snapshot that was stored by an older version lacks what that did not know. */
    private static <T> List<T> known(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * One line of the plan.
     *
     * @param id        stable within the assessment
     * @param pool      the pool's id
     * @param model     the server model, or the upgrade
     * @param orderBy   the last day to order (to give notice, for a return)
     * @param inService the first day of service (the last one, for a return)
     * @param sentence  why, in words a CTO can repeat
     * @param oneTime   for the whole quantity
     * @param monthly   for the whole quantity; negative for a return
     * @param source    where its price comes from
     * @param odds      how the risk grows with the day of the order; null where no limit is about to be reached
     * @param arithmetic what the sentence rests on, step by step
     */
    public record Order(
            String id,
            String pool,
            String model,
            int quantity,
            Kind kind,
            LocalDate orderBy,
            @Nullable OrderBy orderByParts,
            LocalDate inService,
            String sentence,
            List<Reason> reasons,
            Money oneTime,
            Money monthly,
            String source,
            @Nullable Odds odds,
            List<Step> arithmetic) {

        public Order {
            reasons = List.copyOf(reasons);
            arithmetic = known(arithmetic);
        }
    }

    /**
     * A step of a calculation.
     *
     * @param source where the value comes from: a forecast, a price, a setting; null where it follows from the steps above
     */
    public record Step(String what, String value, @Nullable String source) {}

    /**
     * How likely the limit is broken before an order is in service.
     *
     * @param confidence   the one that order-by dates keep
     * @param atOrderBy    the probability for an order on its order-by date, or today where that is past
     * @param today        for an order today
     * @param fewDays      one delivery in ten takes less
     * @param manyDays     one delivery in ten takes more
     * @param leadTimeFrom where the lead time's distribution comes from
     * @param curve        by the day of the order
     */
    public record Odds(
            double confidence,
            double atOrderBy,
            double today,
            int fewDays,
            int manyDays,
            String leadTimeFrom,
            List<OddsPoint> curve) {

        public Odds {
            curve = List.copyOf(curve);
        }
    }

    /** The probability that the limit is broken first, for an order on that day. */
    public record OddsPoint(LocalDate orderDay, double broken) {}

    /**
     * How long a delivery is taken to take from the order on, in days on which suppliers work.
     *
     * @param kind        {@code server} or {@code upgrade}
     * @param vendor      null for every vendor that has delivered nothing yet
     * @param days        the middle
     * @param fewDays     one delivery in ten takes less
     * @param manyDays    one delivery in ten takes more
     * @param learnedFrom how many deliveries have taught it; 0 where it is only set
     * @param basis       where it comes from
     */
    public record LeadTime(
            String kind, @Nullable String vendor, int days, int fewDays, int manyDays, int learnedFrom, String basis) {}

    /** A resource that needs the order, and when it would run out without. */
    public record Reason(Resource resource, @Nullable CrossingDates crossing, String explanation) {}

    /**
     * A plan that was not chosen, and what it would cost on top.
     *
     * @param kind       {@code runner-up}, {@code wait}, {@code no-upgrade} or {@code apart}; null in snapshots of older
     *                   versions, as {@code pool}
     * @param extraUnmet how many more pool-months it leaves unmet
     * @param winsIf     what would have to change for it to be the better plan; null where no price alone would do
     */
    public record Alternative(
            String title,
            String explanation,
            Money extraCost,
            @Nullable String kind,
            @Nullable String pool,
            @Nullable Integer extraUnmet,
            @Nullable String winsIf) {}

    /**
     * What binds in a month of a pool, with the plan carried out.
     *
     * @param next the limit of another resource that comes after it; null where the pool has no other
     */
    public record Limit(
            String pool,
            LocalDate month,
            Bound first,
            @Nullable Bound next) {}

    /**
     * A limit of one resource.
     *
     * @param rule   {@code threshold} or {@code failure}
     * @param usable what may be used; the demand may be above it
     */
    public record Bound(Resource resource, String rule, double demand, double usable) {

        /** Returns what is left idle below the limit; negative where demand is unmet. */
        public double idle() {
            return usable - demand;
        }
    }

    public record Unmet(String pool, LocalDate month, Resource resource, double demand, double usable) {}

    /** Demand, and what may be carried, for each month of the plan. */
    public record CapacityMonths(String pool, Resource resource, List<Double> demand, List<Double> usable) {

        public CapacityMonths {
            demand = List.copyOf(demand);
            usable = List.copyOf(usable);
        }
    }
}
