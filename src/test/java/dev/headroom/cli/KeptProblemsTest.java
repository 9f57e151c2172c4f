package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.Planner;
import dev.headroom.plan.PurchasePlan.Status;
import dev.headroom.plan.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Problems that the planner once failed at, and what an exact solver of another make says of each. */
class KeptProblemsTest {

    private static final Path KEPT = Path.of("src/test/resources/plan");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static Stream<Path> kept() throws IOException {
        try (var files = Files.list(KEPT)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void provesTheBestPlan(Path file) throws Exception {
        var known = JsonMapper.builder().build().readTree(file);
        var problem = ProblemReader.read(
                new ByteArrayInputStream(known.get("problem").toString().getBytes()));

        var plan = new Planner().plan(problem, LIMIT);

        Verifier.verify(problem, plan);
        assertThat(plan.unmetPoolMonths()).isEqualTo(known.get("unmet").intValue());
        assertThat(plan.totalCost()).isEqualByComparingTo(known.get("totalCost").decimalValue());
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
    }
}
