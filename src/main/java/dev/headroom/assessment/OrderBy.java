package dev.headroom.assessment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The last day to order, and the sum that leads to it.
 *
 * @param date         {@code neededBy} less all spans; may lie in the past
 * @param neededBy     the early (p10) crossing
 * @param leadTimeDays the middle of the lead time, in days on which suppliers work
 * @param shutdownDays within that lead time on which no supplier works
 * @param oddsDays     what it takes beyond those, as deliveries vary, for the limit to hold with the confidence; negative
 *                     where less would do
 * @param marginDays   kept free on purpose
 * @param confidence   how likely what is ordered {@code marginDays} after {@code date} is in service before the limit is
 *                     reached; null where the spans were only taken off
 */
public record OrderBy(
        LocalDate date,
        LocalDate neededBy,
        int leadTimeDays,
        int shutdownDays,
        int installDays,
        int oddsDays,
        int marginDays,
        @Nullable Double confidence) {

    /** Takes three spans off the day on which the capacity is needed. */
    public static OrderBy of(LocalDate neededBy, int leadTimeDays, int installDays, int marginDays) {
        return of(neededBy, leadTimeDays, 0, installDays, marginDays);
    }

    static OrderBy of(LocalDate neededBy, int leadTimeDays, int shutdownDays, int installDays, int marginDays) {
        return new OrderBy(
                neededBy.minusDays((long) leadTimeDays + shutdownDays + installDays + marginDays),
                neededBy,
                leadTimeDays,
                shutdownDays,
                installDays,
                0,
                marginDays,
                null);
    }
}
