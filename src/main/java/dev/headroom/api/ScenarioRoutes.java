package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import dev.headroom.assessment.Scenario;
import dev.headroom.assessment.Scenarios;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/scenarios", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Scenarios", description = "What if: a plan under other circumstances, beside the current one")
class ScenarioRoutes {

    private static final String RETRY_SECONDS = "2";

    private final Scenarios scenarios;

    ScenarioRoutes(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    @Operation(
            operationId = "createScenario",
            summary = "Plans under other circumstances, and keeps the result",
            description =
                    "Answers 201 with both plans where they are ready within `wait` seconds, else 202 with the state:"
                            + " then ask for the scenario again after `Retry-After`.")
    @ApiResponse(responseCode = "201", description = "Both plans")
    @ApiResponse(responseCode = "202", description = "Still being computed")
    @Needs(Scope.PLAN)
    @OutsideTransaction
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ScenarioView> create(
            @RequestBody ScenarioRequest wanted, @RequestParam(defaultValue = "20") @Min(0) @Max(60) int wait) {
        var made = scenarios.create(
                wanted.checkedName(), wanted.changes(), Caller.current().name());
        var scenario = scenarios.await(made.id(), Duration.ofSeconds(wait)).orElse(made);
        var answer = scenario.isDone()
                ? ResponseEntity.created(location(scenario))
                : ResponseEntity.accepted().location(location(scenario)).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return answer.body(ScenarioView.of(scenario));
    }

    @Operation(operationId = "listScenarios", summary = "All scenarios, by id")
    @Needs(Scope.READ)
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Items<ScenarioView.Line> scenarios(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        return Items.page(
                "scenarios",
                scenarios.all().stream().map(ScenarioView.Line::of).toList(),
                scenario -> scenario.id().toString(),
                cursor,
                limit,
                ScenarioView.Line::table);
    }

    @Operation(
            operationId = "getScenario",
            summary = "A scenario's plan beside that of the baseline",
            description = "As a table: each resource's dates on both sides.")
    @Needs(Scope.READ)
    @GetMapping(
            path = "/{scenario}",
            produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    ResponseEntity<ScenarioView> scenario(
            @PathVariable UUID scenario, @RequestParam(defaultValue = "json") String format) {
        var found = found(scenario);
        return (found.isDone()
                        ? ResponseEntity.ok()
                        : ResponseEntity.ok().header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS))
                .body(ScenarioView.of(found));
    }

    @Operation(operationId = "deleteScenario", summary = "Removes a scenario that never was part of the baseline")
    @Needs(Scope.PLAN)
    @DeleteMapping("/{scenario}")
    ResponseEntity<Void> delete(@PathVariable UUID scenario) {
        if (!scenarios.delete(scenario)) {
            throw unknown(scenario);
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            operationId = "adoptScenario",
            summary = "Makes a scenario the new baseline",
            description =
                    "The next assessment, which is made at once, plans by its changes. To undo, delete the adoption.")
    @Needs(Scope.PLAN)
    @PostMapping("/{scenario}/adoption")
    ScenarioView.Line adopt(@PathVariable UUID scenario) {
        if (!scenarios.adopt(found(scenario), Caller.current().name())) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "already-adopted",
                    "Already adopted",
                    "The baseline has this scenario's changes.");
        }
        return ScenarioView.Line.of(found(scenario));
    }

    @Operation(operationId = "undoAdoption", summary = "Takes a scenario out of the baseline")
    @Needs(Scope.PLAN)
    @DeleteMapping("/{scenario}/adoption")
    ResponseEntity<Void> undo(@PathVariable UUID scenario) {
        found(scenario);
        if (!scenarios.undo(scenario, Caller.current().name())) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "not-adopted",
                    "Not adopted",
                    "The baseline does not have this scenario's changes.");
        }
        return ResponseEntity.noContent().build();
    }

    private Scenario found(UUID id) {
        return scenarios.find(id).orElseThrow(() -> unknown(id));
    }

    private static ApiProblem unknown(UUID id) {
        return ApiProblem.notFound("scenario", id.toString());
    }

    private static URI location(Scenario scenario) {
        return URI.create("/api/v1/scenarios/" + scenario.id());
    }
}
