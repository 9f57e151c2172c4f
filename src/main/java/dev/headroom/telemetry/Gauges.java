package dev.headroom.telemetry;

import dev.headroom.telemetry.AssessmentSamples.Gauge;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples as they gather; a value that is unknown leaves none. */
final class Gauges {

    private final Map<Gauge, GaugeSnapshot.Builder> builders = new EnumMap<>(Gauge.class);

    void add(Gauge gauge, Labels labels, @Nullable Number value) {
        if (value != null) {
            builders.computeIfAbsent(
                            gauge, g -> GaugeSnapshot.builder().name(g.metric()).help(g.help()))
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value.doubleValue())
                            .build());
        }
    }

    MetricSnapshots snapshots() {
        var snapshots = MetricSnapshots.builder();
        builders.values().forEach(builder -> snapshots.metricSnapshot(builder.build()));
        return snapshots.build();
    }
}
