package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;

/**
 * From the first to the last five minutes that a node reported a resource as a member of a pool, short silences included.
 *
 * @param end exclusive
 */
public record ServiceSpan(String node, Resource resource, String pool, Instant start, Instant end) {

    /** A longer silence is an absence: the node had left, and came back. */
    public static final Duration LONGEST_SILENCE = Duration.ofDays(7);

    public ServiceSpan {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("span must end after its start: " + start + " to " + end);
        }
    }

    /** Returns whether the two are one: the same node, resource and pool with no more than a short silence between. */
    boolean continues(ServiceSpan other) {
        return node.equals(other.node)
                && resource.equals(other.resource)
                && pool.equals(other.pool)
                && !start.isAfter(other.end.plus(LONGEST_SILENCE))
                && !other.start.isAfter(end.plus(LONGEST_SILENCE));
    }

    ServiceSpan joinedWith(ServiceSpan other) {
        return new ServiceSpan(
                node,
                resource,
                pool,
                start.isBefore(other.start) ? start : other.start,
                end.isAfter(other.end) ? end : other.end);
    }
}
