package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.assessment.ScenarioChanges.Offer;
import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.Quote;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.procurement.Purchase;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    private final PoolInService pool;
    private final Set<Resource> resources;
    private final PriceBook book;
    private final Rules rules;
    private final PlanningSettings settings;
    private final PlanningPrices prices;
    private final LinkPrices linkPrices;
    private final OfferTerms terms;
    private final OfferedCapacity offered;
    private final LocalDate today;

    private final Map<String, ServerModel> models = new LinkedHashMap<>();
    private final List<OwnedNodes> owned = new ArrayList<>();
    private final List<Upgrade> upgrades = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, List<Step>> priceParts = new LinkedHashMap<>();
    private final Map<String, List<Link>> links = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final PlanningMonths months;
    private final Set<String> onOrder = new HashSet<>();
    private final List<Committed> committed = new ArrayList<>();

    /**
     * @param egressBytesPerNode what one node of the pool sends out in a month: an upgrade to a metered link pays for it
     * @param coming             what is on order for the pool
     * @param limits             what can be had on quotes
     */
    Supply(
            PoolInService pool,
            Set<Resource> resources,
            PriceBook book,
            Rules rules,
            double egressBytesPerNode,
            LocalDate today,
            QuoteLimits limits,
            PlanningMonths months,
            List<Coming> coming) {
        this.pool = pool;
        this.resources = resources;
        this.book = book;
        this.rules = rules;
        this.settings = rules.settings();
        this.prices = new PlanningPrices(book, settings.currency(), today);
        this.linkPrices = new LinkPrices(prices, egressBytesPerNode);
        this.terms = new OfferTerms(book, rules, prices, today, limits, notes::add);
        this.offered = new OfferedCapacity(pool, book, today, notes::add);
        this.today = today;
        this.months = months;
        own();
        coming.forEach(part -> come(part, months));
        offer();
    }

    List<ServerModel> models() {
        return List.copyOf(models.values());
    }

    List<OwnedNodes> owned() {
        return owned;
    }

    List<Upgrade> upgrades() {
        return upgrades;
    }

    /** Returns whether a model or an upgrade of the planner's is what comes anyway. */
    boolean isOnOrder(String id) {
        return onOrder.contains(id);
    }

    /** Returns what the orders that are placed cost, by month of the plan. */
    List<Committed> committed() {
        return committed;
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

    private record Kind(
            @Nullable String model,
            Map<Resource, BigDecimal> alike,
            @Nullable Money contract) {}

    private void own() {
        var kinds = pool.nodes().stream()
                .collect(Collectors.groupingBy(
                        node -> new Kind(node.node().model(), OfferedCapacity.alike(node, resources), contract(node)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var unpriced = new ArrayList<String>();
        kinds.forEach((kind, nodes) -> {
            var base = kind.model() == null ? "own server" : kind.model() + ", owned";
            var id = base;
            for (int i = 2; models.containsKey(id); i++) {
                id = base + " (" + i + ")";
            }
            var offer = kind.model() == null ? Optional.<ServerOffer>empty() : newestPrice(kind.model());
            var contract = kind.contract();
            var monthly = contract != null
                    ? Optional.of(contract)
                    : offer.map(ServerOffer::monthly).flatMap(prices::converted);
            offer.map(ServerOffer::monthly)
                    .flatMap(prices::converted)
                    .filter(list -> contract != null && contract.compareTo(list) < 0)
                    .ifPresent(list -> notes.add(nodes.getFirst().node().name()
                            + (nodes.size() == 1 ? "" : " and " + (nodes.size() - 1) + " more like it")
                            + (Objects.requireNonNull(contract).amount().signum() == 0
                                    ? " are bought and cost no rent"
                                    : " are rented at " + Figures.money(contract) + " a month by contract")
                            + ", below today's list price of " + Figures.money(list)
                            + ": replacing one costs more than the list says."));
            if (monthly.isEmpty()) {
                nodes.forEach(node -> unpriced.add(node.node().name()));
            }
            var smallest = new TreeMap<Resource, Double>();
            for (var resource : resources) {
                smallest.put(
                        resource,
                        nodes.stream()
                                .map(node -> OfferedCapacity.of(node, resource))
                                .filter(Objects::nonNull)
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElse(0));
            }
            var rent = monthly.orElse(Money.zero(settings.currency()));
            var carried = kind.model() == null
                    ? List.<Link>of()
                    : linkPrices.carried(kind.model(), offer, smallest, contract != null);
            carry(id, nodes.size(), rent, carried);
            models.put(
                    id,
                    new ServerModel(
                            id,
                            smallest,
                            BigDecimal.ZERO,
                            carried.stream()
                                    .map(Link::each)
                                    .reduce(rent, Money::plus)
                                    .amount(),
                            0,
                            0,
                            null,
                            false));
            names.put(id, kind.model() == null ? "own server" : kind.model());
            sources.put(
                    id,
                    contract != null
                            ? "contract or purchase, see the price book"
                            : offer.map(OfferTerms::source).orElse("no price known"));
            own(id, nodes);
            if (kind.model() != null) {
                upgradable(id, kind.model(), smallest, carried);
            }
        });
        if (!unpriced.isEmpty()) {
            notes.add("What " + listed(unpriced) + " of " + pool.name()
                    + " cost is not known: they count as free, and the total lacks them. Name their server model.");
        }
    }

    /** Adds equal nodes, those that contracts bind apart by the month that they bind through. */
    private void own(String id, List<NodeInService> nodes) {
        var bound = new TreeMap<Integer, List<LocalDate>>();
        for (var node : nodes) {
            Contracts.end(node, book).ifPresent(end -> {
                int through = months.lastMonthOf(end);
                if (through > 0) {
                    bound.computeIfAbsent(through, month -> new ArrayList<>()).add(end);
                }
            });
        }
        var ends = bound.values().stream().flatMap(List::stream).toList();
        bound.forEach((through, some) -> owned.add(new OwnedNodes(id, some.size(), null, through)));
        if (nodes.size() > ends.size()) {
            owned.add(new OwnedNodes(id, nodes.size() - ends.size(), null));
        }
        if (!ends.isEmpty()) {
            notes.add(Contracts.kept(name(id), pool.name(), ends));
        }
    }

    /** What one's own contract says of a node; a bought one has no rent. */
    private @Nullable Money contract(NodeInService node) {
        return book.ownServer(node.node().name(), node.node().model())
                .flatMap(own ->
                        own.bought() ? Optional.of(Money.zero(settings.currency())) : prices.converted(own.monthly()))
                .orElse(null);
    }

    private void come(Coming part, PlanningMonths months) {
        if (part.capacity().isEmpty()) {
            notes.add(part.quantity() + " × " + part.model() + " on order for " + pool.name()
                    + ": the price book does not know what it carries, so it is not counted.");
            return;
        }
        int paidFrom = months.monthOf(part.from());
        if (paidFrom >= months.count()) {
            return;
        }
        var once = prices.converted(part.oneTime());
        var monthly = prices.converted(part.monthly());
        if (once.isEmpty() || monthly.isEmpty()) {
            notes.add("What " + part.quantity() + " × " + part.model() + " on order cost can't be converted: the total"
                    + " lacks it.");
        } else {
            committed.add(
                    new Committed(paidFrom, once.get().amount(), monthly.get().amount()));
        }
        var overdue = part.overdue();
        notes.add(part.quantity() + " × " + part.model() + " on order for " + pool.name()
                + (overdue == null
                        ? " count from " + part.from() + " on."
                        : " were expected on " + overdue
                                + " and are late: they count from today on, as if they came any day."));
        int month = months.monthFrom(part.from());
        if (month >= months.count()) {
            return;
        }
        if (part.kind() == Purchase.Kind.SERVER) {
            arrive(
                    part.model() + ", on order " + part.id(),
                    part.quantity(),
                    part,
                    month,
                    new TreeMap<>(),
                    BigDecimal.ZERO,
                    null);
        } else {
            upgradeOwned(part, month);
        }
    }

    /** To the planner it is a node that can do nothing until an upgrade that costs nothing. */
    private void arrive(
            String id,
            int quantity,
            Coming part,
            int month,
            Map<Resource, Double> until,
            BigDecimal monthly,
            @Nullable Integer boundThrough) {
        var capacity = new TreeMap<Resource, Double>();
        part.capacity().forEach((resource, value) -> {
            if (resources.contains(resource)) {
                capacity.put(resource, value);
            }
        });
        models.put(id, new ServerModel(id, until, BigDecimal.ZERO, monthly, 0, 0, null, false));
        owned.add(new OwnedNodes(id, quantity, null, boundThrough));
        var arrival = id + ", in service";
        upgrades.add(new Upgrade(arrival, id, capacity, BigDecimal.ZERO, BigDecimal.ZERO, month));
        onOrder.add(arrival);
        names.put(id, part.serverId());
        names.put(arrival, part.model());
        if (part.kind() == Purchase.Kind.SERVER) {
            onOrder.add(id);
        }
    }

    private void upgradeOwned(Coming part, int month) {
        int left = part.quantity();
        for (var group : List.copyOf(owned)) {
            var model = models.get(group.model());
            boolean fits = model != null
                    && name(group.model()).equals(part.serverId())
                    && part.capacity().entrySet().stream()
                            .anyMatch(added -> resources.contains(added.getKey())
                                    && model.capacityOf(added.getKey()) < added.getValue());
            int taken = fits ? Math.min(left, group.count()) : 0;
            if (model != null && taken > 0) {
                owned.remove(group);
                if (group.count() > taken) {
                    owned.add(new OwnedNodes(
                            group.model(), group.count() - taken, group.lastMonth(), group.boundThrough()));
                }
                arrive(
                        group.model() + ", upgrade on order " + part.id(),
                        taken,
                        part,
                        month,
                        model.capacity(),
                        model.monthly(),
                        group.boundThrough());
                left -= taken;
            }
        }
    }

    private void offer() {
        var vendors = pool.nodes().stream()
                .map(node -> node.node().model())
                .filter(Objects::nonNull)
                .map(model -> model.substring(0, Math.max(0, model.indexOf('/'))))
                .collect(Collectors.toSet());
        var tooSmall = new ArrayList<String>();
        for (var offer : book.orderableServers(today)) {
            if (!vendors.isEmpty() && !vendors.contains(offer.vendor())) {
                continue;
            }
            var supposed = rules.price(offer.id());
            var all = supposed.isPresent()
                    ? terms.supposed(offer, supposed.get()).stream().toList()
                    : terms.of(offer);
            if (all.isEmpty() || offer.memoryBytes() == null) {
                continue;
            }
            var capacity = new TreeMap<Resource, Double>();
            for (var resource : resources) {
                capacity.put(resource, offered.of(offer, resource));
            }
            if (offered.isTooSmall(capacity)) {
                tooSmall.add(offer.id());
                continue;
            }
            for (var each : all) {
                if (each.id().equals(offer.id()) && offer.setupFee() == null && supposed.isEmpty()) {
                    notes.add("The set-up fee of " + offer.id() + " is not known: none is counted.");
                }
                offer(each, offer, capacity);
            }
        }
        rules.offers().forEach(this::suppose);
        if (!tooSmall.isEmpty()) {
            notes.add("Not offered to " + pool.name()
                    + ", as they have less than half the cores or memory of its smallest" + " node: " + listed(tooSmall)
                    + ".");
        }
    }

    private void offer(OfferTerms.Terms terms, ServerOffer offer, Map<Resource, Double> capacity) {
        models.put(
                terms.id(),
                new ServerModel(
                        terms.id(),
                        capacity,
                        terms.oneTime().amount(),
                        terms.monthly().amount(),
                        months(settings.planning().spanDays(today, terms.delivery())),
                        settings.planning().keepMonths(),
                        null,
                        true));
        names.put(terms.id(), terms.id());
        deliveries.put(terms.id(), terms.delivery());
        sources.put(terms.id(), terms.source());
        upgradable(terms.id(), offer.id(), capacity, List.of());
    }

    private void suppose(Offer offer) {
        var capacity = new TreeMap<Resource, Double>();
        for (var resource : resources) {
            var given = offer.capacity().get(resource.id());
            capacity.put(
                    resource,
                    given != null
                            ? given
                            : resource.isBandwidth()
                                    ? offered.mostCommon(resource).orElse(0.0)
                                    : 0.0);
        }
        models.put(
                offer.model(),
                new ServerModel(
                        offer.model(),
                        capacity,
                        offer.oneTime() == null ? BigDecimal.ZERO : offer.oneTime(),
                        offer.monthly(),
                        months(settings.planning().spanDays(today, delivery(offer.model()))),
                        settings.planning().keepMonths(),
                        null,
                        true));
        names.put(offer.model(), offer.model());
        sources.put(offer.model(), SUPPOSED);
    }

    /** Tells what the links of owned nodes add to their rent. */
    private void carry(String id, int nodes, Money rent, List<Link> carried) {
        if (carried.isEmpty()) {
            return;
        }
        links.put(id, carried);
        var parts = new ArrayList<Step>();
        parts.add(new Step("Rent of one without links", Figures.money(rent) + " a month", null));
        for (var link : carried) {
            parts.addAll(link.parts());
            noteTraffic(
                    link,
                    ", which " + nodes + (nodes == 1 ? " node" : " nodes") + " of " + pool.name() + " carry already");
        }
        priceParts.put(id, parts);
    }

    private void noteTraffic(Link link, String which) {
        if (link.arithmetic() != null) {
            notes.add(link.row().id() + which + " is metered beyond "
                    + link.row().includedTraffic() + " TB: "
                    + Figures.money(link.traffic()) + " a month are counted for the " + linkPrices.terabytesPerNode()
                    + " TB that a node of " + pool.name() + " sends out.");
        }
    }

    private void upgradable(String model, String serverId, Map<Resource, Double> capacity, List<Link> carried) {
        for (var upgrade : book.upgrades(serverId)) {
            var supposed = rules.price(upgrade.id());
            var link = linkPrices.of(upgrade);
            var monthly = supposed.map(Price::monthly)
                    .map(prices::inCurrency)
                    .or(() -> link.map(priced -> LinkPrices.less(priced.each(), carried, upgrade.resource())));
            var oneTime = supposed.map(Price::oneTime)
                    .map(prices::inCurrency)
                    .or(() -> upgrade.setupFee() == null
                            ? Optional.of(Money.zero(settings.currency()))
                            : prices.converted(upgrade.setupFee()));
            double now = capacity.getOrDefault(upgrade.resource(), Double.POSITIVE_INFINITY);
            if (!supposed.map(Price::orderable).orElse(true)
                    || monthly.isEmpty()
                    || oneTime.isEmpty()
                    || upgrade.bitsPerSecond() <= now) {
                continue;
            }
            var id = upgrade.id() + " on " + model;
            var delivery = rules.deliveries().ofUpgrades(LeadTimes.vendor(serverId));
            upgrades.add(new Upgrade(
                    id,
                    model,
                    Map.of(upgrade.resource(), upgrade.bitsPerSecond()),
                    oneTime.get().amount(),
                    monthly.get().amount(),
                    months(settings.planning().deliveryDays(today, delivery))));
            deliveries.put(id, delivery);
            names.put(id, upgrade.id());
            sources.put(id, supposed.isPresent() ? SUPPOSED : LinkPrices.source(upgrade));
            if (supposed.isEmpty() && link.isPresent()) {
                links.put(id, List.of(link.get()));
                noteTraffic(link.get(), "");
                if (link.get().arithmetic() != null) {
                    priceParts.put(id, link.get().parts());
                }
            }
        }
    }

    private Optional<ServerOffer> newestPrice(String model) {
        return book.latestOffer(model, today);
    }

    static int months(int days) {
        return (int) Math.ceil(days / DAYS_A_MONTH);
    }

    private static String listed(List<String> names) {
        return names.size() <= 3
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }
}
