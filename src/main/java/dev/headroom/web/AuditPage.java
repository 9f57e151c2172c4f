package dev.headroom.web;

import dev.headroom.access.Audit;
import dev.headroom.access.AuditEntry;
import dev.headroom.access.AuditFilter;
import dev.headroom.assessment.Status;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Who changed what, and whether the chain of it holds. */
@Controller
class AuditPage {

    private static final int ROWS = 50;
    private static final int MOST = 1000;

    private final Audit audit;

    /** A row as text. */
    record EntryView(AuditEntry entry, Frame frame) {

        public long sequence() {
            return entry.sequence();
        }

        public Instant at() {
            return entry.at();
        }

        public String moment() {
            return frame.moment(entry.at());
        }

        public String who() {
            return entry.actorName().isEmpty() ? "nobody known" : VisibleText.name(entry.actorName());
        }

        public String action() {
            return VisibleText.name(entry.action().replace('.', ' ').replace('-', ' '));
        }

        public String subject() {
            return VisibleText.name(entry.subject());
        }

        public String details() {
            return entry.details().equals("{}") ? "" : VisibleText.sentence(entry.details());
        }

        public String hash() {
            return entry.sha256().substring(0, 12);
        }
    }

    AuditPage(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/administration/audit")
    String audit(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "false") boolean verify,
            Model model) {
        var filter = new AuditFilter(null, null, wanted(actor), wanted(action), wanted(subject));
        var rows = audit.entries(filter, before, ROWS + 1);
        model.addAttribute(
                "entries",
                rows.stream().limit(ROWS).map(row -> new EntryView(row, frame)).toList());
        model.addAttribute("actor", actor);
        model.addAttribute("action", action);
        model.addAttribute("subject", subject);
        if (rows.size() > ROWS) {
            model.addAttribute("older", rows.get(ROWS - 1).sequence());
        }
        if (verify) {
            var result = audit.verify();
            model.addAttribute("result", result);
            model.addAttribute("verdict", StatusView.of(result.holds() ? Status.OK : Status.LATE, result.sentence()));
        }
        var api = api(filter);
        model.addAttribute("api", api);
        model.addAttribute("csv", api + "&format=csv");
        return "administration/audit";
    }

    /** Returns where the API has the same rows, and as many of them as it gives at once. */
    private static String api(AuditFilter filter) {
        var address = UriComponentsBuilder.fromPath("/api/v1/audit").queryParam("limit", MOST);
        var values = new HashMap<String, @Nullable String>();
        values.put("actor", filter.actor());
        values.put("action", filter.action());
        values.put("subject", filter.subject());
        values.forEach((name, value) -> {
            if (value != null) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        return address.encode().buildAndExpand(values).toUriString();
    }

    private static @Nullable String wanted(String text) {
        var stripped = text.strip().replace("\0", "");
        return stripped.isEmpty() ? null : stripped;
    }
}
