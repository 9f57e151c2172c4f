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
        Instant measuredAt) {}
