package dev.headroom.assessment;

import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.Charge.Kind;
import dev.headroom.assessment.Charge.Part;
import dev.headroom.assessment.PlanAssessment.LinkCost;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.catalog.OwnServer;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.Assumptions;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CashFlow;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.cost.OwnSpending;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays each month of a cash flow to the servers, orders and assumptions that it comes from; what is left has a line of its own. */
final class ChargeSplit {

    /** Finds the rate that a month's amounts were converted by. */
    interface Rates {
        Optional<ExchangeRate> from(YearMonth month, Currency from, boolean closed);
    }

    private final Assessment assessment;
    private final CostInputs inputs;
    private final CashFlowAssessment flow;
    private final PriceBook book;
    private final Rates rates;
    private final Currency currency;
    private final Assumptions assumptions;
    private final List<Lot> lots = new ArrayList<>();
    private final List<Charge> charges = new ArrayList<>();

    /** Servers bought together, and what they cost by month of the cash flow. */
    private record Lot(BoughtServers servers, Part part, CashFlow flow) {}

    ChargeSplit(Assessment assessment, CostInputs inputs, CashFlowAssessment flow, PriceBook book, Rates rates) {
        this.assessment = assessment;
        this.inputs = inputs;
        this.flow = flow;
        this.book = book;
        this.rates = rates;
        this.currency = assessment.currency();
        this.assumptions = Assumptions.of(inputs.assumptions());
        inputs.bought().forEach(servers -> lots.add(lot(servers)));
    }

    List<Charge> all() {
        for (var month : flow.months()) {
            var lines = new ArrayList<Charge>();
            nodes(lines, month);
            links(lines, month);
            assumed(lines, month);
            orders(lines, month);
            lots.forEach(lot -> bought(lines, month, lot));
            charges.addAll(lines);
            Remainder.add(charges, month, lines);
        }
        return List.copyOf(charges);
    }

    private void nodes(List<Charge> lines, Month month) {
        var at = YearMonth.from(month.month());
        for (var node : assessment.nodes()) {
            var since = YearMonth.from(node.firstSeen().atZone(ZoneOffset.UTC).toLocalDate());
            var own = book.ownServer(node.name(), node.model()).orElse(null);
            if (node.state().equals("RETIRED") || since.isAfter(at) && (own == null || own.node() == null)) {
                continue;
            }
            var list = Optional.ofNullable(node.model())
                    .flatMap(model -> book.latestOffer(model, inputs.day()))
                    .map(offer -> offer.monthly())
                    .flatMap(price -> converted(price, month));
            var rent = own == null
                    ? list
                    : own.bought() || YearMonth.from(own.since()).isAfter(at)
                            ? Optional.<Money>empty()
                            : Optional.ofNullable(own.monthly()).flatMap(price -> converted(price, month));
            rent.ifPresent(money -> lines.add(line(
                    month,
                    Part.OWNED,
                    Kind.RENT,
                    node,
                    money,
                    money,
                    list.orElse(null),
                    "Rent of " + node.name() + (own == null ? ", at the list price" : ", by contract"))));
            if (own != null) {
                setUp(month, node, own).ifPresent(lines::add);
            }
        }
    }

    private Optional<Charge> setUp(Month month, NodeAssessment node, OwnServer own) {
        return YearMonth.from(own.since()).equals(YearMonth.from(month.month()))
                ? Optional.ofNullable(own.setupFee())
                        .flatMap(fee -> converted(fee, month))
                        .map(fee -> line(
                                month, Part.OWNED, Kind.SET_UP, node, fee, fee, null, "Set-up fee of " + node.name()))
                : Optional.empty();
    }

    /** Links that serve already, all of them: what the plan adds and ends of them is a part of its orders. */
    private void links(List<Charge> lines, Month month) {
        int at = (int) ChronoUnit.MONTHS.between(YearMonth.from(inputs.start()), YearMonth.from(month.month()));
        for (var link : assessment.plan().links()) {
            int nodes = at >= 0 && at < link.nodes().size() ? link.nodes().getFirst() : 0;
            if (link.owned() && nodes > 0) {
                link(lines, month, link, Kind.LINK, nodes, link.rent(), "Rent of links: ");
                link(lines, month, link, Kind.TRAFFIC, nodes, link.traffic(), "Metered traffic of links: ");
            }
        }
    }

    private static void link(
            List<Charge> lines, Month month, LinkCost link, Kind kind, int nodes, Money each, String what) {
        if (each.amount().signum() == 0) {
            return;
        }
        var money = each.times(nodes).rounded();
        lines.add(new Charge(
                YearMonth.from(month.month()),
                month.closed(),
                Part.OWNED,
                kind,
                null,
                link.pool(),
                link.link(),
                nodes,
                money,
                money,
                null,
                what + nodes + " × " + link.link() + (kind == Kind.TRAFFIC ? ", each " + link.arithmetic() : "")));
    }

    private void assumed(List<Charge> lines, Month month) {
        for (var assumption : inputs.assumptions()) {
            var kind = switch (assumption.kind()) {
                case STAFF -> Kind.STAFF;
                case MONITORING -> Kind.MONITORING;
                case COMPLIANCE -> Kind.COMPLIANCE;
                default -> null;
            };
            if (kind != null && assumption.value().signum() != 0) {
                var money = new Money(assumption.value(), currency).rounded();
                lines.add(new Charge(
                        YearMonth.from(month.month()),
                        month.closed(),
                        Part.OWNED,
                        kind,
                        null,
                        null,
                        null,
                        0,
                        money,
                        money,
                        null,
                        assumption.kind().title() + ", as assumed: " + assumption.source()));
            }
        }
    }

