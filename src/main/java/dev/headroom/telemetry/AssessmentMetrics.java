package dev.headroom.telemetry;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives each scrape the newest assessment. Only a new one is read and put into samples; until there is one, there are no series.
 */
@Component
class AssessmentMetrics implements MultiCollector {

    private final Assessments assessments;
    private volatile Scraped scraped = new Scraped(null, MetricSnapshots.of());

    AssessmentMetrics(Assessments assessments, PrometheusRegistry registry) {
        this.assessments = assessments;
        registry.register(this);
    }

    private record Scraped(@Nullable UUID assessment, MetricSnapshots metrics) {}

    @Override
    public MetricSnapshots collect() {
        var latest = assessments.latestId().orElse(null);
        if (latest == null) {
            return MetricSnapshots.of();
        }
        var known = scraped;
        if (latest.equals(known.assessment())) {
            return known.metrics();
        }
        var metrics = assessments
                .find(latest)
                .map(assessment -> new AssessmentSamples(
                                assessment, (pool, resource) -> forecast(assessment, pool, resource))
                        .metrics())
                .orElseGet(MetricSnapshots::of);
        scraped = new Scraped(latest, metrics);
        return metrics;
    }

    private Optional<ForecastSnapshot> forecast(Assessment assessment, PoolAssessment pool, Resource resource) {
        return assessments.forecast(assessment.id(), Subject.pool(pool.id()), resource);
    }
}
