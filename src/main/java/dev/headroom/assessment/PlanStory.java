package dev.headroom.assessment;

import static java.util.Objects.requireNonNull;

import dev.headroom.assessment.PlanAssessment.CapacityMonths;
import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Reason;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.catalog.OfferName;
import dev.headroom.forecast.Crossing;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells a pool's plan: each order with its last day, its reasons and its money. */
final class PlanStory {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private static final int MONTHS_A_YEAR = 12;
    /** Capacities that differ by less than this share are the same. */
    private static final double SAME = 1e-9;

    private final Planning.PoolPlan pool;
    private final Outlooks.Look look;
    private final PlanningMonths months;
    private final PlanningSettings settings;
    private final PoolFigures figures;

    PlanStory(Planning.PoolPlan pool, Outlooks.Look look) {
        this.pool = pool;
        this.look = look;
        this.months = look.months();
        this.settings = look.rules().settings();
        figures = new PoolFigures(pool, look);
    }

    List<Order> orders() {
        var orders = new ArrayList<Order>();
        orders.addAll(servers());
        orders.addAll(upgrades());
        orders.addAll(new ReturnStory(figures, months).all());
        return orders;
    }

    List<CapacityMonths> capacity() {
        var capacity = new ArrayList<CapacityMonths>();
        for (var resource : pool.outlook().forecasts().keySet()) {
            var usable = new ArrayList<Double>();
            for (int m = 0; m < months.count(); m++) {
                usable.add(figures.usable(resource, m));
            }
            capacity.add(new CapacityMonths(figures.poolId(), resource, figures.demand(resource), usable));
        }
        return capacity;
    }

    private List<Order> servers() {
        return pool.plan().orders().stream()
                .map(order -> {
                    var model = figures.model(order.model());
                    return order(new Wanted(
                            Kind.SERVER,
                            order.model(),
                            order.quantity(),
                            order.inServiceMonth(),
                            model.capacity(),
                            model.oneTime(),
                            model.monthly(),
                            Deadlines.ofServers(
                                    settings.planning(),
                                    months.asOf(),
                                    pool.supply().delivery(order.model()))));
                })
                .toList();
    }

    private List<Order> upgrades() {
        var orders = new ArrayList<Order>();
        for (var use : pool.plan().upgrades()) {
            if (pool.supply().isOnOrder(use.upgrade())) {
                continue;
            }
            var upgrade = figures.upgrade(use.upgrade());
            int before = 0;
            for (int m = 0; m < use.active().size(); m++) {
                int more = use.active().get(m) - before;
                if (more > 0) {
                    orders.add(order(new Wanted(
                            Kind.UPGRADE,
                            upgrade.id(),
                            more,
                            m,
                            added(upgrade),
                            upgrade.oneTime(),
                            upgrade.monthly(),
                            Deadlines.ofUpgrades(
                                    settings.planning(),
                                    months.asOf(),
                                    pool.supply().delivery(upgrade.id())))));
                }
                before = use.active().get(m);
            }
        }
        return orders;
    }

    private Map<Resource, Double> added(Upgrade upgrade) {
        var bare = figures.model(upgrade.model());
        var added = new TreeMap<Resource, Double>();
        upgrade.capacity().forEach((resource, value) -> added.put(resource, value - bare.capacityOf(resource)));
        return added;
    }

    /** A line of the plan before it is told. */
    private record Wanted(
            Kind kind,
            String id,
            int quantity,
            int month,
            Map<Resource, Double> adds,
            BigDecimal oneTime,
            BigDecimal monthly,
            Deadlines deadlines) {}

