package dev.headroom.assessment;

import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.units.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pool or a node can carry. */
interface Capacities {

    static Capacities of(PoolInService pool) {
        return new OfPool(pool);
    }

    static Capacities of(NodeInService node) {
        return new OfNode(node);
    }

    /** Returns {@code null} where unknown. */
    @Nullable
    Double total(Resource resource);

    /** Returns why the total is unknown. */
    String unknown(Resource resource);

    /** Returns what is lost with so many of the largest nodes; empty where that isn't asked. */
    Optional<Double> largest(Resource resource, int nodes);

    /** Returns what may be used after the failures to survive; empty where none are asked or the total is unknown. */
    default Optional<Double> afterFailures(Resource resource, PlanningSettings.Planning rules) {
        var total = total(resource);
        return total == null
                ? Optional.empty()
                : largest(resource, rules.surviveFailures()).map(lost -> rules.failureThreshold() * (total - lost));
    }

    /**
     * Returns the least of what the threshold and the failures to survive leave.
     *
     * @param threshold of the pool and resource
     */
    default Usable usable(Resource resource, PlanningSettings.Planning rules, double threshold) {
        var total = total(resource);
        if (total == null) {
            return new Usable(null, BindingLimit.UNKNOWN);
        }
        double byThreshold = threshold * total;
        return afterFailures(resource, rules)
                .filter(left -> left < byThreshold)
                .map(left -> new Usable(left, BindingLimit.NODE_FAILURE))
                .orElse(new Usable(byThreshold, BindingLimit.THRESHOLD));
    }

    /** What may be used, and what bounds it. */
    record Usable(@Nullable Double value, BindingLimit limit) {}

    /** One node, which is not asked to survive itself. */
    record OfNode(NodeInService node) implements Capacities {

        @Override
        public @Nullable Double total(Resource resource) {
            return node.capacity(resource).map(Capacity::value).orElse(null);
        }

        @Override
        public String unknown(Resource resource) {
            return resource.title() + "'s capacity is unknown" + remedy(resource);
        }

        @Override
        public Optional<Double> largest(Resource resource, int nodes) {
            return Optional.empty();
        }
    }

    /** A pool, unknown as a whole where a node's capacity is. */
    record OfPool(PoolInService pool) implements Capacities {

        @Override
        public @Nullable Double total(Resource resource) {
            double total = 0;
            for (var capacity : known(resource)) {
                if (capacity.value() == null) {
                    return null;
                }
                total += capacity.value();
            }
            return total == 0 ? null : total;
        }

        @Override
        public String unknown(Resource resource) {
            var all = known(resource);
            long missing =
                    all.stream().filter(capacity -> capacity.value() == null).count();
            return resource.title() + "'s capacity is unknown on " + missing + " of " + all.size() + " nodes"
                    + remedy(resource);
        }

        @Override
        public Optional<Double> largest(Resource resource, int nodes) {
            if (nodes == 0 || pool.nodes().size() <= 1) {
                return Optional.empty();
            }
            return Optional.of(known(resource).stream()
                    .map(Capacity::value)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.reverseOrder())
                    .limit(nodes)
                    .mapToDouble(Double::doubleValue)
                    .sum());
        }

        private List<Capacity> known(Resource resource) {
            return pool.nodes().stream()
                    .flatMap(node -> node.capacity(resource).stream())
                    .toList();
        }
    }

    private static String remedy(Resource resource) {
        return resource.isBandwidth()
                ? ": no speed is reported; set HEADROOM_LINKS_"
                        + resource.link().toUpperCase(Locale.ROOT).replace('-', '_') + "_CAPACITY."
                : ".";
    }
}
