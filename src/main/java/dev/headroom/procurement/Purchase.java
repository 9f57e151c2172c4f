package dev.headroom.procurement;

import dev.headroom.units.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is bought, from proposal to service.
 *
 * @param pool                id of the pool that it is for
 * @param model               a server model, or a link upgrade
 * @param deliveredQuantity   how many have come
 * @param inServiceQuantity   how many serve
 * @param oneTime             for the whole quantity, as proposed
 * @param monthly             for the whole quantity, as proposed
 * @param paidOneTime         for the whole quantity, as ordered; null until known
 * @param paidMonthly         for the whole quantity, as ordered; null until known
 * @param quote               the reference of the quote that it is bought on; null where there is none
 * @param reason              why, in words
 * @param planOrder           the order of the plan that it came from; null for one that came from a person alone
 * @param expectedOn          first day of service, as far as is known now
 * @param proposedBy          e-mail of a user or name of a token
 * @param decidedBy           who has approved or rejected it
 * @param deliveredOn         the day of the last delivery that made it whole
 * @param needsSecondPerson   whether whoever proposed it may not approve it
 * @param closedReason        why it was rejected or cancelled
 * @param version             counts the changes
 */
public record Purchase(
        UUID id,
        PurchaseState state,
        String pool,
        Kind kind,
        String model,
        int quantity,
        int deliveredQuantity,
        int inServiceQuantity,
        Money oneTime,
        Money monthly,
        @Nullable Money paidOneTime,
        @Nullable Money paidMonthly,
        @Nullable String purchaseOrderNumber,
        @Nullable String quote,
        String reason,
        @Nullable String planOrder,
        @Nullable UUID assessment,
        @Nullable LocalDate expectedOn,
        Instant proposedAt,
        String proposedBy,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable LocalDate orderedOn,
        @Nullable LocalDate deliveredOn,
        @Nullable LocalDate inServiceOn,
        boolean needsSecondPerson,
        @Nullable String closedReason,
        List<Delivery> deliveries,
        List<Arrival> arrivals,
        int version) {

    /** What is bought. */
    public enum Kind {
        SERVER,
        UPGRADE;

        /** Returns the name in the database and the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** A part that has come. */
    public record Delivery(LocalDate deliveredOn, int quantity) {}

    /** A node that was seen to serve. */
    public record Arrival(String node, LocalDate inServiceOn) {}

    public Purchase {
        deliveries = List.copyOf(deliveries);
        arrivals = List.copyOf(arrivals);
    }

    /** Returns how many are still to come into service. */
    public int outstanding() {
        return state.isOpen() ? quantity - inServiceQuantity : 0;
    }

    /**
     * Returns whether it is what an order of a plan asks for, so that nobody need propose that again: a plan counts on what was decided
     * before it was made, and asks for more then.
     */
    public boolean answers(String order, Instant plannedAt) {
        return order.equals(planOrder)
                && state != PurchaseState.REJECTED
                && state != PurchaseState.CANCELLED
                && (decidedAt == null || decidedAt.isAfter(plannedAt));
    }

    /** Returns whether some of it should have been in service before that day. */
    public boolean isLate(LocalDate day) {
        return outstanding() > 0 && expectedOn != null && expectedOn.isBefore(day);
    }
}
