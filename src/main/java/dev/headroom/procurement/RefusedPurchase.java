package dev.headroom.procurement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A step of a purchase that can't be taken; the message is a sentence for whoever asked. */
public final class RefusedPurchase extends RuntimeException {

    /** Why not. */
    public enum Cause {
        /** A field makes no sense. */
        INVALID,
        /** The purchase is not in a state for it. */
        STATE,
        /** Somebody else must do it. */
        SECOND_PERSON,
        /** There is a purchase for it already. */
        AGAIN
    }

    private final Cause why;
    private final String field;
    private final @Nullable String value;
    private final @Nullable UUID existing;

    private RefusedPurchase(Cause why, String field, @Nullable String value, String message) {
        this(why, field, value, message, null);
    }

    private RefusedPurchase(Cause why, String field, @Nullable String value, String message, @Nullable UUID existing) {
        super(message);
        this.existing = existing;
        this.why = why;
        this.field = field;
        this.value = value;
    }

    static RefusedPurchase invalid(String field, @Nullable Object value, String rule) {
        return new RefusedPurchase(Cause.INVALID, field, value == null ? null : value.toString(), rule);
    }

    /** Returns that a field could not even be read. */
    public static RefusedPurchase unreadable(String field, @Nullable String value, String rule) {
        return invalid(field, value, rule);
    }

    static RefusedPurchase state(PurchaseState is, String message) {
        return new RefusedPurchase(Cause.STATE, "state", is.code(), message);
    }

    static RefusedPurchase secondPerson(String message) {
        return new RefusedPurchase(Cause.SECOND_PERSON, "state", PurchaseState.APPROVED.code(), message);
    }

    static RefusedPurchase again(String order, UUID existing) {
        return new RefusedPurchase(Cause.AGAIN, "order", order, "has been proposed already", existing);
    }

    /** Returns the purchase that there is already; null unless that is the cause. */
    public @Nullable UUID existing() {
        return existing;
    }

    public Cause why() {
        return why;
    }

    public String field() {
        return field;
    }

    public @Nullable String value() {
        return value;
    }
}
