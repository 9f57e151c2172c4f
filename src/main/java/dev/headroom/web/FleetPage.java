package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.doctor.Difference;
import dev.headroom.doctor.Doctor;
import dev.headroom.inventory.FleetAnswers;
import dev.headroom.inventory.FleetQuestion;
import dev.headroom.inventory.Identities;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks what only an operator knows of the fleet, and shows who does not know which node. */
@Controller
class FleetPage {

    private final Identities identities;
    private final FleetAnswers answers;
    private final Doctor doctor;

    FleetPage(Identities identities, FleetAnswers answers, Doctor doctor) {
        this.identities = identities;
        this.answers = answers;
        this.doctor = doctor;
    }

    /** A question, and its two answers. */
    record QuestionView(FleetQuestion question, Frame frame) {

        public boolean isRenamed() {
            return question.kind() == FleetQuestion.Kind.RENAMED;
        }

        public String name() {
            return VisibleText.name(question.node().name());
        }

        public String id() {
            return question.node().id();
        }

        public @Nullable String otherName() {
            var other = question.other();
            return other == null ? null : VisibleText.name(other.name());
        }

        public String otherId() {
            var other = question.other();
            return other == null ? "" : other.id();
        }

        public String evidence() {
            return VisibleText.sentence(question.evidence());
        }

        public String lastSeen() {
            return frame.moment(question.node().lastSeen());
        }
    }

    /** Who knows a node and who does not. */
    record DifferenceView(Difference difference) {

        public String node() {
            return VisibleText.name(difference.node());
        }

        public String inventory() {
            return word(difference.inInventory());
        }

        public String kubernetes() {
            return word(difference.inKubernetes());
        }

        public String metrics() {
            return difference.inMetrics() ? "yes" : "no";
        }

        private static String word(@Nullable Boolean known) {
            return known == null ? "not asked" : known ? "yes" : "no";
        }
    }

    @GetMapping("/fleet")
    String fleet(@ModelAttribute("frame") Frame frame, Model model) {
        model.addAttribute(
                "questions",
                identities.questions().stream()
                        .map(question -> new QuestionView(question, frame))
                        .toList());
        model.addAttribute(
                "checked", doctor.latest().map(d -> frame.moment(d.at())).orElse(null));
        model.addAttribute(
                "differences",
                doctor.latest()
                        .map(diagnosis -> diagnosis.differences().stream()
                                .map(DifferenceView::new)
                                .toList())
                        .orElse(List.of()));
        return "fleet";
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/fleet/renamed")
    String renamed(@RequestParam String old, @RequestParam String whole, @RequestParam boolean same) {
        try {
            answers.answerRenamed(old, whole, same);
            return same ? "redirect:" + Links.node(whole) : "redirect:/fleet";
        } catch (NoSuchElementException none) {
            throw new NotOnRecord("node", old);
        }
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/fleet/silent")
    String silent(@RequestParam String node, @RequestParam boolean gone) {
        try {
            answers.answerSilent(node, gone);
            return "redirect:/fleet";
        } catch (NoSuchElementException none) {
            throw new NotOnRecord("node", node);
        }
    }
}
