package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.doctor.Doctor;
import dev.headroom.units.Figures;
import dev.headroom.usage.BackfillSwitch;
import dev.headroom.usage.Collection;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How good the data are, and how collecting goes. */
@Controller
class HealthPage {

    private final Collection collection;
    private final BackfillSwitch backfill;
    private final Doctor doctor;

    HealthPage(Collection collection, BackfillSwitch backfill, Doctor doctor) {
        this.collection = collection;
        this.backfill = backfill;
        this.doctor = doctor;
    }

    @GetMapping("/health")
    String health(@ModelAttribute("frame") Frame frame, Model model) {
        var assessment = frame.assessment();
        var coverage = assessment == null ? null : assessment.data().coverage();
        model.addAttribute("collection", new CollectionView(collection.status(), frame));
        model.addAttribute("coverage", coverage == null ? "unknown" : Figures.finePercent(coverage));
        model.addAttribute(
                "notes",
                assessment == null
                        ? List.of()
                        : assessment.data().notes().stream()
                                .map(VisibleText::sentence)
                                .toList());
        model.addAttribute(
                "away",
                assessment == null
                        ? List.of()
                        : assessment.nodes().stream()
                                .filter(node -> !node.state().equals("ACTIVE"))
                                .map(node -> new NodeView(node, assessment, frame))
                                .toList());
        doctor.latest().ifPresent(diagnosis -> model.addAttribute("diagnosis", new DiagnosisView(diagnosis, frame)));
        model.addAttribute("api", "/api/v1/doctor");
        model.addAttribute("csv", "/api/v1/doctor?format=csv");
        return "health";
    }

    @Roles(Role.ADMINISTRATOR)
    @PostMapping("/health/backfill")
    String backfill(@RequestParam boolean stopped) {
        if (stopped) {
            backfill.stop();
        } else {
            backfill.resume();
        }
        return "redirect:/health#history";
    }

    @Roles({Role.VIEWER, Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/health/examination")
    String examine() {
        doctor.examine();
        return "redirect:/health#checks";
    }
}
