package dev.headroom.assessment;

import dev.headroom.units.Money;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A line of the cash flow: what one server, order or assumption costs in a month.
 *
 * @param closed      whether the month is over
 * @param node        the node that it is for; null where it is for none or no single one
 * @param pool        the pool's id; null where it is for none
 * @param model       the server model or the upgrade; null where it is for none
 * @param quantity    how many it is for; 0 where it counts nothing
 * @param billed      what is paid
 * @param effective   what the month bears: a purchase by its depreciation, all else as it is paid
 * @param list        what the list asks for the same; null where no list is known
 */
public record Charge(
        YearMonth month,
        boolean closed,
        Part part,
        Kind kind,
        @Nullable String node,
        @Nullable String pool,
        @Nullable String model,
        int quantity,
        Money billed,
        Money effective,
        @Nullable Money list,
        String description) {

    /** How sure it is. */
    public enum Part {
        OWNED,
        ORDERED,
        PLANNED
    }

    /** What it is for. */
    public enum Kind {
        RENT,
        SET_UP,
        PURCHASE,
        /** The part of a purchase that a month bears; no payment. */
        DEPRECIATION,
        /** Power, colocation, remote hands, spares and support of what is bought. */
        RUNNING,
        LINK,
        /** What a metered link asks beyond the traffic that its rent includes. */
        TRAFFIC,
        STAFF,
        MONITORING,
        COMPLIANCE,
        /** Servers on order, or given back, of which no single one is named. */
        SERVERS,
        /** What can't be laid to anything: roundings, and growth after the plan. */
        REST,
        /** What the books have more or less than was reckoned. */
        BOOKS
    }
}
