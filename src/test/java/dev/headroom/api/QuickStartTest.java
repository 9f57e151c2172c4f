package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The quick start of docs/api.md, as a reader copies it. */
class QuickStartTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @BeforeEach
    void assessed() {
        fill();
    }

    @Test
    void theShellCommandsWork() throws Exception {
        var blocks = blocks("sh");

        var made = run("bash", "-c", blocks.get(0));
        var token = JSON.readTree(made).at("/token").asString();
        run("env", "TOKEN=" + token, "bash", "-c", "set -e\n" + blocks.get(1).replaceAll("(?m)^curl ", "curl -fsS "));

        assertThat(token).startsWith("hr_");
        assertThat(Files.readAllBytes(folder.resolve("plan.xlsx"))).startsWith('P', 'K');
    }

    @Test
    void thePythonProgramWorks() throws Exception {
        var answer = run(
                "env",
                "TOKEN=" + BOOTSTRAP_TOKEN,
                "python3",
                "-c",
                blocks("python").getFirst());

        assertThat(answer.strip()).startsWith("{'amount': '").contains("'currency': ");
    }

    @Test
    void theSpreadsheetFindsItsTable() throws Exception {
        var query = blocks("text").getFirst();
        var address = Pattern.compile("Web\\.Contents\\(\"([^\"]+)\"").matcher(query);
        assertThat(address.find()).isTrue();

        var csv = get(address.group(1).replaceFirst("^http://localhost:\\d+", ""));

        assertThat(query).contains("Authorization = \"Bearer <token>\"", "Encoding = 65001", "PromoteHeaders");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body().lines().toList())
                .hasSizeGreaterThan(2)
                .first()
                .asString()
                .startsWith("pool,name,");
    }

    private List<String> blocks(String language) throws Exception {
        var text = Files.readString(Path.of("docs/api.md"));
        var quickStart = text.substring(text.indexOf("## Quick start"), text.indexOf("## Routes"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(quickStart)
                .results()
                .map((MatchResult match) -> match.group(1).replace("localhost:8080", "localhost:" + port))
                .toList();
    }

    private String run(String... command) throws Exception {
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("HEADROOM_BOOTSTRAP_TOKEN", BOOTSTRAP_TOKEN);
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readString(out);
    }
}
