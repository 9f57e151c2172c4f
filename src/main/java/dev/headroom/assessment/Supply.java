package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.Quote;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pool owns and what it could buy, in the planner's own values.
 *
 * <p>A server's cores are counted here as its operating system counts them, because demand is: where the nodes of a
 * known model show its threads, offers count their threads too.
 */
final class Supply {

    private static final double DAYS_A_MONTH = 365.25 / 12;
    static final String SUPPOSED = "a price that is supposed here, not in the price book";

    private final PriceBook book;
    private final Rules rules;
    private final Map<String, ServerModel> models = new LinkedHashMap<>();
    private final List<OwnedNodes> owned = new ArrayList<>();
    private final List<Upgrade> upgrades = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, List<Step>> priceParts = new LinkedHashMap<>();
    private final Map<String, List<Link>> links = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> onOrder = new HashSet<>();
    private final List<Committed> committed = new ArrayList<>();

    /** What the parts of a supply are made from. */
    record Basis(
            PoolInService pool,
            Set<Resource> resources,
            PriceBook book,
            Rules rules,
            PlanningPrices prices,
            PlanningMonths months,
            LocalDate today) {}

    private Supply(PriceBook book, Rules rules) {
        this.book = book;
        this.rules = rules;
    }

    /**
     * @param egressBytesPerNode what one node of the pool sends out in a month: an upgrade to a metered link pays for it
     * @param coming             what is on order for the pool
     * @param limits             what can be had on quotes
     */
    static Supply of(
            PoolInService pool,
            Set<Resource> resources,
            PriceBook book,
            Rules rules,
            double egressBytesPerNode,
            LocalDate today,
            QuoteLimits limits,
            PlanningMonths months,
            List<Coming> coming) {
        var supply = new Supply(book, rules);
        var prices = new PlanningPrices(book, rules.settings().currency(), today);
        var basis = new Basis(pool, resources, book, rules, prices, months, today);
        var links = new SupplyOfLinks(basis, new LinkPrices(prices, egressBytesPerNode), supply);
        new SupplyOwned(basis, links, supply).add();
        var onOrder = new SupplyOnOrder(basis, supply);
        coming.forEach(onOrder::add);
        new SupplyOffered(basis, limits, links, supply).add();
        return supply;
    }

    void add(ServerModel model, String name) {
        models.put(model.id(), model);
        names.put(model.id(), name);
    }

    void add(Upgrade upgrade, String name) {
        upgrades.add(upgrade);
        names.put(upgrade.id(), name);
    }

    void add(OwnedNodes nodes) {
        owned.add(nodes);
    }

    void remove(OwnedNodes nodes) {
        owned.remove(nodes);
    }

    void add(Committed paid) {
        committed.add(paid);
    }

    void deliver(String id, Delivery delivery) {
        deliveries.put(id, delivery);
    }

    void price(String id, String source) {
        sources.put(id, source);
    }

    void price(String id, List<Step> parts) {
        priceParts.put(id, parts);
    }

    void link(String id, List<Link> carried) {
        links.put(id, carried);
    }

    /** Notes that a model or an upgrade comes anyway. */
    void expect(String id) {
        onOrder.add(id);
    }

    /** Notes a sentence on what could not be known. */
    void note(String sentence) {
        notes.add(sentence);
    }

    @Nullable
    ServerModel model(String id) {
        return models.get(id);
    }

    boolean has(String model) {
        return models.containsKey(model);
    }

    List<ServerModel> models() {
        return List.copyOf(models.values());
    }

    List<OwnedNodes> owned() {
        return List.copyOf(owned);
    }

    List<Upgrade> upgrades() {
        return List.copyOf(upgrades);
    }

    /** Returns whether a model or an upgrade of the planner's is what comes anyway. */
    boolean isOnOrder(String id) {
        return onOrder.contains(id);
    }

    /** Returns what the orders that are placed cost, by month of the plan. */
    List<Committed> committed() {
        return List.copyOf(committed);
    }

    /** What an order that is placed costs: once in the month of its arrival, and in each month from then on. */
    record Committed(int month, BigDecimal oneTime, BigDecimal monthly) {}

    /** Returns what a reader calls a model or an upgrade of the planner's. */
    String name(String id) {
        return names.getOrDefault(id, id);
    }

    /** Returns what the monthly price of one adds up from; empty where it is one figure. */
    List<Step> priceParts(String id) {
        return priceParts.getOrDefault(id, List.of());
    }

    /** Returns the links whose costs are a part of a model's or an upgrade's. */
    List<Link> links(String id) {
        return links.getOrDefault(id, List.of());
    }

    /** Returns how long a model or an upgrade of the planner's takes to be delivered. */
    Delivery delivery(String id) {
        return Optional.ofNullable(deliveries.get(id))
                .orElseGet(() -> rules.deliveries().ofServers(LeadTimes.vendor(id)));
    }

    /** Returns where the price of a model or an upgrade comes from. */
    String source(String id) {
        return sources.getOrDefault(id, "unknown");
    }

    /** Returns by which share a year a model's price has changed, by the offers that the price book keeps of it. */
    Optional<Double> drift(String id) {
        return book.yearlyDrift(Quote.serverIdOf(id));
    }

    /** Returns what the supply could not know, in sentences. */
    List<String> notes() {
        return notes.stream().distinct().toList();
    }

    static int months(int days) {
        return (int) Math.ceil(days / DAYS_A_MONTH);
    }

    /** Returns three names and how many more there are. */
    static String listed(List<String> names) {
        return names.size() <= 3
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }
}
