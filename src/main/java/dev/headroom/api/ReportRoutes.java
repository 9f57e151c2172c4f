package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.report.Delivery;
import dev.headroom.report.WeeklyReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/reports/weekly")
@Tag(name = "Report", description = "The weekly report")
class ReportRoutes {

    private final WeeklyReport report;

    /** What became of a mail to one recipient. */
    record DeliveryView(
            UUID id,
            String recipient,
            String week,
            String state,
            @Nullable Instant finishedAt,
            @Nullable String reason) {

        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.id(),
                    delivery.recipient(),
                    delivery.week().toString(),
                    delivery.state().code(),
                    delivery.finishedAt(),
                    delivery.reason());
        }
    }

    record Sent(List<DeliveryView> deliveries) {}

    ReportRoutes(WeeklyReport report) {
        this.report = report;
    }

    @Operation(operationId = "getWeeklyReport", summary = "The report as it would be mailed now: HTML, text or PDF")
    @Needs(Scope.READ)
    @GetMapping(produces = {MediaType.TEXT_HTML_VALUE, MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_PDF_VALUE})
    ResponseEntity<byte[]> weekly(
            @RequestParam(defaultValue = "html") String format,
            @org.springframework.web.bind.annotation.RequestHeader(defaultValue = "text/html", name = "Accept")
                    @io.swagger.v3.oas.annotations.Parameter(hidden = true)
                    String accept,
            jakarta.servlet.http.HttpServletRequest request) {
        var wanted = request.getParameter("format") == null ? accept : format;
        if (wanted.equals("pdf") || wanted.startsWith("application/pdf")) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(report.pdf());
        }
        boolean text = wanted.equals("text") || wanted.startsWith("text/plain");
        var composed = report.compose();
        return ResponseEntity.ok()
                .contentType(new MediaType(text ? MediaType.TEXT_PLAIN : MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body((text ? composed.text() : composed.page()).getBytes(StandardCharsets.UTF_8));
    }

    @Operation(operationId = "sendWeeklyReport", summary = "Sends the report to its recipients now")
    @Needs(Scope.PLAN)
    @OutsideTransaction
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Sent send() {
        return new Sent(report.sendNow().stream().map(DeliveryView::of).toList());
    }
}
