package dev.headroom.assessment;

import dev.headroom.units.Resource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pool on the day of the assessment; its resources in the order of {@link Resource}. */
public record PoolAssessment(
        String id, String name, @Nullable String site, int nodeCount, List<ResourceAssessment> resources) {

    public PoolAssessment {
        resources = List.copyOf(resources);
    }

    public Optional<ResourceAssessment> resource(Resource resource) {
        return resources.stream().filter(r -> r.resource().equals(resource)).findFirst();
    }
}
