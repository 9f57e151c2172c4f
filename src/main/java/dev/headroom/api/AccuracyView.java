package dev.headroom.api;

import dev.headroom.assessment.ForecastRecord;
import dev.headroom.assessment.ForecastRecord.DateScore;
import dev.headroom.assessment.ForecastRecord.HorizonScore;
import dev.headroom.assessment.ForecastRecord.SettledDate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How published forecasts compared with what came; as a table, one row a horizon and method. */
record AccuracyView(
        LocalDate from,
        LocalDate to,
        String sentence,
        @Nullable Double coverage,
        List<HorizonScore> horizons,
        DateScore dates,
        List<Crossing> crossings)
        implements Table.Tabular {

    /** A crossing that came or that was expected in vain. */
    record Crossing(
            String pool,
            String resource,
            LocalDate forecastOf,
            String model,
            @Nullable LocalDate p10,
            @Nullable LocalDate p50,
            @Nullable LocalDate p90,
            @Nullable LocalDate crossedOn,
            LocalDate settledOn) {

        static Crossing of(SettledDate date) {
            return new Crossing(
                    date.pool(),
                    date.resource().id(),
                    date.asOf(),
                    date.model(),
                    date.p10(),
                    date.p50(),
                    date.p90(),
                    date.crossedOn(),
                    date.settledOn());
        }
    }

    AccuracyView {
        horizons = List.copyOf(horizons);
        crossings = List.copyOf(crossings);
    }

    static AccuracyView of(ForecastRecord record, List<SettledDate> dates) {
        return new AccuracyView(
                record.from(),
                record.to(),
                record.sentence(),
                record.coverage(),
                record.horizons(),
                record.dates(),
                dates.stream().map(Crossing::of).toList());
    }

    @Override
    public Table table() {
        return new Table(
                "accuracy",
                List.of("from", "to", "horizonDays", "model", "days", "coverage", "below", "above", "bias", "loss"),
                horizons.stream()
                        .map(score -> Arrays.<@Nullable Object>asList(
                                from,
                                to,
                                score.horizonDays(),
                                score.model(),
                                score.days(),
                                score.coverage(),
                                score.below(),
                                score.above(),
                                score.bias(),
                                score.loss()))
                        .toList());
    }
}
