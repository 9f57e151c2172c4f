package dev.headroom.web;

import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Figures;
import dev.headroom.usage.Queries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One forecast: the sentence, the picture, how good its method is on this series, and why. */
@Controller
class ForecastPage {

    private static final List<Integer> SPANS = List.of(90, 365, 1095);

    private final Charts charts;
    private final Assessments assessments;

    ForecastPage(Charts charts, Assessments assessments) {
        this.charts = charts;
        this.assessments = assessments;
    }

    /** How the method did on this series, in words. */
    record ScoreView(ForecastSnapshot.@Nullable Score score) {

        public boolean isKnown() {
            return score != null;
        }

        public String error() {
            return score == null ? "unknown" : String.format(Locale.ENGLISH, "%.2f", score.mase());
        }

        public String verdict() {
            if (score == null) {
                return "The history is too short to tell.";
            }
            return score.mase() < 1
                    ? "Its mean error is " + Figures.percent(1 - score.mase())
                            + " smaller than that of repeating the last season."
                    : "It does no better than repeating the last season: take the dates with care.";
        }

        public String coverage() {
            return score == null ? "unknown" : Figures.percent(score.coverage80());
        }

        public int origins() {
            return score == null ? 0 : score.origins();
        }
    }

    @GetMapping("/forecast/{pool}/{resource}")
    String forecast(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String pool,
            @PathVariable String resource,
            @RequestParam(defaultValue = "365") int history,
            Model model) {
        var assessment = frame.required();
        var all = OverviewPage.resources(assessment, frame).stream()
                .filter(view -> view.ownerId().equals(pool))
                .toList();
        var view = all.stream()
                .filter(r -> r.resource().resource().id().equals(resource))
                .findFirst()
                .orElseThrow(() -> new NotOnRecord("forecast of", pool + "/" + resource));
        if (!SPANS.contains(history)) {
            throw new BadParameter("history", history, "must be one of " + SPANS);
        }
        var subject = Subject.pool(pool);
        var forecast = assessments
                .forecast(assessment.id(), subject, view.resource().resource())
                .orElse(null);
        model.addAttribute("view", view);
        model.addAttribute("poolHref", Links.pool(pool));
        model.addAttribute("all", all);
        model.addAttribute("spans", SPANS);
        model.addAttribute("span", history);
        model.addAttribute("chart", charts.of(assessment, subject, view, history));
        model.addAttribute("hasForecast", forecast != null);
        model.addAttribute("model", forecast == null ? "none" : VisibleText.name(forecast.model()));
        model.addAttribute("score", new ScoreView(forecast == null ? null : forecast.accuracy()));
        model.addAttribute(
                "notes",
                forecast == null
                        ? List.of()
                        : forecast.notes().stream().map(VisibleText::sentence).toList());
        var api = "/api/v1/pools/" + pool + "/forecast?resource=" + resource;
        model.addAttribute("api", api);
        model.addAttribute("csv", api + "&format=csv");
        model.addAttribute("grafana", frame.grafana(pool, resource));
        model.addAttribute("queries", Queries.describe(view.resource().resource()));
        model.addAttribute("usageCsv", "/api/v1/pools/" + pool + "/usage?resource=" + resource + "&format=csv");
        return "forecast";
    }
}
