package dev.headroom.assessment;

/** How urgent a resource is; later constants are worse, but for {@link #UNKNOWN}, which is no answer at all. */
public enum Status {
    UNKNOWN("Unknown"),
    /** The order-by date is more than 90 days away, or the limit is not reached within the horizon. */
    OK("OK"),
    /** An order is due within 90 days. */
    PLAN("Plan"),
    /** An order is due within 14 days. */
    ORDER_NOW("Order now"),
    /** The order-by date has passed, or the limit is reached already. */
    LATE("Late");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** Returns the word that stands beside color and icon. */
    public String word() {
        return word;
    }
}
