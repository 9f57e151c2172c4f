package dev.headroom.api;

import dev.headroom.assessment.ForecastSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A forecast as the latest assessment gave it. */
record ForecastView(
        UUID assessment,
        String id,
        String resource,
        String unit,
        String model,
        Instant generatedAt,
        LocalDate asOf,
        double threshold,
        @Nullable Double capacity,
        List<Point> points,
        @Nullable CrossingView crossing,
        @Nullable Accuracy accuracy,
        List<String> notes)
        implements Table.Tabular {

    /** Quantiles of one day's demand. */
    record Point(LocalDate date, double p10, double p50, double p90) {}

    /** How the method did on this very series. */
    record Accuracy(double mase, double coverage80, int origins) {}

    ForecastView {
        points = List.copyOf(points);
        notes = List.copyOf(notes);
    }

    /** Returns the forecast's first days. */
    static ForecastView of(UUID assessment, ForecastSnapshot forecast, int horizon) {
        var score = forecast.accuracy();
        return new ForecastView(
                assessment,
                forecast.subject(),
                forecast.resource().id(),
                forecast.resource().unit().symbol(),
                forecast.model(),
                forecast.generatedAt(),
                forecast.asOf(),
                forecast.threshold(),
                forecast.capacity(),
                forecast.points().stream()
                        .limit(horizon)
                        .map(point -> new Point(point.date(), point.p10(), point.p50(), point.p90()))
                        .toList(),
                CrossingView.upTo(forecast.asOf().plusDays(horizon), forecast.crossing()),
                score == null ? null : new Accuracy(score.mase(), score.coverage80(), score.origins()),
                forecast.notes());
    }

    @Override
    public Table table() {
        return new Table(
                "forecast",
                List.of("id", "resource", "unit", "date", "p10", "p50", "p90"),
                points.stream()
                        .map(point -> Arrays.<@Nullable Object>asList(
                                id, resource, unit, point.date(), point.p10(), point.p50(), point.p90()))
                        .toList());
    }
}
