package dev.headroom.api;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How Headroom itself stands. */
record StatusView(String version, Metrics metrics, History history, Run forecast, Run plan) {

    record Metrics(
            boolean reachable,
            String product,
            @Nullable String version,
            @Nullable Instant lastSuccessfulPoll,
            @Nullable Long lagSeconds,
            @Nullable String lastError) {}

    record History(@Nullable LocalDate oldestDay, @Nullable LocalDate newestDay, int nodes, Backfill backfill) {}

    /**
     * How far the store's past has been read.
     *
     * @param state    {@code running}, {@code complete} or {@code failed}
     * @param progress 0 to 1
     */
    record Backfill(String state, double progress, @Nullable Long remainingSeconds) {}

    record Run(@Nullable Instant lastRun) {}
}
