package dev.headroom.assessment;

import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.Quote;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.procurement.Arrivals;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.Purchases;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is approved or ordered, as capacity that comes: so that it is not planned for twice. */
@Component
class OnOrder {

    private final Purchases purchases;
    private final Arrivals arrivals;
    private final PriceBooks books;

    OnOrder(Purchases purchases, Arrivals arrivals, PriceBooks books) {
        this.purchases = purchases;
        this.arrivals = arrivals;
        this.books = books;
    }

    /**
     * Returns what comes for a pool. A node that is there and may be what was ordered counts as come. What nobody has a date for is expected after the
     * usual span; what is overdue, any day.
     */
    List<Coming> of(PoolInService pool, LocalDate today, Rules rules) {
        return outstanding().entrySet().stream()
                .filter(entry -> entry.getKey().pool().equals(pool.id()))
                .map(entry -> coming(pool, entry.getKey(), entry.getValue(), books.current(), today, rules))
                .toList();
    }

    /** Returns what comes for all pools, those too that are not planned: what is for those carries nothing that a plan counts. */
    List<Coming> all(List<PoolInService> planned, LocalDate today, Rules rules) {
        var pools = planned.stream().collect(Collectors.toMap(PoolInService::id, Function.identity()));
        return outstanding().entrySet().stream()
                .map(entry -> coming(
                        pools.get(entry.getKey().pool()),
                        entry.getKey(),
                        entry.getValue(),
                        books.current(),
                        today,
                        rules))
                .toList();
    }

    private Map<Purchase, Integer> outstanding() {
        var come = arrivals.offers().stream()
                .collect(Collectors.groupingBy(offer -> offer.purchase().id(), Collectors.counting()));
        var outstanding = new LinkedHashMap<Purchase, Integer>();
        for (var purchase : purchases.open()) {
            int quantity = purchase.outstanding()
                    - come.getOrDefault(purchase.id(), 0L).intValue();
            if (quantity > 0) {
                outstanding.put(purchase, quantity);
            }
        }
        return outstanding;
    }

    /** Returns how many have been bought on each quote, by its {@link Quote#name()}. */
    Map<String, Integer> takenOnQuotes() {
        var taken = new TreeMap<String, Integer>();
        for (var purchase : purchases.all()) {
            var quote = purchase.quote();
            if (quote != null && purchase.state().isBought()) {
                taken.merge(Quote.name(purchase.model(), quote), purchase.quantity(), Integer::sum);
            }
        }
        return taken;
    }

    private static Coming coming(
            @Nullable PoolInService pool,
            Purchase purchase,
            int quantity,
            PriceBook book,
            LocalDate today,
            Rules rules) {
        var expected = purchase.expectedOn();
        var delivery = rules.deliveries().of(purchase.kind(), LeadTimes.vendor(purchase.model()));
        var from = expected == null ? today.plusDays(rules.planning().spanDays(today, delivery)) : expected;
        var upgrade = book.upgrades().stream()
                .filter(offer -> offer.id().equals(purchase.model()))
                .reduce((older, newer) -> newer);
        var serverId = upgrade.map(offer -> offer.serverId()).orElse(purchase.model());
        var capacity = pool == null
                ? Map.<Resource, Double>of()
                : purchase.kind() == Purchase.Kind.UPGRADE
                        ? upgrade.map(offer -> Map.of(offer.resource(), offer.bitsPerSecond()))
                                .orElse(Map.of())
                        : capacities(pool, purchase.model(), book, today);
        var paidOnce = purchase.paidOneTime();
        var paidMonthly = purchase.paidMonthly();
        return new Coming(
                purchase.id().toString().substring(0, 8),
                purchase.kind(),
                purchase.model(),
                serverId,
                quantity,
                from.isBefore(today) ? today : from,
                from.isBefore(today) ? from : null,
                capacity,
                share(paidOnce == null ? purchase.oneTime() : paidOnce, quantity, purchase.quantity()),
                share(paidMonthly == null ? purchase.monthly() : paidMonthly, quantity, purchase.quantity()),
                purchase.purchaseOrderNumber());
    }

    private static Money share(Money whole, int part, int of) {
        return new Money(
                whole.amount()
                        .multiply(BigDecimal.valueOf(part))
                        .divide(BigDecimal.valueOf(of), 2, RoundingMode.HALF_UP),
                whole.currency());
    }

    /** As its like in the pool was measured; else as the price book has it, with cores counted as the pool's nodes count theirs. */
    private static Map<Resource, Double> capacities(PoolInService pool, String model, PriceBook book, LocalDate today) {
        var alike = pool.nodes().stream()
                .filter(node -> model.equals(node.node().model()))
                .toList();
        var offered = new OfferedCapacity(pool, book, today, note -> {});
        var offer = book.latestOffer(model, today);
        var capacities = new TreeMap<Resource, Double>();
        pool.nodes().stream()
                .flatMap(node -> node.capacities().stream())
                .map(Capacity::resource)
                .distinct()
                .forEach(resource -> OfferedCapacity.mostCommon(alike, resource)
                        .or(() -> offer.flatMap(found -> offered.known(found, resource)))
                        .ifPresent(value -> capacities.put(resource, value)));
        return capacities;
    }

    /** Returns a pool as it will be on a day, with all that is expected by then. */
    static PoolInService then(PoolInService pool, List<Coming> coming, LocalDate day) {
        var nodes = new ArrayList<>(pool.nodes());
        for (var part : coming) {
            if (part.from().isAfter(day)) {
                continue;
            }
            if (part.kind() == Purchase.Kind.UPGRADE) {
                upgrade(nodes, part);
            } else {
                for (int i = 1; i <= part.quantity(); i++) {
                    nodes.add(newcomer(pool, part, i));
                }
            }
        }
        return new PoolInService(pool.id(), pool.name(), pool.site(), nodes);
    }

    private static NodeInService newcomer(PoolInService pool, Coming part, int number) {
        var like = pool.nodes().getFirst().node();
        var id = part.id() + "-" + number;
        return new NodeInService(
                new Node(
                        id,
                        id,
                        pool.id(),
                        part.model(),
                        like.site(),
                        like.firstSeen(),
                        like.lastSeen(),
                        Node.State.ACTIVE),
                part.capacity().entrySet().stream()
                        .map(entry -> new Capacity(entry.getKey(), entry.getValue(), Capacity.OPERATOR))
                        .toList());
    }

    private static void upgrade(List<NodeInService> nodes, Coming part) {
        part.capacity()
                .forEach((resource, value) -> nodes.stream()
                        .filter(node -> part.serverId().equals(node.node().model()))
                        .filter(node -> carried(node, resource) < value)
                        .sorted(Comparator.comparingDouble((NodeInService node) -> carried(node, resource))
                                .thenComparing(node -> node.node().id()))
                        .limit(part.quantity())
                        .toList()
                        .forEach(node -> nodes.set(nodes.indexOf(node), with(node, resource, value))));
    }

    private static NodeInService with(NodeInService node, Resource resource, double value) {
        return new NodeInService(
                node.node(),
                node.capacities().stream()
                        .map(capacity -> capacity.resource().equals(resource)
                                ? new Capacity(resource, value, Capacity.OPERATOR)
                                : capacity)
                        .toList());
    }

    private static double carried(NodeInService node, Resource resource) {
        return node.capacity(resource).map(Capacity::value).orElse(Double.POSITIVE_INFINITY);
    }
}
