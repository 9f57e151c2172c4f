package dev.headroom.assessment;

import dev.headroom.units.Resource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One resource of one pool or node: how much is used, how much there is, and when it runs out.
 *
 * @param used           the 95th percentile of {@code usedOn}, in the resource's unit
 * @param usedOn         the newest day with enough data
 * @param capacity       {@code null} where unknown
 * @param utilization    used / capacity
 * @param threshold      the utilization that counts as full, 0.8 for 80 %
 * @param usable         the demand that may be carried: the least of threshold × capacity and what survives the failures
 * @param bindingLimit   which of the two that is
 * @param crossing       when demand reaches threshold × capacity; {@code null} where there is no forecast
 * @param usableCrossing when demand reaches {@code usable}, earlier than {@code crossing} where node failures bind
 * @param runwayDays     days to the p50 crossing
 * @param orderBy        the last day to order what keeps demand below {@code usable}; {@code null} where the early crossing is not within the horizon or unknown
 * @param reason         a sentence for the status; for an unknown, why
 */
public record ResourceAssessment(
        Resource resource,
        @Nullable Double used,
        @Nullable LocalDate usedOn,
        @Nullable Double capacity,
        @Nullable Double utilization,
        double threshold,
        @Nullable Double usable,
        BindingLimit bindingLimit,
        @Nullable CrossingDates crossing,
        @Nullable CrossingDates usableCrossing,
        @Nullable Integer runwayDays,
        @Nullable OrderBy orderBy,
        Status status,
        String reason) {

    /** What makes the usable capacity as small as it is. */
    public enum BindingLimit {
        THRESHOLD,
        NODE_FAILURE,
        UNKNOWN
    }

    /** Returns the same with another last day to order. */
    ResourceAssessment orderedBy(OrderBy other, Status statusThen) {
        return new ResourceAssessment(
                resource,
                used,
                usedOn,
                capacity,
                utilization,
                threshold,
                usable,
                bindingLimit,
                crossing,
                usableCrossing,
                runwayDays,
                other,
                statusThen,
                reason);
    }
}