    private Order order(Wanted wanted) {
        int month = wanted.month();
        var lacks = lacks(month, wanted.adds());
        var start = months.startOf(month);
        // of what lacks only later the date is an economy's, unless the crossing comes first
        var decisive = lacks.stream()
                .filter(lack -> lack.crossing().p10().isPresent())
                .filter(lack -> day(lack.crossing().p10()).isBefore(months.startOf(month + 1)))
                .min(Comparator.comparingInt(lack -> lack.crossing().p10().orElse(Integer.MAX_VALUE)));
        var orderBy = decisive.flatMap(lack -> wanted.deadlines().before(lack.crossing(), horizon(lack.resource())))
                .orElseGet(() -> wanted.deadlines().before(start));
        var odds = decisive.map(lack -> wanted.deadlines()
                        .around(lack.crossing(), horizon(lack.resource()), orderBy.date(), look.today()))
                .orElse(null);
        var name = pool.supply().name(wanted.id());
        var reasons = lacks.stream().map(this::reason).toList();
        return new Order(
                "",
                figures.poolId(),
                name,
                wanted.quantity(),
                wanted.kind(),
                orderBy.date(),
                orderBy,
                YearMonth.from(orderBy.neededBy()).equals(YearMonth.from(start)) ? orderBy.neededBy() : start,
                sentence(wanted, name, reasons),
                reasons,
                figures.money(wanted.oneTime()).times(wanted.quantity()),
                figures.money(wanted.monthly()).times(wanted.quantity()),
                pool.supply().source(wanted.id()),
                odds,
                arithmetic(wanted, lacks));
    }

    private String sentence(Wanted wanted, String name, List<Reason> reasons) {
        var what = "Order " + wanted.quantity() + " × " + OfferName.of(name)
                + (wanted.kind() == Kind.SERVER ? " for " + figures.poolName() : ", on " + upgraded(wanted));
        var start = months.startOf(wanted.month());
        if (reasons.isEmpty()) {
            return what + ", in service from " + MONTH.format(start)
                    + ": with it the fleet costs less in all than without.";
        }
        var why = reasons.stream().map(Reason::explanation).collect(Collectors.joining("; "));
        return what + ", in service from " + MONTH.format(start) + ": " + why + ".";
    }

    private String upgraded(Wanted wanted) {
        var use = pool.plan().upgrades().stream()
                .filter(candidate -> candidate.upgrade().equals(wanted.id()))
                .findFirst()
                .orElseThrow();
        int month = wanted.month();
        int before = month == 0 ? 0 : use.active().get(month - 1);
        int nodes = figures.held(figures.upgrade(wanted.id()).model(), month);
        var which = (nodes == figures.held(month) ? " nodes of " : " nodes of that model in ") + figures.poolName();
        return use.active().get(month) < nodes
                ? wanted.quantity() + (before > 0 ? " more of the " : " of the ") + nodes + which
                        + ", as many as need it"
                : wanted.quantity() == nodes && nodes > 1
                        ? "all " + nodes + which
                        : wanted.quantity()
                                + (wanted.quantity() == 1 ? " node of " : " nodes of ")
                                + figures.poolName();
    }

    private List<Step> arithmetic(Wanted wanted, List<Lack> lacks) {
        var steps = new ArrayList<Step>();
        var start = months.startOf(wanted.month());
        for (var lack : lacks) {
            var unit = lack.resource().unit();
            double needed = figures.demand(lack.resource()).get(lack.month());
            var shown = Figures.difference(needed, lack.usable(), unit);
            steps.add(new Step(
                    lack.resource().title() + " in " + MONTH.format(months.startOf(lack.month()))
                            + ", not exceeded in nine of ten futures",
                    shown.amount(),
                    figures.forecast(lack.resource())));
            double adds = wanted.adds().getOrDefault(lack.resource(), 0.0) * wanted.quantity();
            double others = figures.capacityChange(lack.resource(), wanted.month()) - adds;
            boolean alone = Math.abs(others) < SAME * Math.max(adds, lack.usable());
            steps.add(new Step(
                    "May be used without the " + (alone ? "order" : "changes of " + MONTH.format(start)),
                    shown.less(),
                    rule(lack.resource())));
            steps.add(new Step("Short by", shown.left(), null));
            steps.add(new Step(
                    "Capacity that the order adds",
                    Figures.quantity(adds, unit),
                    pool.supply().source(wanted.id())));
            if (!alone) {
                steps.add(new Step(
                        "Capacity that the other changes of " + MONTH.format(start) + (others < 0 ? " take" : " add"),
                        Figures.quantity(Math.abs(others), unit),
                        "all that comes into service in that month or is ended with the month before"));
            }
            steps.add(new Step(
                    "May be used in " + MONTH.format(start) + " with all that is in service then",
                    Figures.quantity(figures.usable(lack.resource(), wanted.month()), unit),
                    rule(lack.resource())));
        }
        var monthly = figures.money(wanted.monthly()).times(wanted.quantity());
        var once = figures.money(wanted.oneTime()).times(wanted.quantity());
        int served = months.count() - wanted.month();
        steps.addAll(pool.supply().priceParts(wanted.id()));
        steps.add(new Step(
                "Price",
                Figures.money(figures.money(wanted.monthly())) + " a month and "
                        + Figures.money(figures.money(wanted.oneTime())) + " once, each",
                priceRow(wanted.id())));
        steps.add(new Step(
                "Cost if kept to the end of the plan, " + served + (served == 1 ? " month" : " months"),
                Figures.money(monthly.times(served).plus(once)),
                wanted.quantity() + " × (" + served + " × the month's price + the price once)"));
        return steps;
    }

