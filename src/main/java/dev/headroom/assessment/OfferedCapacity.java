package dev.headroom.assessment;

import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server on offer would add to a pool, in the units in which the pool's nodes are counted. */
final class OfferedCapacity {

    private static final MathContext ALIKE = new MathContext(2);

    private final PoolInService pool;
    private final PriceBook book;
    private final LocalDate today;
    private final Consumer<String> notes;
    private final boolean threads;

    OfferedCapacity(PoolInService pool, PriceBook book, LocalDate today, Consumer<String> notes) {
        this.pool = pool;
        this.book = book;
        this.today = today;
        this.notes = notes;
        threads = countsThreads();
    }

    /** Returns what it would add, where the price book does not say it as much as the pool's nodes let suppose. */
    double of(ServerOffer offer, Resource resource) {
        return known(offer, resource).orElseGet(() -> resource.isBandwidth() ? 0.0 : assumed(resource));
    }

    /** Returns what it would add as far as the price book or, of links, the pool tells. */
    Optional<Double> known(ServerOffer offer, Resource resource) {
        if (resource.equals(Resource.CPU)) {
            return Optional.of((double) (threads ? offer.threads() : offer.cores()));
        }
        var listed = Optional.ofNullable(offer.capacity().get(resource));
        // a contract's figure for the pool's link holds for the next server of the pool too
        return resource.isBandwidth()
                ? mostCommon(pool.nodes(), resource, Capacity.OPERATOR)
                        .or(() -> listed)
                        .or(() -> mostCommon(pool.nodes(), resource, Capacity.MEASURED))
                : listed;
    }

    /** What a price list does not say of a server (its room, how many pods it may run), it has as the pool's smallest node. */
    private double assumed(Resource resource) {
        notes.accept(resource.title() + " of a server on offer is taken to be that of the smallest node of "
                + pool.name() + ": the price book does not say it.");
        return pool.nodes().stream()
                .map(node -> of(node, resource))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
    }

    private static Optional<Double> mostCommon(List<NodeInService> nodes, Resource resource, String source) {
        return nodes.stream()
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
            var cores = of(node, Resource.CPU);
            if (model == null || cores == null) {
                continue;
            }
            var offer = book.latestOffer(model, today);
            if (offer.isPresent() && offer.get().threads() != offer.get().cores()) {
                return Math.round(cores) == offer.get().threads();
            }
        }
        return false;
    }

    /** Returns the capacity that most of the nodes have, the operator's figure first. */
    static Optional<Double> mostCommon(List<NodeInService> nodes, Resource resource) {
        return mostCommon(nodes, resource, Capacity.OPERATOR).or(() -> mostCommon(nodes, resource, Capacity.MEASURED));
    }

    /** What runs on the nodes at hand must fit on the next one. */
    boolean isTooSmall(Map<Resource, Double> offered) {
        return List.of(Resource.CPU, Resource.MEMORY).stream()
                .filter(offered::containsKey)
                .anyMatch(resource -> pool.nodes().stream()
                        .map(node -> of(node, resource))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .stream()
                        .anyMatch(smallest -> offered.getOrDefault(resource, 0.0) < smallest / 2));
    }

    /** Returns a node's capacities, rounded so that those of equal machines are equal. */
    static Map<Resource, BigDecimal> alike(NodeInService node, Set<Resource> resources) {
        var rounded = new TreeMap<Resource, BigDecimal>();
        for (var resource : resources) {
            var value = of(node, resource);
            rounded.put(
                    resource,
                    value == null
                            ? BigDecimal.ZERO
                            : new BigDecimal(value).round(ALIKE).stripTrailingZeros());
        }
        return rounded;
    }

    static @Nullable Double of(NodeInService node, Resource resource) {
        return node.capacity(resource).map(Capacity::value).orElse(null);
    }
}
