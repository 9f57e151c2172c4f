package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import dev.headroom.alert.Alert;
import dev.headroom.alert.Alerts;
import dev.headroom.alert.NoSuchAlert;
import dev.headroom.assessment.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The alerts: what is open, what was, and who sees to it. */
@Controller
class AlertsPage {

    private static final String BACK = "redirect:/alerts";

    private final Alerts alerts;
    private final Clock clock;

    AlertsPage(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** An alert in words. */
    record AlertView(Alert alert, Frame frame) {

        public StatusView status() {
            if (!alert.isOpen()) {
                return StatusView.of(Status.OK, "Over");
            }
            return StatusView.of(
                    switch (alert.kind()) {
                        case ORDER_BY ->
                            alert.urgency() >= 3 ? Status.LATE : alert.urgency() == 2 ? Status.ORDER_NOW : Status.PLAN;
                        case DATA_LOST -> Status.LATE;
                        case PRICE_STALE, QUOTE_EXPIRING, ORDER_LATE -> Status.ORDER_NOW;
                    },
                    alert.kind().word());
        }

        public String title() {
            return VisibleText.sentence(alert.title());
        }

        public String detail() {
            return VisibleText.sentence(alert.detail());
        }

        public String since() {
            var ended = alert.resolvedAt();
            return "Since " + frame.moment(alert.openedAt()) + (ended == null ? "" : ", over " + frame.moment(ended));
        }

        public @Nullable String acknowledged() {
            var at = alert.acknowledgedAt();
            return at == null
                    ? null
                    : "Seen to by " + VisibleText.name(String.valueOf(alert.acknowledgedBy())) + ", "
                            + frame.moment(at);
        }

        public @Nullable String snoozed() {
            var until = alert.snoozedUntil();
            return until == null || !until.isAfter(frame.now()) ? null : "Snoozed until " + frame.moment(until);
        }
    }

    @GetMapping("/alerts")
    String alerts(@ModelAttribute("frame") Frame frame, Model model) {
        var all = alerts.newest().stream()
                .map(alert -> new AlertView(alert, frame))
                .toList();
        model.addAttribute(
                "open", all.stream().filter(view -> view.alert().isOpen()).toList());
        model.addAttribute(
                "over", all.stream().filter(view -> !view.alert().isOpen()).toList());
        model.addAttribute("sees", Caller.current().has(Scope.PLAN));
        model.addAttribute("api", "/api/v1/alerts");
        return "alerts";
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/alerts/{alert}/acknowledge")
    String acknowledge(@PathVariable UUID alert) {
        alerts.acknowledge(alert);
        return BACK;
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/alerts/{alert}/snooze")
    String snooze(@PathVariable UUID alert, @RequestParam int days) {
        alerts.snooze(alert, clock.instant().plus(Duration.ofDays(days)));
        return BACK;
    }

    @ExceptionHandler({NoSuchAlert.class, RefusedChange.class})
    String refused(RuntimeException refused, RedirectAttributes back) {
        back.addFlashAttribute("refused", String.valueOf(refused.getMessage()));
        return BACK;
    }
}
