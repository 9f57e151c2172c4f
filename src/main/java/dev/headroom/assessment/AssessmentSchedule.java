package dev.headroom.assessment;

import dev.headroom.inventory.FleetChanged;
import dev.headroom.settings.SettingChosen;
import dev.headroom.usage.BackfillCompleted;
import dev.headroom.usage.DayRolledUp;
import dev.headroom.usage.UsageHistory;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs an assessment when there is something new to assess: never two at once, and none for each of many days. */
@Component
class AssessmentSchedule {

    private static final Logger log = LoggerFactory.getLogger(AssessmentSchedule.class);
    static final String LOCK = "assessment";
    static final Duration LONGEST = Duration.ofMinutes(30);

    private final AssessmentRun run;
    private final Assessments assessments;
    private final UsageHistory usage;
    private final LockingTaskExecutor locks;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "assessment"));
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean stale = new AtomicBoolean();

    AssessmentSchedule(AssessmentRun run, Assessments assessments, UsageHistory usage, LockingTaskExecutor locks) {
        this.run = run;
        this.assessments = assessments;
        this.usage = usage;
        this.locks = locks;
    }

    @EventListener
    void on(BackfillCompleted event) {
        soon();
    }

    @EventListener
    void on(DayRolledUp event) {
        soon();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(SettingChosen event) {
        again();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(FleetChanged event) {
        again();
    }

    /** Assesses once more though no day has been added: what is planned by has changed. */
    void again() {
        stale.set(true);
        soon();
    }

    private void soon() {
        if (waiting.compareAndSet(false, true)) {
            worker.execute(() -> {
                waiting.set(false);
                locks.executeWithLock(
                        (Runnable) this::assess, new LockConfiguration(Instant.now(), LOCK, LONGEST, Duration.ZERO));
            });
        }
    }

    private void assess() {
        try {
            if (stale.getAndSet(false) | isNew()) {
                run.run();
            }
        } catch (RuntimeException e) {
            log.error("assessment failed", e);
        }
    }

    private boolean isNew() {
        var newest = usage.newestDay();
        return assessments
                .latest()
                .map(latest -> newest.filter(day -> day.isAfter(latest.asOf())).isPresent()
                        || usage.oldestDay()
                                .filter(day -> latest.data().oldestDay() == null
                                        || day.isBefore(latest.data().oldestDay()))
                                .isPresent())
                .orElse(true);
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
