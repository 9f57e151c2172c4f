package dev.headroom.procurement;

import dev.headroom.units.Money;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A purchase as it is kept, with the rules of its life. */
@Entity
@Table(name = "purchase")
class StoredPurchase {

    @Id
    private UUID id;

    private String state;
    private String pool;
    private String kind;
    private String model;
    private int quantity;
    private int deliveredQuantity;
    private int inServiceQuantity;

    @JdbcTypeCode(SqlTypes.CHAR)
    private String currency;

    private BigDecimal oneTime;
    private BigDecimal monthly;

    @JdbcTypeCode(SqlTypes.CHAR)
    private @Nullable String paidCurrency;

    private @Nullable BigDecimal paidOneTime;
    private @Nullable BigDecimal paidMonthly;
    private @Nullable String purchaseOrderNumber;
    private @Nullable String quote;
    private String reason;
    private @Nullable String planOrder;
    private @Nullable UUID assessmentId;
    private @Nullable LocalDate expectedOn;
    private Instant proposedAt;
    private String proposedBy;
    private String proposedByPerson;
    private @Nullable Instant decidedAt;
    private @Nullable String decidedBy;
    private @Nullable LocalDate orderedOn;
    private @Nullable LocalDate deliveredOn;
    private @Nullable LocalDate inServiceOn;
    private @Nullable String closedReason;

    @ElementCollection(fetch = FetchType.EAGER)
    @Fetch(FetchMode.SUBSELECT)
    @CollectionTable(name = "purchase_delivery", joinColumns = @JoinColumn(name = "purchase_id"))
    private List<Part> deliveries = new ArrayList<>();

    @ElementCollection(fetch = FetchType.EAGER)
    @Fetch(FetchMode.SUBSELECT)
    @CollectionTable(name = "purchase_arrival", joinColumns = @JoinColumn(name = "purchase_id"))
    private List<Newcomer> arrivals = new ArrayList<>();

    @Version
    private @Nullable Integer version;

    @Embeddable
    record Part(LocalDate deliveredOn, int quantity) {}

    @Embeddable
    record Newcomer(String nodeId, LocalDate inServiceOn) {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected StoredPurchase() {}

    StoredPurchase(Proposal proposal, Instant at, String by, String person) {
        this.id = UUID.randomUUID();
        this.state = PurchaseState.PROPOSED.code();
        this.pool = proposal.pool();
        this.kind = proposal.kind().code();
        this.model = proposal.model();
        this.quantity = proposal.quantity();
        this.currency = proposal.oneTime().currency().getCurrencyCode();
        this.oneTime = proposal.oneTime().amount();
        this.monthly = proposal.monthly().amount();
        this.quote = proposal.quote();
        this.reason = proposal.reason();
        this.planOrder = proposal.planOrder();
        this.assessmentId = proposal.assessment();
        this.expectedOn = proposal.expectedOn();
        this.proposedAt = at;
        this.proposedBy = by;
        this.proposedByPerson = person;
    }

    Purchase toPurchase(boolean needsSecondPerson) {
        return new Purchase(
                id,
                state(),
                pool,
                Purchase.Kind.of(kind),
                model,
                quantity,
                deliveredQuantity,
                inServiceQuantity,
                Money.of(oneTime, currency),
                Money.of(monthly, currency),
                paid(paidOneTime),
                paid(paidMonthly),
                purchaseOrderNumber,
                quote,
                reason,
                planOrder,
                assessmentId,
                expectedOn,
                proposedAt,
                proposedBy,
                decidedAt,
                decidedBy,
                orderedOn,
                deliveredOn,
                inServiceOn,
                needsSecondPerson,
                closedReason,
                deliveries.stream()
                        .map(part -> new Purchase.Delivery(part.deliveredOn(), part.quantity()))
                        .sorted(Comparator.comparing(Purchase.Delivery::deliveredOn))
                        .toList(),
                arrivals.stream()
                        .map(node -> new Purchase.Arrival(node.nodeId(), node.inServiceOn()))
                        .sorted(Comparator.comparing(Purchase.Arrival::inServiceOn)
                                .thenComparing(Purchase.Arrival::node))
                        .toList(),
                version == null ? 0 : version);
    }

    UUID id() {
        return id;
    }

    PurchaseState state() {
        return PurchaseState.of(state);
    }

    String pool() {
        return pool;
    }

    String model() {
        return model;
    }

    String proposedByPerson() {
        return proposedByPerson;
    }

    /** Returns what it costs in its first year, as proposed. */
    Money firstYear() {
        return Money.of(oneTime, currency).plus(Money.of(monthly, currency).times(12));
    }

    void decide(PurchaseState decision, Instant at, String by, @Nullable String why) {
        become(decision);
        decidedAt = at;
        decidedBy = by;
        if (decision == PurchaseState.REJECTED) {
            closedReason = why;
        }
    }

    /** Ends it; what has been delivered of it stays, and only the rest is cancelled. */
    void cancel(String why) {
        if (deliveredQuantity > 0 && state() == PurchaseState.ORDERED) {
            quantity = deliveredQuantity;
            state = PurchaseState.DELIVERED.code();
            deliveredOn = lastDelivery();
            closedReason = why;
            serveIfWhole();
            return;
        }
        become(PurchaseState.CANCELLED);
        closedReason = why;
    }

