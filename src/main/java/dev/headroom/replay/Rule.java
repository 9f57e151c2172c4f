package dev.headroom.replay;

/** A way to decide each week how many nodes to order. */
public enum Rule {
    /** When usage reaches 80 % of what may be used, enough to be below it again. */
    AT_80_PERCENT("Order at 80 %"),
    /** A straight line through the last 30 days, up to the end of a slow delivery: Prometheus' predict_linear. */
    STRAIGHT_LINE("30-day line"),
    /**
     * Each node that takes more risk from the week that only this week's order can serve than its rent is worth, the more the
     * higher the confidence. What the limit holds without, with the confidence, is given back.
     */
    HEADROOM("Headroom"),
    /** Each node on the very day on which it is first needed: what nobody can know. */
    HINDSIGHT("Hindsight");

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
