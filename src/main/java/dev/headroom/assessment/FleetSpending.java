package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.OwnServer;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Assumptions;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.procurement.Purchase;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fleet costs in each month: the part that is owned now, and the part that the plan adds to it. */
final class FleetSpending {

    private static final int SCALE = 2;
    private static final int YEAR = 12;

    private final PlanAssessment plan;
    private final PlanningMonths months;
    private final PriceBook book;
    private final Currency currency;
    private final Assumptions assumptions;
    private final LocalDate today;
    private final List<BigDecimal> owned = new ArrayList<>();
    private final List<BigDecimal> planned = new ArrayList<>();
    private final List<BigDecimal> plannedOnce = new ArrayList<>();
    private final List<BigDecimal> ordered = new ArrayList<>();
    private final List<BigDecimal> orderedOnce = new ArrayList<>();
    private final List<BoughtServers> ownedBought = new ArrayList<>();
    private final List<BoughtServers> plannedBought = new ArrayList<>();

    /**
     * @param months of the plan
     * @param needs  say how much more the months after the plan ask for
     * @param whole  how many months to tell
     * @param open   what has been approved or ordered and doesn't serve yet; the plan counts on it, so its cost is a part of the plan's
     */
    FleetSpending(
            PlanAssessment plan,
            List<PoolOutlook> outlooks,
            CloudNeeds needs,
            PlanningMonths months,
            int whole,
            PriceBook book,
            Assumptions assumptions,
            Currency currency,
            LocalDate today,
            List<Purchase> open) {
        this.plan = plan;
        this.months = months;
        this.book = book;
        this.assumptions = assumptions;
        this.currency = currency;
        this.today = today;
        splitPlan();
        goOn(needs, whole);
        splitOrdered(open);
        ownedServers(outlooks);
    }

    /** What is given back is taken from what is owned first; all else beyond what is owned is the plan's. */
    private void splitPlan() {
        int count = months.count();
        plannedOnce.addAll(plan.oneTimeCost().stream().map(Money::amount).toList());
        var now = plan.monthlyCost().getFirst().amount();
        for (var order : plan.orders()) {
            if (!order.kind().isReturn() && monthOf(order.inService()) <= 0) {
                now = now.subtract(order.monthly().amount());
            }
        }
        for (int m = 0; m < count; m++) {
            var kept = now;
            for (var order : plan.orders()) {
                if (order.kind() == Kind.RETIRE && monthOf(order.inService()) < m) {
                    kept = kept.add(order.monthly().amount());
                }
            }
            owned.add(kept.max(BigDecimal.ZERO));
            planned.add(plan.monthlyCost().get(m).amount().subtract(owned.get(m)));
        }
        for (var order : plan.orders()) {
            int from = monthOf(order.inService());
            if (order.kind() == Kind.SERVER && book.isPurchase(order.model(), today) && from >= 0 && from < count) {
                buy(order, from);
            }
        }
    }

    /** A purchase is written off, and what it takes to run comes with the assumptions: neither is a rent. */
    private void buy(Order order, int from) {
        plannedOnce.set(from, plannedOnce.get(from).subtract(order.oneTime().amount()));
        for (int m = from; m < months.count(); m++) {
            planned.set(m, planned.get(m).subtract(order.monthly().amount()));
        }
        plannedBought.add(new BoughtServers(
                order.model(),
                order.quantity(),
                from,
                null,
                order.oneTime().amount().divide(BigDecimal.valueOf(order.quantity()), SCALE, RoundingMode.HALF_UP)));
    }

