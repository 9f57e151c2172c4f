package dev.headroom.procurement;

import dev.headroom.access.Audit;
import dev.headroom.access.Caller;
import dev.headroom.access.Persons;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.inventory.Inventory;
import dev.headroom.units.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that is bought, and each step of it; each step is audited. */
@Service
public class Purchases {

    private static final List<String> OPEN = Arrays.stream(PurchaseState.values())
            .filter(PurchaseState::isOpen)
            .map(PurchaseState::code)
            .toList();

    private final StoredPurchases purchases;
    private final PurchaseSettings settings;
    private final Inventory inventory;
    private final PriceBooks books;
    private final Persons persons;
    private final Audit audit;
    private final ZoneId zone;
    private final Clock clock;

    Purchases(
            StoredPurchases purchases,
            PurchaseSettings settings,
            Inventory inventory,
            PriceBooks books,
            Persons persons,
            Audit audit,
            ZoneId planningZone,
            Clock clock) {
        this.purchases = purchases;
        this.settings = settings;
        this.inventory = inventory;
        this.books = books;
        this.persons = persons;
        this.audit = audit;
        this.zone = planningZone;
        this.clock = clock;
    }

    /** Returns all purchases, the newest proposal first. */
    @Transactional(readOnly = true)
    public List<Purchase> all() {
        return purchases.findAllByOrderByProposedAtDesc().stream()
                .map(this::seen)
                .toList();
    }

