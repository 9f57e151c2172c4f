package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import dev.headroom.assessment.Recommendations;
import dev.headroom.procurement.Proposal;
import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.procurement.PurchaseStep;
import dev.headroom.procurement.Purchases;
import dev.headroom.units.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Purchases", description = "What is bought, from proposal to service")
class PurchaseRoutes {

    private static final String STATES = "proposed|approved|ordered|delivered|in-service|rejected|cancelled";
    private static final String STATE_WORDS =
            "must be proposed, approved, ordered, delivered, in-service, rejected or cancelled";

    private final Purchases purchases;
    private final Recommendations recommendations;
    private final ZoneId zone;
    private final Clock clock;

    /** What is to be bought: an order of the plan by its id, or everything else spelled out. */
    record NewPurchase(
            @Schema(description = "Id of an order of the latest plan; then nothing else is needed") @Nullable
            String order,

            @Schema(example = "workers") @Nullable String pool,

            @Pattern(regexp = "server|upgrade", message = "must be server or upgrade")
            @Schema(example = "server")
            @Nullable
            String kind,

            @Schema(example = "hetzner/AX162-S") @Nullable String model,

            @Min(1) @Max(10_000) @Schema(example = "1") @Nullable
            Integer quantity,

            @Valid @Schema(description = "For the whole quantity; none where left out") @Nullable
            Amount oneTime,

            @Valid @Schema(description = "For the whole quantity; none where left out") @Nullable
            Amount monthly,

            @Size(min = 1, max = 200) @Schema(example = "Q-17", description = "Reference of a quote") @Nullable
            String quote,

            @Schema(description = "First day of service") @Nullable
            LocalDate expectedOn,

            @Size(max = 2000) @Schema(example = "Public bandwidth runs out in March.") @Nullable
            String reason) {}

    /** A step, or what has become known; what is left out stays. */
    record PurchaseChange(
            @Pattern(regexp = STATES, message = STATE_WORDS) @Schema(example = "ordered") @Nullable
            String state,

            @Size(max = 2000) @Schema(description = "Needed to reject and to cancel") @Nullable
            String reason,

            @Schema(description = "Of the order, the delivery or the first day of service; today where left out")
            @Nullable
            LocalDate date,

            @Min(1)
            @Max(10_000)
            @Schema(description = "With delivered: how many have come; all where left out")
            @Nullable
            Integer quantity,

            @Valid @Schema(description = "Once, for the whole quantity") @Nullable
            Amount pricePaid,

            @Valid @Schema(description = "A month, for the whole quantity") @Nullable
            Amount monthlyPaid,

            @Size(max = 100) @Schema(example = "PO-2026-117") @Nullable
            String purchaseOrderNumber,

            @Nullable LocalDate expectedOn,

            @Schema(description = "A node of the metrics that is one of those that were ordered") @Nullable
            String node) {}

    PurchaseRoutes(Purchases purchases, Recommendations recommendations, ZoneId planningZone, Clock clock) {
        this.purchases = purchases;
        this.recommendations = recommendations;
        this.zone = planningZone;
        this.clock = clock;
    }

