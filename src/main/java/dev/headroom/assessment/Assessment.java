package dev.headroom.assessment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run from usage to costs, as it was given: immutable, and what every page, mail and answer of the API shows.
 *
 * @param asOf    the last day of usage that it knows
 * @param zone    the planning time zone
 * @param horizon how many days the forecasts reach
 * @param changes what moved since the assessment a week before, in sentences
 * @param record  how right the forecasts of the last quarter were; {@code null} in assessments made before it was kept
 */
public record Assessment(
        UUID id,
        LocalDate asOf,
        Instant generatedAt,
        ZoneId zone,
        Currency currency,
        int horizon,
        Verdict verdict,
        List<PoolAssessment> pools,
        List<NodeAssessment> nodes,
        PlanAssessment plan,
        @Nullable CostAssessment costs,
        DataQuality data,
        List<String> changes,
        @Nullable ForecastRecord record) {

    public Assessment {
        pools = List.copyOf(pools);
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
    }

    public Optional<PoolAssessment> pool(String poolId) {
        return pools.stream().filter(p -> p.id().equals(poolId)).findFirst();
    }

    public Optional<NodeAssessment> node(String nodeId) {
        return nodes.stream().filter(n -> n.id().equals(nodeId)).findFirst();
    }

    /**
     * The answer, with the worst status of all pools.
     *
     * @param sentence what to do, or that there is nothing to do
     * @param because  what happens otherwise, in sentences; {@code null} where {@code sentence} says it all
     */
    public record Verdict(
            Status status, String sentence, @Nullable String because) {

        /** Returns all of it. */
        public String text() {
            return because == null ? sentence : sentence + " " + because;
        }
    }

    /**
     * What the assessment could see.
     *
     * @param coverage the share of the last seven days' five-minute slots that had data, over all pools; {@code null} without any
     * @param notes    what is missing or doubtful, in sentences
     */
    public record DataQuality(
            @Nullable Double coverage,
            @Nullable LocalDate oldestDay,
            @Nullable LocalDate newestDay,
            int nodes,
            List<String> notes) {

        public DataQuality {
            notes = List.copyOf(notes);
        }
    }
}
