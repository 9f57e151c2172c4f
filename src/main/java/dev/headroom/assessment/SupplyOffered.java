package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.Offer;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.plan.ServerModel;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds the servers that a pool could buy, by list price, quote or what a scenario supposes. */
final class SupplyOffered {

    private final Supply.Basis basis;
    private final SupplyOfLinks links;
    private final OfferTerms terms;
    private final OfferedCapacity offered;
    private final Supply supply;

    SupplyOffered(Supply.Basis basis, QuoteLimits limits, SupplyOfLinks links, Supply supply) {
        this.basis = basis;
        this.links = links;
        this.terms = new OfferTerms(basis.book(), basis.rules(), basis.prices(), basis.today(), limits, supply::note);
        this.offered = new OfferedCapacity(basis.pool(), basis.book(), basis.today(), supply::note);
        this.supply = supply;
    }

    void add() {
        var vendors = basis.pool().nodes().stream()
                .map(node -> node.node().model())
                .filter(Objects::nonNull)
                .map(model -> model.substring(0, Math.max(0, model.indexOf('/'))))
                .collect(Collectors.toSet());
        var tooSmall = new ArrayList<String>();
        for (var offer : basis.book().orderableServers(basis.today())) {
            if (!vendors.isEmpty() && !vendors.contains(offer.vendor())) {
                continue;
            }
            var supposed = basis.rules().price(offer.id());
            var all = supposed.isPresent()
                    ? terms.supposed(offer, supposed.get()).stream().toList()
                    : terms.of(offer);
            if (all.isEmpty() || offer.memoryBytes() == null) {
                continue;
            }
            var capacity = new TreeMap<Resource, Double>();
            for (var resource : basis.resources()) {
                capacity.put(resource, offered.of(offer, resource));
            }
            if (offered.isTooSmall(capacity)) {
                tooSmall.add(offer.id());
                continue;
            }
            for (var each : all) {
                if (each.id().equals(offer.id()) && offer.setupFee() == null && supposed.isEmpty()) {
                    supply.note("The set-up fee of " + offer.id() + " is not known: none is counted.");
                }
                add(each, offer, capacity);
            }
        }
        basis.rules().offers().forEach(this::suppose);
        if (!tooSmall.isEmpty()) {
            supply.note("Not offered to " + basis.pool().name()
                    + ", as they have less than half the cores or memory of its smallest" + " node: "
                    + Supply.listed(tooSmall)
                    + ".");
        }
    }

    private void add(OfferTerms.Terms terms, ServerOffer offer, Map<Resource, Double> capacity) {
        supply.add(
                new ServerModel(
                        terms.id(),
                        capacity,
                        terms.oneTime().amount(),
                        terms.monthly().amount(),
                        Supply.months(basis.rules().planning().spanDays(basis.today(), terms.delivery())),
                        basis.rules().planning().keepMonths(),
                        null,
                        true),
                terms.id());
        supply.deliver(terms.id(), terms.delivery());
        supply.price(terms.id(), terms.source());
        links.upgradable(terms.id(), offer.id(), capacity, List.of());
    }

    private void suppose(Offer offer) {
        var capacity = new TreeMap<Resource, Double>();
        for (var resource : basis.resources()) {
            var given = offer.capacity().get(resource.id());
            capacity.put(
                    resource,
                    given != null
                            ? given
                            : resource.isBandwidth()
                                    ? OfferedCapacity.mostCommon(basis.pool().nodes(), resource)
                                            .orElse(0.0)
                                    : 0.0);
        }
        supply.add(
                new ServerModel(
                        offer.model(),
                        capacity,
                        offer.oneTime() == null ? BigDecimal.ZERO : offer.oneTime(),
                        offer.monthly(),
                        Supply.months(basis.rules().planning().spanDays(basis.today(), supply.delivery(offer.model()))),
                        basis.rules().planning().keepMonths(),
                        null,
                        true),
                offer.model());
        supply.price(offer.model(), Supply.SUPPOSED);
    }
}
