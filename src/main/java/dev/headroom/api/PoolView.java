package dev.headroom.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool. */
record PoolView(String id, String name, @Nullable String site, int nodeCount, List<ResourceView> resources)
        implements Table.Tabular {

    PoolView {
        resources = List.copyOf(resources);
    }

    @Override
    public Table table() {
        return table(List.of(this));
    }

    static Table table(List<PoolView> pools) {
        var rows = new ArrayList<List<@Nullable Object>>();
        pools.forEach(pool -> pool.resources()
                .forEach(resource -> rows.add(resource.cells(pool.id(), pool.name(), pool.site(), pool.nodeCount()))));
        return new Table("pools", ResourceView.columns("pool", "name", "site", "nodeCount"), rows);
    }
}
