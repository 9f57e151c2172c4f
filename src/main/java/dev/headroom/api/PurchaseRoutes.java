package dev.headroom.api;

import dev.headroom.access.Caller;
import dev.headroom.access.Scope;
import dev.headroom.assessment.Recommendations;
import dev.headroom.procurement.AnsibleInventory;
import dev.headroom.procurement.Arrivals;
import dev.headroom.procurement.LeadTimes;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final String YAML = "application/yaml";

    private final Purchases purchases;
    private final Arrivals arrivals;
    private final LeadTimes leadTimes;
    private final Recommendations recommendations;
    private final AnsibleInventory inventory;

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

    /** A node that may be what was ordered. */
    record ArrivalView(
            UUID purchase,
            String node,
            String pool,
            @Nullable String model,
            LocalDate since) {

        static ArrivalView of(Arrivals.Offer offer) {
            return new ArrivalView(
                    offer.purchase().id(),
                    offer.node().id(),
                    offer.node().pool(),
                    offer.node().model(),
                    offer.since());
        }
    }

    /** How long a delivery has really taken. */
    record LeadTimeView(
            String kind,
            String vendor,
            String model,
            String pool,
            int quantity,
            LocalDate orderedOn,
            @Nullable LocalDate deliveredOn,
            @Nullable LocalDate inServiceOn,
            long days) {

        static LeadTimeView of(LeadTimes.Observed observed) {
            return new LeadTimeView(
                    observed.kind().code(),
                    observed.vendor(),
                    observed.model(),
                    observed.pool(),
                    observed.quantity(),
                    observed.orderedOn(),
                    observed.deliveredOn(),
                    observed.inServiceOn(),
                    observed.days());
        }
    }

    /** All deliveries there were, and all arrivals that are offered. */
    record Deliveries(List<LeadTimeView> leadTimes, List<ArrivalView> offered) implements Table.Tabular {

        @Override
        public Table table() {
            return new Table(
                    "lead-times",
                    List.of(
                            "kind",
                            "vendor",
                            "model",
                            "pool",
                            "quantity",
                            "orderedOn",
                            "deliveredOn",
                            "inServiceOn",
                            "days"),
                    leadTimes.stream()
                            .map(time -> Arrays.<@Nullable Object>asList(
                                    time.kind(),
                                    time.vendor(),
                                    time.model(),
                                    time.pool(),
                                    time.quantity(),
                                    time.orderedOn(),
                                    time.deliveredOn(),
                                    time.inServiceOn(),
                                    time.days()))
                            .toList());
        }
    }

    PurchaseRoutes(
            Purchases purchases,
            Arrivals arrivals,
            LeadTimes leadTimes,
            Recommendations recommendations,
            AnsibleInventory inventory) {
        this.purchases = purchases;
        this.arrivals = arrivals;
        this.leadTimes = leadTimes;
        this.recommendations = recommendations;
        this.inventory = inventory;
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
                purchases.all().stream()
                        .filter(purchase ->
                                state == null || purchase.state().code().equals(state))
                        .map(PurchaseView::of)
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
                            + " person must approve it.")
    @ApiResponse(responseCode = "201", description = "The purchase")
    @Needs(Scope.PLAN)
    @PostMapping(
            path = "/purchases",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PurchaseView> propose(@RequestBody @Valid NewPurchase wanted) {
        var made = purchases.propose(proposal(wanted));
        return Versions.created("/api/v1/purchases/" + made.id(), made.version(), PurchaseView.of(made));
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

    @Operation(
            operationId = "listLeadTimes",
            summary = "How long deliveries have really taken, and which nodes may be what was ordered")
    @Needs(Scope.READ)
    @GetMapping(
            path = "/lead-times",
            produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
    Deliveries leadTimes(@RequestParam(defaultValue = "json") String format) {
        return new Deliveries(
                leadTimes.observed().stream().map(LeadTimeView::of).toList(),
                arrivals.offers().stream().map(ArrivalView::of).toList());
    }

    @Operation(
            operationId = "getAnsibleInventory",
            summary = "What serves and what arrives, by pool, as an Ansible inventory in YAML")
    @Needs(Scope.READ)
    @GetMapping(path = "/inventory/ansible", produces = YAML)
    ResponseEntity<byte[]> ansible() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(YAML + ";charset=UTF-8"))
                .body(inventory.yaml().getBytes(StandardCharsets.UTF_8));
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

    private static ResponseEntity<PurchaseView> answer(Purchase purchase) {
        return Versions.answer(purchase.version(), PurchaseView.of(purchase));
    }
}
