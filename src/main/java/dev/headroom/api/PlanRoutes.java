package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Plan", description = "What to buy, and by when")
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
}
