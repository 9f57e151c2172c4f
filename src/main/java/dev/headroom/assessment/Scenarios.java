package dev.headroom.assessment;

import dev.headroom.access.Audit;
import dev.headroom.assessment.Scenario.State;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.usage.Drivers;
import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The scenarios that were tried. Each is saved first and computed in the background, one at a time; whoever asked may wait
 * for it a little.
 */
@Service
public class Scenarios {

    private static final Logger log = LoggerFactory.getLogger(Scenarios.class);

    private static final int MOST_WAITING = 16;
    /** A scenario that has been waiting or running for longer than that was lost with its process. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(10);

    private static final String COLUMNS =
            "select s.id, s.name, s.changes, s.created_by, s.created_at, s.state, s.outcome,"
                    + " s.failure, exists (select 1 from adoption a where a.scenario_id = s.id and a.ended_at is null) as adopted"
                    + " from scenario s";

    private final JdbcClient database;
    private final Assessments assessments;
    private final Adoptions adoptions;
    private final AssessmentSchedule schedule;
    private final ScenarioRun run;
    private final PriceBooks books;
    private final Drivers drivers;
    private final Audit audit;
    private final Clock clock;
    private final SnapshotJson json = new SnapshotJson();
    private final Map<UUID, CountDownLatch> underWay = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "scenario"));

    Scenarios(
            JdbcClient database,
            Assessments assessments,
            Adoptions adoptions,
            AssessmentSchedule schedule,
            ScenarioRun run,
            PriceBooks books,
            Drivers drivers,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.assessments = assessments;
        this.adoptions = adoptions;
        this.schedule = schedule;
        this.run = run;
        this.books = books;
        this.drivers = drivers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Saves a scenario and begins to compute it, against the latest assessment.
     *
     * @throws InvalidScenario if a field holds what can't be planned by
     * @throws NoAssessmentYet where there is nothing to compare with
     * @throws ScenariosBusy   where too many are waiting
     */
    @Transactional
    public Scenario create(String name, ScenarioChanges changes, String by) {
        var baseline = assessments.latest().orElseThrow(NoAssessmentYet::new);
        ScenarioCheck.check(name, changes, baseline, books.current(), drivers.all());
        var id = UUID.randomUUID();
        var now = now();
        database.sql("insert into scenario (id, name, changes, created_by, created_at, state, state_at)"
                        + " values (?, ?, ?, ?, ?, 'WAITING', ?)")
                .params(id, name.strip(), json.write(changes), by, now, now)
                .update();
        audit.record("scenario.created", subject(id), Map.of("name", name.strip()));
        beginOnceSaved(id);
        return find(id).orElseThrow();
    }

    /**
     * Computes a scenario anew, against the latest assessment; one that is in force stays, as the assessment has its changes.
     *
     * @return empty where there is no such scenario
     * @throws ScenariosBusy where too many are waiting
     */
    @Transactional
    public Optional<Scenario> again(UUID id) {
        int changed = database.sql(
                        "update scenario set state = 'WAITING', state_at = ?, outcome = null, failure = null"
                                + " where id = ? and state in ('COMPLETE', 'FAILED')"
                                + " and not exists (select 1 from adoption a where a.scenario_id = scenario.id and a.ended_at is null)")
                .params(now(), id)
                .update();
        if (changed > 0) {
            beginOnceSaved(id);
        }
        return find(id);
    }

