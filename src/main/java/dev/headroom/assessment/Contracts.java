package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.catalog.OwnServer;
import dev.headroom.catalog.PriceBook;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Contracts that outlast a return: the planner gives back at any month's end, and their rent goes on. */
final class Contracts {

    private Contracts() {}

    /** Returns a sentence for each return that is planned before as many nodes of its model are free of their contracts. */
    static List<String> outlasting(List<PoolOutlook> outlooks, List<Order> orders, PriceBook book) {
        return orders.stream()
                .filter(order -> order.kind() == Kind.RETIRE)
                .flatMap(order -> outlooks.stream()
                        .filter(outlook -> outlook.pool().id().equals(order.pool()))
                        .flatMap(outlook -> outlasting(outlook, order, book)))
                .toList();
    }

    private static Stream<String> outlasting(PoolOutlook outlook, Order order, PriceBook book) {
        var ends = outlook.pool().nodes().stream()
                .filter(node -> order.model().equals(node.node().model()))
                .map(node -> end(node, book))
                .sorted()
                .limit(order.quantity())
                .toList();
        var bound = ends.stream().filter(end -> end.isAfter(order.inService())).toList();
        return bound.isEmpty()
                ? Stream.empty()
                : Stream.of("The plan gives back " + order.quantity() + " × " + order.model() + " of "
                        + outlook.pool().name() + " on " + RoughDate.exact(order.inService())
                        + ", but the contracts of "
                        + bound.size() + " of them bind until " + RoughDate.exact(bound.getLast())
                        + ": their rent goes on until then, and the total lacks it.");
    }

    /** Returns the last day that a node's contract binds, long past where nothing binds. */
    private static LocalDate end(NodeInService node, PriceBook book) {
        return book.ownServer(node.node().name(), node.node().model())
                .map(Contracts::end)
                .orElse(LocalDate.MIN);
    }

    private static LocalDate end(OwnServer own) {
        var term = own.termMonths();
        return term == null ? LocalDate.MIN : own.since().plusMonths(term).minusDays(1);
    }
}
