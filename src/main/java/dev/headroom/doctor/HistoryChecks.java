package dev.headroom.doctor;

import dev.headroom.access.AuditVerification;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at what Headroom has kept so far. */
final class HistoryChecks {

    static final List<Check> ALL = List.of(Check.POLLS, Check.BACKFILL, Check.HISTORY, Check.AUDIT_CHAIN);

    private static final Duration LONG_AGO = Duration.ofMinutes(90);
    private static final int LEAST_DAYS = 14;

    private final Patient patient;
    private final JdbcClient jdbc;
    private final Findings findings;

    private record Progress(
            @Nullable Instant lastSuccess,
            @Nullable String lastError,
            String backfill,
            @Nullable Instant oldest,
            @Nullable Instant newest) {}

    HistoryChecks(Patient patient, JdbcClient jdbc, Findings findings) {
        this.patient = patient;
        this.jdbc = jdbc;
        this.findings = findings;
    }

    void examine() {
        collecting();
        audit();
    }

    private void collecting() {
        var progress = jdbc.sql("select last_success, last_error, backfill_state, oldest, newest from collection")
                .query((row, number) -> new Progress(
                        instant(row.getObject(1, OffsetDateTime.class)),
                        row.getString(2),
                        row.getString(3),
                        instant(row.getObject(4, OffsetDateTime.class)),
                        instant(row.getObject(5, OffsetDateTime.class))))
                .optional();
        if (progress.isEmpty()) {
            findings.skipped(List.of(Check.POLLS, Check.BACKFILL, Check.HISTORY), "Nothing has been collected yet.");
            return;
        }
        polls(progress.get());
        backfill(progress.get());
        history(progress.get());
    }

    private void polls(Progress progress) {
        var age = progress.lastSuccess() == null
                ? null
                : Duration.between(progress.lastSuccess(), patient.clock().instant());
        if (progress.lastError() != null) {
            findings.trouble(
                    Check.POLLS,
                    "The last poll failed: " + progress.lastError(),
                    "bin/headroom doctor   # the first failing check above is the cause; polls go on by themselves");
        } else if (age != null && age.compareTo(LONG_AGO) > 0) {
            findings.trouble(
                    Check.POLLS,
                    "The last poll was " + SettingChecks.words(age) + " ago.",
                    "systemctl status headroom   # is it running?");
        } else {
            findings.passed(Check.POLLS, age == null ? "The first is under way." : SettingChecks.words(age) + " ago.");
        }
    }

    private void backfill(Progress progress) {
        if (progress.backfill().equals("failed")) {
            findings.trouble(
                    Check.BACKFILL,
                    "It stopped at " + progress.oldest()
                            + (progress.lastError() == null ? "." : ": " + progress.lastError()),
                    "HEADROOM_BACKFILL_DAYS=…   # fewer, if the store has no more; it resumes with the next good poll");
        } else {
            findings.passed(
                    Check.BACKFILL,
                    progress.backfill().equals("complete")
                            ? "It is complete."
                            : "It has come back to " + progress.oldest() + ".");
        }
    }

    private void history(Progress progress) {
        int days = Objects.requireNonNullElse(
                jdbc.sql("select count(distinct day)::int from daily_usage where covered > 0")
                        .query(Integer.class)
                        .single(),
                0);
        if (days < LEAST_DAYS) {
            findings.trouble(
                    Check.HISTORY,
                    "There are " + days + " days of history, since " + progress.oldest() + ".",
                    "HEADROOM_BACKFILL_DAYS=730   # reads what the store still has; otherwise wait "
                            + (LEAST_DAYS - days) + " days");
        } else {
            findings.passed(Check.HISTORY, days + " days." + cutBefore());
        }
    }

    /** Tells which days are still those of an earlier time zone; CPU tells, as its figures never come out the same. */
    private String cutBefore() {
        return jdbc.sql("""
            select max(d.day), c.zone_before from collection c join daily_usage d on d.recorded_at < c.zone_changed_at
            where d.resource = 'cpu' group by c.zone_before\
            """)
                .query((row, number) -> " Those up to " + row.getObject(1, LocalDate.class) + " are days of "
                        + row.getString(2) + ": their five-minute values were gone when the time zone changed.")
                .optional()
                .orElse("");
    }

    private void audit() {
        String data = Objects.requireNonNullElse(patient.property("headroom.data-dir"), "./data");
        String set = patient.property("headroom.audit-dir");
        Path directory = set == null ? Path.of(data).resolve("audit") : Path.of(set);
        try {
            var result = verified(directory);
            if (result.holds()) {
                findings.passed(
                        Check.AUDIT_CHAIN,
                        result.sentence() + (result.caution() == null ? "" : " " + result.caution()));
            } else {
                findings.trouble(Check.AUDIT_CHAIN, result.sentence(), "bin/headroom audit verify");
            }
        } catch (UncheckedIOException e) {
            findings.trouble(Check.AUDIT_CHAIN, "It can't be checked: " + e.getMessage(), "ls -l '" + directory + "'");
        }
    }

    /** Verifies one moment of the chain, while rows are added to it. */
    private AuditVerification.Result verified(Path directory) {
        var source = Objects.requireNonNull(patient.database().source());
        var moment = new TransactionTemplate(new DataSourceTransactionManager(source));
        moment.setReadOnly(true);
        moment.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        return Objects.requireNonNull(
                moment.execute(status -> AuditVerification.in(directory).verify(JdbcClient.create(source))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
