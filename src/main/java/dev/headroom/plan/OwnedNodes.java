package dev.headroom.plan;

import org.jspecify.annotations.Nullable;

/**
 * Equal nodes that are in service at the start; each may be given back at the end of any month.
 *
 * @param lastMonth the last month in which they can serve; null where nothing ends their service
 */
public record OwnedNodes(String model, int count, @Nullable Integer lastMonth) {

    public OwnedNodes {
        Check.id("model", model);
        Check.count("count", count);
        if (lastMonth != null && lastMonth < 0) {
            throw new InvalidProblem("lastMonth", "must be a whole number from 0, or null: " + lastMonth);
        }
    }

    boolean canServeIn(int month) {
        return lastMonth == null || month <= lastMonth;
    }
}
