package dev.headroom.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of a node, and whether its traffic counts.
 *
 * @param link               the link it counts for; null where it does not count
 * @param reason             why it counts or does not, in words
 * @param speedBitsPerSecond null where unknown
 * @param receiveBitsPerSecond mean over the newest hours read, raw; transmit likewise
 */
public record NetworkInterface(
        String node,
        String name,
        @Nullable String link,
        String reason,
        @Nullable Double speedBitsPerSecond,
        double receiveBitsPerSecond,
        double transmitBitsPerSecond,
        Instant measuredAt) {

    /** Counts, as nothing says otherwise. */
    public static final String ASSUMED = "physical interface";

    /** Counts for the link that an operator chose. */
    public static final String CONFIRMED = "confirmed by an operator";

    /** Does not count, as an operator said so. */
    public static final String SET_ASIDE = "set aside by an operator";

    /** Does not count, as no link's expression matches it. */
    public static final String UNCLAIMED = "physical, but no link's setting names it";

    /** Does not count, by its name. */
    public static final String VIRTUAL = "virtual: repeats what a physical interface carries";
}