    /** Returns what is approved, ordered or delivered, but not all in service; the oldest proposal first. */
    @Transactional(readOnly = true)
    public List<Purchase> open() {
        return purchases.findByStateInOrderByProposedAt(OPEN).stream()
                .map(this::seen)
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<Purchase> find(UUID id) {
        return purchases.findById(id).map(this::seen);
    }

    /** Returns above which cost of the first year a second person must approve. */
    public Money secondPersonAbove() {
        return new Money(settings.purchases().secondPersonAbove(), settings.currency());
    }

    /**
     * Proposes a purchase in the name of the caller.
     *
     * @throws RefusedPurchase if a person expects it on a day that is past (the plan's day may have passed meanwhile), or the order of the plan
     *     has been turned into a purchase already
     */
    @Transactional
    public Purchase propose(Proposal proposal) {
        var by = caller();
        var expected = proposal.expectedOn();
        if (proposal.planOrder() == null && expected != null) {
            StoredPurchase.notBefore("expectedOn", expected, "today", today());
        }
        refuseUnknown("oneTime.currency", proposal.oneTime());
        refuseAgain(proposal);
        var stored =
                purchases.saveAndFlush(new StoredPurchase(proposal, clock.instant(), by.name(), persons.behind(by)));
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("to", PurchaseState.PROPOSED.code());
        details.put("pool", proposal.pool());
        details.put("model", proposal.model());
        details.put("quantity", proposal.quantity());
        details.put("oneTime", proposal.oneTime().toString());
        details.put("monthly", proposal.monthly().toString());
        details.put("quote", proposal.quote());
        details.put("reason", proposal.reason());
        details.put("planOrder", proposal.planOrder());
        audit.record("purchase.proposed", subject(stored), details);
        return seen(stored);
    }

    /** What can't be converted would count as nothing in every sum. */
    private void refuseUnknown(String field, @Nullable Money money) {
        if (money == null) {
            return;
        }
        var known = books.current().currencies(settings.currency(), today());
        if (!known.contains(money.currency())) {
            throw RefusedPurchase.invalid(
                    field,
                    money.currency(),
                    "must be one of "
                            + known.stream().map(Currency::getCurrencyCode).collect(Collectors.joining(", "))
                            + ": the price book has no rate for another");
        }
    }

    /** Whoever comes second waits for the first, and is told of its purchase. */
    private void refuseAgain(Proposal proposal) {
        var order = proposal.planOrder();
        var plannedAt = proposal.plannedAt();
        if (order != null && plannedAt != null) {
            purchases.lock("purchase of " + order);
            all().stream()
                    .filter(purchase -> purchase.answers(order, plannedAt))
                    .findFirst()
                    .ifPresent(purchase -> {
                        throw RefusedPurchase.again(order, purchase.id());
                    });
        }
    }

    /**
     * Takes a step in the name of the caller, or notes what has become known.
     *
     * @return what it is then; empty if there is no such purchase
     * @throws RefusedPurchase if the step can't be taken now, or not by the caller
     */
    @Transactional
    public Optional<Purchase> change(UUID id, PurchaseStep step) {
        return purchases.findById(id).map(stored -> {
            var before = seen(stored);
            apply(step, stored);
            return changed(stored, before, step.reason());
        });
    }

    /**
     * Takes a node as one of those that were ordered. What has no server model yet gets the one that was bought.
     *
     * @return what the purchase is then; empty if there is no such purchase
     * @throws RefusedPurchase if nothing of it is to come, or the node is unknown or another purchase's
     */
    @Transactional
    public Optional<Purchase> arrive(UUID id, String node) {
        return purchases.findById(id).map(stored -> {
            var before = seen(stored);
            var newcomer =
                    inventory.node(node).orElseThrow(() -> RefusedPurchase.invalid("node", node, "is no node's id"));
            if (before.kind() != Purchase.Kind.SERVER) {
                throw RefusedPurchase.invalid("node", node, "can't arrive for an upgrade");
            }
            if (all().stream()
                    .flatMap(purchase -> purchase.arrivals().stream())
                    .anyMatch(a -> a.node().equals(node))) {
                throw RefusedPurchase.invalid("node", node, "has arrived for a purchase already");
            }
            var seenOn = LocalDate.ofInstant(newcomer.firstSeen(), zone);
            var ordered = before.orderedOn();
            stored.arrive(node, ordered != null && seenOn.isBefore(ordered) ? ordered : seenOn);
            if (newcomer.model() == null) {
                inventory.setModel(node, stored.model());
            }
            return changed(stored, before, "node " + node + " serves");
        });
    }

    private void apply(PurchaseStep step, StoredPurchase stored) {
        var number = step.purchaseOrderNumber();
        if (number != null) {
            stored.setPurchaseOrderNumber(number);
        }
        var expected = step.expectedOn();
        if (expected != null) {
            stored.expect(expected, step.to() == PurchaseState.ORDERED ? null : today());
        }
        refuseUnknown("pricePaid.currency", step.pricePaid());
        refuseUnknown("monthlyPaid.currency", step.monthlyPaid());
        stored.pay(step.pricePaid(), step.monthlyPaid());
        var to = step.to();
        if (to == null) {
            return;
        }
        var date = step.date();
        var day = date == null ? today() : date;
        if (day.isAfter(today().plusYears(1))) {
            throw RefusedPurchase.invalid("date", day, "must not be more than a year after today, " + today());
        }
        switch (to) {
            case PROPOSED -> throw new IllegalArgumentException("a purchase begins as proposed");
            case APPROVED -> approve(stored, step);
            case REJECTED -> stored.decide(to, clock.instant(), caller().name(), step.reason());
            case ORDERED -> stored.order(day);
            case DELIVERED -> {
                var part = step.quantity();
                var seen = seen(stored);
                stored.deliver(part == null ? Math.max(1, seen.quantity() - seen.deliveredQuantity()) : part, day);
            }
            case IN_SERVICE -> stored.serve(day);
            case CANCELLED -> stored.cancel(String.valueOf(step.reason()));
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private void approve(StoredPurchase stored, PurchaseStep step) {
        var by = caller();
        if (stored.state() == PurchaseState.PROPOSED
                && needsSecondPerson(stored)
                && persons.behind(by).equals(stored.proposedByPerson())) {
            throw RefusedPurchase.secondPerson("Whoever proposed a purchase above " + secondPersonAbove()
                    + " in its first year can't approve it: a second person must.");
        }
        stored.decide(PurchaseState.APPROVED, clock.instant(), by.name(), step.reason());
    }

    private boolean needsSecondPerson(StoredPurchase stored) {
        var cost = stored.firstYear();
        var limit = secondPersonAbove();
        return !cost.currency().equals(limit.currency()) || cost.compareTo(limit) > 0;
    }

    private Purchase changed(StoredPurchase stored, Purchase before, @Nullable String reason) {
        purchases.saveAndFlush(stored);
        var after = seen(stored);
        var details = new LinkedHashMap<String, @Nullable Object>();
        if (reason != null) {
            details.put("reason", reason);
        }
        note(details, "state", before.state().code(), after.state().code());
        note(details, "delivered", before.deliveredQuantity(), after.deliveredQuantity());
        note(details, "inService", before.inServiceQuantity(), after.inServiceQuantity());
        note(details, "quantity", before.quantity(), after.quantity());
        note(details, "pricePaid", before.paidOneTime(), after.paidOneTime());
        note(details, "monthlyPaid", before.paidMonthly(), after.paidMonthly());
        note(details, "purchaseOrderNumber", before.purchaseOrderNumber(), after.purchaseOrderNumber());
        note(details, "expectedOn", before.expectedOn(), after.expectedOn());
        audit.record("purchase." + verb(before, after), subject(stored), details);
        return after;
    }

    private static String verb(Purchase before, Purchase after) {
        if (before.state() != after.state()) {
            return after.state().code();
        }
        if (before.inServiceQuantity() != after.inServiceQuantity()) {
            return "arrived-in-part";
        }
        return before.deliveredQuantity() == after.deliveredQuantity() ? "edited" : "delivered-in-part";
    }

    private static void note(
            Map<String, @Nullable Object> details, String field, @Nullable Object from, @Nullable Object to) {
        if (from == null ? to != null : !from.equals(to)) {
            details.put(field, Arrays.asList(from == null ? null : from.toString(), to == null ? null : to.toString()));
        }
    }

    private Purchase seen(StoredPurchase stored) {
        return stored.toPurchase(needsSecondPerson(stored));
    }

    private static String subject(StoredPurchase stored) {
        return "purchase:" + stored.id();
    }

    private static Caller caller() {
        return Caller.ifAny().orElse(Audit.SYSTEM);
    }
}
