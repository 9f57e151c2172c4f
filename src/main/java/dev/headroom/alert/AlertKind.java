package dev.headroom.alert;

import java.time.Duration;
import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
    /** An order must be placed within 30, 14, 0 days: urgency 1, 2, 3. */
    ORDER_BY("Order due", Duration.ofDays(7)),
    /** Measurements are missing, or none is new. */
    DATA_LOST("Data lost", Duration.ofDays(1)),
    /** A price that the plan buys at is too old to be trusted. */
    PRICE_STALE("Price stale", Duration.ofDays(1)),
    /** A quote can be taken for 14 days more, or 3: urgency 1, 2. */
    QUOTE_EXPIRING("Quote expiring", Duration.ofDays(1)),
    /** What was ordered is not in service on the day that it was expected, or a week later: urgency 1, 2. */
    ORDER_LATE("Order late", Duration.ofDays(1));

    private final String word;
    private final Duration calm;

    AlertKind(String word, Duration calm) {
        this.word = word;
        this.calm = calm;
    }

    /** Returns what a reader sees. */
    public String word() {
        return word;
    }

    /** Returns how long all must have been well before the alert ends. */
    Duration calm() {
        return calm;
    }

    /** Returns the name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static AlertKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