    private void orders(List<Charge> lines, Month month) {
        for (var order : assessment.plan().orders()) {
            long elapsed = ChronoUnit.MONTHS.between(YearMonth.from(order.inService()), YearMonth.from(month.month()));
            boolean back = order.kind().isReturn();
            if (month.closed()
                    || month.month().isBefore(inputs.start())
                    || book.isPurchase(order.model(), inputs.day())
                    || order.kind() == PlanAssessment.Kind.MOVE
                    || (back ? elapsed <= 0 : elapsed < 0)) {
                continue;
            }
            var kind = order.kind() == PlanAssessment.Kind.UPGRADE || order.kind() == PlanAssessment.Kind.DOWNGRADE
                    ? Kind.LINK
                    : Kind.SERVERS;
            if (order.monthly().amount().signum() != 0) {
                lines.add(planned(
                        month,
                        order.kind() == PlanAssessment.Kind.RETIRE ? Part.OWNED : Part.PLANNED,
                        kind,
                        order,
                        order.monthly(),
                        (back ? "Given back by plan: " : "Rent by plan: ") + order.quantity() + " × " + order.model()));
            }
            if (elapsed == 0 && order.oneTime().amount().signum() != 0) {
                lines.add(planned(
                        month,
                        Part.PLANNED,
                        Kind.SET_UP,
                        order,
                        order.oneTime(),
                        "Set-up fee by plan: " + order.quantity() + " × " + order.model()));
            }
        }
    }

    private Lot lot(BoughtServers servers) {
        var first = YearMonth.from(flow.months().getFirst().month());
        int shift = (int) ChronoUnit.MONTHS.between(first, YearMonth.from(inputs.start()));
        int count = (int) ChronoUnit.MONTHS.between(
                        first, YearMonth.from(flow.months().getLast().month()))
                + 1;
        var zeros = Collections.nCopies(count, BigDecimal.ZERO);
        return new Lot(
                servers,
                servers.month() < 0 ? Part.OWNED : Part.PLANNED,
                CashFlow.of(
                        first,
                        currency,
                        new OwnSpending(
                                zeros,
                                zeros,
                                zeros,
                                List.of(new BoughtServers(
                                        servers.what(),
                                        servers.count(),
                                        servers.month() + shift,
                                        servers.lastMonth() == null ? null : servers.lastMonth() + shift,
                                        servers.unitPrice(),
                                        servers.kilowatts()))),
                        assumptions
                                .without(Assumption.Kind.STAFF)
                                .without(Assumption.Kind.MONITORING)
                                .without(Assumption.Kind.COMPLIANCE)));
    }

    private void bought(List<Charge> lines, Month month, Lot lot) {
        int at = (int) ChronoUnit.MONTHS.between(
                YearMonth.from(flow.months().getFirst().month()), YearMonth.from(month.month()));
        var costs = lot.flow.months().get(at);
        var what = lot.servers.count() + " × " + lot.servers.what();
        var nothing = Money.zero(currency).rounded();
        var node = assessment.nodes().stream()
                .filter(known -> known.name().equals(lot.servers.what()))
                .findFirst()
                .orElse(null);
        for (var kind : List.of(Kind.PURCHASE, Kind.RUNNING, Kind.DEPRECIATION)) {
            var amount = switch (kind) {
                case PURCHASE -> costs.oneTime();
                case RUNNING -> costs.recurring();
                default -> costs.depreciation();
            };
            if (amount.amount().signum() == 0) {
                continue;
            }
            var money = amount.rounded();
            lines.add(new Charge(
                    YearMonth.from(month.month()),
                    month.closed(),
                    lot.part,
                    kind,
                    node == null ? null : node.id(),
                    node == null ? null : node.pool(),
                    node == null ? lot.servers.what() : node.model(),
                    lot.servers.count(),
                    kind == Kind.DEPRECIATION ? nothing : money,
                    kind == Kind.PURCHASE ? nothing : money,
                    null,
                    switch (kind) {
                        case PURCHASE -> "Purchase of " + what;
                        case RUNNING -> "Power, colocation, remote hands, spares and support of " + what;
                        default -> "Depreciation of " + what;
                    }));
        }
    }

    private Optional<Money> converted(Money money, Month month) {
        return rates.from(YearMonth.from(month.month()), money.currency(), month.closed())
                .map(rate -> rate.convert(money).rounded());
    }

    private static Charge line(
            Month month,
            Part part,
            Kind kind,
            NodeAssessment node,
            Money billed,
            Money effective,
            @Nullable Money list,
            String description) {
        return new Charge(
                YearMonth.from(month.month()),
                month.closed(),
                part,
                kind,
                node.id(),
                node.pool(),
                node.model(),
                1,
                billed,
                effective,
                list,
                description);
    }

    private static Charge planned(Month month, Part part, Kind kind, Order order, Money money, String description) {
        var amount = money.rounded();
        return new Charge(
                YearMonth.from(month.month()),
                month.closed(),
                part,
                kind,
                null,
                order.pool(),
                order.model(),
                order.quantity(),
                amount,
                amount,
                null,
                description);
    }
}
