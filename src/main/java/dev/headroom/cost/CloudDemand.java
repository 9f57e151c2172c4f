package dev.headroom.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one month asks of a cloud.
 *
 * @param cores               physical cores, not threads
 * @param egressBytesPerMonth what leaves for the internet; traffic between the nodes is no part of it
 * @param storageBytes        block storage held all month; null where nobody has measured it
 */
public record CloudDemand(
        BigDecimal cores,
        long memoryBytes,
        long egressBytesPerMonth,
        @Nullable Long storageBytes) {

    public static final CloudDemand NONE = new CloudDemand(BigDecimal.ZERO, 0, 0, 0);

    public CloudDemand(BigDecimal cores, long memoryBytes, long egressBytesPerMonth, long storageBytes) {
        this(cores, memoryBytes, egressBytesPerMonth, Long.valueOf(storageBytes));
    }

    public CloudDemand {
        if (cores.signum() < 0) {
            throw new IllegalArgumentException("cores must be >= 0: " + cores);
        }
        requireNotNegative("memoryBytes", memoryBytes);
        requireNotNegative("egressBytesPerMonth", egressBytesPerMonth);
        requireNotNegative("storageBytes", storageBytes == null ? 0 : storageBytes);
    }

    /** Returns the demand of both together: pools that share a cluster. */
    public CloudDemand plus(CloudDemand other) {
        return new CloudDemand(
                cores.add(other.cores),
                Math.addExact(memoryBytes, other.memoryBytes),
                Math.addExact(egressBytesPerMonth, other.egressBytesPerMonth),
                storageBytes == null || other.storageBytes == null
                        ? null
                        : Long.valueOf(Math.addExact(storageBytes, other.storageBytes)));
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be >= 0: " + value);
        }
    }
}
