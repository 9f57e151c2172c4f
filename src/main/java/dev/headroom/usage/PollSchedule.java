package dev.headroom.usage;

import dev.headroom.inventory.LinksChosen;
import dev.headroom.metrics.MetricStore;
import dev.headroom.settings.SettingChosen;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Polls at the start and then at the set interval, on a thread of its own. */
@Component
class PollSchedule {

    private static final Logger log = LoggerFactory.getLogger(PollSchedule.class);

    private final Collection collection;
    private final MetricStore store;
    private final CollectionSettings settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("collection").factory());

    PollSchedule(Collection collection, MetricStore store, CollectionSettings settings) {
        this.collection = collection;
        this.store = store;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        thread.scheduleWithFixedDelay(this::poll, 0, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Another store, or links that are to be read anew, are not left to the next turn. */
    @TransactionalEventListener({SettingChosen.class, LinksChosen.class})
    @Order(2)
    void pollSoon() {
        thread.execute(this::poll);
    }

    private void poll() {
        if (!store.isConfigured()) {
            return;
        }
        try {
            collection.poll();
        } catch (RuntimeException e) { // the database may be away too; what escapes would end the schedule
            log.atError().setCause(e).log("poll failed");
        }
    }

    @PreDestroy
    void end() throws InterruptedException {
        collection.end();
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
