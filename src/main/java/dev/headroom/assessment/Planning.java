package dev.headroom.assessment;

import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.assessment.PlanAssessment.Bound;
import dev.headroom.assessment.PlanAssessment.Limit;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.State;
import dev.headroom.assessment.Solver.Solved;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.plan.BindingLimit;
import dev.headroom.plan.Budget;
import dev.headroom.plan.Explanation;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Plans the pools' purchases, and tells the plan. */
final class Planning {

    private final Solver solver;
    private final PriceBooks books;
    private final OnOrder onOrder;

    Planning(Solver solver, PriceBooks books, OnOrder onOrder) {
        this.solver = solver;
        this.books = books;
        this.onOrder = onOrder;
    }

    /**
     * A pool and what its demand may become.
     *
     * @param egressBytes what the pool sent out in the last 30 days
     * @param forecasts of the resources whose capacity is known; they reach to the end of the plan
     */
    record PoolOutlook(PoolInService pool, Map<Resource, DemandAhead> forecasts, double egressBytes) {}

    /** What is to be solved for a pool. */
    record PoolProblem(PoolOutlook outlook, Supply supply, PlanningProblem problem) {

        String id() {
            return outlook.pool().id();
        }

        String name() {
            return outlook.pool().name();
        }
    }

    /** A pool's plan, with what went into it. */
    record PoolPlan(PoolProblem of, PurchasePlan plan) {

        PoolOutlook outlook() {
            return of.outlook();
        }

        Supply supply() {
            return of.supply();
        }

        PlanningProblem problem() {
            return of.problem();
        }
    }

    /** Plans, and weighs what was not chosen too. */
    PlanAssessment plan(List<PoolOutlook> outlooks, Look look) {
        return plan(outlooks, look, true);
    }

    /** Plans without a look at what was not chosen. */
    PlanAssessment planOnly(List<PoolOutlook> outlooks, Look look) {
        return plan(outlooks, look, false);
    }

    /** Returns what a plan follows from, as {@link PlanAssessment#inputs()}. */
    String inputs(List<PoolOutlook> outlooks, Look look) {
        return digest(problems(outlooks, look, new ArrayList<>(), new QuoteLimits()), look.rules());
    }

    private PlanAssessment plan(List<PoolOutlook> outlooks, Look look, boolean alternatives) {
        var limits = new QuoteLimits();
        var taken = onOrder.takenOnQuotes();
        var plan = plan(outlooks, look, alternatives, limits);
        while (limits.learn(plan, books.current().quotes(), taken)) {
            plan = plan(outlooks, look, alternatives, limits);
        }
        return plan;
    }

    private PlanAssessment plan(List<PoolOutlook> outlooks, Look look, boolean alternatives, QuoteLimits limits) {
        var warnings = new ArrayList<>(limits.sentences());
        var known = problems(outlooks, look, warnings, limits);
        if (known.isEmpty()) {
            return empty(look, warnings);
        }
        var balanced = new Rebalancing(solver, look, (outlook, then) -> problem(outlook, then, limits)).of(known);
        var problems = balanced.problems();
        var solved = limits.within(solve(problems, look), problems, look.months());
        var plans = new ArrayList<PoolPlan>();
        for (int i = 0; i < problems.size(); i++) {
            var of = problems.get(i);
            plans.add(new PoolPlan(
                    of,
                    Settled.of(
                            of.problem(), of.supply()::isOnOrder, solved.plans().get(i))));
        }
        problems.forEach(pool -> note(pool, look, warnings));
        warnings.addAll(look.rules().deliveries().sentences());
        var weighed = new ArrayList<PlanAssessment.Alternative>();
        if (alternatives) {
            for (int i = 0; i < plans.size(); i++) {
                weighed.addAll(new Alternatives(solver, look, plans, solved, i).all());
            }
            balanced.alternative().ifPresent(weighed::add);
        }
        var orders = new ArrayList<>(balanced.moves());
        plans.forEach(pool -> orders.addAll(new PlanStory(pool, look).orders()));
        // posing a problem asks all futures: without quotes that end, these are the problems that the inputs tell
        var inputs = limits.isEmpty() ? digest(known, look.rules()) : inputs(outlooks, look);
        return told(plans, solved, look, inputs, orders, weighed, warnings);
    }

