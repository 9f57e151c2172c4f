package dev.headroom.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics of some time say of a node.
 *
 * @param name      as the metric label has it
 * @param pool      name of its pool by its newest labels
 * @param firstSeen the start of the first five minutes with data
 * @param lastSeen  the end of the last five minutes with data
 */
public record Sighting(
        String name,
        String pool,
        @Nullable String site,
        @Nullable String model,
        Instant firstSeen,
        Instant lastSeen) {}
