package dev.headroom.assessment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What if: changes on top of the baseline, and what comes of them.
 *
 * @param outcome null until it is complete
 * @param failure why it could not be computed, in a sentence; null unless it failed
 * @param adopted whether assessments plan by it now
 */
public record Scenario(
        UUID id,
        String name,
        ScenarioChanges changes,
        String createdBy,
        Instant createdAt,
        State state,
        @Nullable ScenarioOutcome outcome,
        @Nullable String failure,
        boolean adopted) {

    public enum State {
        WAITING,
        RUNNING,
        COMPLETE,
        FAILED
    }

    /** Returns whether nothing more will come of it by itself. */
    public boolean isDone() {
        return state == State.COMPLETE || state == State.FAILED;
    }
}
