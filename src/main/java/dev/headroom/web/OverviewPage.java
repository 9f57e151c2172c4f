package dev.headroom.web;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Figures;
import dev.headroom.usage.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Answers "do I need to act?" first, and shows what the answer rests on. */
@Controller
class OverviewPage {

    private static final int TILES = 8;
    private static final int HISTORY_DAYS = 180;

    private final Charts charts;
    private final Collection collection;

    OverviewPage(Charts charts, Collection collection) {
        this.charts = charts;
        this.collection = collection;
    }

    @GetMapping("/")
    String overview(@ModelAttribute("frame") Frame frame, Model model) {
        var assessment = frame.assessment();
        model.addAttribute("collection", new CollectionView(collection.status(), frame));
        if (assessment == null) {
            if (collection.status().lastSuccessfulPoll() == null && frame.isAdministrator()) {
                return "redirect:/start";
            }
            return "empty";
        }
        var resources = resources(assessment, frame);
        model.addAttribute("verdict", StatusView.of(assessment.verdict().status()));
        model.addAttribute("sentence", VisibleText.heading(assessment.verdict().sentence()));
        var because = assessment.verdict().because();
        model.addAttribute("because", because == null ? null : VisibleText.sentence(because));
        model.addAttribute("tiles", resources.stream().limit(TILES).toList());
        model.addAttribute("ranked", resources);
        model.addAttribute("severalPools", assessment.pools().size() > 1);
        var worst = resources.stream().findFirst().orElse(null);
        var chart = worst == null ? null : charts.of(assessment, Subject.pool(worst.ownerId()), worst, HISTORY_DAYS);
        model.addAttribute("worst", worst);
        model.addAttribute("chart", chart);
        orders(assessment, frame).stream().findFirst().ifPresent(next -> model.addAttribute("next", next));
        model.addAttribute("planState", assessment.plan().state());
        model.addAttribute("planMonths", assessment.plan().months());
        model.addAttribute(
                "planCost",
                assessment.plan().state() == PlanAssessment.State.UNAVAILABLE
                        ? "unknown"
                        : CostView.money(assessment.plan().totalCost()));
        if (assessment.costs() != null) {
            model.addAttribute(
                    "costs",
                    CostBar.of(
                            cheapestOfEach(assessment.costs()),
                            view -> view.option().thisMonth()));
        }
        model.addAttribute(
                "changes",
                assessment.changes().stream().map(VisibleText::sentence).toList());
        model.addAttribute(
                "notes",
                assessment.data().notes().stream().map(VisibleText::sentence).toList());
        var record = assessment.record();
        model.addAttribute(
                "record",
                record == null || record.isEmpty()
                        ? onItsPast(worst, chart == null ? null : chart.accuracy())
                        : record.sentence());
        model.addAttribute("api", "/api/v1/pools");
        model.addAttribute("csv", "/api/v1/pools?format=csv");
        return "overview";
    }

    private static String onItsPast(@Nullable ResourceView worst, ForecastSnapshot.@Nullable Score accuracy) {
        return worst == null || accuracy == null
                ? "No forecast is old enough to be judged yet."
                : "%s, tried from %d past days: %s of the days stayed inside the band, 80 %% is perfect."
                        .formatted(worst.title(), accuracy.origins(), Figures.percent(accuracy.coverage80()));
    }

    static List<ResourceView> resources(Assessment assessment, Frame frame) {
        return assessment.pools().stream()
                .flatMap(pool -> pool.resources().stream()
                        .map(resource -> new ResourceView(
                                pool.id(),
                                pool.name(),
                                Links.forecast(pool.id(), resource.resource()),
                                resource,
                                frame.today(),
                                assessment.horizon())))
                .sorted(ResourceView.MOST_URGENT_FIRST)
                .toList();
    }

    static List<OrderView> orders(Assessment assessment, Frame frame) {
        return assessment.plan().orders().stream()
                .sorted(Comparator.comparing(PlanAssessment.Order::orderBy))
                .map(order -> new OrderView(
                        order,
                        assessment.pool(order.pool()).map(p -> p.name()).orElse(order.pool()),
                        frame.today(),
                        assessment.horizon()))
                .toList();
    }

    static List<CostView> options(CostAssessment costs) {
        return Stream.concat(Stream.of(costs.own()), costs.clouds().stream())
                .map(CostView::new)
                .toList();
    }

    /** On demand only where a provider has it: commitments stand on the page of costs. */
    private static List<CostView> cheapestOfEach(CostAssessment costs) {
        return options(costs).stream()
                .filter(view -> view.isOwn()
                        || "on-demand".equals(view.option().commitment())
                        || costs.clouds().stream()
                                .noneMatch(other ->
                                        other.provider().equals(view.option().provider())
                                                && "on-demand".equals(other.commitment())))
                .toList();
    }
}