    /** After the plan the fleet grows with its demand: rents, and fees as in the plan's last year. */
    private void goOn(CloudNeeds needs, int whole) {
        int count = months.count();
        var last = owned.getLast().add(planned.getLast());
        int span = Math.min(YEAR, count);
        var fees = plannedOnce.subList(count - span, count).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(span), SCALE, RoundingMode.HALF_UP);
        for (int m = count; m < whole; m++) {
            var all =
                    last.multiply(BigDecimal.valueOf(needs.growthBeyondPlan(m))).setScale(SCALE, RoundingMode.HALF_UP);
            owned.add(owned.get(count - 1));
            planned.add(all.subtract(owned.get(count - 1)));
            plannedOnce.add(fees);
        }
    }

    /** Moves what is ordered from the plan's part into a part of its own, from the month in which it is expected. */
    private void splitOrdered(List<Purchase> open) {
        ordered.addAll(Collections.nCopies(planned.size(), BigDecimal.ZERO));
        orderedOnce.addAll(Collections.nCopies(planned.size(), BigDecimal.ZERO));
        for (var purchase : open) {
            var expected = purchase.expectedOn();
            int from = expected == null ? 0 : Math.max(0, monthOf(expected));
            if (purchase.outstanding() == 0 || from >= planned.size()) {
                continue;
            }
            for (int m = from; m < planned.size(); m++) {
                move(planned, ordered, m, share(purchase, purchase.paidMonthly(), purchase.monthly()));
            }
            move(plannedOnce, orderedOnce, from, share(purchase, purchase.paidOneTime(), purchase.oneTime()));
        }
    }

    private static void move(List<BigDecimal> from, List<BigDecimal> to, int month, BigDecimal amount) {
        from.set(month, from.get(month).subtract(amount).max(from.get(month).min(BigDecimal.ZERO)));
        to.set(month, to.get(month).add(amount));
    }

    /** What is still to come of a purchase, at the price paid where it is known. */
    private BigDecimal share(Purchase purchase, @Nullable Money paid, Money proposed) {
        var money = paid == null ? proposed : paid;
        return book.exchangeRate(money.currency(), currency, today)
                .map(rate -> rate.convert(money).amount())
                .orElse(BigDecimal.ZERO)
                .multiply(BigDecimal.valueOf(purchase.outstanding()))
                .divide(BigDecimal.valueOf(purchase.quantity()), SCALE, RoundingMode.HALF_UP);
    }

    private void ownedServers(List<PoolOutlook> outlooks) {
        var counted = new HashSet<OwnServer>();
        for (var outlook : outlooks) {
            for (NodeInService node : outlook.pool().nodes()) {
                book.ownServer(node.node().name(), node.node().model())
                        .filter(OwnServer::bought)
                        .filter(counted::add)
                        .ifPresent(this::addOwned);
            }
        }
    }

    private void addOwned(OwnServer server) {
        var price = server.price();
        if (price == null) {
            return;
        }
        book.exchangeRate(price.currency(), currency, server.since())
                .or(() -> book.exchangeRate(price.currency(), currency, today))
                .map((ExchangeRate rate) -> rate.convert(price))
                .ifPresent(converted -> ownedBought.add(new BoughtServers(
                        server.node() == null ? String.valueOf(server.model()) : server.node(),
                        server.quantity(),
                        monthOf(server.since()),
                        null,
                        converted.amount(),
                        server.kilowatts())));
    }

    private int monthOf(LocalDate day) {
        return (int) ChronoUnit.MONTHS.between(months.first(), YearMonth.from(day));
    }

    /** Returns the rents of what is owned now, month by month. */
    List<BigDecimal> owned() {
        return owned;
    }

    /** Returns the rents that the plan adds, less those that it ends. */
    List<BigDecimal> planned() {
        return planned;
    }

    /** Returns the fees that the plan pays once. */
    List<BigDecimal> plannedOnce() {
        return plannedOnce;
    }

    /** Returns the rents of what is ordered and hasn't come yet. */
    List<BigDecimal> ordered() {
        return ordered;
    }

    /** Returns the fees and prices of what is ordered and hasn't come yet. */
    List<BigDecimal> orderedOnce() {
        return orderedOnce;
    }

    List<BigDecimal> oneTime() {
        var all = new ArrayList<BigDecimal>();
        for (int m = 0; m < plannedOnce.size(); m++) {
            all.add(plannedOnce.get(m).add(orderedOnce.get(m)));
        }
        return all;
    }

    /** Returns the servers that were bought before; their months are negative. */
    List<BoughtServers> ownedBought() {
        return ownedBought;
    }

    List<BoughtServers> plannedBought() {
        return plannedBought;
    }

    List<BigDecimal> recurring() {
        var all = new ArrayList<BigDecimal>();
        for (int m = 0; m < owned.size(); m++) {
            all.add(owned.get(m).add(planned.get(m)).add(ordered.get(m)));
        }
        return all;
    }

    List<BoughtServers> bought() {
        var all = new ArrayList<>(ownedBought);
        all.addAll(plannedBought);
        return all;
    }

    Assumptions assumptions() {
        return assumptions;
    }
}
