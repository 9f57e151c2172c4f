package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

class AuditCommandTest extends RunningServer {

    @Autowired
    private Environment environment;

    @Test
    void saysThatTheChainOfTheConfiguredDatabaseHolds() {
        logIn(newBrowser(), "admin@example.com", PASSWORD);

        var answer = run(settings(), "verify");

        assertThat(answer.status).isZero();
        assertThat(answer.out).startsWith("The audit chain holds: ");
        assertThat(answer.err).isEmpty();
    }

    @Test
    void namesTheFirstBadRowAndFails() {
        logIn(newBrowser(), "admin@example.com", PASSWORD);
        long last = jdbc.sql("select max(sequence) from audit_entry")
                .query(Long.class)
                .single();
        var name = jdbc.sql("select actor_name from audit_entry where sequence = ?")
                .param(last)
                .query(String.class)
                .single();

        rename(last, "nobody");
        var answer = run(settings(), "verify");
        rename(last, name);

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).startsWith("Row " + last + " of the audit chain is wrong: ");
        assertThat(run(settings(), "verify").status).isZero();
    }

    @Test
    void saysWhatIsMissingWhereThereIsNoDatabase(@TempDir Path empty) {
        var answer = run(Map.of("HEADROOM_DATA_DIR", empty.toString()), "verify");

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err).contains("there is no database in HEADROOM_DATA_DIR");
    }

    @Test
    void checksTheEmbeddedDatabaseWhetherItRunsOrNot(@TempDir Path dataDir) throws Exception {
        var settings = Map.of("HEADROOM_DATA_DIR", dataDir.toString());

        Answer running;
        try (var database = EmbeddedDatabase.start(dataDir)) {
            Flyway.configure()
                    .dataSource(database.url(), database.username(), database.password())
                    .load()
                    .migrate();
            running = run(settings, "verify");
        }
        var stopped = run(settings, "verify");

        assertThat(List.of(running, stopped)).allSatisfy(answer -> {
            assertThat(answer.err).isEmpty();
            assertThat(answer.status).isZero();
            assertThat(answer.out).startsWith("The audit chain holds: ");
        });
    }

    @Test
    void takesNoOtherArgument() {
        assertThat(run(Map.of(), "repair").status).isEqualTo(2);
    }

    private Map<String, String> settings() {
        return Map.of(
                "HEADROOM_DATABASE_URL", environment.getRequiredProperty("headroom.database.url"),
                "HEADROOM_DATABASE_USERNAME", environment.getRequiredProperty("headroom.database.username"),
                "HEADROOM_AUDIT_DIR", environment.getRequiredProperty("headroom.audit-dir"));
    }

    private void rename(long row, String name) {
        jdbc.sql("update audit_entry set actor_name = ? where sequence = ?")
                .params(name, row)
                .update();
    }

    private static Answer run(Map<String, String> settings, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new AuditCommand(
                        settings,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private record Answer(int status, String out, String err) {}
}
