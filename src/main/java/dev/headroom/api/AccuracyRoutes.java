package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.ForecastScores;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.assessment.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Fleet")
class AccuracyRoutes {

    private final ForecastScores scores;
    private final Assessments assessments;
    private final Replays replays;

    AccuracyRoutes(ForecastScores scores, Assessments assessments, Replays replays) {
        this.scores = scores;
        this.assessments = assessments;
        this.replays = replays;
    }

    @Operation(
            operationId = "getAccuracy",
            summary = "How right the published forecasts were",
            description =
                    "Every value and date that was forecast, compared with what came on the days from `from` up to but"
                            + " not including `to`; the last quarter where both are left out.")
    @Needs(Scope.READ)
    @GetMapping("/accuracy")
    AccuracyView accuracy(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "json") String format) {
        var end = to != null
                ? to
                : assessments.latest().orElseThrow(NoAssessmentYet::new).asOf().plusDays(1);
        var start = from != null ? from : end.minusDays(ForecastScores.QUARTER_DAYS);
        if (end.isBefore(start)) {
            throw ApiProblem.invalid("to", end, "must not be before from");
        }
        return AccuracyView.of(scores.record(start, end), scores.settledDates(start, end));
    }

    @Operation(
            operationId = "getReplay",
            summary = "Whether our advice would have been right",
            description =
                    "Purchase rules followed week by week through each pool's own history, knowing only what was past:"
                            + " ordering at 80 % of what may be used, along a straight line through 30 days, by"
                            + " Headroom's order-by days, and in hindsight. Computed behind the daily assessment; what"
                            + " has too little history says how much is needed.")
    @Needs(Scope.READ)
    @GetMapping("/accuracy/replay")
    ReplayView replay(@RequestParam(defaultValue = "json") String format) {
        return ReplayView.of(replays.latest());
    }
}
