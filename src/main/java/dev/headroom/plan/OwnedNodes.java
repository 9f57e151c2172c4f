package dev.headroom.plan;

import org.jspecify.annotations.Nullable;

/**
 * Equal nodes that are in service at the start; each may be given back at the end of any month that its contract lets go.
 *
 * @param lastMonth the last month in which they can serve; null where nothing ends their service
 * @param boundThrough the last month that they must serve and be paid for; null where no contract binds them beyond the
 *     first, or where there is a last month
 */
public record OwnedNodes(
        String model,
        int count,
        @Nullable Integer lastMonth,
        @Nullable Integer boundThrough) {

    public OwnedNodes {
        Check.id("model", model);
        Check.count("count", count);
        if (lastMonth != null && lastMonth < 0) {
            throw new InvalidProblem("lastMonth", "must be a whole number from 0, or null: " + lastMonth);
        }
        if (lastMonth != null && boundThrough != null) {
            throw new InvalidProblem("boundThrough", "must be null where there is a lastMonth: " + boundThrough);
        }
    }

    public OwnedNodes(String model, int count, @Nullable Integer lastMonth) {
        this(model, count, lastMonth, null);
    }

    boolean mustServeIn(int month) {
        return canServeIn(month) && (month == 0 || boundThrough != null && month <= boundThrough);
    }

    boolean canServeIn(int month) {
        return lastMonth == null || month <= lastMonth;
    }
}
