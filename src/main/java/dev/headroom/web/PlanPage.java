package dev.headroom.web;

import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.AssessmentRequests;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Bound;
import dev.headroom.assessment.PlanAssessment.CapacityMonths;
import dev.headroom.assessment.PlanAssessment.Limit;
import dev.headroom.assessment.PlanAssessment.State;
import dev.headroom.assessment.PlanAssessment.Unmet;
import dev.headroom.catalog.OfferName;
import dev.headroom.procurement.Purchases;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** What to order, when and why, and what the plan rests on. */
@Controller
class PlanPage {

    private static final double FINEST_GAP = 0.001;

    private final Purchases purchases;
    private final AssessmentRequests assessments;

    PlanPage(Purchases purchases, AssessmentRequests assessments) {
        this.purchases = purchases;
        this.assessments = assessments;
    }

    /** A month of the plan. */
    record MonthView(LocalDate month, String monthName, String oneTime, String monthly, String soFar, String events) {}

    /** A month's demand beside what may be carried, in the resource's unit. */
    record LoadView(LocalDate month, String monthName, double demand, double usable, Resource resource) {

        public String demandShown() {
            return Figures.number(demand, resource.unit());
        }

        public String usableShown() {
            return Figures.number(usable, resource.unit());
        }

        public double demandValue() {
            return Figures.scaled(demand, resource.unit());
        }

        public double usableValue() {
            return Figures.scaled(usable, resource.unit());
        }

        public boolean isOver() {
            return demand > usable;
        }
    }

    /** Demand and usable capacity of one resource of one pool, month by month. */
    record LoadChart(String title, String sentence, String unit, boolean needed, List<LoadView> months) {}

    record AlternativeView(String title, String explanation, String extraCost, String winsIf) {}

    record LimitView(String month, String pool, String first, String firstIdle, String next, String nextIdle) {}

    record UnmetView(String pool, String month, String resource, String demand, String usable) {}

    @GetMapping("/plan")
    String plan(@ModelAttribute("frame") Frame frame, Model model) {
        var assessment = frame.required();
        var plan = assessment.plan();
        var orders = OverviewPage.orders(assessment, frame);
        model.addAttribute("plan", plan);
        model.addAttribute("available", plan.state() != State.UNAVAILABLE);
        model.addAttribute("proof", proof(plan));
        model.addAttribute("orders", orders);
        model.addAttribute("cards", LaterOrders.soon(orders));
        model.addAttribute("later", LaterOrders.of(orders));
        model.addAttribute(
                "limits",
                plan.limits().stream().map(limit -> limit(assessment, limit)).toList());
        model.addAttribute("limitsSentence", limitsSentence(plan));
        orders.stream().findFirst().ifPresent(next -> model.addAttribute("next", next));
        model.addAttribute("total", Figures.money(plan.totalCost()));
        model.addAttribute("thisYear", Figures.money(sum(plan, 12)));
        model.addAttribute("start", RoughDate.monthOf(plan.start()));
        model.addAttribute("timeline", timeline(plan));
        model.addAttribute("loads", loads(assessment));
        model.addAttribute(
                "unmet", plan.unmet().stream().map(u -> unmet(assessment, u)).toList());
        model.addAttribute(
                "alternatives",
                plan.alternatives().stream()
                        .map(a -> new AlternativeView(
                                VisibleText.sentence(a.title()),
                                VisibleText.sentence(a.explanation()),
                                (a.extraCost().amount().signum() < 0 ? "" : "+") + Figures.money(a.extraCost()),
                                a.winsIf() == null ? "" : VisibleText.sentence(a.winsIf())))
                        .toList());
        model.addAttribute(
                "warnings", plan.warnings().stream().map(VisibleText::sentence).toList());
        model.addAttribute("api", "/api/v1/plan");
        model.addAttribute("csv", "/api/v1/plan?format=csv");
        model.addAttribute("proposed", proposed(assessment));
        model.addAttribute(
                "mayPropose", PurchasePages.may(Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR));
        return "plan";
    }

