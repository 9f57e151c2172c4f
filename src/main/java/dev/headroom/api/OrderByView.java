package dev.headroom.api;

import dev.headroom.assessment.OrderBy;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How an order-by date adds up: {@code neededBy} less all days is the date.
 *
 * @param shutdownDays within the lead time on which no supplier works
 * @param oddsDays     what it takes beyond the middle lead time for the limit to hold with the confidence
 * @param confidence   null where no odds are known
 */
record OrderByView(
        LocalDate date,
        LocalDate neededBy,
        int leadTimeDays,
        int shutdownDays,
        int installDays,
        int oddsDays,
        int marginDays,
        @Nullable Double confidence) {

    static @Nullable OrderByView of(@Nullable OrderBy orderBy) {
        return orderBy == null
                ? null
                : new OrderByView(
                        orderBy.date(),
                        orderBy.neededBy(),
                        orderBy.leadTimeDays(),
                        orderBy.shutdownDays(),
                        orderBy.installDays(),
                        orderBy.oddsDays(),
                        orderBy.marginDays(),
                        orderBy.confidence());
    }
}
