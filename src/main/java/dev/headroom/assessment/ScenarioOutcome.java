package dev.headroom.assessment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The plan of a scenario beside that of the baseline, from the same history and on the same day.
 *
 * @param assessment the baseline's
 * @param today      the day that both are told from
 * @param notes      what the comparison rests on besides, in sentences
 */
public record ScenarioOutcome(
        UUID assessment,
        LocalDate asOf,
        LocalDate today,
        Instant computedAt,
        Side baseline,
        Side scenario,
        List<String> notes) {

    /** One of the two. */
    public record Side(List<PoolAssessment> pools, PlanAssessment plan) {
        public Side {
            pools = List.copyOf(pools);
        }
    }

    public ScenarioOutcome {
        notes = List.copyOf(notes);
    }
}
