package dev.headroom.procurement;

import dev.headroom.units.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A step of a purchase, or a change of what is known of it; null leaves what is.
 *
 * @param to                  the state it is to get; {@code DELIVERED} of a part leaves it ordered until all has come
 * @param reason              why; needed to reject and to cancel
 * @param date                of the order, the delivery or the first day of service; today where it is null
 * @param quantity            how many were delivered; all that are still to come where it is null
 * @param expectedOn          first day of service
 */
public record PurchaseStep(
        @Nullable PurchaseState to,
        @Nullable String reason,
        @Nullable LocalDate date,
        @Nullable Integer quantity,
        @Nullable Money pricePaid,
        @Nullable Money monthlyPaid,
        @Nullable String purchaseOrderNumber,
        @Nullable LocalDate expectedOn) {

    static final int LONGEST_REASON = 2000;
    static final int LONGEST_NUMBER = 100;

    /**
     * Checks what can be checked without the purchase.
     *
     * @throws RefusedPurchase if a field makes no sense
     */
    public PurchaseStep {
        reason = Texts.optional("reason", reason, LONGEST_REASON);
        purchaseOrderNumber = Texts.optional("purchaseOrderNumber", purchaseOrderNumber, LONGEST_NUMBER);
        if (date != null) {
            Texts.day("date", date);
        }
        if (expectedOn != null) {
            Texts.day("expectedOn", expectedOn);
        }
        if (pricePaid != null) {
            Texts.amount("pricePaid", pricePaid);
        }
        if (monthlyPaid != null) {
            Texts.amount("monthlyPaid", monthlyPaid);
        }
        if (to == PurchaseState.PROPOSED) {
            throw RefusedPurchase.invalid("state", to.code(), "is where a purchase begins");
        }
        if (reason == null && (to == PurchaseState.REJECTED || to == PurchaseState.CANCELLED)) {
            throw RefusedPurchase.invalid("reason", null, "is needed to reject or cancel");
        }
        if (quantity != null && to != PurchaseState.DELIVERED) {
            throw RefusedPurchase.invalid("quantity", quantity, "goes with the state delivered only");
        }
        if (date != null
                && to != PurchaseState.ORDERED
                && to != PurchaseState.DELIVERED
                && to != PurchaseState.IN_SERVICE) {
            throw RefusedPurchase.invalid("date", date, "goes with the states ordered, delivered and in-service only");
        }
    }

    /** Returns a step to a state, with a reason or without. */
    public static PurchaseStep to(PurchaseState state, @Nullable String reason) {
        return new PurchaseStep(state, reason, null, null, null, null, null, null);
    }

    /** Returns whether it changes what somebody else may have changed meanwhile. */
    public boolean isEditOnly() {
        return to == null;
    }
}
