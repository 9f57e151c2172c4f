package dev.headroom.web;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.Status;
import dev.headroom.catalog.OfferName;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the plan as a card. */
record OrderView(Order order, String poolName, LocalDate today, int horizon) {

    /** Why the order is needed. */
    record ReasonView(String explanation, @Nullable CrossingWords crossing) {}

    public String headline() {
        return VisibleText.heading(title());
    }

    public String title() {
        var what = "%,d × %s".formatted(order.quantity(), VisibleText.name(OfferName.of(order.model())));
        return switch (order.kind()) {
            case SERVER, UPGRADE -> "Order " + what;
            case RETIRE -> "Give back " + what;
            case DOWNGRADE -> "End " + what;
            case MOVE -> "Move " + what;
        };
    }

    public boolean isPurchase() {
        return order.kind() == Kind.SERVER || order.kind() == Kind.UPGRADE;
    }

    public String pool() {
        return VisibleText.name(poolName);
    }

    public String sentence() {
        return VisibleText.sentence(order.sentence());
    }

    public String deadlineLabel() {
        return order.kind().isReturn() ? "Give notice by" : "Order by";
    }

    public String deadline() {
        return isLate() ? OrderByWords.lateness(order.orderBy(), today) : new RoughDate(order.orderBy(), today).text();
    }

    public String inServiceLabel() {
        return order.kind().isReturn() ? "Last day in service" : "In service";
    }

    public String inService() {
        return new RoughDate(order.inService(), today).text();
    }

    public boolean isLate() {
        return order.orderBy().isBefore(today);
    }

    public StatusView status() {
        long days = ChronoUnit.DAYS.between(today, order.orderBy());
        if (order.kind().isReturn()) {
            return StatusView.of(Status.PLAN, days <= 90 ? "Plan" : "Later");
        }
        if (days < 0) {
            return StatusView.of(Status.LATE, OrderByWords.lateness(order.orderBy(), today));
        }
        if (days <= 14) {
            return StatusView.of(Status.ORDER_NOW);
        }
        return days <= 90 ? StatusView.of(Status.PLAN) : StatusView.of(Status.OK, "Later");
    }

    @Nullable
    public OrderByWords parts() {
        return order.orderByParts() == null ? null : new OrderByWords(order.orderByParts(), today);
    }

    public String oneTime() {
        return Figures.money(order.oneTime());
    }

    public String monthly() {
        return Figures.money(order.monthly());
    }

    public String source() {
        return VisibleText.sentence(order.source());
    }

    public List<ReasonView> reasons() {
        return order.reasons().stream()
                .map(reason -> new ReasonView(
                        VisibleText.sentence(reason.explanation()),
                        reason.crossing() == null ? null : new CrossingWords(reason.crossing(), today, horizon)))
                .toList();
    }

    /** A step of the calculation behind the order. */
    record StepView(String what, String value, String source) {}

    public List<StepView> arithmetic() {
        return order.arithmetic().stream()
                .map(step -> new StepView(
                        VisibleText.sentence(step.what()),
                        VisibleText.sentence(step.value()),
                        step.source() == null ? "" : VisibleText.sentence(step.source())))
                .toList();
    }

    /** The odds by the day of the order. */
    record OddsView(String sentence, String basis, List<OddsRow> rows) {}

    /** An order on a day, and how likely the limit is reached before its service. */
    record OddsRow(LocalDate day, String dayShown, String broken, boolean kept) {}

    @Nullable
    public OddsView odds() {
        var odds = order.odds();
        if (odds == null) {
            return null;
        }
        var when = isLate() ? "today" : "by " + RoughDate.exact(order.orderBy());
        return new OddsView(
                "Ordered " + when + ", it is in service before the limit is reached in "
                        + Figures.percent(1 - odds.atOrderBy()) + " of the futures; "
                        + (isLate() ? "each week of waiting costs more of them." : "ordered later, in fewer."),
                "Deliveries take " + odds.fewDays() + " to " + odds.manyDays() + " days in eight of ten cases ("
                        + VisibleText.sentence(odds.leadTimeFrom()) + ").",
                odds.curve().stream()
                        .map(point -> new OddsRow(
                                point.orderDay(),
                                RoughDate.exact(point.orderDay()),
                                Figures.percent(point.broken()),
                                point.broken() <= 1 - odds.confidence()))
                        .toList());
    }
}
