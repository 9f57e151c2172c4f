package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.FleetReplay.Answer;
import dev.headroom.assessment.FleetReplay.RuleCourse;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetReplayTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void aPoolIsJudgedByTheResourceThatNeedsMostNodes() {
        var cpu = replay("web", Resource.CPU, 900L);
        var memory = replay("web", Resource.MEMORY, 1_200L);
        var other = replay("batch", Resource.CPU, 300L);
        var unanswered = replay("db", Resource.CPU, null);

        var deciding = FleetReplay.deciding(List.of(cpu, memory, other, unanswered));

        assertThat(deciding).containsExactly(memory, other);
    }

    private static FleetReplay replay(String pool, Resource resource, @Nullable Long nodeDays) {
        var answer = nodeDays == null
                ? null
                : new Answer(
                        DAY.minusDays(300),
                        DAY.minusDays(200),
                        4,
                        36,
                        "as set",
                        null,
                        "unknown",
                        List.of(new RuleCourse(FleetReplay.HINDSIGHT, "Hindsight", 0, nodeDays, null, List.of())));
        return new FleetReplay(pool, pool, resource, DAY, 400, 235, answer == null ? "too short" : null, answer);
    }
}
