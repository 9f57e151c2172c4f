package dev.headroom.procurement;

import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import dev.headroom.units.Resource;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Nodes that appeared in the metrics and fit an order, offered as its arrival. */
@Service
public class Arrivals {

    private static final double LEAST_SHARE = 0.85;
    private static final double MOST_SHARE = 1.1;

    private final Purchases purchases;
    private final Inventory inventory;
    private final PriceBooks books;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * A node that may be what was ordered.
     *
     * @param since the first day that it was seen
     */
    public record Offer(Purchase purchase, Node node, LocalDate since) {}

    Arrivals(Purchases purchases, Inventory inventory, PriceBooks books, ZoneId planningZone, Clock clock) {
        this.purchases = purchases;
        this.inventory = inventory;
        this.books = books;
        this.zone = planningZone;
        this.clock = clock;
    }

    /**
     * Returns the nodes that fit an order: of its pool, first seen on the day of the order or later, of its model where somebody has said, else of
     * a size near the model's. Each node is offered to the oldest order that it fits, and an order gets no more than are to come.
     */
    public List<Offer> offers() {
        var open = purchases.open().stream()
                .filter(purchase -> purchase.kind() == Purchase.Kind.SERVER && purchase.orderedOn() != null)
                .sorted(Comparator.comparing(Arrivals::orderedOn).thenComparing(Purchase::proposedAt))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        var taken = purchases.all().stream()
                .flatMap(purchase -> purchase.arrivals().stream())
                .map(Purchase.Arrival::node)
                .collect(Collectors.toCollection(HashSet::new));
        var offers = new ArrayList<Offer>();
        for (var purchase : open) {
            offers.addAll(fitting(purchase, taken));
        }
        return offers;
    }

    private List<Offer> fitting(Purchase purchase, Set<String> taken) {
        return inventory.nodes().stream()
                .filter(node ->
                        node.state() != Node.State.RETIRED && node.pool().equals(purchase.pool()))
                .filter(node -> !seen(node).isBefore(orderedOn(purchase)))
                .filter(node -> fits(node, purchase.model()))
                .filter(node -> !taken.contains(node.id()))
                .sorted(Comparator.comparing(Node::firstSeen).thenComparing(Node::id))
                .limit(purchase.outstanding())
                .map(node -> {
                    taken.add(node.id());
                    return new Offer(purchase, node, seen(node));
                })
                .toList();
    }

    private boolean fits(Node node, String model) {
        if (node.model() != null) {
            return node.model().equals(model);
        }
        var bought = books.current().servers().stream()
                .filter(offer -> offer.id().equals(model))
                .reduce((older, newer) -> newer);
        return bought.isEmpty() || isOfSize(node, bought.get());
    }

    private boolean isOfSize(Node node, ServerOffer bought) {
        var capacities = inventory.capacities(node.subject(), LocalDate.now(clock.withZone(zone)));
        var cores = value(capacities, Resource.CPU);
        var memory = value(capacities, Resource.MEMORY);
        return (cores == null || isNear(cores, bought.cores()) || isNear(cores, bought.threads()))
                && (memory == null || bought.memoryBytes() == null || isNear(memory, bought.memoryBytes()));
    }

    private static boolean isNear(double measured, double bought) {
        return measured >= LEAST_SHARE * bought && measured <= MOST_SHARE * bought;
    }

    private static @Nullable Double value(List<Capacity> capacities, Resource resource) {
        return capacities.stream()
                .filter(capacity -> capacity.resource().equals(resource))
                .map(Capacity::value)
                .findFirst()
                .orElse(null);
    }

    private LocalDate seen(Node node) {
        return LocalDate.ofInstant(node.firstSeen(), zone);
    }

    private static LocalDate orderedOn(Purchase purchase) {
        var day = purchase.orderedOn();
        if (day == null) {
            throw new IllegalStateException(purchase.id() + " was not ordered");
        }
        return day;
    }
}