    /** Assesses the fleet anew; the reader waits for it. */
    @Roles({Role.PLANNER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/plan/assessment")
    String recalculate() {
        assessments.now();
        return "redirect:/plan";
    }

    /** The purchase that each order of the plan was turned into, unless that has come to nothing. */
    private Map<String, UUID> proposed(Assessment assessment) {
        var proposed = new HashMap<String, UUID>();
        for (var purchase : purchases.all()) {
            var order = purchase.planOrder();
            if (order != null && purchase.answers(order, assessment.generatedAt())) {
                proposed.put(order, purchase.id());
            }
        }
        return proposed;
    }

    private static String proof(PlanAssessment plan) {
        return switch (plan.state()) {
            case OPTIMAL -> "Proven: no cheaper plan meets the demand.";
            case FEASIBLE ->
                plan.gap() < FINEST_GAP
                        ? "Less than " + Figures.finePercent(FINEST_GAP) + " above the least possible cost."
                        : "At most " + Figures.finePercent(plan.gap()) + " above the least possible cost.";
            case UNAVAILABLE -> "There is no plan.";
        };
    }

    private static Money sum(PlanAssessment plan, int months) {
        var total = Money.zero(plan.totalCost().currency());
        for (int m = 0; m < Math.min(months, plan.monthlyCost().size()); m++) {
            total = total.plus(plan.monthlyCost().get(m))
                    .plus(plan.oneTimeCost().get(m));
        }
        return total;
    }

    private static List<MonthView> timeline(PlanAssessment plan) {
        var months = new ArrayList<MonthView>();
        for (int m = 0; m < plan.monthlyCost().size(); m++) {
            var month = plan.start().plusMonths(m);
            var events = plan.orders().stream()
                    .filter(order -> YearMonth.from(order.inService()).equals(YearMonth.from(month)))
                    .map(order -> "%s%,d × %s"
                            .formatted(
                                    switch (order.kind()) {
                                        case SERVER -> "+ ";
                                        case UPGRADE -> "↑ ";
                                        case RETIRE -> "− ";
                                        case DOWNGRADE -> "↓ ";
                                        case MOVE -> "→ ";
                                    },
                                    order.quantity(),
                                    VisibleText.name(OfferName.of(order.model()))))
                    .toList();
            months.add(new MonthView(
                    month,
                    RoughDate.monthOf(month),
                    Figures.money(plan.oneTimeCost().get(m)),
                    Figures.money(plan.monthlyCost().get(m)),
                    Figures.money(sum(plan, m + 1)),
                    String.join(", ", events)));
        }
        return months;
    }

    private static List<LoadChart> loads(Assessment assessment) {
        var plan = assessment.plan();
        return plan.capacity().stream()
                .map(capacity -> load(assessment, capacity))
                .sorted((a, b) -> Boolean.compare(b.needed(), a.needed()))
                .toList();
    }

    private static LoadChart load(Assessment assessment, CapacityMonths capacity) {
        var plan = assessment.plan();
        var months = new ArrayList<LoadView>();
        for (int m = 0; m < capacity.demand().size(); m++) {
            var month = plan.start().plusMonths(m);
            months.add(new LoadView(
                    month,
                    RoughDate.monthOf(month),
                    capacity.demand().get(m),
                    capacity.usable().get(m),
                    capacity.resource()));
        }
        boolean needed = plan.orders().stream()
                .anyMatch(order -> order.pool().equals(capacity.pool())
                        && order.reasons().stream()
                                .anyMatch(reason -> reason.resource().equals(capacity.resource())));
        var first = months.stream().filter(LoadView::isOver).findFirst();
        var unit = capacity.resource().unit();
        return new LoadChart(
                capacity.resource().title() + " of " + poolName(assessment, capacity.pool()),
                first.map(over -> "In " + over.monthName() + " demand is above what may be used.")
                        .orElse("What the plan buys carries the demand in every month."),
                Figures.name(unit),
                needed,
                months);
    }

    private static LimitView limit(Assessment assessment, Limit limit) {
        var next = limit.next();
        return new LimitView(
                RoughDate.monthOf(limit.month()),
                poolName(assessment, limit.pool()),
                bound(limit.first()),
                idle(limit.first()),
                next == null ? "none" : bound(next),
                next == null ? "" : idle(next));
    }

    private static String bound(Bound bound) {
        return bound.resource().title() + ", " + (bound.rule().equals("failure") ? "surviving a failure" : "threshold");
    }

    private static String idle(Bound bound) {
        return bound.idle() < 0
                ? "short of " + Figures.quantity(-bound.idle(), bound.resource().unit())
                : Figures.quantity(bound.idle(), bound.resource().unit());
    }

    /** Which limit comes first most often. */
    private static String limitsSentence(PlanAssessment plan) {
        return plan.limits().stream()
                .collect(Collectors.groupingBy(limit -> bound(limit.first()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> most.getKey() + ", binds first in " + most.getValue() + " of "
                        + plan.limits().size() + " pool-months. Show each month")
                .orElse("");
    }

    private static UnmetView unmet(Assessment assessment, Unmet unmet) {
        var unit = unmet.resource().unit();
        return new UnmetView(
                poolName(assessment, unmet.pool()),
                RoughDate.monthOf(unmet.month()),
                unmet.resource().title(),
                Figures.quantity(unmet.demand(), unit),
                Figures.quantity(unmet.usable(), unit));
    }

    private static String poolName(Assessment assessment, String pool) {
        return VisibleText.name(assessment.pool(pool).map(p -> p.name()).orElse(pool));
    }
}
