package dev.headroom.assessment;

import dev.headroom.catalog.OwnServer;
import dev.headroom.catalog.PriceBook;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How long contracts bind what is owned: nothing is given back before, since its rent would go on. */
final class Contracts {

    private Contracts() {}

    /** Returns the last day that a node's contract binds; empty where none does. */
    static Optional<LocalDate> end(NodeInService node, PriceBook book) {
        return book.ownServer(node.node().name(), node.node().model())
                .filter(own -> !own.bought())
                .flatMap(Contracts::end);
    }

    private static Optional<LocalDate> end(OwnServer own) {
        return Optional.ofNullable(own.termMonths())
                .map(term -> own.since().plusMonths(term).minusDays(1));
    }

    /**
     * Returns a sentence on the nodes of a model that are kept because they are bound.
     *
     * @param ends the last day of each, one at the least
     */
    static String kept(String model, String pool, List<LocalDate> ends) {
        var last = ends.stream().max(LocalDate::compareTo).orElseThrow();
        return ends.size() + " × " + model + " of " + pool + (ends.size() == 1 ? " is" : " are")
                + " bound by contract until "
                + RoughDate.exact(last) + (ends.size() == 1 ? "" : " at the latest")
                + ": the plan gives none of them back before.";
    }
}
