package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.alert.Alert;
import dev.headroom.alert.Alerts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Alerts", description = "What somebody should know, told once")
class AlertRoutes {

    private final Alerts alerts;

    /** An alert; {@code urgency} is the worst that it has been, from 1 on. */
    record AlertView(
            UUID id,
            String kind,
            String subject,
            int urgency,
            String title,
            String detail,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant snoozedUntil) {

        static AlertView of(Alert alert) {
            return new AlertView(
                    alert.id(),
                    alert.kind().code(),
                    alert.key(),
                    alert.urgency(),
                    alert.title(),
                    alert.detail(),
                    alert.openedAt(),
                    alert.resolvedAt(),
                    alert.acknowledgedBy(),
                    alert.acknowledgedAt(),
                    alert.snoozedUntil());
        }
    }

    record AlertList(List<AlertView> items, @Nullable String nextCursor) {}

    record Snooze(@NotNull @Nullable OffsetDateTime until) {}

    AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    @Operation(operationId = "listAlerts", summary = "The open alerts, the worst first, then those that have ended")
    @Needs(Scope.READ)
    @GetMapping
    AlertList all() {
        return new AlertList(alerts.newest().stream().map(AlertView::of).toList(), null);
    }

    @Operation(operationId = "acknowledgeAlert", summary = "Says that the caller sees to it")
    @Needs(Scope.PLAN)
    @PostMapping("/{alert}/acknowledge")
    AlertView acknowledge(@PathVariable UUID alert) {
        return AlertView.of(alerts.acknowledge(alert));
    }

    @Operation(operationId = "snoozeAlert", summary = "Keeps it from telling anything until a moment")
    @Needs(Scope.PLAN)
    @PostMapping(path = "/{alert}/snooze", consumes = MediaType.APPLICATION_JSON_VALUE)
    AlertView snooze(@PathVariable UUID alert, @RequestBody @Valid Snooze wanted) {
        var until = wanted.until();
        if (until == null) {
            throw ApiProblem.invalid("until", null, "is required");
        }
        return AlertView.of(alerts.snooze(alert, until.toInstant()));
    }
}
