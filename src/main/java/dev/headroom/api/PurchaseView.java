package dev.headroom.api;

import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A purchase; amounts are for the whole quantity. */
record PurchaseView(
        UUID id,
        @Schema(example = "ordered") String state,
        List<String> nextStates,
        String pool,
        @Schema(example = "server") String kind,
        @Schema(example = "hetzner/AX162-S") String model,
        int quantity,
        int delivered,
        int inService,
        Amount oneTime,
        Amount monthly,
        @Nullable Amount pricePaid,
        @Nullable Amount monthlyPaid,
        @Nullable String purchaseOrderNumber,
        @Schema(example = "Q-17") @Nullable String quote,
        String reason,
        @Nullable String order,
        @Nullable UUID assessment,
        @Nullable LocalDate expectedOn,

        @Schema(description = "Whether that day has passed and not all of it serves")
        boolean late,

        Instant proposedAt,
        String proposedBy,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable LocalDate orderedOn,
        @Nullable LocalDate deliveredOn,
        @Nullable LocalDate inServiceOn,
        boolean needsSecondPerson,
        @Nullable String closedReason,
        List<Part> deliveries,
        List<Newcomer> arrivals)
        implements Table.Tabular {

    /** A part that was delivered. */
    record Part(LocalDate deliveredOn, int quantity) {}

    /** A node that arrived. */
    record Newcomer(String node, LocalDate inServiceOn) {}

    static PurchaseView of(Purchase purchase, LocalDate today) {
        return new PurchaseView(
                purchase.id(),
                purchase.state().code(),
                purchase.state().next().stream().map(PurchaseState::code).toList(),
                purchase.pool(),
                purchase.kind().code(),
                purchase.model(),
                purchase.quantity(),
                purchase.deliveredQuantity(),
                purchase.inServiceQuantity(),
                Amount.of(purchase.oneTime()),
                Amount.of(purchase.monthly()),
                Amount.ofNullable(purchase.paidOneTime()),
                Amount.ofNullable(purchase.paidMonthly()),
                purchase.purchaseOrderNumber(),
                purchase.quote(),
                purchase.reason(),
                purchase.planOrder(),
                purchase.assessment(),
                purchase.expectedOn(),
                purchase.isLate(today),
                purchase.proposedAt(),
                purchase.proposedBy(),
                purchase.decidedAt(),
                purchase.decidedBy(),
                purchase.orderedOn(),
                purchase.deliveredOn(),
                purchase.inServiceOn(),
                purchase.needsSecondPerson(),
                purchase.closedReason(),
                purchase.deliveries().stream()
                        .map(part -> new Part(part.deliveredOn(), part.quantity()))
                        .toList(),
                purchase.arrivals().stream()
                        .map(node -> new Newcomer(node.node(), node.inServiceOn()))
                        .toList());
    }

    @Override
    public Table table() {
        return table(List.of(this));
    }

    static Table table(List<PurchaseView> purchases) {
        return new Table(
                "purchases",
                List.of(
                        "id",
                        "state",
                        "pool",
                        "kind",
                        "model",
                        "quantity",
                        "delivered",
                        "inService",
                        "oneTime",
                        "monthly",
                        "currency",
                        "pricePaid",
                        "monthlyPaid",
                        "paidCurrency",
                        "purchaseOrderNumber",
                        "quote",
                        "reason",
                        "order",
                        "expectedOn",
                        "late",
                        "proposedAt",
                        "proposedBy",
                        "decidedAt",
                        "decidedBy",
                        "orderedOn",
                        "deliveredOn",
                        "inServiceOn",
                        "closedReason"),
                purchases.stream().map(PurchaseView::cells).toList());
    }

    private List<@Nullable Object> cells() {
        var paid = pricePaid == null ? monthlyPaid : pricePaid;
        return Arrays.asList(
                id,
                state,
                pool,
                kind,
                model,
                quantity,
                delivered,
                inService,
                Amount.cell(oneTime),
                Amount.cell(monthly),
                oneTime.currency(),
                Amount.cell(pricePaid),
                Amount.cell(monthlyPaid),
                paid == null ? null : paid.currency(),
                purchaseOrderNumber,
                quote,
                reason,
                order,
                expectedOn,
                late,
                proposedAt,
                proposedBy,
                decidedAt,
                decidedBy,
                orderedOn,
                deliveredOn,
                inServiceOn,
                closedReason);
    }
}
