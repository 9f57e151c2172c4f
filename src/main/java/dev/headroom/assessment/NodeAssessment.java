package dev.headroom.assessment;

import dev.headroom.units.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node on the day of the assessment; its resources in the order of {@link Resource}.
 *
 * @param pool  the pool's id
 * @param model the server model's id in the price book, if known
 * @param state {@code ACTIVE}, {@code MISSING} or {@code RETIRED}
 */
public record NodeAssessment(
        String id,
        String name,
        String pool,
        @Nullable String model,
        Instant firstSeen,
        Instant lastSeen,
        String state,
        List<ResourceAssessment> resources) {

    public NodeAssessment {
        resources = List.copyOf(resources);
    }

    public Optional<ResourceAssessment> resource(Resource resource) {
        return resources.stream().filter(r -> r.resource().equals(resource)).findFirst();
    }
}
