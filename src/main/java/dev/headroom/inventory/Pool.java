package dev.headroom.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that share load.
 *
 * @param id    stands in URLs; equal to the name where that can
 * @param nodes active and missing ones by name, not the retired
 */
public record Pool(String id, String name, @Nullable String site, List<Node> nodes) {

    public Pool {
        nodes = List.copyOf(nodes);
    }

    public Subject subject() {
        return Subject.pool(id);
    }
}
