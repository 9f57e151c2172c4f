package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Status;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** One resource of one pool, the report's unit of attention. */
record Concern(PoolAssessment pool, ResourceAssessment resource) {

    private static final Comparator<Concern> WORST_FIRST = Comparator.comparingInt((Concern s) -> urgency(s.status()))
            .thenComparing(s -> {
                var orderBy = s.resource.orderBy();
                return orderBy == null ? LocalDate.MAX : orderBy.date();
            })
            .thenComparing(s -> s.resource.resource())
            .thenComparing(s -> s.pool.name());

    private static int urgency(Status status) {
        return switch (status) {
            case LATE -> 0;
            case ORDER_NOW -> 1;
            case PLAN -> 2;
            case UNKNOWN -> 3;
            case OK -> 4;
        };
    }

    /** Returns all of an assessment's, the most urgent first. */
    static List<Concern> of(Assessment assessment) {
        return assessment.pools().stream()
                .flatMap(pool -> pool.resources().stream().map(resource -> new Concern(pool, resource)))
                .sorted(WORST_FIRST)
                .toList();
    }

    Status status() {
        return resource.status();
    }

    boolean needsAttention() {
        return status().compareTo(Status.PLAN) >= 0;
    }

    boolean isForecast() {
        return resource.crossing() != null;
    }
}
