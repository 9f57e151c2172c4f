package dev.headroom.assessment;

import dev.headroom.access.Audit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockingTaskExecutor.TaskWithResult;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Assessments that somebody asks for; never while another one is under way. */
@Service
public class AssessmentRequests {

    private final AssessmentRun run;
    private final LockingTaskExecutor locks;
    private final TransactionTemplate transaction;
    private final Audit audit;

    /** What became of it. */
    public sealed interface Outcome {}

    public record Made(Assessment assessment) implements Outcome {}

    /** None was made; {@code reason} is a sentence. */
    public record NotMade(String reason) implements Outcome {}

    AssessmentRequests(AssessmentRun run, LockingTaskExecutor locks, TransactionTemplate transaction, Audit audit) {
        this.run = run;
        this.locks = locks;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Assesses the fleet as it is known now. */
    public Outcome now() {
        try {
            var ran = locks.executeWithLock(
                    (TaskWithResult<Outcome>) this::assess,
                    new LockConfiguration(
                            Instant.now(), AssessmentSchedule.LOCK, AssessmentSchedule.LONGEST, Duration.ZERO));
            var outcome = ran.getResult();
            return outcome == null ? new NotMade("Another assessment is under way.") : outcome;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome assess() {
        var made = run.run();
        made.ifPresent(assessment -> transaction.executeWithoutResult(status -> audit.record(
                "assessment.requested",
                "assessment:" + assessment.id(),
                Map.of("asOf", assessment.asOf().toString()))));
        return made.<Outcome>map(Made::new).orElseGet(() -> new NotMade("No usage has been collected yet."));
    }
}
