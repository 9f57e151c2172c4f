package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Plan and costs", description = "What to buy, and what it costs beside the cloud")
class PlanRoutes {

    private final Assessments assessments;

    PlanRoutes(Assessments assessments) {
        this.assessments = assessments;
    }

    @Operation(operationId = "getPlan", summary = "The purchase plan of the latest assessment")
    @Needs(Scope.READ)
    @GetMapping("/plan")
    PlanView plan(@RequestParam(defaultValue = "json") String format) {
        return PlanView.of(assessments.latest().orElseThrow(NoAssessmentYet::new));
    }

    @Operation(
            operationId = "compareCosts",
            summary = "Own cost beside the clouds, by month and in total",
            description = "`months` is at most what the assessment compares; all of it where left out.")
    @Needs(Scope.FINANCE)
    @GetMapping("/costs/comparison")
    ComparisonView comparison(
            @RequestParam(required = false) @Min(1) @Nullable Integer months,
            @RequestParam(required = false)
                    @Pattern(regexp = "aws|gcp|azure", message = "must be aws, gcp or azure")
                    @Nullable
                    String provider,
            @RequestParam(required = false)
                    @Pattern(regexp = "on-demand|1y|3y", message = "must be on-demand, 1y or 3y")
                    @Nullable
                    String commitment,
            @RequestParam(defaultValue = "json") String format) {
        var latest = assessments.latest().orElseThrow(NoAssessmentYet::new);
        var costs = latest.costs();
        if (costs == null) {
            throw ApiProblem.of(
                    HttpStatus.NOT_FOUND, "no-costs", "No costs", "The latest assessment could not compare costs.");
        }
        if (months != null && months > costs.months()) {
            throw ApiProblem.invalid("months", months, "must be at most " + costs.months());
        }
        return ComparisonView.of(
                latest,
                costs,
                months == null ? costs.months() : months,
                cloud -> (provider == null || provider.equals(cloud.provider()))
                        && (commitment == null || commitment.equals(cloud.commitment())));
    }
}
