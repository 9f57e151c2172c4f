package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.report.Delivery;
import dev.headroom.report.ReportRecipients;
import dev.headroom.report.WeeklyReport;
import dev.headroom.report.Wishes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/reports/weekly")
@Tag(name = "Report", description = "The weekly report")
class ReportRoutes {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final WeeklyReport report;
    private final ReportRecipients recipients;

    /** What became of a mail to one recipient. */
    record DeliveryView(
            UUID id,
            String recipient,
            String week,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt,
            @Nullable String reason) {

        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.id(),
                    delivery.recipient(),
                    delivery.week().toString(),
                    delivery.state().code(),
                    delivery.attempts(),
                    delivery.nextAttemptAt(),
                    delivery.finishedAt(),
                    delivery.reason());
        }
    }

    record Sent(List<DeliveryView> deliveries) {}

    ReportRoutes(WeeklyReport report, ReportRecipients recipients) {
        this.report = report;
        this.recipients = recipients;
    }

    @Operation(
            operationId = "getWeeklyReport",
            summary =
                    "The report as it would be mailed now to the first recipient, or to the one or the reader that is named")
    @Needs(Scope.READ)
    @GetMapping(
            produces = {
                MediaType.TEXT_HTML_VALUE,
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_PDF_VALUE,
                XLSX,
            })
    ResponseEntity<byte[]> weekly(
            @RequestParam(defaultValue = "html") String format,
            @RequestParam(required = false) @Nullable UUID recipient,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String currency,
            @RequestHeader(defaultValue = "text/html", name = "Accept") @Parameter(hidden = true) String accept,
            HttpServletRequest request) {
        boolean described = role != null || language != null || currency != null;
        if (recipient != null && described) {
            throw ApiProblem.invalid(
                    "recipient", recipient, "has its own role, language and currency: leave those out");
        }
        var reader = described
                ? WeeklyReport.Reader.with(Wishes.of(role, language, null, currency, null, false, false))
                : recipient == null ? report.firstReader() : WeeklyReport.Reader.of(recipients.get(recipient));
        var wanted = request.getParameter("format") == null ? accept : format;
        if (wanted.equals("pdf") || wanted.startsWith("application/pdf")) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(report.pdf(reader));
        }
        if (wanted.equals("xlsx") || wanted.startsWith(XLSX)) {
            return ResponseEntity.ok().contentType(MediaType.valueOf(XLSX)).body(report.xlsx(reader));
        }
        boolean text = wanted.equals("text") || wanted.startsWith("text/plain");
        var composed = report.compose(reader);
        return ResponseEntity.ok()
                .contentType(new MediaType(text ? MediaType.TEXT_PLAIN : MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body((text ? composed.text() : composed.page()).getBytes(StandardCharsets.UTF_8));
    }

    @Operation(operationId = "listReportDeliveries", summary = "What became of the newest mails, newest first")
    @Needs(Scope.READ)
    @GetMapping(path = "/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
    Sent deliveries() {
        return new Sent(report.deliveries().stream().map(DeliveryView::of).toList());
    }

    @Operation(operationId = "resendReport", summary = "Sends one that has failed or is in doubt once more")
    @Needs(Scope.PLAN)
    @OutsideTransaction
    @PostMapping(path = "/deliveries/{delivery}/resend", produces = MediaType.APPLICATION_JSON_VALUE)
    DeliveryView resend(@PathVariable UUID delivery) {
        return DeliveryView.of(report.sendAgain(delivery));
    }

    @Operation(operationId = "sendWeeklyReport", summary = "Sends the report to its recipients now")
    @Needs(Scope.PLAN)
    @OutsideTransaction
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Sent send() {
        return new Sent(report.sendNow().stream().map(DeliveryView::of).toList());
    }
}
