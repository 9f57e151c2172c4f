package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was in service at the end of a day. */
public record Fleet(LocalDate day, List<PoolInService> pools) {

    public Fleet {
        pools = List.copyOf(pools);
    }

    /** A pool and its nodes in service that day. */
    public record PoolInService(
            String id, String name, @Nullable String site, List<NodeInService> nodes) {

        public PoolInService {
            nodes = List.copyOf(nodes);
        }

        public Subject subject() {
            return Subject.pool(id);
        }
    }

    /** A node and what it can carry; a resource that it does not have is absent. */
    public record NodeInService(Node node, List<Capacity> capacities) {

        public NodeInService {
            capacities = List.copyOf(capacities);
        }

        public Optional<Capacity> capacity(Resource resource) {
            return capacities.stream()
                    .filter(capacity -> capacity.resource().equals(resource))
                    .findFirst();
        }
    }

    public Optional<PoolInService> pool(String id) {
        return pools.stream().filter(pool -> pool.id().equals(id)).findFirst();
    }
}
