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
 * @param warnings     what the plan rests on and could not know, in sentences
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
        List<String> warnings) {

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
        RETIRE
    }

    public PlanAssessment {
        orders = List.copyOf(orders);
        alternatives = List.copyOf(alternatives);
        unmet = List.copyOf(unmet);
        monthlyCost = List.copyOf(monthlyCost);
        oneTimeCost = List.copyOf(oneTimeCost);
        capacity = List.copyOf(capacity);
        warnings = List.copyOf(warnings);
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
            String source) {

        public Order {
            reasons = List.copyOf(reasons);
        }
    }

    /** A resource that needs the order, and when it would run out without. */
    public record Reason(Resource resource, @Nullable CrossingDates crossing, String explanation) {}

    /** A plan that was not chosen, and what it would cost on top. */
    public record Alternative(String title, String explanation, Money extraCost) {}

    public record Unmet(String pool, LocalDate month, Resource resource, double demand, double usable) {}

    /** Demand, and what may be carried, for each month of the plan. */
    public record CapacityMonths(String pool, Resource resource, List<Double> demand, List<Double> usable) {

        public CapacityMonths {
            demand = List.copyOf(demand);
            usable = List.copyOf(usable);
        }
    }
}
