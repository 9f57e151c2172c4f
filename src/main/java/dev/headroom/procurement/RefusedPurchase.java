package dev.headroom.procurement;

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
        SECOND_PERSON
    }

    private final Cause why;
    private final String field;
    private final @Nullable String value;

    private RefusedPurchase(Cause why, String field, @Nullable String value, String message) {
        super(message);
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