    private Solved solve(List<PoolProblem> problems, Look look) {
        return solver.solve(
                problems.stream().map(PoolProblem::problem).toList(),
                look.rules().budget(),
                look.rules().planning().solverTime());
    }

    private List<PoolProblem> problems(
            List<PoolOutlook> outlooks, Look look, List<String> warnings, QuoteLimits limits) {
        var problems = new ArrayList<PoolProblem>();
        for (var outlook : outlooks) {
            if (outlook.forecasts().isEmpty()) {
                warnings.add("There is no plan for " + outlook.pool().name()
                        + ": none of its resources has both a known capacity and a forecast.");
            } else {
                problems.add(problem(outlook, look, limits));
            }
        }
        return problems;
    }

    private PoolProblem problem(PoolOutlook outlook, Look look, QuoteLimits limits) {
        var rules = look.rules();
        var supply = Supply.of(
                outlook.pool(),
                outlook.forecasts().keySet(),
                books.current(),
                rules,
                outlook.egressBytes()
                        / SupposedFleet.measured(outlook.pool(), rules.changes().nodes()),
                look.today(),
                limits,
                look.months(),
                onOrder.of(outlook.pool(), look.today(), rules));
        var threshold = new TreeMap<Resource, Double>();
        var demand = new TreeMap<Resource, List<Double>>();
        outlook.forecasts().forEach((resource, forecast) -> {
            threshold.put(resource, rules.threshold(outlook.pool().id(), resource));
            demand.put(resource, look.months().demand(forecast));
        });
        var pool = new PoolDemand(
                outlook.pool().id(),
                threshold,
                Math.min(
                        rules.planning().surviveFailures(),
                        outlook.pool().nodes().size() - 1),
                rules.planning().failureThreshold(),
                supply.owned(),
                demand);
        return new PoolProblem(
                outlook,
                supply,
                new PlanningProblem(
                        rules.settings().currency().getCurrencyCode(),
                        look.months().start(),
                        look.months().count(),
                        List.of(pool),
                        supply.models(),
                        supply.upgrades(),
                        Budget.UNLIMITED));
    }

    private static void note(PoolProblem pool, Look look, List<String> warnings) {
        warnings.addAll(pool.supply().notes());
        if (pool.outlook().pool().nodes().size() == 1 && look.rules().planning().surviveFailures() > 0) {
            warnings.add(pool.name() + " is a single node: its loss is not planned for.");
        }
    }

    private static PlanAssessment told(
            List<PoolPlan> plans,
            Solved solved,
            Look look,
            String inputs,
            List<Order> orders,
            List<PlanAssessment.Alternative> alternatives,
            List<String> warnings) {
        var months = look.months();
        var currency = look.rules().settings().currency();
        var unmet = new ArrayList<PlanAssessment.Unmet>();
        var capacity = new ArrayList<PlanAssessment.CapacityMonths>();
        var limits = new ArrayList<Limit>();
        for (var pool : plans) {
            capacity.addAll(new PlanStory(pool, look).capacity());
            limits.addAll(limits(pool, months));
            pool.plan()
                    .unmet()
                    .forEach(u -> unmet.add(new PlanAssessment.Unmet(
                            u.pool(), months.startOf(u.month()), u.resource(), u.demand(), u.usable())));
        }
        warnings.addAll(solved.warnings());
        if (orders.stream().anyMatch(order -> order.kind() == PlanAssessment.Kind.UPGRADE)) {
            warnings.add(staying(new Money(solved.staying(), currency), months));
        }
        var oneTime = new ArrayList<>(solved.oneTimeCost());
        var monthly = new ArrayList<>(solved.monthlyCost());
        var committed = commit(plans, oneTime, monthly);
        var total = new Money(solved.totalCost().add(committed), currency);
        var bound = new Money(solved.lowerBound().add(committed), currency);
        double gap = total.amount().signum() == 0
                ? 0
                : total.minus(bound).amount().doubleValue() / total.amount().doubleValue();
        orders.sort(Comparator.comparing(Order::orderBy).thenComparing(Order::pool));
        return new PlanAssessment(
                solved.proven() ? State.OPTIMAL : State.FEASIBLE,
                solved.proven() ? 0 : Math.max(0, gap),
                months.start(),
                months.count(),
                total,
                bound,
                numbered(orders),
                alternatives,
                unmet,
                money(monthly, currency),
                money(oneTime, currency),
                capacity,
                limits,
                inputs,
                look.rules().deliveries().told(),
                warnings,
                plans.stream().flatMap(pool -> LinkCosts.of(pool).stream()).toList());
    }

