package dev.headroom.assessment;

import static java.util.Objects.requireNonNull;

import dev.headroom.assessment.PlanAssessment.CapacityMonths;
import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Reason;
import dev.headroom.forecast.Crossing;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

    private final Planning.PoolPlan pool;
    private final PlanningMonths months;
    private final PlanningSettings settings;
    private final LocalDate today;

    PlanStory(Planning.PoolPlan pool, PlanningMonths months, PlanningSettings settings, LocalDate today) {
        this.pool = pool;
        this.months = months;
        this.settings = settings;
        this.today = today;
    }

    List<Order> orders() {
        var orders = new ArrayList<Order>();
        orders.addAll(servers());
        orders.addAll(upgrades());
        orders.addAll(returns());
        return orders;
    }

    List<CapacityMonths> capacity() {
        var capacity = new ArrayList<CapacityMonths>();
        for (var resource : pool.outlook().forecasts().keySet()) {
            var usable = new ArrayList<Double>();
            for (int m = 0; m < months.count(); m++) {
                usable.add(usable(resource, m));
            }
            capacity.add(new CapacityMonths(poolId(), resource, demand(resource), usable));
        }
        return capacity;
    }

    private List<Order> servers() {
        return pool.plan().orders().stream()
                .map(order -> {
                    int month = order.inServiceMonth();
                    var model = pool.supply().models().stream()
                            .filter(m -> m.id().equals(order.model()))
                            .findFirst()
                            .orElseThrow();
                    var rules = settings.planning();
                    return order(
                            Kind.SERVER,
                            order.model(),
                            order.quantity(),
                            month,
                            rules.leadTimeDays(),
                            rules.installDays(),
                            rules.marginDays(),
                            model.oneTime(),
                            model.monthly());
                })
                .toList();
    }

    private List<Order> upgrades() {
        var orders = new ArrayList<Order>();
        for (var use : pool.plan().upgrades()) {
            var upgrade = pool.supply().upgrades().stream()
                    .filter(u -> u.id().equals(use.upgrade()))
                    .findFirst()
                    .orElseThrow();
            int before = 0;
            for (int m = 0; m < use.active().size(); m++) {
                int more = use.active().get(m) - before;
                if (more > 0) {
                    orders.add(order(
                            Kind.UPGRADE,
                            upgrade.id(),
                            more,
                            m,
                            settings.planning().upgradeLeadDays(),
                            0,
                            settings.planning().marginDays(),
                            upgrade.oneTime(),
                            upgrade.monthly()));
                }
                before = use.active().get(m);
            }
        }
        return orders;
    }

    private List<Order> returns() {
        return pool.plan().returns().stream().map(this::giveBack).toList();
    }

    private Order giveBack(PurchasePlan.Return back) {
        var lastDay = months.endOf(back.afterMonth());
        var model = pool.supply().models().stream()
                .filter(m -> m.id().equals(back.model()))
                .findFirst()
                .orElseThrow();
        var name = pool.supply().name(back.model());
        var saved = money(model.monthly()).times(back.quantity());
        return new Order(
                "",
                poolId(),
                name,
                back.quantity(),
                Kind.RETIRE,
                lastDay,
                null,
                lastDay,
                "Give back " + back.quantity() + " × " + name + " of " + poolName() + " at the end of "
                        + MONTH.format(lastDay) + ": what remains carries the demand, and "
                        + Figures.money(saved) + " a month are saved.",
                List.of(),
                money(BigDecimal.ZERO),
                Money.zero(settings.currency()).minus(saved),
                pool.supply().source(back.model()));
    }

    private Order order(
            Kind kind,
            String id,
            int quantity,
            int month,
            int leadDays,
            int installDays,
            int marginDays,
            BigDecimal oneTime,
            BigDecimal monthly) {
        var reasons = reasons(month);
        var needed = reasons.stream()
                .map(Reason::crossing)
                .filter(c -> c != null && c.p10() != null)
                .map(c -> requireNonNull(requireNonNull(c).p10()))
                .min(LocalDate::compareTo)
                .filter(crossing -> crossing.isBefore(months.startOf(month)))
                .orElse(months.startOf(month));
        var orderBy = OrderBy.of(needed, leadDays, installDays, marginDays);
        var name = pool.supply().name(id);
        return new Order(
                "",
                poolId(),
                name,
                quantity,
                kind,
                orderBy.date(),
                orderBy,
                months.startOf(month),
                sentence(kind, name, quantity, month, reasons),
                reasons,
                money(oneTime).times(quantity),
                money(monthly).times(quantity),
                pool.supply().source(id));
    }

    private String sentence(Kind kind, String name, int quantity, int month, List<Reason> reasons) {
        var what = kind == Kind.SERVER
                ? "Order " + quantity + " × " + name + " for " + poolName()
                : "Order the link upgrade " + name + " for " + quantity + (quantity == 1 ? " node" : " nodes") + " of "
                        + poolName();
        var start = months.startOf(month);
        if (reasons.isEmpty()) {
            return what + ", in service from " + MONTH.format(start)
                    + ": with it the fleet costs less in all than without.";
        }
        var why = reasons.stream().map(Reason::explanation).collect(Collectors.joining("; "));
        return what + ", in service from " + MONTH.format(start) + ": " + why + ".";
    }

    /**
     * The resources that this month's change adds to, and that would be the first not to suffice within a year with what
     * is in service in the month before.
     */
    private List<Reason> reasons(int month) {
        var first = new TreeMap<Resource, Integer>();
        for (var resource : pool.outlook().forecasts().keySet()) {
            double before = usableBefore(resource, month);
            if (usable(resource, month) > before) {
                firstLack(resource, before, month).ifPresent(lack -> first.put(resource, lack));
            }
        }
        int earliest = first.values().stream().min(Integer::compare).orElse(months.count());
        return first.entrySet().stream()
                .filter(lack -> lack.getValue() == earliest)
                .map(lack -> reason(lack.getKey(), usableBefore(lack.getKey(), month), earliest))
                .toList();
    }

    private double usableBefore(Resource resource, int month) {
        return month == 0 ? ownedUsable(resource) : usable(resource, month - 1);
    }

    private OptionalInt firstLack(Resource resource, double usable, int from) {
        var demand = demand(resource);
        return IntStream.range(from, Math.min(months.count(), from + MONTHS_A_YEAR))
                .filter(month -> demand.get(month) > usable)
                .findFirst();
    }

    private Reason reason(Resource resource, double usable, int month) {
        var forecast = requireNonNull(pool.outlook().forecasts().get(resource));
        return new Reason(
                resource,
                dates(forecast.crossing(usable)),
                resource.title() + " may need "
                        + Figures.quantity(demand(resource).get(month), resource.unit()) + " in "
                        + MONTH.format(months.startOf(month)) + ", and "
                        + Figures.quantity(usable, resource.unit()) + " can be used without it");
    }

    private CrossingDates dates(Crossing crossing) {
        return new CrossingDates(date(crossing.p10()), date(crossing.p50()), date(crossing.p90()));
    }

    private @Nullable LocalDate date(OptionalInt step) {
        return step.isEmpty() ? null : months.asOf().plusDays(step.getAsInt());
    }

    private List<Double> demand(Resource resource) {
        return requireNonNull(pool.problem().pools().getFirst().demand().get(resource));
    }

    private double usable(Resource resource, int month) {
        Map<Resource, List<Double>> usable = requireNonNull(pool.plan().usable().get(poolId()));
        return requireNonNull(usable.get(resource)).get(month);
    }

    private double ownedUsable(Resource resource) {
        double capacity = 0;
        for (var group : pool.supply().owned()) {
            for (var model : pool.supply().models()) {
                if (model.id().equals(group.model())) {
                    capacity += group.count() * model.capacityOf(resource);
                }
            }
        }
        return settings.planning().threshold() * capacity;
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, settings.currency());
    }

    private String poolId() {
        return pool.outlook().pool().id();
    }

    private String poolName() {
        return pool.outlook().pool().name();
    }
}