    private String priceRow(String id) {
        var source = pool.supply().source(id);
        return source.equals(Supply.SUPPOSED)
                ? source
                : "price row " + pool.supply().name(id) + ": " + source;
    }

    private String rule(Resource resource) {
        var rules = look.rules();
        int failures = requireNonNull(pool.problem().pools().getFirst()).surviveFailures();
        return "at most " + Figures.percent(rules.threshold(figures.poolId(), resource)) + " of the capacity"
                + (failures == 0
                        ? ""
                        : ", and no more than "
                                + Figures.percent(rules.planning().failureThreshold())
                                + " of what the loss of the largest " + (failures == 1 ? "node" : failures + " nodes")
                                + " leaves");
    }

    /** A resource that would run out first without a month's change. */
    private record Lack(Resource resource, double usable, int month, Crossing crossing) {}

    /**
     * The resources that an order of this month adds to, and that would be the first not to suffice within a year with
     * what is in service in the month before.
     */
    private List<Lack> lacks(int month, Map<Resource, Double> adds) {
        var first = new TreeMap<Resource, Integer>();
        for (var resource : pool.outlook().forecasts().keySet()) {
            double before = figures.usableBefore(resource, month);
            if (adds.getOrDefault(resource, 0.0) > 0 && figures.usable(resource, month) > before) {
                firstLack(resource, before, month).ifPresent(lack -> first.put(resource, lack));
            }
        }
        int earliest = first.values().stream().min(Integer::compare).orElse(months.count());
        return first.entrySet().stream()
                .filter(lack -> lack.getValue() == earliest)
                .map(lack -> lack(lack.getKey(), figures.usableBefore(lack.getKey(), month), earliest))
                .toList();
    }

    private Lack lack(Resource resource, double usable, int month) {
        var forecast = requireNonNull(pool.outlook().forecasts().get(resource));
        return new Lack(resource, usable, month, forecast.crossing(usable));
    }

    private OptionalInt firstLack(Resource resource, double usable, int from) {
        var demand = figures.demand(resource);
        return IntStream.range(from, Math.min(months.count(), from + MONTHS_A_YEAR))
                .filter(month -> demand.get(month) > usable)
                .findFirst();
    }

    private Reason reason(Lack lack) {
        var resource = lack.resource();
        var needed = Figures.quantity(figures.demand(resource).get(lack.month()), resource.unit());
        var usable = Figures.quantity(lack.usable(), resource.unit());
        return new Reason(
                resource,
                dates(lack.crossing()),
                resource.title() + " may need " + (needed.equals(usable) ? "a little more than " : "") + needed + " in "
                        + MONTH.format(months.startOf(lack.month())) + ", and " + usable
                        + " can be used without it");
    }

    private CrossingDates dates(Crossing crossing) {
        return new CrossingDates(date(crossing.p10()), date(crossing.p50()), date(crossing.p90()));
    }

    private @Nullable LocalDate date(OptionalInt step) {
        return step.isEmpty() ? null : day(step);
    }

    private LocalDate day(OptionalInt step) {
        return months.asOf().plusDays(step.orElseThrow());
    }

    private int horizon(Resource resource) {
        return requireNonNull(pool.outlook().forecasts().get(resource)).horizon();
    }
}