    private static String staying(Money cost, PlanningMonths months) {
        return "A link upgrade that is needed again within " + Solver.LONGEST_PAUSE + " months stays rented in between"
                + (cost.amount().signum() == 0
                        ? "."
                        : ": that costs " + Figures.money(cost) + " more over " + months.count()
                                + " months than ending it each time.");
    }

    /** Adds what the orders that are placed cost, and returns the sum. */
    private static BigDecimal commit(List<PoolPlan> plans, List<BigDecimal> oneTime, List<BigDecimal> monthly) {
        var sum = BigDecimal.ZERO;
        for (var pool : plans) {
            for (var order : pool.supply().committed()) {
                oneTime.set(order.month(), oneTime.get(order.month()).add(order.oneTime()));
                sum = sum.add(order.oneTime());
                for (int m = order.month(); m < monthly.size(); m++) {
                    monthly.set(m, monthly.get(m).add(order.monthly()));
                    sum = sum.add(order.monthly());
                }
            }
        }
        return sum;
    }

    private static List<Money> money(List<BigDecimal> amounts, Currency currency) {
        return amounts.stream().map(amount -> new Money(amount, currency)).toList();
    }

    private static String digest(List<PoolProblem> pools, Rules rules) {
        var problems = pools.stream().map(pool -> pool.problem().toString()).toList();
        var rebalanced =
                pools.stream().map(PoolProblem::id).filter(rules::mayRebalance).toList();
        return Assessments.sha256("%s %s %s %s %s %s"
                .formatted(
                        problems,
                        rules.budget(),
                        rules.planning(),
                        rules.deliveries(),
                        rebalanced,
                        Solver.LONGEST_PAUSE));
    }

    private static List<Limit> limits(PoolPlan pool, PlanningMonths months) {
        var limits = new ArrayList<Limit>();
        var byMonth = new TreeMap<Integer, List<BindingLimit>>();
        Explanation.of(pool.problem(), pool.plan())
                .limits()
                .forEach(limit -> byMonth.computeIfAbsent(limit.month(), month -> new ArrayList<>())
                        .add(limit));
        byMonth.forEach((month, of) -> {
            of.sort(Comparator.comparingDouble(BindingLimit::pressure).reversed());
            limits.add(new Limit(
                    pool.of().id(),
                    months.startOf(month),
                    bound(of.getFirst()),
                    of.size() == 1 ? null : bound(of.get(1))));
        });
        return limits;
    }

    private static Bound bound(BindingLimit limit) {
        return new Bound(
                limit.resource(), limit.rule().name().toLowerCase(Locale.ROOT), limit.demand(), limit.usable());
    }

    private static PlanAssessment empty(Look look, List<String> warnings) {
        var zero = Money.zero(look.rules().settings().currency());
        return new PlanAssessment(
                State.UNAVAILABLE,
                0,
                look.months().start(),
                look.months().count(),
                zero,
                zero,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                look.rules().deliveries().told(),
                warnings);
    }

    /** Gives each order an id that stays the same in the next assessment as long as the order does. */
    private static List<Order> numbered(List<Order> orders) {
        var used = new LinkedHashMap<String, Integer>();
        return orders.stream()
                .map(order -> {
                    var name = order.pool() + "-" + order.kind().name().toLowerCase(Locale.ROOT) + "-"
                            + order.model().replaceAll("[^A-Za-z0-9]+", "-") + "-"
                            + order.inService().toString().substring(0, 7);
                    int count = used.merge(name, 1, Integer::sum);
                    return withId(order, count == 1 ? name : name + "-" + count);
                })
                .toList();
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
                order.source(),
                order.odds(),
                order.arithmetic());
    }
}
