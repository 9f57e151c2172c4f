package dev.headroom.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How much of the store's time was taken within the last hour, by the minute. */
final class Ledger {

    private static final int MINUTES = 60;
    private static final long NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final long[] spent = new long[MINUTES];
    private long minute; // of the newest entry

    Ledger(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.minute = now();
    }

    synchronized void spend(long nanos) {
        turn();
        spent[Math.floorMod(minute, MINUTES)] += nanos;
    }

    synchronized Duration spent() {
        turn();
        long sum = 0;
        for (long nanos : spent) {
            sum += nanos;
        }
        return Duration.ofNanos(sum);
    }

    private void turn() {
        long now = now();
        for (long passed = Math.max(minute + 1, now - MINUTES + 1); passed <= now; passed++) {
            spent[Math.floorMod(passed, MINUTES)] = 0;
        }
        minute = Math.max(minute, now);
    }

    private long now() {
        return Math.floorDiv(nanoTime.getAsLong(), NANOS_PER_MINUTE);
    }
}
