package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.Assessments;
import dev.headroom.usage.Collection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Status", description = "How Headroom itself stands")
class StatusRoutes {

    private final Collection collection;
    private final Assessments assessments;
    private final String version;

    StatusRoutes(Collection collection, Assessments assessments, ObjectProvider<BuildProperties> build) {
        this.collection = collection;
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
        var backfill = collecting.backfill();
        var remaining = backfill.remaining();
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
                        collecting.lastError()),
                new StatusView.History(
                        collecting.oldestDay(),
                        collecting.newestDay(),
                        collecting.nodes(),
                        new StatusView.Backfill(
                                ResourceView.code(backfill.state()),
                                backfill.progress(),
                                remaining == null ? null : remaining.toSeconds())),
                run,
                run);
    }
}
