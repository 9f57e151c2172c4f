package dev.headroom.web;

import dev.headroom.assessment.Status;
import dev.headroom.catalog.OfferName;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A purchase as text. */
record PurchaseView(Purchase purchase, Frame frame) {

    private static final Map<String, String> LABELS = Map.of(
            "pricePaid", "Price paid",
            "monthlyPaid", "Paid a month",
            "purchaseOrderNumber", "Purchase order",
            "expectedOn", "Expected in service",
            "quantity", "How many",
            "date", "Date",
            "reason", "Reason",
            "node", "Node");

    static String label(String field) {
        return LABELS.getOrDefault(field, field);
    }

    public String href() {
        return "/purchases/" + purchase.id();
    }

    public String title() {
        return "%,d × %s".formatted(purchase.quantity(), VisibleText.name(OfferName.of(purchase.model())));
    }

    public String quote() {
        return purchase.quote() == null ? "" : VisibleText.name(purchase.quote());
    }

    public String pool() {
        return VisibleText.name(purchase.pool());
    }

    public String poolHref() {
        return Links.pool(purchase.pool());
    }

    /** A node that is part of it. */
    record NodeLink(String name, String href) {}

    public List<NodeLink> nodes() {
        return purchase.arrivals().stream()
                .map(arrival -> new NodeLink(VisibleText.name(arrival.node()), Links.node(arrival.node())))
                .toList();
    }

    public String reason() {
        return VisibleText.sentence(purchase.reason());
    }

    public StatusView status() {
        if (isOverdue()) {
            return StatusView.of(Status.LATE, purchase.state().word() + ", overdue");
        }
        return switch (purchase.state()) {
            case PROPOSED -> StatusView.of(Status.PLAN, "Proposed");
            case APPROVED -> StatusView.of(Status.ORDER_NOW, "Approved, to order");
            case ORDERED ->
                StatusView.of(
                        Status.PLAN,
                        purchase.deliveredQuantity() == 0
                                ? "Ordered"
                                : "Ordered, %d of %d delivered"
                                        .formatted(purchase.deliveredQuantity(), purchase.quantity()));
            case DELIVERED -> StatusView.of(Status.PLAN, "Delivered");
            case IN_SERVICE -> StatusView.of(Status.OK, "In service");
            case REJECTED, CANCELLED ->
                StatusView.of(Status.UNKNOWN, purchase.state().word());
        };
    }

    public String price() {
        return Figures.money(purchase.oneTime()) + " once, " + Figures.money(purchase.monthly()) + " a month";
    }

    public String paid() {
        var once = purchase.paidOneTime();
        var monthly = purchase.paidMonthly();
        if (once == null && monthly == null) {
            return "not noted yet";
        }
        return (once == null ? "" : Figures.money(once) + " once")
                + (once == null || monthly == null ? "" : ", ")
                + (monthly == null ? "" : Figures.money(monthly) + " a month");
    }

    public String expected() {
        var day = purchase.expectedOn();
        return day == null ? "not known" : RoughDate.exact(day) + (isOverdue() ? ", which is past: it is late" : "");
    }

    public String day(@Nullable LocalDate day) {
        return day == null ? "not yet" : RoughDate.exact(day);
    }

    public String proposed() {
        return VisibleText.name(purchase.proposedBy()) + ", " + frame.moment(purchase.proposedAt());
    }

    public String decided() {
        var at = purchase.decidedAt();
        return at == null || purchase.decidedBy() == null
                ? "not yet"
                : VisibleText.name(purchase.decidedBy()) + ", " + frame.moment(at);
    }

    public String closedReason() {
        return purchase.closedReason() == null ? "" : VisibleText.sentence(purchase.closedReason());
    }

    public String orderNumber() {
        return purchase.purchaseOrderNumber() == null ? "none noted" : VisibleText.name(purchase.purchaseOrderNumber());
    }

    public int stillToCome() {
        return purchase.quantity() - purchase.deliveredQuantity();
    }

    public boolean can(String state) {
        return purchase.state().next().contains(PurchaseState.of(state));
    }

    public boolean isOver() {
        return purchase.state().next().isEmpty();
    }

    public boolean isOverdue() {
        return purchase.isLate(frame.now().atZone(frame.zone()).toLocalDate());
    }
}
