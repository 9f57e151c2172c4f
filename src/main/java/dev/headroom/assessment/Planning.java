package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.State;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.forecast.Forecast;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.plan.Budget;
import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plans each pool by itself and puts the plans together: nothing is shared between pools, as no budget and no largest
 * delivery is set.
 */
final class Planning {

    private final Planner planner;
    private final PriceBooks books;
    private final PlanningSettings settings;

    Planning(Planner planner, PriceBooks books, PlanningSettings settings) {
        this.planner = planner;
        this.books = books;
        this.settings = settings;
    }

    /**
     * A pool and what its demand may become.
     *
     * @param egressBytes what the pool sent out in the last 30 days
     * @param forecasts of the resources whose capacity is known; they reach to the end of the plan
     */
    record PoolOutlook(PoolInService pool, Map<Resource, Forecast> forecasts, double egressBytes) {}

    /** A pool's plan, with what went into it. */
    record PoolPlan(PoolOutlook outlook, Supply supply, PlanningProblem problem, PurchasePlan plan) {}

    PlanAssessment plan(List<PoolOutlook> outlooks, PlanningMonths months, LocalDate today) {
        var plans = new ArrayList<PoolPlan>();
        var warnings = new ArrayList<String>();
        var book = books.current();
        for (var outlook : outlooks) {
            if (outlook.forecasts().isEmpty()) {
                warnings.add("There is no plan for " + outlook.pool().name()
                        + ": none of its resources has both a known capacity and a forecast.");
                continue;
            }
            var supply = new Supply(
                    outlook.pool(),
                    outlook.forecasts().keySet(),
                    book,
                    settings,
                    outlook.egressBytes() / outlook.pool().nodes().size(),
                    today);
            var problem = problem(outlook, supply, months);
            plans.add(new PoolPlan(
                    outlook,
                    supply,
                    problem,
                    planner.plan(problem, settings.planning().solverTime())));
            warnings.addAll(supply.notes());
            if (outlook.pool().nodes().size() == 1 && settings.planning().surviveFailures() > 0) {
                warnings.add(outlook.pool().name() + " is a single node: its loss is not planned for.");
            }
        }
        warnings.add("Lead time is " + settings.planning().leadTimeDays()
                + " days, within the 8 to 12 weeks that are ordinary in 2026: no delivery has been recorded yet.");
        return merged(plans, months, today, warnings);
    }

    private PlanningProblem problem(PoolOutlook outlook, Supply supply, PlanningMonths months) {
        var rules = settings.planning();
        var threshold = new TreeMap<Resource, Double>();
        var demand = new TreeMap<Resource, List<Double>>();
        outlook.forecasts().forEach((resource, forecast) -> {
            threshold.put(resource, rules.threshold());
            demand.put(resource, months.demand(forecast.path(0.9)));
        });
        var pool = new PoolDemand(
                outlook.pool().id(),
                threshold,
                Math.min(rules.surviveFailures(), outlook.pool().nodes().size() - 1),
                rules.failureThreshold(),
                supply.owned(),
                demand);
        return new PlanningProblem(
                settings.currency().getCurrencyCode(),
                months.start(),
                months.count(),
                List.of(pool),
                supply.models(),
                supply.upgrades(),
                Budget.UNLIMITED);
    }

    private PlanAssessment merged(List<PoolPlan> plans, PlanningMonths months, LocalDate today, List<String> warnings) {
        if (plans.isEmpty()) {
            return empty(months, warnings);
        }
        var zero = Money.zero(settings.currency());
        var monthly = new ArrayList<>(Collections.nCopies(months.count(), zero));
        var oneTime = new ArrayList<>(Collections.nCopies(months.count(), zero));
        var total = zero;
        var bound = zero;
        boolean proven = true;
        var orders = new ArrayList<Order>();
        var alternatives = new ArrayList<PlanAssessment.Alternative>();
        var unmet = new ArrayList<PlanAssessment.Unmet>();
        var capacity = new ArrayList<PlanAssessment.CapacityMonths>();
        for (var pool : plans) {
            var plan = pool.plan();
            total = total.plus(new Money(plan.totalCost(), settings.currency()));
            bound = bound.plus(new Money(plan.lowerBound(), settings.currency()));
            proven &= plan.status() == PurchasePlan.Status.OPTIMAL;
            for (int m = 0; m < months.count(); m++) {
                monthly.set(m, monthly.get(m).plus(new Money(plan.monthlyCost().get(m), settings.currency())));
                oneTime.set(m, oneTime.get(m).plus(new Money(plan.oneTimeCost().get(m), settings.currency())));
            }
            var told = new PlanStory(pool, months, settings, today);
            orders.addAll(told.orders());
            alternatives.addAll(new Alternatives(planner, settings, months, pool).all());
            capacity.addAll(told.capacity());
            plan.unmet()
                    .forEach(u -> unmet.add(new PlanAssessment.Unmet(
                            u.pool(), months.startOf(u.month()), u.resource(), u.demand(), u.usable())));
            warnings.addAll(plan.warnings());
        }
        orders.sort(Comparator.comparing(Order::orderBy).thenComparing(Order::pool));
        double gap = total.amount().signum() == 0
                ? 0
                : total.minus(bound).amount().doubleValue() / total.amount().doubleValue();
        return new PlanAssessment(
                proven ? State.OPTIMAL : State.FEASIBLE,
                proven ? 0 : Math.max(0, gap),
                months.start(),
                months.count(),
                total,
                bound,
                numbered(orders),
                alternatives,
                unmet,
                monthly,
                oneTime,
                capacity,
                warnings);
    }

    private PlanAssessment empty(PlanningMonths months, List<String> warnings) {
        var zero = Money.zero(settings.currency());
        return new PlanAssessment(
                State.UNAVAILABLE,
                0,
                months.start(),
                months.count(),
                zero,
                zero,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                warnings);
    }

    /** Gives each order an id that stays the same in the next assessment as long as the order does. */
    private static List<Order> numbered(List<Order> orders) {
        var used = new LinkedHashMap<String, Integer>();
        return orders.stream()
                .map(order -> {
                    var name = order.pool() + "-" + kind(order.kind()) + "-"
                            + order.model().replaceAll("[^A-Za-z0-9]+", "-") + "-"
                            + order.inService().toString().substring(0, 7);
                    int count = used.merge(name, 1, Integer::sum);
                    return withId(order, count == 1 ? name : name + "-" + count);
                })
                .toList();
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case SERVER -> "server";
            case UPGRADE -> "upgrade";
            case RETIRE -> "retire";
        };
    }

    private static Order withId(Order order, String id) {
        return new Order(
                id,
                order.pool(),
                order.model(),
                order.quantity(),
                order.kind(),
                order.orderBy(),
                order.orderByParts(),
                order.inService(),
                order.sentence(),
                order.reasons(),
                order.oneTime(),
                order.monthly(),
                order.source());
    }
}
