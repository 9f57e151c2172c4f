package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the repository's root, as far as they can be judged without a build. */
class CommandsTest {

    private static final Path BIN = Path.of("bin").toAbsolutePath();
    private static final Instant BUILT = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path checkout;

    @BeforeEach
    void buildACheckout() throws IOException {
        for (var folder : List.of("src/main/java", "db", "frontend/js", "target/run/1")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        for (var file : List.of("pom.xml", "src/main/java/A.java", "db/V1__a.sql", "frontend/js/a.js")) {
            Files.writeString(checkout.resolve(file), "");
        }
        Files.writeString(checkout.resolve("target/run/current"), "1");
        Files.writeString(checkout.resolve("target/run/1/built"), "");
        try (var all = Files.walk(checkout)) {
            for (var path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(BUILT.minusSeconds(60)));
            }
        }
        Files.setLastModifiedTime(checkout.resolve("target/run/1/built"), FileTime.from(BUILT));
    }

    @Test
    void buildsNothingThatIsNewerThanItsSources() throws Exception {
        assertThat(isBuilt()).isTrue();
    }

    @Test
    void noticesAChangedSource() throws Exception {
        for (var file : List.of("pom.xml", "src/main/java/A.java", "db/V1__a.sql", "frontend/js/a.js")) {
            Files.setLastModifiedTime(checkout.resolve(file), FileTime.from(BUILT.plusSeconds(60)));

            assertThat(isBuilt()).as(file).isFalse();

            Files.setLastModifiedTime(checkout.resolve(file), FileTime.from(BUILT.minusSeconds(60)));
        }
    }

    @Test
    void noticesADeletedSource() throws Exception {
        Files.delete(checkout.resolve("db/V1__a.sql"));

        assertThat(isBuilt()).isFalse();
    }

    @Test
    void keepsTheFolderOfARunningServer() throws Exception {
        Files.createDirectories(checkout.resolve("target/run/2"));
        Files.writeString(checkout.resolve("target/run/2/built"), "");

        run(
                "bash",
                "-c",
                "ROOT=" + checkout + "; . " + BIN + "/lib/common.sh; mkdir -p $ROOT/target/run/3;"
                        + " exec 7<$ROOT/target/run/1/built; flock -s 7; remove_unused_builds 3");

        assertThat(checkout.resolve("target/run/1")).exists();
        assertThat(checkout.resolve("target/run/2")).doesNotExist();
    }

    @Test
    void refusesAnUnknownCommandInOneLine() throws Exception {
        var answer = run(BIN + "/headroom", "predict");

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err.lines()).singleElement().asString().contains("'predict' is no command");
    }

    @Test
    void theDemoRefusesAnUnknownOption() throws Exception {
        var answer = run(BIN + "/demo", "--speed", "9");

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.err).contains("--speed is unknown");
    }

    @Test
    void theDemoNamesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var answer = run(BIN + "/demo", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(answer.status).isEqualTo(1);
            assertThat(answer.err).contains("port " + taken.getLocalPort() + " is taken; choose another with --port");
        }
    }

    private boolean isBuilt() throws Exception {
        return run("bash", "-c", "ROOT=" + checkout + "; . " + BIN + "/lib/common.sh; is_built").status == 0;
    }

    private Answer run(String... command) throws Exception {
        var out = Files.createTempFile(checkout, "out", "");
        var err = Files.createTempFile(checkout, "err", "");
        var process = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Answer(int status, String out, String err) {}
}
