package dev.headroom.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives pools and nodes their ids, and finds them by name. Lives as long as one transaction. */
final class Naming {

    private final Pools pools;
    private final Map<String, StoredNode> nodesByName = new HashMap<>();
    private final Set<String> nodeIds = new HashSet<>();
    private final Map<String, String> poolIds = new HashMap<>();

    Naming(Nodes nodes, Pools pools) {
        this.pools = pools;
        nodes.findAll().forEach(this::add);
        pools.findAll().forEach(pool -> poolIds.put(key(pool.name(), pool.site()), pool.getId()));
    }

    @Nullable
    StoredNode node(String name) {
        return nodesByName.get(name);
    }

    void add(StoredNode node) {
        nodesByName.put(node.name(), node);
        nodeIds.add(node.getId());
    }

    String freeNodeId(String name) {
        String id = Slug.of(name);
        return nodeIds.contains(id) ? Slug.hashed(name, name) : id;
    }

    /** Returns the id of the pool of a name at a site, which is made where there is none. */
    String pool(String name, @Nullable String site) {
        String key = key(name, site);
        String known = poolIds.get(key);
        if (known != null) {
            return known;
        }
        String id = Slug.of(name);
        if (poolIds.containsValue(id)) {
            id = Slug.hashed(name, key);
        }
        pools.saveAndFlush(new StoredPool(id, name, site));
        poolIds.put(key, id);
        return id;
    }

    private static String key(String name, @Nullable String site) {
        return name + "\n" + (site == null ? "" : site);
    }
}
