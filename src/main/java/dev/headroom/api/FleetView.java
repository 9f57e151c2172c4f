package dev.headroom.api;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NodeAssessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import dev.headroom.inventory.Pool;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageDay;
import dev.headroom.usage.UsageHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pools and nodes: as the latest assessment has them, and those that it does not know yet from what was measured. */
@Component
class FleetView {

    private static final int RECENT_DAYS = 14;

    private final Assessments assessments;
    private final Inventory inventory;
    private final UsageHistory usage;

    FleetView(Assessments assessments, Inventory inventory, UsageHistory usage) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.usage = usage;
    }

    List<PoolView> pools() {
        var pools = new TreeMap<String, PoolView>();
        assessments.latest().ifPresent(latest -> latest.pools().forEach(pool -> pools.put(pool.id(), view(pool))));
        inventory.pools().forEach(pool -> pools.computeIfAbsent(pool.id(), id -> view(pool)));
        return List.copyOf(pools.values());
    }

    Optional<PoolView> pool(String id) {
        return assessments
                .latest()
                .flatMap(latest -> latest.pool(id))
                .map(FleetView::view)
                .or(() -> inventory.pool(id).map(this::view));
    }

    /** Returns the nodes of a pool, or of all pools. */
    List<NodeView> nodes(@Nullable String pool) {
        var latest = assessments.latest();
        var nodes = new TreeMap<String, NodeView>();
        latest.ifPresent(known -> known.nodes().forEach(node -> nodes.put(node.id(), view(node))));
        inventory.nodes().forEach(node -> nodes.put(node.id(), view(node, latest)));
        return nodes.values().stream()
                .filter(node -> pool == null || node.pool().equals(pool))
                .toList();
    }

    Optional<NodeView> node(String id) {
        var latest = assessments.latest();
        return inventory
                .node(id)
                .map(node -> view(node, latest))
                .or(() -> latest.flatMap(known -> known.node(id)).map(FleetView::view));
    }

    private static PoolView view(PoolAssessment pool) {
        return new PoolView(
                pool.id(),
                pool.name(),
                pool.site(),
                pool.nodeCount(),
                pool.resources().stream().map(ResourceView::of).toList());
    }

    private PoolView view(Pool pool) {
        return new PoolView(pool.id(), pool.name(), pool.site(), pool.nodes().size(), measured(pool.subject()));
    }

    private static NodeView view(NodeAssessment node) {
        return new NodeView(
                node.id(),
                node.name(),
                node.pool(),
                node.model(),
                node.firstSeen(),
                node.lastSeen(),
                node.state().toLowerCase(Locale.ROOT),
                node.resources().stream().map(ResourceView::of).toList());
    }

    private NodeView view(Node node, Optional<Assessment> latest) {
        var assessed = latest.flatMap(known -> known.node(node.id()));
        var resources = assessed.map(known ->
                        known.resources().stream().map(ResourceView::of).toList())
                .orElseGet(() -> node.state() == Node.State.RETIRED ? List.of() : measured(node.subject()));
        return new NodeView(
                node.id(),
                node.name(),
                node.pool(),
                node.model(),
                node.firstSeen(),
                node.lastSeen(),
                ResourceView.code(node.state()),
                resources);
    }

    private List<ResourceView> measured(Subject subject) {
        var newest = usage.newestDay();
        if (newest.isEmpty()) {
            return List.of();
        }
        var today = newest.get();
        var capacities = new TreeMap<Resource, @Nullable Double>();
        inventory.capacities(subject, today).forEach(capacity -> capacities.put(capacity.resource(), capacity.value()));
        var resources = new TreeSet<>(usage.resources(subject));
        resources.addAll(capacities.keySet());
        var views = new ArrayList<ResourceView>();
        for (var resource : resources) {
            var day = lastWithData(subject, resource, today);
            views.add(ResourceView.unassessed(
                    resource,
                    capacities.get(resource),
                    day == null ? null : day.p95(),
                    day == null ? null : day.date()));
        }
        return views;
    }

    private @Nullable UsageDay lastWithData(Subject subject, Resource resource, LocalDate today) {
        return usage.days(subject, resource, today.minusDays(RECENT_DAYS), today.plusDays(1)).stream()
                .filter(day -> day.p95() != null && day.coverage() >= UsageHistory.SUFFICIENT_COVERAGE)
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
