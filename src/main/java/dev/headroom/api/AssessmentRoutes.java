package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.AssessmentRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/assessments", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Plan and costs")
class AssessmentRoutes {

    private final AssessmentRequests requests;

    /** An assessment that was made. */
    record AssessmentView(UUID id, LocalDate asOf, Instant generatedAt, String verdict, int orders) {}

    AssessmentRoutes(AssessmentRequests requests) {
        this.requests = requests;
    }

    @Operation(
            operationId = "createAssessment",
            summary = "Assesses the fleet now, from usage to costs, and answers when it is done",
            description = "409 where no usage has been collected yet, or another assessment is under way.")
    @Needs(Scope.PLAN)
    @OutsideTransaction
    @PostMapping
    AssessmentView assess() {
        var outcome = requests.now();
        return switch (outcome) {
            case AssessmentRequests.Made made ->
                new AssessmentView(
                        made.assessment().id(),
                        made.assessment().asOf(),
                        made.assessment().generatedAt(),
                        made.assessment().verdict().text(),
                        made.assessment().plan().orders().size());
            case AssessmentRequests.NotMade not ->
                throw ApiProblem.of(HttpStatus.CONFLICT, "not-assessed", "Not assessed", not.reason());
        };
    }
}
