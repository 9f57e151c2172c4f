package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.NodeChange;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A fleet as it would be with some nodes lost or added; a pool keeps one node at the least. */
final class SupposedFleet {

    private SupposedFleet() {}

    static Fleet of(Fleet fleet, List<NodeChange> changes) {
        if (changes.isEmpty()) {
            return fleet;
        }
        return new Fleet(
                fleet.day(),
                fleet.pools().stream()
                        .map(pool -> changed(
                                pool,
                                changes.stream()
                                        .filter(change -> change.pool().equals(pool.id()))
                                        .toList()))
                        .toList());
    }

    /** Returns how many nodes a pool has without the changes: what was measured of it was measured of these. */
    static int measured(PoolInService pool, List<NodeChange> changes) {
        int change = changes.stream()
                .filter(each -> each.pool().equals(pool.id()))
                .mapToInt(NodeChange::count)
                .sum();
        return Math.max(1, pool.nodes().size() - change);
    }

    private static PoolInService changed(PoolInService pool, List<NodeChange> changes) {
        var nodes = new ArrayList<>(pool.nodes());
        for (var change : changes) {
            for (int i = change.count(); i < 0 && nodes.size() > 1; i++) {
                largest(nodes, change).ifPresent(nodes::remove);
            }
            for (int i = 0; i < change.count(); i++) {
                int number = nodes.size() + 1;
                largest(nodes, change).ifPresent(node -> nodes.add(another(node, number)));
            }
        }
        return new PoolInService(pool.id(), pool.name(), pool.site(), nodes);
    }

    /** The one with the most cores, then memory; the first by name of equals. */
    private static Optional<NodeInService> largest(List<NodeInService> nodes, NodeChange change) {
        return nodes.stream()
                .filter(node -> change.model() == null
                        || Objects.equals(change.model(), node.node().model()))
                .min(Comparator.comparingDouble((NodeInService node) -> -value(node, Resource.CPU))
                        .thenComparingDouble(node -> -value(node, Resource.MEMORY))
                        .thenComparing(node -> node.node().name()));
    }

    private static double value(NodeInService node, Resource resource) {
        Double value = node.capacity(resource).map(Capacity::value).orElse(null);
        return value == null ? 0 : value;
    }

    private static NodeInService another(NodeInService node, int number) {
        var like = node.node();
        var id = "supposed-" + number;
        return new NodeInService(
                new Node(
                        id,
                        id,
                        like.pool(),
                        like.model(),
                        like.site(),
                        like.firstSeen(),
                        like.lastSeen(),
                        Node.State.ACTIVE),
                node.capacities());
    }
}
