package dev.headroom.assessment;

import dev.headroom.units.Resource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A forecast as it was given, in the resource's unit.
 *
 * @param subject   the id of a pool or node
 * @param asOf      the last day of history; the first point is the day after
 * @param model     the forecaster's method and version
 * @param accuracy  how the method did on this very series; {@code null} where its history is too short to tell
 * @param notes     what it rests on and what was found in the history, in sentences
 */
public record ForecastSnapshot(
        String subject,
        Resource resource,
        LocalDate asOf,
        String model,
        Instant generatedAt,
        double threshold,
        @Nullable Double capacity,
        List<Point> points,
        @Nullable CrossingDates crossing,
        @Nullable Score accuracy,
        List<String> notes) {

    public ForecastSnapshot {
        points = List.copyOf(points);
        notes = List.copyOf(notes);
    }

    /** Quantiles of one day's demand; the quarters are {@code null} in snapshots made before they were kept. */
    public record Point(
            LocalDate date,
            double p10,
            @Nullable Double p25,
            double p50,
            @Nullable Double p75,
            double p90) {}

    /**
     * The rolling-origin backtest of one series.
     *
     * @param mase       mean absolute error over that of the seasonal naive forecast in the history: below 1 is better
     * @param coverage80 share of the days inside p10 to p90; 0.8 is perfect
     */
    public record Score(double mase, double coverage80, int origins) {}
}
