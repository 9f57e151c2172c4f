package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.access.Scope;
import dev.headroom.assessment.InvalidScenario;
import dev.headroom.assessment.Scenario;
import dev.headroom.assessment.Scenarios;
import dev.headroom.assessment.ScenariosBusy;
import dev.headroom.assessment.Status;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.usage.Drivers;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What if: scenarios tried, compared with the baseline, shared by their address, adopted and undone. */
@Controller
class ScenarioPages {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scenarios scenarios;
    private final PriceBooks books;
    private final Drivers drivers;

    ScenarioPages(Scenarios scenarios, PriceBooks books, Drivers drivers) {
        this.scenarios = scenarios;
        this.books = books;
        this.drivers = drivers;
    }

    /** A choice of a list. */
    record Choice(String id, String name) {}

    /** A scenario as a row. */
    record Row(String href, String name, StatusView status, String by, String at) {}

    @GetMapping("/scenarios")
    String all(@ModelAttribute("frame") Frame frame, Model model) {
        return filled(frame, model, new ScenarioForm(new LinkedMultiValueMap<>()), null);
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/scenarios")
    String create(
            @ModelAttribute("frame") Frame frame,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletResponse response,
            Model model) {
        var form = new ScenarioForm(fields);
        try {
            var made = scenarios.create(
                    form.name(), form.changes(), Caller.current().name());
            scenarios.await(made.id(), PATIENCE);
            return "redirect:/scenarios/" + made.id();
        } catch (InvalidScenario invalid) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return filled(frame, model, form, words(invalid));
        } catch (ScenarioForm.Unreadable | ScenariosBusy refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return filled(frame, model, form, refused.getMessage());
        }
    }

    @GetMapping("/scenarios/{scenario}")
    String one(@ModelAttribute("frame") Frame frame, @PathVariable UUID scenario, Model model) {
        var assessment = frame.required();
        var found = found(scenario);
        model.addAttribute("scenario", found);
        model.addAttribute("name", VisibleText.name(found.name()));
        model.addAttribute("status", status(found));
        model.addAttribute("changes", ScenarioWords.of(found.changes(), assessment));
        model.addAttribute("made", VisibleText.name(found.createdBy()) + ", " + frame.moment(found.createdAt()));
        model.addAttribute("mayChange", Caller.current().has(Scope.PLAN));
        model.addAttribute("mayDelete", !scenarios.staysOnRecord(scenario));
        var outcome = found.outcome();
        if (outcome != null) {
            model.addAttribute("comparison", new ScenarioComparison(outcome, assessment.horizon()));
            model.addAttribute("stale", !outcome.assessment().equals(assessment.id()));
        }
        model.addAttribute("api", "/api/v1/scenarios/" + found.id());
        model.addAttribute("csv", "/api/v1/scenarios/" + found.id() + "?format=csv");
        return "scenarios/show";
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/scenarios/{scenario}/adoption")
    String adopt(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID scenario,
            HttpServletResponse response,
            Model model) {
        try {
            scenarios.adopt(found(scenario), Caller.current().name());
            return "redirect:/scenarios/" + scenario;
        } catch (InvalidScenario invalid) {
            return refused(frame, scenario, invalid, response, model);
        }
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/scenarios/{scenario}/adoption/end")
    String undo(@PathVariable UUID scenario) {
        scenarios.undo(scenario, Caller.current().name());
        return "redirect:/scenarios/" + scenario;
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/scenarios/{scenario}/again")
    String again(@PathVariable UUID scenario) {
        found(scenario);
        scenarios.again(scenario);
        scenarios.await(scenario, PATIENCE);
        return "redirect:/scenarios/" + scenario;
    }

    @Roles({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR})
    @PostMapping("/scenarios/{scenario}/delete")
    String delete(
            @ModelAttribute("frame") Frame frame,
            @PathVariable UUID scenario,
            HttpServletResponse response,
            Model model) {
        found(scenario);
        try {
            scenarios.delete(scenario);
            return "redirect:/scenarios";
        } catch (InvalidScenario invalid) {
            return refused(frame, scenario, invalid, response, model);
        }
    }

    /** Shows the scenario's page again, with what is against the wish. */
    private String refused(
            Frame frame, UUID scenario, InvalidScenario invalid, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("error", words(invalid));
        return one(frame, scenario, model);
    }

    private static String words(InvalidScenario invalid) {
        return invalid.faults().stream().map(ScenarioForm::told).collect(Collectors.joining(" "));
    }

    private Scenario found(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new NotOnRecord("scenario", id.toString()));
    }

    private String filled(Frame frame, Model model, ScenarioForm form, @Nullable String error) {
        var assessment = frame.required();
        var book = books.current();
        model.addAttribute("form", form);
        model.addAttribute("error", error);
        model.addAttribute("mayChange", Caller.current().has(Scope.PLAN));
        model.addAttribute("events", List.of(0, 1, 2));
        model.addAttribute(
                "pools",
                assessment.pools().stream()
                        .map(pool -> new Choice(pool.id(), VisibleText.name(pool.name())))
                        .toList());
        model.addAttribute(
                "resources",
                assessment.pools().stream()
                        .flatMap(pool -> pool.resources().stream())
                        .map(found -> found.resource())
                        .distinct()
                        .sorted()
                        .map(resource -> new Choice(resource.id(), title(resource)))
                        .toList());
        model.addAttribute(
                "offers",
                Stream.concat(
                                book.orderableServers(frame.today()).stream().map(offer -> offer.id()),
                                book.upgrades().stream().map(upgrade -> upgrade.id()))
                        .distinct()
                        .map(id -> new Choice(id, id))
                        .toList());
        model.addAttribute(
                "drivers",
                drivers.all().stream()
                        .map(Drivers.Source::name)
                        .distinct()
                        .map(name -> new Choice(name, VisibleText.name(name)))
                        .toList());
        model.addAttribute("currency", assessment.currency().getCurrencyCode());
        model.addAttribute(
                "scenarios",
                scenarios.all().stream().map(scenario -> row(frame, scenario)).toList());
        model.addAttribute(
                "inForce",
                scenarios.inForce().stream()
                        .map(adoption -> new Row(
                                "/scenarios/" + adoption.scenario(),
                                VisibleText.name(adoption.name()),
                                StatusView.of(Status.PLAN, "In force"),
                                VisibleText.name(adoption.by()),
                                frame.moment(adoption.at())))
                        .toList());
        model.addAttribute("api", "/api/v1/scenarios");
        model.addAttribute("csv", "/api/v1/scenarios?format=csv");
        return "scenarios/index";
    }

    private static String title(Resource resource) {
        return resource.title() + ", " + Figures.name(resource.unit());
    }

    private static Row row(Frame frame, Scenario scenario) {
        return new Row(
                "/scenarios/" + scenario.id(),
                VisibleText.name(scenario.name()),
                status(scenario),
                VisibleText.name(scenario.createdBy()),
                frame.moment(scenario.createdAt()));
    }

    private static StatusView status(Scenario scenario) {
        if (scenario.adopted()) {
            return StatusView.of(Status.PLAN, "In force");
        }
        return switch (scenario.state()) {
            case WAITING, RUNNING -> StatusView.of(Status.UNKNOWN, "Being computed");
            case COMPLETE -> StatusView.of(Status.OK, "Compared");
            case FAILED -> StatusView.of(Status.LATE, "Failed");
        };
    }
}
