package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.ServerModel;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds the nodes that a pool has, by kind, with what they cost and how long contracts bind them. */
final class SupplyOwned {

    private final Supply.Basis basis;
    private final SupplyOfLinks links;
    private final Supply supply;

    SupplyOwned(Supply.Basis basis, SupplyOfLinks links, Supply supply) {
        this.basis = basis;
        this.links = links;
        this.supply = supply;
    }

    private record Kind(
            @Nullable String model,
            Map<Resource, BigDecimal> alike,
            @Nullable Money contract) {}

    void add() {
        var kinds = basis.pool().nodes().stream()
                .collect(Collectors.groupingBy(
                        node -> new Kind(
                                node.node().model(), OfferedCapacity.alike(node, basis.resources()), contract(node)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var unpriced = new ArrayList<String>();
        kinds.forEach((kind, nodes) -> {
            if (!add(kind, nodes)) {
                nodes.forEach(node -> unpriced.add(node.node().name()));
            }
        });
        if (!unpriced.isEmpty()) {
            supply.note("What " + Supply.listed(unpriced) + " of "
                    + basis.pool().name()
                    + " cost is not known: they count as free, and the total lacks them. Name their server model.");
        }
    }

    /** Adds equal nodes and returns whether their rent is known. */
    private boolean add(Kind kind, List<NodeInService> nodes) {
        var base = kind.model() == null ? "own server" : kind.model() + ", owned";
        var id = base;
        for (int i = 2; supply.has(id); i++) {
            id = base + " (" + i + ")";
        }
        var contract = kind.contract();
        var offer =
                Optional.ofNullable(kind.model()).flatMap(model -> basis.book().latestOffer(model, basis.today()));
        var list = offer.map(ServerOffer::monthly).flatMap(basis.prices()::converted);
        list.filter(price -> contract != null && contract.compareTo(price) < 0)
                .ifPresent(price -> noteCheap(nodes, Objects.requireNonNull(contract), price));
        var monthly = Optional.ofNullable(contract).or(() -> list);
        var rent = monthly.orElse(Money.zero(basis.prices().currency()));
        var smallest = smallest(nodes);
        var carried = kind.model() == null
                ? List.<Link>of()
                : links.prices().carried(kind.model(), offer, smallest, contract != null);
        carry(id, nodes.size(), rent, carried);
        var each = carried.stream().map(Link::each).reduce(rent, Money::plus).amount();
        supply.add(
                new ServerModel(id, smallest, BigDecimal.ZERO, each, 0, 0, null, false),
                kind.model() == null ? "own server" : kind.model());
        supply.price(
                id,
                contract != null
                        ? "contract or purchase, see the price book"
                        : offer.map(OfferTerms::source).orElse("no price known"));
        own(id, nodes);
        if (kind.model() != null) {
            links.upgradable(id, kind.model(), smallest, carried);
        }
        return monthly.isPresent();
    }

    private void noteCheap(List<NodeInService> nodes, Money contract, Money list) {
        supply.note(nodes.getFirst().node().name()
                + (nodes.size() == 1 ? "" : " and " + (nodes.size() - 1) + " more like it")
                + (contract.amount().signum() == 0
                        ? " are bought and cost no rent"
                        : " are rented at " + Figures.money(contract) + " a month by contract")
                + ", below today's list price of " + Figures.money(list)
                + ": replacing one costs more than the list says.");
    }

    private Map<Resource, Double> smallest(List<NodeInService> nodes) {
        var smallest = new TreeMap<Resource, Double>();
        for (var resource : basis.resources()) {
            smallest.put(
                    resource,
                    nodes.stream()
                            .map(node -> OfferedCapacity.of(node, resource))
                            .filter(Objects::nonNull)
                            .mapToDouble(Double::doubleValue)
                            .min()
                            .orElse(0));
        }
        return smallest;
    }

    /** Adds equal nodes, those that contracts bind apart by the month that they bind through. */
    private void own(String id, List<NodeInService> nodes) {
        var bound = new TreeMap<Integer, List<LocalDate>>();
        for (var node : nodes) {
            Contracts.end(node, basis.book()).ifPresent(end -> {
                int through = basis.months().lastMonthOf(end);
                if (through > 0) {
                    bound.computeIfAbsent(through, month -> new ArrayList<>()).add(end);
                }
            });
        }
        var ends = bound.values().stream().flatMap(List::stream).toList();
        bound.forEach((through, some) -> supply.add(new OwnedNodes(id, some.size(), null, through)));
        if (nodes.size() > ends.size()) {
            supply.add(new OwnedNodes(id, nodes.size() - ends.size(), null));
        }
        if (!ends.isEmpty()) {
            supply.note(Contracts.kept(supply.name(id), basis.pool().name(), ends));
        }
    }

    /** What one's own contract says of a node; a bought one has no rent. */
    private @Nullable Money contract(NodeInService node) {
        return basis.book()
                .ownServer(node.node().name(), node.node().model())
                .flatMap(own -> own.bought()
                        ? Optional.of(Money.zero(basis.prices().currency()))
                        : basis.prices().converted(own.monthly()))
                .orElse(null);
    }

    /** Tells what the links of owned nodes add to their rent. */
    private void carry(String id, int nodes, Money rent, List<Link> carried) {
        if (carried.isEmpty()) {
            return;
        }
        supply.link(id, carried);
        var parts = new ArrayList<Step>();
        parts.add(new Step("Rent of one without links", Figures.money(rent) + " a month", null));
        for (var link : carried) {
            parts.addAll(link.parts());
            links.noteTraffic(
                    link,
                    ", which " + nodes + (nodes == 1 ? " node" : " nodes") + " of "
                            + basis.pool().name() + " carry already");
        }
        supply.price(id, parts);
    }
}
