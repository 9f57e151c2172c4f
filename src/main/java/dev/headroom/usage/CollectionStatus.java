package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How collecting stands.
 *
 * @param reachable          whether the last request to the store was answered
 * @param product            {@code VictoriaMetrics}, {@code Prometheus} or {@code unknown}
 * @param lastSuccessfulPoll null before the first
 * @param lagSeconds         age of the newest value
 * @param openFrom           since when too many nodes have been silent for the hours to be final; null where all are
 * @param nodes              active and missing ones
 * @param silent             those of them that have sent nothing for the newest hour read, the newest silence first
 * @param lastError          in one line; null since the last poll succeeded
 * @param load               what is asked of the store, and what may be
 */
public record CollectionStatus(
        boolean reachable,
        String product,
        @Nullable String version,
        @Nullable Instant lastSuccessfulPoll,
        @Nullable Long lagSeconds,
        @Nullable Instant openFrom,
        @Nullable LocalDate oldestDay,
        @Nullable LocalDate newestDay,
        int nodes,
        List<Silent> silent,
        Backfill backfill,
        @Nullable String lastError,
        Load load) {

    /**
     * A node that has fallen silent.
     *
     * @param awaitedUntil until when hours may wait for it to be final; null where that is past
     */
    public record Silent(
            String node,
            String name,
            Instant lastSeen,
            @Nullable Instant awaitedUntil) {}

    /**
     * What is asked of the store.
     *
     * @param queriesAtOnce the most
     * @param budget        the most of the store's time that queries may take within any hour, all together
     * @param spent         what they took within the last hour
     */
    public record Load(int queriesAtOnce, Duration budget, Duration spent) {

        static Load of(dev.headroom.metrics.Load asked) {
            return new Load(asked.queriesAtOnce(), asked.budget(), asked.spent());
        }
    }

    /**
     * How far the first reading of the store's past has come.
     *
     * @param progress  0 to 1
     * @param remaining  null where it can't be told yet
     * @param waitingFor what it waits for, to spare the store; null where it does not
     */
    public record Backfill(
            State state,
            double progress,
            @Nullable Duration remaining,
            @Nullable String waitingFor) {

        public enum State {
            RUNNING,
            COMPLETE,
            FAILED,
            /** By an operator, until it is resumed. */
            STOPPED
        }
    }
}
