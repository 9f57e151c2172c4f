package dev.headroom.inventory;

import dev.headroom.units.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a node or a pool can carry of a resource.
 *
 * @param value  in the resource's unit; null where unknown
 * @param source {@code measured}, {@code operator}, or {@code unknown}
 */
public record Capacity(Resource resource, @Nullable Double value, String source) {

    public static final String MEASURED = "measured";
    public static final String OPERATOR = "operator";
    public static final String UNKNOWN = "unknown";

    static Capacity unknown(Resource resource) {
        return new Capacity(resource, null, UNKNOWN);
    }
}
