package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.ForecastSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How right forecasts were: those that were published, and the pictured one on its own past. */
final class ScoreLines {

    private static final double NOMINAL = 0.8;

    private final Assessment assessment;
    private final Words words;

    ScoreLines(Assessment assessment, Words words) {
        this.assessment = assessment;
        this.words = words;
    }

    /**
     * Returns the sentences, the published forecasts first.
     *
     * @param name what is pictured
     */
    List<String> of(@Nullable String name, @Nullable ForecastSnapshot forecast) {
        var lines = new ArrayList<String>();
        published(lines);
        var accuracy = forecast == null ? null : forecast.accuracy();
        if (accuracy != null && name != null) {
            double error = accuracy.mase() - 1;
            var beside = Math.round(Math.abs(error) * 100) == 0
                    ? words.text("score.equal")
                    : words.text(error < 0 ? "score.below" : "score.above", words.percent(Math.abs(error)));
            lines.add(words.text(
                    "score",
                    accuracy.origins(),
                    ReportEditor.lowerCase(name),
                    words.percent(accuracy.coverage80()),
                    words.percent(NOMINAL),
                    beside));
        }
        return lines;
    }

    private void published(List<String> lines) {
        var record = assessment.record();
        var coverage = record == null ? null : record.coverage();
        if (record == null || coverage == null && record.dates().settled() == 0) {
            lines.add(words.text("score.too-young"));
            return;
        }
        if (coverage != null) {
            lines.add(words.text(
                    "score.band",
                    record.days(),
                    words.exact(record.from()),
                    words.exact(record.to().minusDays(1)),
                    words.percent(coverage),
                    words.percent(NOMINAL)));
        }
        var dates = record.dates();
        if (dates.settled() > 0) {
            var off = dates.meanDaysOff();
            lines.add(words.text("score.dates", dates.crossed(), dates.unforeseen(), dates.falseAlarms())
                    + (off == null ? "" : words.text("score.off", Math.round(off)))
                    + ".");
        }
    }
}
