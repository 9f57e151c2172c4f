package dev.headroom.usage;

import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import dev.headroom.metrics.MetricStore;
import dev.headroom.usage.CollectionState.Progress;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how collecting stands, from what is stored of it and from what is under way. */
@Component
class CollectionStanding {

    private final MetricStore store;
    private final CollectionState state;
    private final UsageHistory history;
    private final Inventory inventory;
    private final Clock clock;
    private volatile @Nullable Pacing pacing;
    private volatile @Nullable String waitingFor;

    CollectionStanding(
            MetricStore store, CollectionState state, UsageHistory history, Inventory inventory, Clock clock) {
        this.store = store;
        this.state = state;
        this.history = history;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Notes how fast the back-fill goes. */
    void paces(Pacing pace) {
        pacing = pace;
    }

    /** Notes what the back-fill waits for; null where it does not. */
    void waitsFor(@Nullable String what) {
        waitingFor = what;
    }

    /** Returns how collecting stands. */
    CollectionStatus now() {
        var progress = state.load().orElse(null);
        int nodes = (int) inventory.nodes().stream()
                .filter(node -> node.state() != Node.State.RETIRED)
                .count();
        if (progress == null) {
            var none = new Backfill(Backfill.State.RUNNING, 0, null, null);
            String reason = store.isConfigured() ? null : "HEADROOM_METRICS_URL is not set";
            return new CollectionStatus(
                    false,
                    "unknown",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    nodes,
                    List.of(),
                    none,
                    reason,
                    CollectionStatus.Load.of(store.load()));
        }
        return new CollectionStatus(
                progress.lastError() == null && progress.lastSuccess() != null,
                progress.product(),
                progress.version(),
                progress.lastSuccess(),
                progress.newest() == null
                        ? null
                        : Duration.between(progress.newest(), clock.instant()).toSeconds(),
                Objects.equals(progress.finalUntil(), progress.newest()) ? null : progress.finalUntil(),
                history.oldestDay().orElse(null),
                history.newestDay().orElse(null),
                nodes,
                silent(progress.newest()),
                backfill(progress),
                progress.lastError(),
                CollectionStatus.Load.of(store.load()));
    }

    private List<CollectionStatus.Silent> silent(@Nullable Instant newest) {
        if (newest == null) {
            return List.of();
        }
        return inventory.nodes().stream()
                .filter(node -> node.state() != Node.State.RETIRED)
                .filter(node -> !node.lastSeen().isAfter(newest.minus(Duration.ofHours(1))))
                .sorted(Comparator.comparing(Node::lastSeen).reversed().thenComparing(Node::name))
                .map(node -> {
                    Instant awaited = node.lastSeen().plus(RollUp.PATIENCE);
                    return new CollectionStatus.Silent(
                            node.id(), node.name(), node.lastSeen(), awaited.isAfter(newest) ? awaited : null);
                })
                .toList();
    }

    private Backfill backfill(Progress progress) {
        if (progress.backfill() == Backfill.State.COMPLETE) {
            return new Backfill(Backfill.State.COMPLETE, 1, Duration.ZERO, null);
        }
        Instant oldest = progress.oldest();
        Instant newest = progress.newest();
        Instant floor = progress.floor();
        if (oldest == null || newest == null || floor == null || !floor.isBefore(newest)) {
            return new Backfill(progress.backfill(), 0, null, waitingFor);
        }
        double whole = Duration.between(floor, newest).toSeconds();
        double share = Math.clamp(Duration.between(oldest, newest).toSeconds() / whole, 0, 1);
        Pacing known = pacing;
        Duration remaining = known == null ? null : known.remaining(oldest, floor, clock.instant());
        return new Backfill(progress.backfill(), share, remaining, waitingFor);
    }
}
