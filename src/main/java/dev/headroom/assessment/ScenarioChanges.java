package dev.headroom.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a scenario, each part named as the API names it. What is empty or null stays as it is.
 *
 * @param surviveFailures how many nodes of a pool may fail at once
 * @param rebalance       ids of the pools that may hand nodes to each other
 */
public record ScenarioChanges(
        List<Growth> growth,
        List<Event> events,
        List<DriverChange> drivers,
        List<NodeChange> nodes,
        List<Threshold> thresholds,
        @Nullable Integer surviveFailures,
        @Nullable LeadTimes leadTimes,
        List<Price> prices,
        List<Offer> offers,
        @Nullable Spending budget,
        List<String> rebalance) {

    public static final ScenarioChanges NONE = new ScenarioChanges(
            List.of(), List.of(), List.of(), List.of(), List.of(), null, null, List.of(), List.of(), null, List.of());

    /**
     * Demand that grows otherwise than forecast.
     *
     * @param pool     null for every pool
     * @param resource null for every resource
     * @param factor   how many times as fast as forecast: 1 as forecast, 2 twice as fast, 0 not at all
     * @param perYear  growth on top, compounding: 0.1 adds 10 % in a year
     */
    public record Growth(
            @Nullable String pool,
            @Nullable String resource,
            @Nullable Double factor,
            @Nullable Double perYear) {}

    /**
     * Demand that comes or leaves on a day and stays: a customer, a launch, a migration away.
     *
     * @param demand by resource, in its unit; negative where load leaves
     */
    public record Event(String name, LocalDate date, String pool, Map<String, Double> demand) {

        public Event {
            demand = Collections.unmodifiableMap(new LinkedHashMap<>(demand));
        }
    }

    /**
     * A number of the business that is higher or lower than forecast, and with it what follows it in the pool.
     *
     * @param driver by the name that it is set up with
     * @param change as a share: 0.4 is 40 % more
     * @param from   the first day, null from the first one ahead
     */
    public record DriverChange(
            String pool,
            String driver,
            double change,
            @Nullable LocalDate from) {}

    /**
     * Nodes that are lost or added.
     *
     * @param model of the nodes lost, or of the node at hand that those added resemble; null for the pool's largest
     * @param count negative where nodes are lost
     */
    public record NodeChange(String pool, @Nullable String model, int count) {}

    /**
     * How full counts as full.
     *
     * @param pool     null for every pool
     * @param resource null for every resource
     */
    public record Threshold(@Nullable String pool, @Nullable String resource, double threshold) {}

    /** The spans between order and service, in days; null where they stay. */
    public record LeadTimes(
            @Nullable Integer serverDays,
            @Nullable Integer upgradeDays,
            @Nullable Integer installDays,
            @Nullable Integer marginDays) {}

    /**
     * Another price for an offer of the price book, in the currency of the plan.
     *
     * @param model     the id of a server or of a link upgrade
     * @param orderable false where it can no longer be ordered
     */
    public record Price(
            String model,
            @Nullable BigDecimal monthly,
            @Nullable BigDecimal oneTime,
            @Nullable Boolean orderable) {}

    /**
     * A server that the price book lacks.
     *
     * @param capacity by resource, in its unit
     */
    public record Offer(
            String model,
            Map<String, Double> capacity,
            BigDecimal monthly,
            @Nullable BigDecimal oneTime) {

        public Offer {
            capacity = Collections.unmodifiableMap(new LinkedHashMap<>(capacity));
        }
    }

    /** What may be spent over all pools, in the currency of the plan; null where nothing bounds it. */
    public record Spending(
            @Nullable BigDecimal oneTimePerMonth, @Nullable BigDecimal monthlyMax) {}

    public ScenarioChanges {
        growth = List.copyOf(growth);
        events = List.copyOf(events);
        // scenarios that were saved before there were any lack them
        drivers = drivers == null ? List.of() : List.copyOf(drivers);
        nodes = List.copyOf(nodes);
        thresholds = List.copyOf(thresholds);
        prices = List.copyOf(prices);
        offers = List.copyOf(offers);
        rebalance = List.copyOf(rebalance);
    }

    /** Returns these changes with others on top; where both set the same thing, the others win. */
    public ScenarioChanges with(ScenarioChanges others) {
        return new ScenarioChanges(
                joined(growth, others.growth),
                joined(events, others.events),
                joined(drivers, others.drivers),
                joined(nodes, others.nodes),
                joined(thresholds, others.thresholds),
                others.surviveFailures == null ? surviveFailures : others.surviveFailures,
                leadTimes(leadTimes, others.leadTimes),
                joined(prices, others.prices),
                joined(offers, others.offers),
                others.budget == null ? budget : others.budget,
                others.rebalance.isEmpty() ? rebalance : others.rebalance);
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        var joined = new ArrayList<>(first);
        joined.addAll(then);
        return joined;
    }

    private static @Nullable LeadTimes leadTimes(@Nullable LeadTimes first, @Nullable LeadTimes then) {
        if (first == null || then == null) {
            return then == null ? first : then;
        }
        return new LeadTimes(
                either(then.serverDays, first.serverDays),
                either(then.upgradeDays, first.upgradeDays),
                either(then.installDays, first.installDays),
                either(then.marginDays, first.marginDays));
    }

    private static @Nullable Integer either(@Nullable Integer first, @Nullable Integer second) {
        return first == null ? second : first;
    }
}