    /** Waits until a scenario is done, or a time has passed; empty where there is no such scenario. */
    public Optional<Scenario> await(UUID id, Duration longest) {
        var latch = underWay.get(id);
        // what is not committed yet can't have begun
        if (latch != null && !TransactionSynchronizationManager.isActualTransactionActive()) {
            try {
                latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return find(id);
    }

    public Optional<Scenario> find(UUID id) {
        resume(id);
        return database.sql(COLUMNS + " where s.id = ?")
                .param(id)
                .query((row, number) -> scenario(row))
                .optional();
    }

    /** Returns all scenarios, the newest first, without their outcomes. */
    public List<Scenario> all() {
        return database.sql(COLUMNS.replace("s.outcome", "null as outcome") + " order by s.created_at desc, s.id")
                .query((row, number) -> scenario(row))
                .list();
    }

    /**
     * Removes a scenario.
     *
     * @return false where there is none
     * @throws InvalidScenario where it is or was part of the baseline: assessments refer to it
     */
    @Transactional
    public boolean delete(UUID id) {
        if (adoptions.everAdopted(id)) {
            throw new InvalidScenario(List.of(new InvalidScenario.Fault(
                    "scenario", id.toString(), "has been part of the baseline, so it stays on record")));
        }
        boolean deleted =
                database.sql("delete from scenario where id = ?").param(id).update() > 0;
        if (deleted) {
            audit.record("scenario.deleted", subject(id), Map.of());
        }
        return deleted;
    }

    /** Returns whether a scenario is or was part of the baseline, so that it can't be removed. */
    public boolean staysOnRecord(UUID id) {
        return adoptions.everAdopted(id);
    }

    /**
     * Makes a scenario part of the baseline, from the next assessment on, which is made at once; false where it is already.
     *
     * @throws InvalidScenario where it would leave a pool no node, with what has been adopted since it was made
     */
    @Transactional
    public boolean adopt(Scenario scenario, String by) {
        assessments
                .latest()
                .ifPresent(latest -> ScenarioCheck.checkAdoption(
                        latest,
                        adoptions.inForce(latest.generatedAt()),
                        adoptions
                                .inForce(clock.instant())
                                .with(scenario.adopted() ? ScenarioChanges.NONE : scenario.changes())));
        boolean adopted = adoptions.adopt(scenario, by, clock.instant());
        if (adopted) {
            audit.record("scenario.adopted", subject(scenario.id()), Map.of("name", scenario.name()));
            onceSaved(schedule::again);
        }
        return adopted;
    }

    /** Takes a scenario out of the baseline; false where it is no part of it. */
    @Transactional
    public boolean undo(UUID scenario, String by) {
        boolean ended = adoptions.end(scenario, by, clock.instant());
        if (ended) {
            audit.record("scenario.undone", subject(scenario), Map.of());
            onceSaved(schedule::again);
        }
        return ended;
    }

    private static String subject(UUID id) {
        return "scenario:" + id;
    }

    private static void onceSaved(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /** Returns what the baseline has been changed by, oldest first. */
    public List<Adoption> inForce() {
        return adoptions.at(clock.instant());
    }

    private void resume(UUID id) {
        var lost = OffsetDateTime.ofInstant(clock.instant().minus(LOST_AFTER), ZoneOffset.UTC);
        int taken = underWay.containsKey(id)
                ? 0
                : database.sql("update scenario set state = 'WAITING', state_at = ?"
                                + " where id = ? and state in ('WAITING', 'RUNNING') and state_at < ?")
                        .params(now(), id, lost)
                        .update();
        if (taken > 0 && underWay.putIfAbsent(id, new CountDownLatch(1)) == null) {
            worker.execute(() -> compute(id));
        }
    }

    /** Takes a place in the queue at once, so that a full one undoes the change, and begins when the scenario can be seen. */
    private void beginOnceSaved(UUID id) {
        if (underWay.size() >= MOST_WAITING) {
            throw new ScenariosBusy(MOST_WAITING);
        }
        underWay.put(id, new CountDownLatch(1));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    worker.execute(() -> compute(id));
                } else {
                    done(id);
                }
            }
        });
    }

    private void compute(UUID id) {
        try {
            database.sql("update scenario set state = 'RUNNING', state_at = ? where id = ?")
                    .params(now(), id)
                    .update();
            var baseline = assessments.latest().orElseThrow(NoAssessmentYet::new);
            var changes = database.sql("select changes from scenario where id = ?")
                    .param(id)
                    .query(String.class)
                    .optional();
            if (changes.isEmpty()) {
                return; // deleted meanwhile
            }
            var outcome = run.run(baseline, json.read(changes.get(), ScenarioChanges.class));
            database.sql(
                            "update scenario set state = 'COMPLETE', state_at = ?, assessment_id = ?, outcome = ? where id = ?")
                    .params(now(), baseline.id(), json.write(outcome), id)
                    .update();
        } catch (RuntimeException e) {
            var reference = UUID.randomUUID();
            log.atError()
                    .setCause(e)
                    .addKeyValue("scenario", id)
                    .addKeyValue("id", reference)
                    .log("scenario failed");
            database.sql("update scenario set state = 'FAILED', state_at = ?, failure = ? where id = ?")
                    .params(now(), "It could not be computed. The log has the details under " + reference + ".", id)
                    .update();
        } finally {
            done(id);
        }
    }

    private void done(UUID id) {
        var latch = underWay.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    private Scenario scenario(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new Scenario(
                row.getObject("id", UUID.class),
                row.getString("name"),
                json.read(row.getString("changes"), ScenarioChanges.class),
                row.getString("created_by"),
                instant(row, "created_at"),
                State.valueOf(row.getString("state")),
                outcome == null ? null : json.read(outcome, ScenarioOutcome.class),
                row.getString("failure"),
                row.getBoolean("adopted"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
