package dev.headroom.doctor;

import org.jspecify.annotations.Nullable;

/**
 * A node that not all who should know it know.
 *
 * @param inInventory  null where it can't be told, or need not be yet
 * @param inKubernetes null where it need not be there
 */
public record Difference(
        String node,
        @Nullable Boolean inInventory,
        @Nullable Boolean inKubernetes,
        boolean inMetrics) {

    /** Says it in words. */
    public String words() {
        if (inMetrics) {
            return Boolean.FALSE.equals(inInventory)
                    ? node + " reports and is not in the inventory"
                    : node + " reports and is no node of Kubernetes', as others of its pool are";
        }
        return Boolean.TRUE.equals(inKubernetes)
                ? node + " is a node of Kubernetes' and does not report"
                : node + " is in the inventory and does not report";
    }
}