    void order(LocalDate on) {
        become(PurchaseState.ORDERED);
        orderedOn = on;
        if (expectedOn != null) {
            notBeforeOrder("expectedOn", expectedOn);
        }
    }

    void deliver(int part, LocalDate on) {
        if (state() != PurchaseState.ORDERED) {
            throw refused(PurchaseState.DELIVERED);
        }
        if (part < 1 || part > quantity - deliveredQuantity) {
            throw RefusedPurchase.invalid(
                    "quantity", part, "must be 1 to " + (quantity - deliveredQuantity) + ", which are still to come");
        }
        notBeforeOrder("date", on);
        deliveries.add(new Part(on, part));
        deliveredQuantity += part;
        if (deliveredQuantity == quantity) {
            state = PurchaseState.DELIVERED.code();
            deliveredOn = lastDelivery();
        }
    }

    void serve(LocalDate on) {
        become(PurchaseState.IN_SERVICE);
        notBeforeOrder("date", on);
        inServiceQuantity = quantity;
        inServiceOn = on;
    }

    /** Takes a node as one of those that were ordered; one that serves has been delivered too. */
    void arrive(String node, LocalDate on) {
        if (state() != PurchaseState.ORDERED && state() != PurchaseState.DELIVERED) {
            throw RefusedPurchase.state(
                    state(),
                    "No node can arrive for a purchase that is "
                            + state().word().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        arrivals.add(new Newcomer(node, on));
        inServiceQuantity++;
        if (inServiceQuantity > deliveredQuantity) {
            deliveries.add(new Part(on, 1));
            deliveredQuantity = inServiceQuantity;
        }
        if (deliveredQuantity == quantity && state() == PurchaseState.ORDERED) {
            state = PurchaseState.DELIVERED.code();
            deliveredOn = lastDelivery();
        }
        serveIfWhole();
    }

    void pay(@Nullable Money once, @Nullable Money everyMonth) {
        var given = once == null ? everyMonth : once;
        if (given == null) {
            return;
        }
        if (once != null && everyMonth != null && !once.currency().equals(everyMonth.currency())) {
            throw RefusedPurchase.invalid("monthlyPaid", everyMonth.currency(), "must be in the currency of pricePaid");
        }
        var code = given.currency().getCurrencyCode();
        if (paidCurrency != null && !paidCurrency.equals(code) && (once == null || everyMonth == null)) {
            throw RefusedPurchase.invalid(
                    once == null ? "monthlyPaid" : "pricePaid",
                    code,
                    "must be in " + paidCurrency + " like the other amount");
        }
        paidCurrency = code;
        paidOneTime = once == null ? paidOneTime : once.amount();
        paidMonthly = everyMonth == null ? paidMonthly : everyMonth.amount();
    }

    void setPurchaseOrderNumber(String number) {
        purchaseOrderNumber = number;
    }

    /**
     * Takes a day as the first of service.
     *
     * @param today before which nothing is expected that isn't ordered; null where the order comes in the same step
     */
    void expect(LocalDate day, @Nullable LocalDate today) {
        if (day.equals(expectedOn)) {
            return; // a form sends along what it shows
        }
        notBeforeOrder("expectedOn", day);
        if (orderedOn == null && today != null) {
            notBefore("expectedOn", day, "today", today);
        }
        expectedOn = day;
    }

    private void become(PurchaseState next) {
        if (!state().next().contains(next)) {
            throw refused(next);
        }
        state = next.code();
    }

    private RefusedPurchase refused(PurchaseState next) {
        var possible = state().next();
        return RefusedPurchase.state(
                state(),
                "A purchase that is " + state().code() + " can't become " + next.code() + ", but "
                        + (possible.isEmpty()
                                ? "nothing else any more."
                                : String.join(
                                                ", ",
                                                possible.stream()
                                                        .map(PurchaseState::code)
                                                        .toList())
                                        + "."));
    }

    private void serveIfWhole() {
        if (inServiceQuantity == quantity) {
            state = PurchaseState.IN_SERVICE.code();
            inServiceOn = arrivals.stream()
                    .map(Newcomer::inServiceOn)
                    .max(Comparator.naturalOrder())
                    .orElse(inServiceOn);
        }
    }

    private void notBeforeOrder(String field, LocalDate day) {
        if (orderedOn != null) {
            notBefore(field, day, "the order", orderedOn);
        }
    }

    static void notBefore(String field, LocalDate day, String what, LocalDate earliest) {
        if (day.isBefore(earliest)) {
            throw RefusedPurchase.invalid(field, day, "must not be before " + what + ", " + earliest);
        }
    }

    private @Nullable LocalDate lastDelivery() {
        return deliveries.stream()
                .map(Part::deliveredOn)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private @Nullable Money paid(@Nullable BigDecimal amount) {
        return amount == null || paidCurrency == null ? null : Money.of(amount, paidCurrency);
    }
}
