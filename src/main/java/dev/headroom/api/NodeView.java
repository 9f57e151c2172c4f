package dev.headroom.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node; its state is {@code active}, {@code missing} or {@code retired}. */
record NodeView(
        String id,
        String name,
        String pool,
        @Nullable String model,
        Instant firstSeen,
        Instant lastSeen,
        String state,
        List<ResourceView> resources)
        implements Table.Tabular {

    NodeView {
        resources = List.copyOf(resources);
    }

    @Override
    public Table table() {
        return table(List.of(this));
    }

    static Table table(List<NodeView> nodes) {
        var rows = new ArrayList<List<@Nullable Object>>();
        nodes.forEach(node -> node.resources()
                .forEach(resource -> rows.add(resource.cells(
                        node.id(),
                        node.name(),
                        node.pool(),
                        node.model(),
                        node.firstSeen(),
                        node.lastSeen(),
                        node.state()))));
        return new Table(
                "nodes", ResourceView.columns("node", "name", "pool", "model", "firstSeen", "lastSeen", "state"), rows);
    }
}
