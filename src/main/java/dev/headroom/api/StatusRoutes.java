package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.usage.BackfillSwitch;
import dev.headroom.usage.Collection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Status", description = "How Headroom itself stands")
class StatusRoutes {

    private final Collection collection;
    private final BackfillSwitch backfill;
    private final Assessments assessments;
    private final String version;

    StatusRoutes(
            Collection collection,
            BackfillSwitch backfill,
            Assessments assessments,
            ObjectProvider<BuildProperties> build) {
        this.collection = collection;
        this.backfill = backfill;
        this.assessments = assessments;
        var properties = build.getIfAvailable();
        var built = properties == null ? null : properties.getVersion();
        this.version = built == null ? "development" : built;
    }

    @Operation(operationId = "getStatus", summary = "Version, metric store, history, last runs")
    @Needs(Scope.READ)
    @GetMapping("/status")
    StatusView status() {
        var collecting = collection.status();
        var reading = collecting.backfill();
        var remaining = reading.remaining();
        var load = collecting.load();
        var run = new StatusView.Run(
                assessments.latest().map(Assessment::generatedAt).orElse(null));
        return new StatusView(
                version,
                new StatusView.Metrics(
                        collecting.reachable(),
                        collecting.product(),
                        collecting.version(),
                        collecting.lastSuccessfulPoll(),
                        collecting.lagSeconds(),
                        collecting.lastError(),
                        new StatusView.Load(
                                load.queriesAtOnce(),
                                load.budget().toSeconds(),
                                load.spent().toSeconds())),
                new StatusView.History(
                        collecting.oldestDay(),
                        collecting.newestDay(),
                        collecting.nodes(),
                        collecting.silent().stream()
                                .map(node -> new StatusView.SilentNode(
                                        node.node(), node.name(), node.lastSeen(), node.awaitedUntil()))
                                .toList(),
                        new StatusView.Backfill(
                                ResourceView.code(reading.state()),
                                reading.progress(),
                                remaining == null ? null : remaining.toSeconds(),
                                reading.waitingFor())),
                run,
                run);
    }

    @Operation(
            operationId = "changeBackfill",
            summary = "Stops the reading of the store's past, or lets it go on",
            description = "It ends after the piece it is at, and goes on from there. What is new is read all the same.")
    @Needs(Scope.ADMIN)
    @PostMapping(path = "/status/backfill", consumes = MediaType.APPLICATION_JSON_VALUE)
    StatusView changeBackfill(@Valid @RequestBody BackfillChange change) {
        if (change.state().equals("stopped")) {
            backfill.stop();
        } else {
            backfill.resume();
        }
        return status();
    }

    /** @param state {@code stopped} or {@code running} */
    record BackfillChange(
            @NotNull @Pattern(regexp = "stopped|running", message = "must be stopped or running")
            String state) {}
}
