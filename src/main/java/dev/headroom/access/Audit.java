package dev.headroom.access;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit chain: who changed what, when, from what to what. A row is written in the transaction of the change, so that neither is there without
 * the other; it holds the hash of the row before, is signed with a key that is not in the database, and sealed in a file of the day.
 */
@Service
public class Audit {

    /** Who acts where nobody has asked: a schedule, the start. */
    public static final Caller SYSTEM = new Caller("system", "Headroom", Set.of());

    /** Who acts where nobody has been authenticated. */
    static final Caller STRANGER = new Caller("stranger", "", Set.of());

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final Logger log = LoggerFactory.getLogger(Audit.class);

    private final JdbcClient jdbc;
    private final EntityManager entities;
    private final Clock clock;
    private final Path directory;
    private final AuditKeys.SigningKey key;
    private long sealed;

    Audit(JdbcClient jdbc, EntityManager entities, Clock clock, AuditProperties properties) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.clock = clock;
        this.directory = properties.directory();
        try {
            this.key = AuditKeys.signing(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "HEADROOM_AUDIT_DIR is '" + directory + "': must be a folder that can be written", e);
        }
    }

    /**
     * Records what the caller of the request at hand does, or {@link #SYSTEM} where there is none. The row is written at the end of the running
     * transaction, whose failure undoes both; a row that can't be written makes the transaction fail.
     *
     * @param action  what was done, {@code <kind>.<past participle>}, such as {@code purchase.approved}
     * @param subject to what, {@code <kind>:<id>}
     * @param details what else matters, such as {@code from}, {@code to}, {@code reason}; values that JSON can hold, never a secret
     * @throws org.springframework.transaction.IllegalTransactionStateException without a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String subject, Map<String, ? extends @Nullable Object> details) {
        record(Caller.ifAny().orElse(SYSTEM), action, subject, details);
    }

    /** Records what that caller does; as {@link #record(String, String, Map)}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Caller by, String action, String subject, Map<String, ? extends @Nullable Object> details) {
        TransactionSynchronizationManager.registerSynchronization(
                new Step(by, action, subject, JSON.writeValueAsString(details)));
    }

    /**
     * Returns rows, the newest first.
     *
     * @param before only rows with a lower sequence; null for all
     * @param limit  at most so many
     */
    public List<AuditEntry> entries(AuditFilter filter, @Nullable Long before, int limit) {
        return jdbc.sql("select * from audit_entry where " + AuditFilter.CONDITION
                        + " and (:before::bigint is null or sequence < :before) order by sequence desc limit :limit")
                .paramSource(filter.parameters().addValue("before", before).addValue("limit", limit))
                .query(AuditVerification.ROWS)
                .list();
    }

    /** Returns the newest row sealed by this key, to keep elsewhere; empty before the first row. */
    public Optional<AuditSeal> seal() {
        return jdbc.sql("select * from audit_entry order by sequence desc limit 1")
                .query(AuditVerification.ROWS)
                .optional()
                .map(newest -> AuditSeal.of(newest, key));
    }

    /** Checks the whole chain. */
    @Transactional(readOnly = true)
    public AuditVerification.Result verify() {
        return AuditVerification.in(directory).verify(jdbc);
    }

    private AuditEntry append(Step step) {
        entities.flush(); // what waits for the head's lock below must hold all of its other locks already
        var head = jdbc.sql("select sequence, sha256 from audit_head for update")
                .query((row, number) -> Map.entry(row.getLong("sequence"), row.getString("sha256")))
                .single();
        var entry = new AuditEntry(
                        head.getKey() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        step.by.id(),
                        step.by.name(),
                        step.action,
                        step.subject,
                        step.details,
                        head.getValue(),
                        "",
                        "",
                        "")
                .hashed();
        entry = entry.signed(key.id(), key.sign(entry.sha256()));
        jdbc.sql("insert into audit_entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        entry.sequence(),
                        OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
                        entry.actor(),
                        entry.actorName(),
                        entry.action(),
                        entry.subject(),
                        entry.details(),
                        entry.previousSha256(),
                        entry.sha256(),
                        entry.signingKey(),
                        entry.signature())
                .update();
        jdbc.sql("update audit_head set sequence = ?, sha256 = ?")
                .params(entry.sequence(), entry.sha256())
                .update();
        return entry;
    }

    private synchronized void seal(AuditEntry entry) {
        if (entry.sequence() <= sealed) {
            return;
        }
        try {
            AuditSeal.of(entry, key).write(directory);
            sealed = entry.sequence();
        } catch (IOException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("directory", directory)
                    .addKeyValue("row", entry.sequence())
                    .log("audit row not sealed");
        }
    }

    /** A row to be written when its transaction ends. */
    private final class Step implements TransactionSynchronization {

        private final Caller by;
        private final String action;
        private final String subject;
        private final String details;
        private @Nullable AuditEntry written;

        Step(Caller by, String action, String subject, String details) {
            this.by = by;
            this.action = action;
            this.subject = subject;
            this.details = details;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            try {
                written = append(this);
            } catch (DataAccessException e) {
                log.error("audit row not written, its change is undone", e);
                throw new DataAccessResourceFailureException("the audit row could not be written", e);
            }
        }

        @Override
        public void afterCommit() {
            if (written != null) {
                log.atInfo()
                        .addKeyValue("action", action)
                        .addKeyValue("subject", subject)
                        .addKeyValue("by", by.name())
                        .addKeyValue("row", written.sequence())
                        .log("audited");
                seal(written);
            }
        }
    }
}
