package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.Offer;
import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.catalog.LinkUpgrade;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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
    private static final double BYTES_A_TERABYTE = 1e12;
    private static final MathContext ALIKE = new MathContext(2);
    private static final String SUPPOSED = "a price that is supposed here, not in the price book";

    private final PoolInService pool;
    private final Set<Resource> resources;
    private final PriceBook book;
    private final Rules rules;
    private final PlanningSettings settings;
    private final double egressBytesPerNode;
    private final LocalDate today;

    private final Map<String, ServerModel> models = new LinkedHashMap<>();
    private final List<OwnedNodes> owned = new ArrayList<>();
    private final List<Upgrade> upgrades = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param egressBytesPerNode what one node of the pool sends out in a month: an upgrade to a metered link pays for it
     */
    Supply(
            PoolInService pool,
            Set<Resource> resources,
            PriceBook book,
            Rules rules,
            double egressBytesPerNode,
            LocalDate today) {
        this.pool = pool;
        this.resources = resources;
        this.book = book;
        this.rules = rules;
        this.settings = rules.settings();
        this.egressBytesPerNode = egressBytesPerNode;
        this.today = today;
        own();
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

    /** Returns what a reader calls a model or an upgrade of the planner's. */
    String name(String id) {
        return names.getOrDefault(id, id);
    }

    /** Returns where the price of a model or an upgrade comes from. */
    String source(String id) {
        return sources.getOrDefault(id, "unknown");
    }

    /** Returns what the supply could not know, in sentences. */
    List<String> notes() {
        return notes.stream().distinct().toList();
    }

    private record Kind(@Nullable String model, Map<Resource, BigDecimal> alike) {}

    private void own() {
        var kinds = pool.nodes().stream()
                .collect(Collectors.groupingBy(
                        node -> new Kind(node.node().model(), alike(node)), LinkedHashMap::new, Collectors.toList()));
        var unpriced = new ArrayList<String>();
        kinds.forEach((kind, nodes) -> {
            var base = kind.model() == null ? "own server" : kind.model() + ", owned";
            var id = base;
            for (int i = 2; models.containsKey(id); i++) {
                id = base + " (" + i + ")";
            }
            var offer = kind.model() == null ? Optional.<ServerOffer>empty() : newestPrice(kind.model());
            var monthly = offer.map(ServerOffer::monthly).flatMap(this::converted);
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
            models.put(
                    id,
                    new ServerModel(
                            id,
                            smallest,
                            BigDecimal.ZERO,
                            monthly.map(Money::amount).orElse(BigDecimal.ZERO),
                            0,
                            0,
                            null,
                            false));
            names.put(id, kind.model() == null ? "own server" : kind.model());
            sources.put(id, offer.map(Supply::source).orElse("no price known"));
            owned.add(new OwnedNodes(id, nodes.size(), null));
            if (kind.model() != null) {
                upgradable(id, kind.model(), smallest);
            }
        });
        if (!unpriced.isEmpty()) {
            notes.add("What " + listed(unpriced) + " of " + pool.name()
                    + " cost is not known: they count as free, and the total lacks them. Name their server model.");
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
            var monthly = supposed.map(Price::monthly).map(this::inCurrency).or(() -> converted(offer.monthly()));
            var oneTime = supposed.map(Price::oneTime)
                    .map(this::inCurrency)
                    .or(() -> offer.setupFee() == null
                            ? Optional.of(Money.zero(settings.currency()))
                            : converted(offer.setupFee()));
            boolean orderable = supposed.map(Price::orderable).orElse(true);
            if (monthly.isEmpty() || oneTime.isEmpty() || offer.memoryBytes() == null || !orderable) {
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
            models.put(
                    offer.id(),
                    new ServerModel(
                            offer.id(),
                            capacity,
                            oneTime.get().amount(),
                            monthly.get().amount(),
                            months(settings.planning().serverSpanDays()),
                            settings.planning().keepMonths(),
                            null,
                            true));
            names.put(offer.id(), offer.id());
            sources.put(offer.id(), supposed.isPresent() ? SUPPOSED : source(offer));
            upgradable(offer.id(), offer.id(), capacity);
        }
        rules.offers().forEach(this::suppose);
        if (!tooSmall.isEmpty()) {
            notes.add("Not offered to " + pool.name()
                    + ", as they have less than half the cores or memory of its smallest" + " node: " + listed(tooSmall)
                    + ".");
        }
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
                        months(settings.planning().serverSpanDays()),
                        settings.planning().keepMonths(),
                        null,
                        true));
        names.put(offer.model(), offer.model());
        sources.put(offer.model(), SUPPOSED);
    }

    private Optional<Double> mostCommon(Resource resource) {
        return mostCommon(resource, Capacity.OPERATOR).or(() -> mostCommon(resource, Capacity.MEASURED));
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

    private void upgradable(String model, String serverId, Map<Resource, Double> capacity) {
        for (var upgrade : book.upgrades(serverId)) {
            var supposed = rules.price(upgrade.id());
            var monthly = supposed.map(Price::monthly).map(this::inCurrency).or(() -> converted(withTraffic(upgrade)));
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
            upgrades.add(new Upgrade(
                    id,
                    model,
                    Map.of(upgrade.resource(), upgrade.bitsPerSecond()),
                    oneTime.get().amount(),
                    monthly.get().amount(),
                    months(settings.planning().upgradeLeadDays())));
            names.put(id, upgrade.id());
            sources.put(id, supposed.isPresent() ? SUPPOSED : source(upgrade));
        }
    }

    /** The rent of an upgrade and, where its traffic is metered, what a node's traffic costs beyond the included part. */
    private Money withTraffic(LinkUpgrade upgrade) {
        var overage = upgrade.overagePerTb();
        if (overage == null || overage.amount().signum() == 0) {
            return upgrade.monthly();
        }
        double included;
        try {
            included = Double.parseDouble(upgrade.includedTraffic());
        } catch (NumberFormatException e) {
            return upgrade.monthly();
        }
        double metered = Math.max(0, egressBytesPerNode / BYTES_A_TERABYTE - included);
        var traffic = overage.times(BigDecimal.valueOf(Math.ceil(metered)));
        notes.add(upgrade.id() + " is metered beyond " + upgrade.includedTraffic() + " TB: "
                + Figures.money(traffic.rounded()) + " a month are counted for the "
                + Math.round(egressBytesPerNode / BYTES_A_TERABYTE) + " TB that a node of " + pool.name()
                + " sends out.");
        return upgrade.monthly().plus(traffic);
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
        return offer.capacity().getOrDefault(resource, 0.0);
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
        return book.orderableServer(model, today)
                .or(() -> book.servers().stream()
                        .filter(offer -> offer.id().equals(model))
                        .reduce((a, b) -> b));
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
