package dev.headroom.doctor;

import dev.headroom.units.Figures;
import dev.headroom.units.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks at the database, its disk and its backup. */
final class DatabaseChecks {

    private static final int LEAST_VERSION = 14;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    private static final Duration BACKUP_AGE = Duration.ofDays(2);
    private static final long LEAST_BYTES = 1L << 30;
    private static final long FEW_BYTES = 5L << 30;
    private static final List<Check> NEED_A_CONNECTION =
            List.of(Check.DATABASE_VERSION, Check.DATABASE_RIGHTS, Check.DATABASE_CLOCK, Check.MIGRATIONS);

    private final Patient patient;
    private final Findings findings;

    DatabaseChecks(Patient patient, Findings findings) {
        this.patient = patient;
        this.findings = findings;
    }

    /** Returns whether the database can be asked for what Headroom has kept. */
    boolean examine() {
        disk();
        backup();
        var source = patient.database().source();
        if (source == null) {
            absent(String.valueOf(patient.database().absence()));
            return false;
        }
        try (Connection connection = source.getConnection()) {
            findings.passed(Check.DATABASE, "It answers" + (patient.database().embedded() ? ", embedded." : "."));
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            version(connection);
            rights(jdbc);
            clock(jdbc, patient.clock());
            return migrations(source);
        } catch (SQLException e) {
            unreachable(e);
            return false;
        }
    }

    private void absent(String absence) {
        if (patient.database().embedded()) {
            findings.passed(Check.DATABASE, absence);
        } else {
            findings.trouble(
                    Check.DATABASE, absence, "HEADROOM_DATABASE_URL=jdbc:postgresql://db.example.com:5432/headroom");
        }
        findings.skipped(NEED_A_CONNECTION, absence);
    }

