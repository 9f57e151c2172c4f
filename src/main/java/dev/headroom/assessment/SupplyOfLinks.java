package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.plan.Upgrade;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the link upgrades that a server could get, and notes what metered traffic costs. */
final class SupplyOfLinks {

    private final Supply.Basis basis;
    private final LinkPrices linkPrices;
    private final Supply supply;

    SupplyOfLinks(Supply.Basis basis, LinkPrices linkPrices, Supply supply) {
        this.basis = basis;
        this.linkPrices = linkPrices;
        this.supply = supply;
    }

    LinkPrices prices() {
        return linkPrices;
    }

    void noteTraffic(Link link, String which) {
        if (link.arithmetic() != null) {
            supply.note(link.row().id() + which + " is metered beyond "
                    + link.row().includedTraffic() + " TB: "
                    + Figures.money(link.traffic()) + " a month are counted for the " + linkPrices.terabytesPerNode()
                    + " TB that a node of " + basis.pool().name() + " sends out.");
        }
    }

    void upgradable(String model, String serverId, Map<Resource, Double> capacity, List<Link> carried) {
        for (var upgrade : basis.book().upgrades(serverId)) {
            var supposed = basis.rules().price(upgrade.id());
            var link = linkPrices.of(upgrade);
            var monthly = supposed.map(Price::monthly)
                    .map(basis.prices()::inCurrency)
                    .or(() -> link.map(priced -> LinkPrices.less(priced.each(), carried, upgrade.resource())));
            var oneTime = supposed.map(Price::oneTime)
                    .map(basis.prices()::inCurrency)
                    .or(() -> upgrade.setupFee() == null
                            ? Optional.of(Money.zero(basis.prices().currency()))
                            : basis.prices().converted(upgrade.setupFee()));
            double now = capacity.getOrDefault(upgrade.resource(), Double.POSITIVE_INFINITY);
            if (!supposed.map(Price::orderable).orElse(true)
                    || monthly.isEmpty()
                    || oneTime.isEmpty()
                    || upgrade.bitsPerSecond() <= now) {
                continue;
            }
            var id = upgrade.id() + " on " + model;
            var delivery = basis.rules().deliveries().ofUpgrades(LeadTimes.vendor(serverId));
            supply.add(
                    new Upgrade(
                            id,
                            model,
                            Map.of(upgrade.resource(), upgrade.bitsPerSecond()),
                            oneTime.get().amount(),
                            monthly.get().amount(),
                            Supply.months(basis.rules().planning().deliveryDays(basis.today(), delivery))),
                    upgrade.id());
            supply.deliver(id, delivery);
            supply.price(id, supposed.isPresent() ? Supply.SUPPOSED : LinkPrices.source(upgrade));
            if (supposed.isEmpty() && link.isPresent()) {
                supply.link(id, List.of(link.get()));
                noteTraffic(link.get(), "");
                if (link.get().arithmetic() != null) {
                    supply.price(id, link.get().parts());
                }
            }
        }
    }
}
