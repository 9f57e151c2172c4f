package dev.headroom.usage;

import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads the metric store: what is new at each poll, and its past once, newest first. */
@Service
public class Collection {

    private final CollectionState state;
    private final UsageHistory history;
    private final Inventory inventory;
    private final Clock clock;

    Collection(CollectionState state, UsageHistory history, Inventory inventory, Clock clock) {
        this.state = state;
        this.history = history;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Returns how collecting stands. */
    public CollectionStatus status() {
        var progress = state.load().orElse(null);
        int nodes = (int) inventory.nodes().stream()
                .filter(node -> node.state() != Node.State.RETIRED)
                .count();
        if (progress == null) {
            return new CollectionStatus(
                    false,
                    "unknown",
                    null,
                    null,
                    null,
                    null,
                    null,
                    nodes,
                    new Backfill(Backfill.State.RUNNING, 0, null),
                    null);
        }
        return new CollectionStatus(
                progress.lastError() == null && progress.lastSuccess() != null,
                progress.product(),
                progress.version(),
                progress.lastSuccess(),
                progress.newest() == null
                        ? null
                        : Duration.between(progress.newest(), clock.instant()).toSeconds(),
                history.oldestDay().orElse(null),
                history.newestDay().orElse(null),
                nodes,
                new Backfill(progress.backfill(), share(progress.oldest(), progress.newest(), progress.floor()), null),
                progress.lastError());
    }

    private static double share(@Nullable Instant oldest, @Nullable Instant newest, @Nullable Instant floor) {
        if (oldest == null || newest == null || floor == null) {
            return 0;
        }
        double whole = Duration.between(floor, newest).toSeconds();
        return whole <= 0 ? 1 : Math.clamp(Duration.between(oldest, newest).toSeconds() / whole, 0, 1);
    }
}
