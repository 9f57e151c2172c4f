package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.assessment.ScenarioChanges.Offer;
import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.catalog.LinkUpgrade;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.Quote;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.cost.BoughtServers;
import dev.headroom.inventory.Capacity;
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
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pool owns and what it could buy, in the planner's own values.
 *
 * <p>A server's cores are counted here as its operating system counts them, because demand is: where the nodes of a
 * known model show its threads, offers count their threads too.
 */
final class Supply {

    private static final double DAYS_A_MONTH = 365.25 / 12;
    private static final MathContext ALIKE = new MathContext(2);
    private static final String SUPPOSED = "a price that is supposed here, not in the price book";

    private final PoolInService pool;
    private final Set<Resource> resources;
    private final PriceBook book;
    private final Rules rules;
    private final PlanningSettings settings;
    private final LinkPrices linkPrices;
    private final LocalDate today;
    private final QuoteLimits limits;

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
        this.limits = limits;
        this.resources = resources;
        this.book = book;
        this.rules = rules;
        this.settings = rules.settings();
        this.linkPrices = new LinkPrices(book, settings.currency(), today, egressBytesPerNode);
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
                        node -> new Kind(node.node().model(), alike(node), contract(node)),
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
                    : offer.map(ServerOffer::monthly).flatMap(this::converted);
            offer.map(ServerOffer::monthly)
                    .flatMap(this::converted)
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
                                .map(node -> capacity(node, resource))
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
                            : offer.map(Supply::source).orElse("no price known"));
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
                .flatMap(own -> own.bought() ? Optional.of(Money.zero(settings.currency())) : converted(own.monthly()))
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
        var once = converted(part.oneTime());
        var monthly = converted(part.monthly());
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
        boolean threads = countsThreads();
        var tooSmall = new ArrayList<String>();
        for (var offer : book.orderableServers(today)) {
            if (!vendors.isEmpty() && !vendors.contains(offer.vendor())) {
                continue;
            }
            var supposed = rules.price(offer.id());
            var all =
                    supposed.isPresent() ? terms(offer, supposed.get()).stream().toList() : terms(offer);
            if (all.isEmpty() || offer.memoryBytes() == null) {
                continue;
            }
            var capacity = new TreeMap<Resource, Double>();
            for (var resource : resources) {
                capacity.put(resource, offered(offer, resource, threads));
            }
            if (isTooSmall(capacity)) {
                tooSmall.add(offer.id());
                continue;
            }
            for (var terms : all) {
                if (terms.id().equals(offer.id()) && offer.setupFee() == null && supposed.isEmpty()) {
                    notes.add("The set-up fee of " + offer.id() + " is not known: none is counted.");
                }
                offer(terms, offer, capacity);
            }
        }
        rules.offers().forEach(this::suppose);
        if (!tooSmall.isEmpty()) {
            notes.add("Not offered to " + pool.name()
                    + ", as they have less than half the cores or memory of its smallest" + " node: " + listed(tooSmall)
                    + ".");
        }
    }

    private void offer(Terms terms, ServerOffer offer, Map<Resource, Double> capacity) {
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
                            : resource.isBandwidth() ? mostCommon(resource).orElse(0.0) : 0.0);
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

    private Optional<Double> mostCommon(Resource resource) {
        return mostCommon(resource, Capacity.OPERATOR).or(() -> mostCommon(resource, Capacity.MEASURED));
    }

    /** What a model costs now: by a valid quote where there is one, else by the list. */
    private record Terms(String id, Money oneTime, Money monthly, Delivery delivery, String source) {}

    /** Returns what a scenario supposes that a model costs; empty where it can't be ordered then. */
    private Optional<Terms> terms(ServerOffer offer, Price supposed) {
        var monthly =
                Optional.ofNullable(supposed.monthly()).map(this::inCurrency).or(() -> converted(offer.monthly()));
        var oneTime = Optional.ofNullable(supposed.oneTime())
                .map(this::inCurrency)
                .or(() -> offer.setupFee() == null
                        ? Optional.of(Money.zero(settings.currency()))
                        : converted(offer.setupFee()));
        boolean orderable = Optional.ofNullable(supposed.orderable()).orElse(true);
        return monthly.isEmpty() || oneTime.isEmpty() || !orderable
                ? Optional.empty()
                : Optional.of(new Terms(offer.id(), oneTime.get(), monthly.get(), delivery(offer.id()), SUPPOSED));
    }

    /** Returns what can be had of a model: on a quote, and at the list price where there is none or it is not enough. */
    private List<Terms> terms(ServerOffer offer) {
        var onQuote = book.validQuote(offer.id(), today)
                .filter(valid -> !limits.refused().contains(valid.reference()))
                .flatMap(valid -> terms(offer, valid));
        boolean enough = onQuote.isPresent()
                && book.validQuote(offer.id(), today)
                        .filter(valid -> limits.capped().contains(valid.reference()))
                        .isEmpty();
        return Stream.concat(onQuote.stream(), enough ? Stream.empty() : listed(offer).stream())
                .toList();
    }

    private Optional<Terms> terms(ServerOffer offer, Quote quote) {
        var zero = Money.zero(settings.currency());
        var fee = quote.setupFee() == null ? Optional.of(zero) : converted(quote.setupFee(), quote);
        var price = quote.price() == null ? Optional.of(zero) : converted(quote.price(), quote);
        var rent = quote.monthly() == null ? Optional.of(zero) : converted(quote.monthly(), quote);
        if (fee.isPresent() && price.isPresent() && rent.isPresent()) {
            notes.add("Quote " + quote.reference() + " for " + quote.serverId() + " is valid until "
                    + quote.validUntil() + ", for " + quote.quantity() + " at most.");
            var promised = quote.leadTimeDays();
            return Optional.of(new Terms(
                    quote.name(),
                    price.get().plus(fee.get()),
                    quote.monthly() == null ? running(price.get()) : rent.get(),
                    promised == null
                            ? delivery(offer.id())
                            : Delivery.around(promised, "as quote " + quote.reference() + " promises"),
                    "quote " + quote.reference() + " of " + quote.given() + ", valid until " + quote.validUntil() + ": "
                            + quote.source()));
        }
        return Optional.empty();
    }

    /** Returns the list price; empty where it is unknown, or in a currency without a rate. */
    private Optional<Terms> listed(ServerOffer offer) {
        var zero = Money.zero(settings.currency());
        var fee = offer.setupFee() == null ? Optional.of(zero) : converted(offer.setupFee());
        var price = offer.price() == null ? Optional.of(zero) : converted(offer.price());
        var rent = offer.price() == null ? converted(offer.monthly()) : price.map(this::running);
        return fee.isEmpty() || price.isEmpty() || rent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Terms(
                        offer.id(), price.get().plus(fee.get()), rent.get(), delivery(offer.id()), source(offer)));
    }

    /** What a bought server takes to run in a month. */
    private Money running(Money price) {
        return new Money(
                        new BoughtServers("", 1, 0, null, price.amount())
                                .running(OwnCostFigures.of(book, settings.currency(), today)),
                        settings.currency())
                .rounded();
    }

    /** A quote keeps the rate that it was pinned with. */
    private Optional<Money> converted(Money money, Quote quote) {
        var pinned = quote.rate();
        return pinned != null && pinned.to().equals(settings.currency())
                ? Optional.of(pinned.convert(money).rounded())
                : converted(money);
    }

    /** What runs on the nodes at hand must fit on the next one. */
    private boolean isTooSmall(Map<Resource, Double> offered) {
        return List.of(Resource.CPU, Resource.MEMORY).stream()
                .filter(resources::contains)
                .anyMatch(resource -> pool.nodes().stream()
                        .map(node -> capacity(node, resource))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .stream()
                        .anyMatch(smallest -> offered.getOrDefault(resource, 0.0) < smallest / 2));
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
            parts.addAll(parts(link));
            noteTraffic(
                    link,
                    ", which " + nodes + (nodes == 1 ? " node" : " nodes") + " of " + pool.name() + " carry already");
        }
        priceParts.put(id, parts);
    }

    private static List<Step> parts(Link link) {
        var parts = new ArrayList<Step>();
        parts.add(new Step("Rent of one", Figures.money(link.rent()) + " a month", source(link.row())));
        if (link.arithmetic() != null) {
            parts.add(
                    new Step("Metered traffic of one", Figures.money(link.traffic()) + " a month", link.arithmetic()));
        }
        return parts;
    }

    private void noteTraffic(Link link, String which) {
        if (link.arithmetic() != null) {
            notes.add(link.row().id() + which + " is metered beyond "
                    + link.row().includedTraffic() + " TB: "
                    + Figures.money(link.traffic()) + " a month are counted for the " + linkPrices.terabytesPerNode()
                    + " TB that a node of " + pool.name() + " sends out.");
        }
    }

    /** What an upgrade replaces is not paid any more. */
    private static Money less(Money each, List<Link> carried, Resource resource) {
        var left = carried.stream()
                .filter(link -> link.row().resource().equals(resource))
                .map(Link::each)
                .reduce(each, Money::minus);
        return left.amount().signum() < 0 ? Money.zero(each.currency()) : left;
    }

    private void upgradable(String model, String serverId, Map<Resource, Double> capacity, List<Link> carried) {
        for (var upgrade : book.upgrades(serverId)) {
            var supposed = rules.price(upgrade.id());
            var link = linkPrices.of(upgrade);
            var monthly = supposed.map(Price::monthly)
                    .map(this::inCurrency)
                    .or(() -> link.map(priced -> less(priced.each(), carried, upgrade.resource())));
            var oneTime = supposed.map(Price::oneTime)
                    .map(this::inCurrency)
                    .or(() -> upgrade.setupFee() == null
                            ? Optional.of(Money.zero(settings.currency()))
                            : converted(upgrade.setupFee()));
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
            sources.put(id, supposed.isPresent() ? SUPPOSED : source(upgrade));
            if (supposed.isEmpty() && link.isPresent()) {
                links.put(id, List.of(link.get()));
                noteTraffic(link.get(), "");
                if (link.get().arithmetic() != null) {
                    priceParts.put(id, parts(link.get()));
                }
            }
        }
    }

    private double offered(ServerOffer offer, Resource resource, boolean threads) {
        if (resource.equals(Resource.CPU)) {
            return threads ? offer.threads() : offer.cores();
        }
        if (resource.isBandwidth()) {
            // a contract's figure for the pool's link holds for the next server of the pool too
            return mostCommon(resource, Capacity.OPERATOR)
                    .or(() -> Optional.ofNullable(offer.capacity().get(resource)))
                    .or(() -> mostCommon(resource, Capacity.MEASURED))
                    .orElse(0.0);
        }
        return Optional.ofNullable(offer.capacity().get(resource)).orElseGet(() -> assumed(resource));
    }

    /** What a price list does not say of a server (its room, how many pods it may run), it has as the pool's smallest node. */
    private double assumed(Resource resource) {
        notes.add(resource.title() + " of a server on offer is taken to be that of the smallest node of " + pool.name()
                + ": the price book does not say it.");
        return pool.nodes().stream()
                .map(node -> capacity(node, resource))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
    }

    private Optional<Double> mostCommon(Resource resource, String source) {
        return pool.nodes().stream()
                .flatMap(node -> node.capacity(resource).stream())
                .filter(capacity -> capacity.source().equals(source))
                .map(Capacity::value)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private boolean countsThreads() {
        for (var node : pool.nodes()) {
            var model = node.node().model();
            var cores = capacity(node, Resource.CPU);
            if (model == null || cores == null) {
                continue;
            }
            var offer = newestPrice(model);
            if (offer.isPresent() && offer.get().threads() != offer.get().cores()) {
                return Math.round(cores) == offer.get().threads();
            }
        }
        return false;
    }

    private Optional<ServerOffer> newestPrice(String model) {
        return book.latestOffer(model, today);
    }

    private Map<Resource, BigDecimal> alike(NodeInService node) {
        var rounded = new TreeMap<Resource, BigDecimal>();
        for (var resource : resources) {
            var value = capacity(node, resource);
            rounded.put(
                    resource,
                    value == null
                            ? BigDecimal.ZERO
                            : new BigDecimal(value).round(ALIKE).stripTrailingZeros());
        }
        return rounded;
    }

    private static @Nullable Double capacity(NodeInService node, Resource resource) {
        return node.capacity(resource).map(Capacity::value).orElse(null);
    }

    private Money inCurrency(BigDecimal amount) {
        return new Money(amount, settings.currency());
    }

    private Optional<Money> converted(@Nullable Money money) {
        Currency wanted = settings.currency();
        if (money == null) {
            return Optional.empty();
        }
        return book.exchangeRate(money.currency(), wanted, today)
                .map(rate -> rate.convert(money).rounded());
    }

    static int months(int days) {
        return (int) Math.ceil(days / DAYS_A_MONTH);
    }

    private static String source(ServerOffer offer) {
        return offer.source() + ", " + offer.asOf() + " (confidence: " + offer.confidence() + ")";
    }

    private static String source(LinkUpgrade upgrade) {
        return upgrade.source() + ", " + upgrade.asOf() + " (confidence: " + upgrade.confidence() + ")";
    }

    private static String listed(List<String> names) {
        return names.size() <= 3
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }
}
