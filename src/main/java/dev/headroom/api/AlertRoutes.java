package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.alert.Alert;
import dev.headroom.alert.Alerts;
import dev.headroom.alert.Telling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
            @Nullable Instant snoozedUntil,
            List<NoticeView> notices) {

        static AlertView of(Alert alert, List<Telling> told) {
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
                    alert.snoozedUntil(),
                    told.stream()
                            .filter(telling -> telling.alert().equals(alert.id()))
                            .map(NoticeView::of)
                            .toList());
        }
    }

    /** Who was told; {@code at} is when that ended, or when it is tried next. */
    record NoticeView(
            String event,
            String channel,
            String target,
            String state,
            int attempts,
            @Nullable String reason,
            Instant at) {

        static NoticeView of(Telling telling) {
            return new NoticeView(
                    telling.resolved() ? "resolved" : "firing",
                    telling.channel().name().toLowerCase(Locale.ROOT),
                    telling.target(),
                    telling.state().code(),
                    telling.attempts(),
                    telling.reason(),
                    telling.at());
        }
    }

    record AlertList(List<AlertView> items, @Nullable String nextCursor) implements Table.Tabular {

        @Override
        public Table table() {
            return new Table(
                    "alerts",
                    List.of(
                            "id",
                            "kind",
                            "subject",
                            "urgency",
                            "title",
                            "detail",
                            "openedAt",
                            "resolvedAt",
                            "acknowledgedBy",
                            "acknowledgedAt",
                            "snoozedUntil",
                            "told"),
                    items.stream()
                            .map(alert -> Arrays.<@Nullable Object>asList(
                                    alert.id(),
                                    alert.kind(),
                                    alert.subject(),
                                    alert.urgency(),
                                    alert.title(),
                                    alert.detail(),
                                    alert.openedAt(),
                                    alert.resolvedAt(),
                                    alert.acknowledgedBy(),
                                    alert.acknowledgedAt(),
                                    alert.snoozedUntil(),
                                    alert.notices().stream()
                                            .map(notice -> notice.target() + ": " + notice.state())
                                            .collect(Collectors.joining("; "))))
                            .toList());
        }
    }

    record Snooze(@NotNull @Nullable OffsetDateTime until) {}

    AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    @Operation(operationId = "listAlerts", summary = "The open alerts, the worst first, then those that have ended")
    @Needs(Scope.READ)
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    AlertList all(@RequestParam(defaultValue = "json") String format) {
        var newest = alerts.newest();
        var told = alerts.tellings(newest);
        return new AlertList(
                newest.stream().map(alert -> AlertView.of(alert, told)).toList(), null);
    }

    private AlertView view(Alert alert) {
        return AlertView.of(alert, alerts.tellings(List.of(alert)));
    }

    @Operation(operationId = "acknowledgeAlert", summary = "Says that the caller sees to it")
    @Needs(Scope.PLAN)
    @PostMapping("/{alert}/acknowledge")
    AlertView acknowledge(@PathVariable UUID alert) {
        return view(alerts.acknowledge(alert));
    }

    @Operation(operationId = "snoozeAlert", summary = "Keeps it from telling anything until a moment")
    @Needs(Scope.PLAN)
    @PostMapping(path = "/{alert}/snooze", consumes = MediaType.APPLICATION_JSON_VALUE)
    AlertView snooze(@PathVariable UUID alert, @RequestBody @Valid Snooze wanted) {
        var until = wanted.until();
        if (until == null) {
            throw ApiProblem.invalid("until", null, "is required");
        }
        return view(alerts.snooze(alert, until.toInstant()));
    }
}
