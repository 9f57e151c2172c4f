package dev.headroom.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Headroom itself stands. */
record StatusView(String version, Metrics metrics, History history, Run forecast, Run plan) {

    record Metrics(
            boolean reachable,
            String product,
            @Nullable String version,
            @Nullable Instant lastSuccessfulPoll,
            @Nullable Long lagSeconds,
            @Nullable String lastError,
            Load load) {}

    /**
     * What is asked of the store: at most so many queries at once, and of its time within any hour, after which the
     * back-fill waits.
     */
    record Load(int queriesAtOnce, long budgetSeconds, long spentSeconds) {}

    /** @param silentNodes those that have sent nothing for the newest hour read, the newest silence first */
    record History(
            @Nullable LocalDate oldestDay,
            @Nullable LocalDate newestDay,
            int nodes,
            List<SilentNode> silentNodes,
            Backfill backfill) {}

    /**
     * A node that has fallen silent.
     *
     * @param awaitedUntil until when the newest hours may wait for it before anything is forecast from them
     */
    record SilentNode(
            String id,
            String name,
            Instant lastSeen,
            @Nullable Instant awaitedUntil) {}

    /**
     * How far the store's past has been read.
     *
     * @param state      {@code running}, {@code complete}, {@code failed}, or {@code stopped} by an operator
     * @param progress   0 to 1
     * @param waitingFor what it waits for, to spare the store
     */
    record Backfill(
            String state,
            double progress,
            @Nullable Long remainingSeconds,
            @Nullable String waitingFor) {}

    record Run(@Nullable Instant lastRun) {}
}
