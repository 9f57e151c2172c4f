package dev.headroom.metrics;

import java.time.Duration;

/**
 * What is asked of the store.
 *
 * @param queriesAtOnce the most
 * @param budget        the most of the store's time that queries may take within any hour, all together
 * @param spent         what they took within the last hour
 */
public record Load(int queriesAtOnce, Duration budget, Duration spent) {

    /** Returns whether the hour's budget is used up: what can wait should. */
    public boolean isUsedUp() {
        return spent.compareTo(budget) >= 0;
    }
}
