package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.catalog.LinkUpgrade;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the links of a pool cost in a month, rent and metered traffic: those that its nodes have, and those that they could get. */
final class LinkPrices {

    private static final double BYTES_A_TERABYTE = 1e12;
    private static final double SAME_SPEED = 0.01;

    private final PlanningPrices prices;
    private final double egressBytesPerNode;

    /**
     * A link of one node.
     *
     * @param rent       a month; zero where a contract's rent holds it
     * @param traffic    a month, beyond what the rent includes
     * @param arithmetic how the traffic adds up; null where it is not metered
     */
    record Link(
            LinkUpgrade row,
            Money rent,
            Money traffic,
            @Nullable String arithmetic) {

        Money each() {
            return rent.plus(traffic);
        }

        /** Returns what the price of one adds up from. */
        List<Step> parts() {
            var rented = new Step("Rent of one", Figures.money(rent) + " a month", source(row));
            return arithmetic == null
                    ? List.of(rented)
                    : List.of(
                            rented,
                            new Step("Metered traffic of one", Figures.money(traffic) + " a month", arithmetic));
        }
    }

    /**
     * Prices links.
     *
     * @param egressBytesPerNode what one node of the pool sends out in a month
     */
    LinkPrices(PlanningPrices prices, double egressBytesPerNode) {
        this.prices = prices;
        this.egressBytesPerNode = egressBytesPerNode;
    }

    /** Returns what a link costs; empty where its rent can't be converted. */
    Optional<Link> of(LinkUpgrade row) {
        return prices.converted(row.monthly()).map(rent -> link(row, rent));
    }

    /**
     * Returns the links that the price book rents and meters apart from the server, as far as a node has them: those of its very speed, unless the
     * server comes with it.
     *
     * @param capacity   of the node
     * @param byContract whether a contract's rent covers all but the traffic
     */
    List<Link> carried(String model, Optional<ServerOffer> offer, Map<Resource, Double> capacity, boolean byContract) {
        return prices.book().upgrades(model).stream()
                .filter(row -> Math.abs(capacity.getOrDefault(row.resource(), 0.0) - row.bitsPerSecond())
                        <= SAME_SPEED * row.bitsPerSecond())
                .filter(row -> offer.map(server -> server.capacity().get(row.resource()))
                        .filter(included -> included >= row.bitsPerSecond() * (1 - SAME_SPEED))
                        .isEmpty())
                .flatMap(row -> (byContract ? Optional.of(link(row, Money.zero(prices.currency()))) : of(row)).stream())
                .toList();
    }

    private Link link(LinkUpgrade row, Money rent) {
        var overage = row.overagePerTb();
        var included = included(row);
        if (overage == null || overage.amount().signum() == 0 || included.isEmpty()) {
            return new Link(row, rent, Money.zero(prices.currency()), null);
        }
        double sent = egressBytesPerNode / BYTES_A_TERABYTE;
        int beyond = (int) Math.ceil(Math.max(0, sent - included.get()));
        return prices.converted(overage.times(BigDecimal.valueOf(beyond)))
                .map(traffic -> new Link(
                        row,
                        rent,
                        traffic,
                        "%,.1f TB that a node sends out, measured over 30 days, less %s TB included: %,d TB, begun ones whole, × %s"
                                .formatted(sent, row.includedTraffic(), beyond, Figures.money(overage))))
                .orElseGet(() -> new Link(row, rent, Money.zero(prices.currency()), null));
    }

    private static Optional<Double> included(LinkUpgrade row) {
        try {
            return Optional.of(Double.valueOf(row.includedTraffic()));
        } catch (NumberFormatException notMetered) {
            return Optional.empty();
        }
    }

    /** Returns how much traffic a node sends out, in whole terabytes a month. */
    long terabytesPerNode() {
        return Math.round(egressBytesPerNode / BYTES_A_TERABYTE);
    }

    /** Returns what is left of a price where an upgrade replaces links of the resource: those are not paid any more. */
    static Money less(Money each, List<Link> carried, Resource resource) {
        var left = carried.stream()
                .filter(link -> link.row().resource().equals(resource))
                .map(Link::each)
                .reduce(each, Money::minus);
        return left.amount().signum() < 0 ? Money.zero(each.currency()) : left;
    }

    static String source(LinkUpgrade row) {
        return row.source() + ", " + row.asOf() + " (confidence: " + row.confidence() + ")";
    }
}