    private void unreachable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String message = String.valueOf(e.getMessage());
        String mend = state.startsWith("28")
                ? "HEADROOM_DATABASE_USERNAME=… HEADROOM_DATABASE_PASSWORD=…   # as: psql -U <name> -h <host> <database>"
                : state.equals("3D000")
                        ? "createdb -h <host> -U postgres headroom"
                        : "pg_isready -h <host> -p 5432   # the host and port of HEADROOM_DATABASE_URL";
        findings.trouble(Check.DATABASE, "The database refuses or does not answer: " + message, mend);
        findings.skipped(NEED_A_CONNECTION, "The database can't be asked.");
    }

    private void version(Connection connection) throws SQLException {
        var metadata = connection.getMetaData();
        String name = metadata.getDatabaseProductName() + " " + metadata.getDatabaseProductVersion();
        if (metadata.getDatabaseProductName().equals("PostgreSQL")
                && metadata.getDatabaseMajorVersion() >= LEAST_VERSION) {
            findings.passed(Check.DATABASE_VERSION, name + ".");
        } else {
            findings.trouble(
                    Check.DATABASE_VERSION, "It is " + name + ".", "apt-get install postgresql-17   # then pg_upgrade");
        }
    }

    private void rights(JdbcClient jdbc) {
        boolean creates = jdbc.sql("select coalesce(has_schema_privilege(current_schema(), 'create'), false)")
                .query(Boolean.class)
                .single();
        boolean readOnly = jdbc.sql("select current_setting('transaction_read_only') = 'on' or pg_is_in_recovery()")
                .query(Boolean.class)
                .single();
        String user = jdbc.sql("select current_user").query(String.class).single();
        if (readOnly) {
            findings.trouble(
                    Check.DATABASE_RIGHTS,
                    "The database takes no writes: it is a standby or read-only.",
                    "psql -c 'show default_transaction_read_only' -c 'select pg_is_in_recovery()'"
                            + "   # then HEADROOM_DATABASE_URL of the primary");
        } else if (!creates) {
            findings.trouble(
                    Check.DATABASE_RIGHTS,
                    user + " may not make tables in the schema.",
                    "psql -U postgres -c 'grant create, usage on schema public to \"" + user + "\"' headroom");
        } else {
            findings.passed(Check.DATABASE_RIGHTS, user + " may make tables.");
        }
    }

    private void clock(JdbcClient jdbc, Clock clock) {
        Instant theirs = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        var ahead = Duration.between(clock.instant(), theirs);
        if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            findings.trouble(
                    Check.DATABASE_CLOCK,
                    "The database's clock is " + SettingChecks.words(ahead)
                            + (ahead.isNegative() ? " behind" : " ahead of") + " ours.",
                    "timedatectl set-ntp true   # on both machines; then: chronyc tracking");
        } else {
            findings.passed(Check.DATABASE_CLOCK, "They agree.");
        }
    }

    private boolean migrations(javax.sql.DataSource source) {
        try {
            var info = Flyway.configure().dataSource(source).load().info();
            int pending = info.pending().length;
            int applied = info.applied().length;
            for (var migration : info.all()) {
                if (migration.getState() == MigrationState.FAILED) {
                    findings.trouble(
                            Check.MIGRATIONS,
                            "The change " + migration.getVersion() + " (" + migration.getDescription() + ") failed.",
                            "delete from flyway_schema_history where not success   -- in psql, after a look at the server's log");
                    return false;
                }
                if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                    findings.trouble(
                            Check.MIGRATIONS,
                            "The schema is newer (" + migration.getVersion() + ") than this version of Headroom.",
                            "git pull && bin/headroom   # the version that ran last, or a later one");
                    return false;
                }
            }
            if (pending > 0 && applied > 0) {
                findings.warning(
                        Check.MIGRATIONS,
                        pending + " changes of the schema are pending; the next start makes them.",
                        "pg_dump -Fc headroom > before-upgrade.dump && bin/headroom");
            } else {
                findings.passed(
                        Check.MIGRATIONS,
                        applied == 0
                                ? "It is empty; the first start fills it."
                                : applied + " changes are made, none is pending.");
            }
            return applied > 0 && pending == 0;
        } catch (FlywayException e) {
            findings.trouble(
                    Check.MIGRATIONS,
                    "The schema can't be judged: " + e.getMessage(),
                    "psql -c 'table flyway_schema_history'");
            return false;
        }
    }

    private void disk() {
        var directory = patient.database().dataDir().toAbsolutePath().normalize();
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            if (!Files.isDirectory(there) || !Files.isWritable(there)) {
                findings.trouble(
                        Check.DISK_SPACE,
                        "HEADROOM_DATA_DIR '" + directory + "' can't be written to.",
                        "install -d -o $(id -un) '" + directory + "'   # as root, or choose another HEADROOM_DATA_DIR");
                return;
            }
            long free = Files.getFileStore(there).getUsableSpace();
            String shown = Figures.quantity(free, Unit.BYTES) + " are free below " + there + ".";
            if (free < LEAST_BYTES) {
                findings.trouble(
                        Check.DISK_SPACE, shown, "df -h '" + there + "'; du -xh '" + there + "' | sort -h | tail");
            } else if (free < FEW_BYTES) {
                findings.warning(
                        Check.DISK_SPACE, shown, "df -h '" + there + "'; du -xh '" + there + "' | sort -h | tail");
            } else {
                findings.passed(Check.DISK_SPACE, shown);
            }
        } catch (IOException e) {
            findings.skipped(Check.DISK_SPACE, "The file system does not tell: " + e.getMessage());
        }
    }

    private void backup() {
        String folder = patient.property("headroom.backup-dir");
        if (folder == null) {
            findings.skipped(
                    Check.BACKUP,
                    "HEADROOM_BACKUP_DIR is not set, so nobody knows: docs/operations.md says how to back up.");
            return;
        }
        String mend = "pg_dump -Fc -f '" + folder + "/headroom.dump' headroom   # each night, from cron";
        try {
            var newest = newest(Path.of(folder));
            if (newest.isEmpty()) {
                findings.trouble(Check.BACKUP, "There is no file in HEADROOM_BACKUP_DIR '" + folder + "'.", mend);
                return;
            }
            var age = Duration.between(newest.get(), patient.clock().instant());
            if (age.compareTo(BACKUP_AGE) > 0) {
                findings.trouble(
                        Check.BACKUP,
                        "The newest file in '" + folder + "' is " + SettingChecks.words(age) + " old.",
                        mend);
            } else {
                findings.passed(Check.BACKUP, "The newest is " + SettingChecks.words(age) + " old.");
            }
        } catch (IOException e) {
            findings.trouble(Check.BACKUP, "HEADROOM_BACKUP_DIR '" + folder + "' can't be read.", mend);
        }
    }

    private static Optional<Instant> newest(Path folder) throws IOException {
        Instant newest = null;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (Files.isRegularFile(file) && Files.size(file) > 0) {
                    Instant changed = Files.getLastModifiedTime(file).toInstant();
                    newest = newest == null || changed.isAfter(newest) ? changed : newest;
                }
            }
        }
        return Optional.ofNullable(newest);
    }
}
