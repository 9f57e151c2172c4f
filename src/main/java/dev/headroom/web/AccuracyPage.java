package dev.headroom.web;

import dev.headroom.assessment.ForecastRecord.HorizonScore;
import dev.headroom.assessment.ForecastRecord.SettledDate;
import dev.headroom.assessment.ForecastScores;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** How right the published forecasts were, once their days had come. */
@Controller
class AccuracyPage {

    private static final List<Integer> SPANS = List.of(ForecastScores.QUARTER_DAYS, 365, 1095);

    private final ForecastScores scores;

    AccuracyPage(ForecastScores scores) {
        this.scores = scores;
    }

    /** One horizon's score in words. */
    record HorizonView(HorizonScore score) {

        public String horizon() {
            return score.horizonDays() == 1 ? "1 day" : score.horizonDays() + " days";
        }

        public String days() {
            return "%,d".formatted(score.days());
        }

        public String inside() {
            return Figures.percent(score.coverage());
        }

        public String below() {
            return Figures.percent(score.below());
        }

        public String above() {
            return Figures.percent(score.above());
        }

        public String bias() {
            return String.format(Locale.ENGLISH, "%+.1f\u00a0%%", 100 * score.bias());
        }

        public String loss() {
            return String.format(Locale.ENGLISH, "%.1f\u00a0%%", 100 * score.loss());
        }
    }

    /** One crossing, foreseen and come. */
    record DateView(SettledDate date) {

        public String what() {
            return date.resource().title() + " of " + VisibleText.name(date.pool());
        }

        public String said() {
            return exact(date.asOf());
        }

        public String likely() {
            return date.p50() == null ? "none within the horizon" : exact(date.p50());
        }

        public String range() {
            return date.p10() == null
                    ? ""
                    : exact(date.p10()) + " to " + (date.p90() == null ? "beyond the horizon" : exact(date.p90()));
        }

        public String came() {
            return date.crossedOn() == null ? "not so far" : exact(date.crossedOn());
        }

        public String error() {
            if (date.p50() == null) {
                return "not foreseen";
            }
            if (date.crossedOn() == null) {
                return "false alarm";
            }
            long days = ChronoUnit.DAYS.between(date.crossedOn(), date.p50());
            return days == 0
                    ? "to the day"
                    : Math.abs(days) + (Math.abs(days) == 1 ? " day " : " days ") + (days > 0 ? "late" : "early");
        }

        private static String exact(LocalDate day) {
            return RoughDate.exact(day);
        }
    }

    @GetMapping("/accuracy")
    String accuracy(
            @ModelAttribute("frame") Frame frame, @RequestParam(required = false) @Nullable Integer days, Model model) {
        int span = days == null ? ForecastScores.QUARTER_DAYS : days;
        if (!SPANS.contains(span)) {
            throw new BadParameter("days", span, "must be one of " + SPANS);
        }
        var to = frame.required().asOf().plusDays(1);
        var from = to.minusDays(span);
        var record = scores.record(from, to);
        model.addAttribute("span", span);
        model.addAttribute("spans", SPANS);
        model.addAttribute("sentence", record.sentence());
        model.addAttribute(
                "horizons", record.horizons().stream().map(HorizonView::new).toList());
        model.addAttribute(
                "dates",
                scores.settledDates(from, to).stream().map(DateView::new).toList());
        var api = "/api/v1/accuracy?from=" + from + "&to=" + to;
        model.addAttribute("api", api);
        model.addAttribute("csv", api + "&format=csv");
        return "accuracy";
    }
}
