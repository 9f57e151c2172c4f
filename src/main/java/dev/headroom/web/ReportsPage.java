package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.report.Language;
import dev.headroom.report.MailNotConfigured;
import dev.headroom.report.NoSuchDelivery;
import dev.headroom.report.NoSuchRecipient;
import dev.headroom.report.ReportRecipients;
import dev.headroom.report.ReportRole;
import dev.headroom.report.WeeklyReport;
import dev.headroom.report.WeeklyReport.Reader;
import dev.headroom.report.Wishes;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The weekly report: who gets it, how, what it will say, and what became of what was sent. */
@Controller
class ReportsPage {

    /** A mail brings its own styles and pictures, and nothing else. */
    private static final String MAIL_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; sandbox allow-popups";

    private final WeeklyReport report;
    private final ReportRecipients recipients;

    ReportsPage(WeeklyReport report, ReportRecipients recipients) {
        this.report = report;
        this.recipients = recipients;
    }

    @GetMapping("/reports")
    String reports(@ModelAttribute("frame") Frame frame, Model model) {
        var caller = Caller.current();
        var deliveries = report.deliveries().stream()
                .map(delivery -> new DeliveryView(delivery, frame))
                .toList();
        model.addAttribute(
                "recipients",
                recipients.all().stream()
                        .map(recipient -> new RecipientView(recipient, frame, report.deliveries()))
                        .toList());
        model.addAttribute("deliveries", deliveries);
        model.addAttribute("missing", report.missingSettings());
        model.addAttribute("manages", caller.has(Scope.ADMIN));
        model.addAttribute("sends", caller.has(Scope.PLAN));
        model.addAttribute("roles", ReportRole.values());
        model.addAttribute("languages", Language.values());
        model.addAttribute("days", DayOfWeek.values());
        model.addAttribute("api", "/api/v1/reports/weekly");
        return "reports";
    }

    @GetMapping("/reports/preview")
    ResponseEntity<byte[]> preview(
            @RequestParam(required = false) @Nullable UUID recipient,
            @RequestParam(defaultValue = "html") String format,
            HttpServletResponse response) {
        var reader = recipient == null ? report.firstReader() : Reader.of(recipients.get(recipient));
        return switch (format) {
            case "html" -> {
                response.setHeader("Content-Security-Policy", MAIL_POLICY);
                yield file(
                        "text/html;charset=UTF-8",
                        null,
                        bytes(report.compose(reader).page()));
            }
            case "text" ->
                file(
                        "text/plain;charset=UTF-8",
                        null,
                        bytes(report.compose(reader).text()));
            case "pdf" -> file(MediaType.APPLICATION_PDF_VALUE, "headroom-report.pdf", report.pdf(reader));
            case "xlsx" ->
                file(
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "headroom-report.xlsx",
                        report.xlsx(reader));
            default -> throw new NotOnRecord("format", format);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ResponseEntity<byte[]> file(String type, @Nullable String name, byte[] bytes) {
        var answer = ResponseEntity.ok().contentType(MediaType.parseMediaType(type));
        if (name != null) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"");
        }
        return answer.body(bytes);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/reports/send")
    String send(RedirectAttributes back) {
        var sent = report.sendNow();
        back.addFlashAttribute(
                "done",
                sent.isEmpty() ? "Nobody wants the report: nothing was sent." : "Sent: see each mail's state below.");
        return "redirect:/reports";
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/reports/deliveries/{delivery}/resend")
    String resend(@PathVariable UUID delivery, RedirectAttributes back) {
        var again = report.sendAgain(delivery);
        back.addFlashAttribute("done", again.recipient() + ": " + again.state().words() + ".");
        return "redirect:/reports";
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/reports/recipients")
    String add(
            @RequestParam String address,
            @RequestParam String role,
            @RequestParam String language,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam String day,
            @RequestParam(defaultValue = "false") boolean pdf,
            @RequestParam(defaultValue = "false") boolean xlsx,
            RedirectAttributes back) {
        var added = recipients.add(address, Wishes.of(role, language, zone, currency, day, pdf, xlsx));
        back.addFlashAttribute("done", added.address() + " gets the report from now on.");
        return "redirect:/reports";
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/reports/recipients/{recipient}")
    String change(
            @PathVariable UUID recipient,
            @RequestParam String role,
            @RequestParam String language,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam String day,
            @RequestParam(defaultValue = "false") boolean pdf,
            @RequestParam(defaultValue = "false") boolean xlsx,
            RedirectAttributes back) {
        var changed = recipients.change(recipient, Wishes.of(role, language, zone, currency, day, pdf, xlsx));
        back.addFlashAttribute("done", "Saved for " + changed.address() + ".");
        return "redirect:/reports";
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/reports/recipients/{recipient}/subscribe")
    String subscribe(@PathVariable UUID recipient, @RequestParam boolean wanted, RedirectAttributes back) {
        var changed = recipients.subscribe(recipient, wanted);
        back.addFlashAttribute(
                "done", changed.address() + (wanted ? " gets the report again." : " gets no more reports."));
        return "redirect:/reports";
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/reports/recipients/{recipient}/remove")
    String remove(@PathVariable UUID recipient, RedirectAttributes back) {
        var gone = recipients.get(recipient);
        recipients.remove(recipient);
        back.addFlashAttribute("done", gone.address() + " gets no more reports.");
        return "redirect:/reports";
    }

    @ExceptionHandler
    String refused(RefusedChange refused, RedirectAttributes back) {
        back.addFlashAttribute("refused", refused.getMessage() + " It was: " + VisibleText.name(refused.value()));
        return "redirect:/reports";
    }

    @ExceptionHandler({MailNotConfigured.class, NoSuchDelivery.class, NoSuchRecipient.class})
    String failed(RuntimeException failed, RedirectAttributes back) {
        back.addFlashAttribute("refused", String.valueOf(failed.getMessage()));
        return "redirect:/reports";
    }

    @ExceptionHandler
    String tooEarly(NoAssessmentYet none, RedirectAttributes back) {
        back.addFlashAttribute("refused", "There is no assessment to report on yet.");
        return "redirect:/reports";
    }
}
