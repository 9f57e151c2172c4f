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
    private final List<BigDecimal> monthly = new ArrayList<>();
    private final List<BigDecimal> traffic = new ArrayList<>();
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
     * @param coming what has been approved or ordered and doesn't serve yet; where the plan counts on it, its cost is a part of the plan's
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
            List<Coming> coming) {
        this.plan = plan;
        this.months = months;
        this.book = book;
        this.assumptions = assumptions;
        this.currency = currency;
        this.today = today;
        takeOrdered(coming, whole);
        splitPlan();
        goOn(needs, whole);
        ownedServers(outlooks);
    }

    /** Takes what is ordered out of the plan's costs, into a part of its own from the month in which it is expected. */
    private void takeOrdered(List<Coming> coming, int whole) {
        ordered.addAll(Collections.nCopies(whole, BigDecimal.ZERO));
        orderedOnce.addAll(Collections.nCopies(whole, BigDecimal.ZERO));
        plannedOnce.addAll(plan.oneTimeCost().stream().map(Money::amount).toList());
        monthly.addAll(plan.monthlyCost().stream().map(Money::amount).toList());
        for (var part : coming) {
            int from = months.monthOf(part.from());
            if (from >= whole) {
                continue;
            }
            var rent = converted(part.monthly());
            var once = converted(part.oneTime());
            add(orderedOnce, from, once);
            for (int m = from; m < whole; m++) {
                add(ordered, m, rent);
            }
            if (!part.capacity().isEmpty() && from < months.count()) {
                add(plannedOnce, from, once.negate());
                for (int m = from; m < months.count(); m++) {
                    add(monthly, m, rent.negate());
                }
            }
        }
    }

    private static void add(List<BigDecimal> amounts, int month, BigDecimal more) {
        amounts.set(month, amounts.get(month).add(more));
    }

    private BigDecimal converted(Money money) {
        return book.exchangeRate(money.currency(), currency, today)
                .map(rate -> rate.convert(money).rounded().amount())
                .orElse(BigDecimal.ZERO);
    }

    /** What is given back is taken from what is owned first; all else beyond what is owned is the plan's. */
    private void splitPlan() {
        int count = months.count();
        var now = monthly.getFirst();
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
            planned.add(monthly.get(m).subtract(owned.get(m)));
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
        for (int m = 0; m < count; m++) {
            traffic.add(meteredIn(m));
        }
        var last = owned.getLast().add(planned.getLast()).add(ordered.get(count - 1));
        int span = Math.min(YEAR, count);
        var fees = oneTime().subList(count - span, count).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(span), SCALE, RoundingMode.HALF_UP);
        for (int m = count; m < whole; m++) {
            var all =
                    last.multiply(BigDecimal.valueOf(needs.growthBeyondPlan(m))).setScale(SCALE, RoundingMode.HALF_UP);
            owned.add(owned.get(count - 1));
            planned.add(all.subtract(owned.get(count - 1)).subtract(ordered.get(m)));
            plannedOnce.add(fees);
            traffic.add(traffic.get(count - 1)
                    .multiply(BigDecimal.valueOf(needs.growthBeyondPlan(m)))
                    .setScale(SCALE, RoundingMode.HALF_UP));
        }
    }

    private BigDecimal meteredIn(int month) {
        return plan.links().stream()
                .map(link -> link.traffic()
                        .amount()
                        .multiply(BigDecimal.valueOf(link.nodes().get(month))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
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

    /** Returns what of the recurring costs is metered traffic. */
    List<BigDecimal> traffic() {
        return traffic;
    }

    /** Returns all that is paid month after month but metered traffic. */
    List<BigDecimal> rents() {
        var all = recurring();
        for (int m = 0; m < all.size(); m++) {
            all.set(m, all.get(m).subtract(traffic.get(m)));
        }
        return all;
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
