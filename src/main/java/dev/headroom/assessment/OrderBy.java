package dev.headroom.assessment;

import java.time.LocalDate;

/**
 * The last day to order, and the sum that leads to it.
 *
 * @param date       {@code neededBy} less the three spans; may lie in the past
 * @param neededBy   the early (p10) crossing
 * @param marginDays kept free on purpose
 */
public record OrderBy(LocalDate date, LocalDate neededBy, int leadTimeDays, int installDays, int marginDays) {

    /** Takes the three spans off the day on which the capacity is needed. */
    public static OrderBy of(LocalDate neededBy, int leadTimeDays, int installDays, int marginDays) {
        return new OrderBy(
                neededBy.minusDays((long) leadTimeDays + installDays + marginDays),
                neededBy,
                leadTimeDays,
                installDays,
                marginDays);
    }
}
