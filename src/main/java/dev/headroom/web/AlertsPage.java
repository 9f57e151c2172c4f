package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.RefusedChange;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import dev.headroom.alert.Alert;
import dev.headroom.alert.Alerts;
import dev.headroom.alert.NoSuchAlert;
import dev.headroom.alert.Telling;
import dev.headroom.assessment.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** Who was told, and what became of it. */
    record TellingView(Telling telling, Frame frame) {

        public StatusView status() {
            return switch (telling.state()) {
                case SENT -> StatusView.of(Status.OK, "Told");
                case WAITING, SENDING ->
                    StatusView.of(Status.PLAN, telling.attempts() == 0 ? "About to be told" : "Tried again");
                case FAILED -> StatusView.of(Status.LATE, "Not told");
                case IN_DOUBT -> StatusView.of(Status.UNKNOWN, "In doubt");
            };
        }

        public String sentence() {
            var reason = telling.reason();
            return (telling.resolved() ? "That it is over: " : "")
                    + telling.channel().words() + " " + VisibleText.name(telling.target()) + ", "
                    + frame.moment(telling.at())
                    + (telling.attempts() > 1 ? ", attempt %,d".formatted(telling.attempts()) : "")
                    + (reason == null ? "" : ". " + VisibleText.sentence(reason));
        }
    }

    /** An alert in words. */
    record AlertView(Alert alert, List<TellingView> told, Frame frame) {

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
        var newest = alerts.newest();
        var told = alerts.tellings(newest).stream()
                .collect(Collectors.groupingBy(
                        Telling::alert,
                        Collectors.mapping(telling -> new TellingView(telling, frame), Collectors.toList())));
        var all = newest.stream()
                .map(alert -> new AlertView(alert, told.getOrDefault(alert.id(), List.of()), frame))
                .toList();
        model.addAttribute(
                "open", all.stream().filter(view -> view.alert().isOpen()).toList());
        model.addAttribute(
                "over", all.stream().filter(view -> !view.alert().isOpen()).toList());
        model.addAttribute("sees", Caller.current().has(Scope.PLAN));
        model.addAttribute("areTold", alerts.areTold());
        model.addAttribute("api", "/api/v1/alerts");
        model.addAttribute("csv", "/api/v1/alerts?format=csv");
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
