package dev.headroom.assessment;

import dev.headroom.assessment.InvalidScenario.Fault;
import dev.headroom.catalog.LinkUpgrade;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.units.Resource;
import dev.headroom.usage.Drivers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks changes against the fleet and the price book that they are to change. */
final class ScenarioCheck {

    private static final int LONGEST_NAME = 120;
    private static final int MOST_ITEMS = 100;
    private static final int MOST_NODES = 1000;
    private static final double LARGEST_DEMAND = 1e18;
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1e9");

    private final Assessment baseline;
    private final PriceBook book;
    private final List<Drivers.Source> drivers;
    private final List<Fault> faults = new ArrayList<>();

    private ScenarioCheck(Assessment baseline, PriceBook book, List<Drivers.Source> drivers) {
        this.baseline = baseline;
        this.book = book;
        this.drivers = drivers;
    }

    /**
     * Checks all fields.
     *
     * @throws InvalidScenario with every field that is wrong
     */
    static void check(
            String name, ScenarioChanges changes, Assessment baseline, PriceBook book, List<Drivers.Source> drivers) {
        var check = new ScenarioCheck(baseline, book, drivers);
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            check.fault("name", name, "must be 1 to " + LONGEST_NAME + " characters long");
        }
        check.sizes(changes);
        check.growth(changes.growth());
        check.events(changes.events());
        check.drivers(changes.drivers());
        check.nodes(changes);
        check.thresholds(changes.thresholds());
        if (changes.surviveFailures() != null) {
            check.within("surviveFailures", changes.surviveFailures(), 0, 10);
        }
        check.leadTimes(changes.leadTimes());
        check.prices(changes.prices());
        check.offers(changes.offers());
        check.budget(changes.budget());
        check.rebalance(changes.rebalance());
        if (!check.faults.isEmpty()) {
            throw new InvalidScenario(check.faults);
        }
    }

    /**
     * Checks that each pool keeps a node once a scenario is adopted too.
     *
     * @param counted what the baseline's counts of nodes hold already
     * @param then    all that is in force with the scenario
     * @throws InvalidScenario where a pool keeps none
     */
    static void checkAdoption(Assessment baseline, ScenarioChanges counted, ScenarioChanges then) {
        for (var pool : baseline.pools()) {
            int now = pool.nodeCount() - added(counted, pool.id());
            if (now + added(then, pool.id()) < 1) {
                throw new InvalidScenario(List.of(new Fault(
                        "nodes",
                        added(then, pool.id()),
                        "must leave " + pool.id() + " a node, with what is adopted already: it has " + now)));
            }
        }
    }

    private static int added(ScenarioChanges changes, String pool) {
        return changes.nodes().stream()
                .filter(change -> change.pool().equals(pool))
                .mapToInt(ScenarioChanges.NodeChange::count)
                .sum();
    }

    private void sizes(ScenarioChanges changes) {
        Map.of(
                        "growth", changes.growth(),
                        "events", changes.events(),
                        "drivers", changes.drivers(),
                        "nodes", changes.nodes(),
                        "thresholds", changes.thresholds(),
                        "prices", changes.prices(),
                        "offers", changes.offers(),
                        "rebalance", changes.rebalance())
                .forEach((field, items) -> {
                    if (items.size() > MOST_ITEMS) {
                        fault(field, items.size() + " items", "must have at most " + MOST_ITEMS + " items");
                    }
                });
    }

    private void growth(List<ScenarioChanges.Growth> growth) {
        for (int i = 0; i < growth.size(); i++) {
            var at = "growth[" + i + "].";
            var item = growth.get(i);
            pool(at + "pool", item.pool());
            resource(at + "resource", item.resource(), item.pool());
            if (item.factor() == null && item.perYear() == null) {
                fault(at + "factor", null, "must be given, or perYear");
            }
            number(at + "factor", item.factor(), 0, 20);
            number(at + "perYear", item.perYear(), -0.99, 20);
        }
    }

    private void events(List<ScenarioChanges.Event> events) {
        for (int i = 0; i < events.size(); i++) {
            var at = "events[" + i + "].";
            var event = events.get(i);
            name(at + "name", event.name());
            pool(at + "pool", event.pool());
            ahead(at + "date", event.date());
            if (event.demand().isEmpty()) {
                fault(at + "demand", "{}", "must name at least one resource");
            }
            event.demand().forEach((resource, change) -> {
                resource(at + "demand." + resource, resource, event.pool());
                number(at + "demand." + resource, change, -LARGEST_DEMAND, LARGEST_DEMAND);
            });
        }
    }

    private void drivers(List<ScenarioChanges.DriverChange> changes) {
        for (int i = 0; i < changes.size(); i++) {
            var at = "drivers[" + i + "].";
            var change = changes.get(i);
            pool(at + "pool", change.pool());
            boolean known = drivers.stream()
                    .anyMatch(driver ->
                            driver.pool().equals(change.pool()) && driver.name().equals(change.driver()));
            if (!known) {
                fault(
                        at + "driver",
                        change.driver(),
                        "is no number of the business that " + change.pool()
                                + " has in HEADROOM_DRIVERS_0_NAME and on");
            }
            number(at + "change", change.change(), -0.99, 20);
            if (change.from() != null) {
                ahead(at + "from", change.from());
            }
        }
    }

    private void ahead(String field, LocalDate date) {
        var last = baseline.plan().start().plusMonths(baseline.plan().months());
        if (!date.isAfter(baseline.asOf()) || !date.isBefore(last)) {
            fault(
                    field,
                    date,
                    "must be after " + baseline.asOf() + ", the last day of history, and before " + last
                            + ", the end of the plan");
        }
    }

    private void nodes(ScenarioChanges all) {
        var changes = all.nodes();
        for (int i = 0; i < changes.size(); i++) {
            var at = "nodes[" + i + "].";
            var change = changes.get(i);
            pool(at + "pool", change.pool());
            if (change.count() == 0 || Math.abs(change.count()) > MOST_NODES) {
                fault(
                        at + "count",
                        change.count(),
                        "must be from 1 to " + MOST_NODES + " for nodes added, or below 0 for nodes lost");
            }
            var alike = baseline.nodes().stream()
                    .filter(node -> node.pool().equals(change.pool()))
                    .filter(node -> change.model() == null || Objects.equals(node.model(), change.model()))
                    .count();
            if (change.model() != null && alike == 0) {
                fault(at + "model", change.model(), "is the model of no node of the pool");
            } else if (change.model() != null && change.count() < -alike) {
                fault(at + "count", change.count(), "is more than the " + alike + " that the pool has of this model");
            }
        }
        for (var pool : baseline.pools()) {
            int lost = added(all, pool.id());
            if (pool.nodeCount() + lost < 1) {
                fault("nodes", lost, "must leave " + pool.id() + " a node: it has " + pool.nodeCount());
            }
        }
    }

    private void thresholds(List<ScenarioChanges.Threshold> thresholds) {
        var set = new HashMap<List<@Nullable String>, Integer>();
        for (int i = 0; i < thresholds.size(); i++) {
            var at = "thresholds[" + i + "].";
            var of = Arrays.asList(thresholds.get(i).pool(), thresholds.get(i).resource());
            var first = set.putIfAbsent(of, i);
            if (first != null) {
                fault(
                        at + "threshold",
                        thresholds.get(i).threshold(),
                        "is a second one for the pool and resource of thresholds[" + first + "]");
            }
            pool(at + "pool", thresholds.get(i).pool());
            resource(
                    at + "resource",
                    thresholds.get(i).resource(),
                    thresholds.get(i).pool());
            number(at + "threshold", thresholds.get(i).threshold(), 0.05, 1);
        }
    }

    private void leadTimes(ScenarioChanges.@Nullable LeadTimes spans) {
        if (spans != null) {
            within("leadTimes.serverDays", spans.serverDays(), 0, 730);
            within("leadTimes.upgradeDays", spans.upgradeDays(), 0, 730);
            within("leadTimes.installDays", spans.installDays(), 0, 365);
            within("leadTimes.marginDays", spans.marginDays(), 0, 365);
        }
    }

    private void prices(List<ScenarioChanges.Price> prices) {
        var known = offers();
        var set = new HashMap<String, Integer>();
        for (int i = 0; i < prices.size(); i++) {
            var at = "prices[" + i + "].";
            var price = prices.get(i);
            var first = set.putIfAbsent(price.model(), i);
            if (first != null) {
                fault(at + "model", price.model(), "has another price in prices[" + first + "] already");
            }
            if (!known.contains(price.model())) {
                fault(at + "model", price.model(), "is no server and no link upgrade of the price book");
            }
            if (price.monthly() == null && price.oneTime() == null && price.orderable() == null) {
                fault(at + "monthly", null, "must be given, or oneTime, or orderable");
            }
            amount(at + "monthly", price.monthly());
            amount(at + "oneTime", price.oneTime());
        }
    }

    private void offers(List<ScenarioChanges.Offer> offers) {
        var known = offers();
        for (int i = 0; i < offers.size(); i++) {
            var at = "offers[" + i + "].";
            var offer = offers.get(i);
            name(at + "model", offer.model());
            if (!known.add(offer.model())) {
                fault(at + "model", offer.model(), "is taken: change its price instead");
            }
            if (offer.capacity().isEmpty()) {
                fault(at + "capacity", "{}", "must name at least one resource");
            }
            offer.capacity().forEach((resource, value) -> {
                resource(at + "capacity." + resource, resource, null);
                number(at + "capacity." + resource, value, 0, LARGEST_DEMAND);
            });
            amount(at + "monthly", offer.monthly());
            amount(at + "oneTime", offer.oneTime());
        }
    }

    private HashSet<String> offers() {
        var known = book.servers().stream().map(ServerOffer::id).collect(Collectors.toCollection(HashSet::new));
        book.upgrades().stream().map(LinkUpgrade::id).forEach(known::add);
        return known;
    }

    private void budget(ScenarioChanges.@Nullable Spending budget) {
        if (budget != null) {
            if (budget.oneTimePerMonth() == null && budget.monthlyMax() == null) {
                fault("budget.monthlyMax", null, "must be given, or oneTimePerMonth");
            }
            amount("budget.oneTimePerMonth", budget.oneTimePerMonth());
            amount("budget.monthlyMax", budget.monthlyMax());
        }
    }

    private void rebalance(List<String> pools) {
        for (int i = 0; i < pools.size(); i++) {
            pool("rebalance[" + i + "]", pools.get(i));
        }
        if (pools.stream().distinct().count() == 1) {
            fault("rebalance", pools.getFirst(), "must name two pools at least, which hand nodes to each other");
        }
    }

    private void name(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST_NAME) {
            fault(field, value, "must be 1 to " + LONGEST_NAME + " characters long");
        }
    }

    private void pool(String field, @Nullable String id) {
        if (id != null && baseline.pool(id).isEmpty()) {
            fault(
                    field,
                    id,
                    "is no pool; the pools are "
                            + baseline.pools().stream().map(PoolAssessment::id).collect(Collectors.joining(", ")));
        }
    }

    /** Of a known pool, the resource must be one that it has. */
    private void resource(String field, @Nullable String id, @Nullable String pool) {
        if (id == null) {
            return;
        }
        Resource resource;
        try {
            resource = new Resource(id);
        } catch (IllegalArgumentException e) {
            fault(field, id, "must be cpu, memory, disk, pods or bandwidth-<link>");
            return;
        }
        var of = pool == null ? Optional.<PoolAssessment>empty() : baseline.pool(pool);
        if (of.isPresent() && of.get().resource(resource).isEmpty()) {
            fault(
                    field,
                    id,
                    "is no resource of " + pool + ", which has "
                            + of.get().resources().stream()
                                    .map(known -> known.resource().id())
                                    .collect(Collectors.joining(", ")));
        }
    }

    private void within(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            fault(field, value, "must be a whole number from " + least + " to " + most);
        }
    }

    private void number(String field, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            fault(
                    field,
                    value,
                    "must be a number from "
                            + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString() + " to "
                            + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString());
        }
    }

    private void amount(String field, @Nullable BigDecimal amount) {
        if (amount != null && (amount.signum() < 0 || amount.compareTo(LARGEST_AMOUNT) > 0 || amount.scale() > 4)) {
            fault(
                    field,
                    amount,
                    "must be an amount from 0 to " + LARGEST_AMOUNT.toPlainString() + ", with at most 4 decimals");
        }
    }

    private void fault(String field, @Nullable Object value, String message) {
        faults.add(new Fault(field, value, message));
    }
}
