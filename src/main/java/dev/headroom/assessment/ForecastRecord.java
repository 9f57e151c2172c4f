package dev.headroom.assessment;

import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How published forecasts compared with what came, over the days and dates that were settled in a period.
 *
 * @param from     the first day of the period
 * @param to       the day after its last one
 * @param horizons by how far ahead the forecast was, and by its method; the nearest first
 * @param dates    how right the crossing dates were
 */
public record ForecastRecord(LocalDate from, LocalDate to, List<HorizonScore> horizons, DateScore dates) {

    public ForecastRecord {
        horizons = List.copyOf(horizons);
    }

    /**
     * The days that were forecast so far ahead.
     *
     * @param days     how many values were scored: days times pools and nodes times resources
     * @param coverage share of them from p10 to p90; 0.8 is perfect
     * @param below    share under p10; 0.1 is perfect
     * @param above    share over p90; 0.1 is perfect
     * @param bias     mean of p50 less what came, over the mean of what came: above 0 too much was forecast
     * @param loss     mean pinball loss of p10, p50 and p90 over the mean of what came; the smaller the better
     */
    public record HorizonScore(
            int horizonDays,
            String model,
            int days,
            double coverage,
            double below,
            double above,
            double bias,
            double loss) {}

    /**
     * The crossing dates that were settled: one forecast a week, pool and resource.
     *
     * @param crossed           how many crossings came, foreseen or not
     * @param meanDaysLate      of the foreseen ones, the likely date less the true one: above 0 the forecast was late;
     *                          {@code null} without any
     * @param meanDaysOff       the same without its sign
     * @param unforeseen        crossings without a likely date
     * @param falseAlarms       likely dates that passed without a crossing
     */
    public record DateScore(
            int crossed,
            @Nullable Double meanDaysLate,
            @Nullable Double meanDaysOff,
            int unforeseen,
            int falseAlarms) {

        /** Returns how many forecasts were settled either way. */
        public int settled() {
            return crossed + falseAlarms;
        }
    }

    /** One settled crossing, as it was foreseen and as it came. */
    public record SettledDate(
            String pool,
            Resource resource,
            LocalDate asOf,
            String model,
            @Nullable LocalDate p10,
            @Nullable LocalDate p50,
            @Nullable LocalDate p90,
            @Nullable LocalDate crossedOn,
            LocalDate settledOn) {}

    /** Returns how many values were scored over all horizons. */
    public int days() {
        return horizons.stream().mapToInt(HorizonScore::days).sum();
    }

    /** Returns the share of all scored values from p10 to p90; {@code null} without any. */
    public @Nullable Double coverage() {
        return days() == 0
                ? null
                : horizons.stream().mapToDouble(h -> h.coverage() * h.days()).sum() / days();
    }

    /** Returns whether no forecast is old enough to be judged. */
    public boolean isEmpty() {
        return days() == 0 && dates.meanDaysLate() == null;
    }

    /** Returns the record in one sentence, such as "Dates were 9 days late on average, the band held 79 % of the days." */
    public String sentence() {
        var parts = new ArrayList<String>();
        if (dates.meanDaysLate() != null) {
            long days = Math.round(dates.meanDaysLate());
            var number = Math.abs(days) + (Math.abs(days) == 1 ? " day" : " days");
            parts.add(
                    days == 0
                            ? "dates were right to the day on average"
                            : "dates were " + number + (days > 0 ? " late" : " early") + " on average");
        }
        var coverage = coverage();
        if (coverage != null) {
            parts.add("the band held " + Figures.percent(coverage) + " of the days (80 % is perfect)");
        }
        return isEmpty() ? "No forecast is old enough to be judged yet." : capitalized(String.join(", ", parts)) + ".";
    }

    private static String capitalized(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
