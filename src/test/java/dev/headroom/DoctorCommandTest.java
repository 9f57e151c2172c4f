package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/headroom doctor} where nothing runs. */
class DoctorCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void set(@TempDir Path data) {
        System.setProperty("headroom.metrics.url", "http://127.0.0.1:1");
        System.setProperty("headroom.data.dir", data.toString());
    }

    @AfterEach
    void unset() {
        System.clearProperty("headroom.metrics.url");
        System.clearProperty("headroom.data.dir");
    }

    @Test
    void goesThroughAllChecksWithValidSettingsAndAStoreThatIsAway() {
        int status = run("--json");

        var checks = JsonMapper.builder()
                .build()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .get("checks");
        assertThat(status).isEqualTo(1);
        assertThat(checks.size()).isGreaterThanOrEqualTo(24);
        assertThat(checks.toString()).contains("Nothing listens on port 1");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void refusesAnUnknownArgument() {
        assertThat(run("--yaml")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--yaml");
    }

    private int run(String... arguments) {
        return new DoctorCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }
}