    @Operation(operationId = "listPurchases", summary = "All purchases, or those in one state")
    @Needs(Scope.FINANCE)
    @GetMapping(
            path = "/purchases",
            produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Items<PurchaseView> purchases(
            @RequestParam(required = false) @Pattern(regexp = STATES, message = STATE_WORDS) @Nullable String state,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        return Items.page(
                "purchases",
                purchases.all().stream()
                        .filter(purchase ->
                                state == null || purchase.state().code().equals(state))
                        .map(this::view)
                        .toList(),
                purchase -> purchase.id().toString(),
                cursor,
                limit,
                PurchaseView::table);
    }

    @Operation(operationId = "getPurchase", summary = "One purchase; its ETag is what If-Match wants")
    @Needs(Scope.FINANCE)
    @GetMapping(path = "/purchases/{purchase}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PurchaseView> purchase(@PathVariable UUID purchase) {
        return answer(found(purchase));
    }

    @Operation(
            operationId = "proposePurchase",
            summary = "Proposes a purchase, from an order of the plan or spelled out",
            description =
                    "Above the amount that is set (HEADROOM_PURCHASES_SECOND_PERSON_ABOVE, for the first year), a second"
                            + " person must approve it. An order of the plan that has been turned into a purchase already answers 409"
                            + " with the path of that `purchase`, unless it was rejected or cancelled.")
    @ApiResponse(responseCode = "201", description = "The purchase")
    @Needs(Scope.PLAN)
    @PostMapping(
            path = "/purchases",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PurchaseView> propose(@RequestBody @Valid NewPurchase wanted) {
        var made = purchases.propose(proposal(wanted));
        return Versions.created("/api/v1/purchases/" + made.id(), made.version(), view(made));
    }

    @Operation(
            operationId = "changePurchase",
            summary = "Takes a purchase a step further, or notes what has become known",
            description =
                    "Approving and rejecting needs the scope finance too. A step guards itself: a purchase that is not in"
                            + " the state for it answers 409. A change without `state` or `node` needs `If-Match` (428 without).")
    @Needs(Scope.PLAN)
    @PatchMapping(
            path = "/purchases/{purchase}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PurchaseView> change(
            @PathVariable UUID purchase,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody @Valid PurchaseChange change) {
        var before = found(purchase);
        var state = change.state();
        var step = new PurchaseStep(
                state == null ? null : PurchaseState.of(state),
                change.reason(),
                change.date(),
                change.quantity(),
                Amount.money("pricePaid", change.pricePaid()),
                Amount.money("monthlyPaid", change.monthlyPaid()),
                change.purchaseOrderNumber(),
                change.expectedOn());
        if (step.to() == PurchaseState.APPROVED || step.to() == PurchaseState.REJECTED) {
            needFinance();
        }
        var node = change.node();
        if (node != null) {
            Versions.check(ifMatch, before.version());
            if (!change.equals(new PurchaseChange(null, null, null, null, null, null, null, null, node))) {
                throw ApiProblem.invalid("node", node, "goes without any other field");
            }
            return answer(purchases.arrive(purchase, node).orElseThrow(() -> missing(purchase)));
        }
        if (step.isEditOnly()) {
            Versions.require(ifMatch, before.version());
        } else {
            Versions.check(ifMatch, before.version());
        }
        return answer(purchases.change(purchase, step).orElseThrow(() -> missing(purchase)));
    }

    private Proposal proposal(NewPurchase wanted) {
        var order = wanted.order();
        if (order != null) {
            var whole = new NewPurchase(order, null, null, null, null, null, null, null, null, wanted.reason());
            if (!wanted.equals(whole)) {
                throw ApiProblem.invalid("order", order, "goes with nothing but a reason: the plan says the rest");
            }
            return recommendations
                    .proposal(order, wanted.reason())
                    .orElseThrow(
                            () -> ApiProblem.invalid("order", order, "is no purchase that the latest plan recommends"));
        }
        var oneTime = Amount.money("oneTime", wanted.oneTime());
        var monthly = Amount.money("monthly", wanted.monthly());
        var given = oneTime == null ? monthly : oneTime;
        var missing = new ArrayList<ApiProblem.FieldError>();
        missing(missing, "pool", wanted.pool(), "is required, or order");
        missing(missing, "model", wanted.model(), "is required");
        missing(missing, "reason", wanted.reason(), "is required");
        missing(missing, "oneTime", given, "or monthly is required");
        if (given == null || !missing.isEmpty()) {
            throw ApiProblem.invalid(missing);
        }
        var nothing = Money.zero(given.currency());
        var quantity = wanted.quantity();
        return new Proposal(
                String.valueOf(wanted.pool()),
                "upgrade".equals(wanted.kind()) ? Purchase.Kind.UPGRADE : Purchase.Kind.SERVER,
                String.valueOf(wanted.model()),
                quantity == null ? 1 : quantity,
                oneTime == null ? nothing : oneTime,
                monthly == null ? nothing : monthly,
                wanted.quote(),
                wanted.expectedOn(),
                String.valueOf(wanted.reason()),
                null,
                null,
                null);
    }

    private static void missing(
            List<ApiProblem.FieldError> missing, String field, @Nullable Object value, String message) {
        if (value == null) {
            missing.add(new ApiProblem.FieldError(field, null, message));
        }
    }

    private static void needFinance() {
        if (!Caller.current().has(Scope.FINANCE)) {
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Not allowed",
                    "Approving and rejecting needs the scope 'finance', which the token does not have.");
        }
    }

    private Purchase found(UUID id) {
        return purchases.find(id).orElseThrow(() -> missing(id));
    }

    private static ApiProblem missing(UUID id) {
        return ApiProblem.notFound("purchase", id.toString());
    }

    private ResponseEntity<PurchaseView> answer(Purchase purchase) {
        return Versions.answer(purchase.version(), view(purchase));
    }

    private PurchaseView view(Purchase purchase) {
        return PurchaseView.of(purchase, LocalDate.now(clock.withZone(zone)));
    }
}
