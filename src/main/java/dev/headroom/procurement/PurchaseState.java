package dev.headroom.procurement;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a purchase has come. */
public enum PurchaseState {
    PROPOSED("Proposed"),
    APPROVED("Approved"),
    ORDERED("Ordered"),
    DELIVERED("Delivered"),
    IN_SERVICE("In service"),
    REJECTED("Rejected"),
    CANCELLED("Cancelled");

    private final String word;

    PurchaseState(String word) {
        this.word = word;
    }

    /** Returns the name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what a reader sees. */
    public String word() {
        return word;
    }

    /** Returns the states that can follow. */
    public Set<PurchaseState> next() {
        return switch (this) {
            case PROPOSED -> EnumSet.of(APPROVED, REJECTED, CANCELLED);
            case APPROVED -> EnumSet.of(ORDERED, CANCELLED);
            case ORDERED -> EnumSet.of(DELIVERED, CANCELLED);
            case DELIVERED -> EnumSet.of(IN_SERVICE);
            case IN_SERVICE, REJECTED, CANCELLED -> EnumSet.noneOf(PurchaseState.class);
        };
    }

    /** Returns whether it is bought, but not all of it is in service. */
    public boolean isOpen() {
        return this == APPROVED || this == ORDERED || this == DELIVERED;
    }

    /** Returns whether it has been decided to buy it, and still holds. */
    public boolean isBought() {
        return isOpen() || this == IN_SERVICE;
    }

    /**
     * Returns the state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PurchaseState of(String code) {
        for (var state : values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state '" + code + "'");
    }
}
