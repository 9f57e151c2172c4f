package dev.headroom;

import dev.headroom.access.AuditVerification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** {@code audit verify}: checks the audit chain of the configured or the embedded database, which may be in use. */
final class AuditCommand {

    private static final int HOLDS = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    AuditCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it; {@code arguments} is what stood behind {@code audit}.
     *
     * @return 0 where the chain holds, 1 where a row is wrong, 2 where it could not be checked
     */
    int run(List<String> arguments) {
        if (!arguments.equals(List.of("verify"))) {
            err.println(
                    "headroom audit: takes the one argument 'verify', but got '" + String.join(" ", arguments) + "'");
            return NOT_CHECKED;
        }
        try {
            return verify();
        } catch (IOException | SQLException | DataAccessException | IllegalStateException e) {
            err.println("headroom audit: could not check: " + e.getMessage());
            return NOT_CHECKED;
        }
    }

    private int verify() throws IOException, SQLException {
        var dataDir = Path.of(setting("HEADROOM_DATA_DIR", "./data"));
        var auditDir =
                Path.of(setting("HEADROOM_AUDIT_DIR", dataDir.resolve("audit").toString()));
        var url = setting("HEADROOM_DATABASE_URL", "");
        if (!url.isEmpty()) {
            return verify(
                    url,
                    environment.get("HEADROOM_DATABASE_USERNAME"),
                    environment.get("HEADROOM_DATABASE_PASSWORD"),
                    auditDir);
        }
        if (!Files.exists(dataDir.resolve("postgres"))) {
            throw new IllegalStateException("there is no database in HEADROOM_DATA_DIR '" + dataDir
                    + "', and HEADROOM_DATABASE_URL is not set");
        }
        var running = EmbeddedDatabase.running(dataDir);
        if (running.isPresent()) {
            var access = running.get();
            return verify(access.url(), access.username(), access.password(), auditDir);
        }
        try (var started = EmbeddedDatabase.start(dataDir)) {
            return verify(started.url(), started.username(), started.password(), auditDir);
        }
    }

    private int verify(String url, @Nullable String username, @Nullable String password, Path auditDir)
            throws SQLException {
        var source = new SingleConnectionDataSource(
                url, Objects.requireNonNullElse(username, ""), Objects.requireNonNullElse(password, ""), true);
        try {
            source.setAutoCommit(false); // one moment of the chain, read row by row
            var result = AuditVerification.in(auditDir).verify(JdbcClient.create(source));
            (result.holds() ? out : err).println(result.sentence());
            if (result.caution() != null) {
                err.println(result.caution());
            }
            return result.holds() ? HOLDS : BROKEN;
        } finally {
            source.destroy();
        }
    }

    private String setting(String variable, String otherwise) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
