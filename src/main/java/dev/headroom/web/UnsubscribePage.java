package dev.headroom.web;

import dev.headroom.report.ReportRecipients;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Where a report's signed link leads: people are asked once more, a mail program's single POST (RFC 8058) is enough. */
@Controller
class UnsubscribePage {

    private final ReportRecipients recipients;

    UnsubscribePage(ReportRecipients recipients) {
        this.recipients = recipients;
    }

    @GetMapping("/unsubscribe/{token}")
    String ask(@PathVariable String token, HttpServletResponse response, Model model) {
        var recipient = recipients.bySignedLink(token).orElse(null);
        if (recipient == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        model.addAttribute("address", recipient == null ? null : recipient.address());
        model.addAttribute("done", recipient != null && recipient.unsubscribedAt() != null);
        return "unsubscribe";
    }

    @PostMapping("/unsubscribe/{token}")
    String unsubscribe(@PathVariable String token, HttpServletResponse response, Model model) {
        recipients.unsubscribe(token);
        return ask(token, response, model);
    }
}
