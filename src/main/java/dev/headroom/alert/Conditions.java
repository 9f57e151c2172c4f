package dev.headroom.alert;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Status;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.Quote;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.procurement.Purchase;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment and the price book say today, each thing with a gap between bad and well: what has been bad stays so until it is clearly
 * well, so that a value near a limit does not flap.
 */
final class Conditions {

    private static final List<Integer> DAYS_LEFT = List.of(30, 14, 0);
    /** An order-by date must be that much further away than the first limit to be well. */
    private static final int MARGIN_DAYS = 14;

    private static final double COVERAGE_LOST = 0.9;
    private static final double COVERAGE_WELL = 0.95;
    private static final int DAYS_WITHOUT_DATA = 2;
    private static final int VERY_LATE_DAYS = 7;
    private static final List<Integer> QUOTE_DAYS_LEFT = List.of(14, 3);

    private final Assessment assessment;
    private final PriceBook prices;
    private final int staleAfterDays;
    private final List<Purchase> purchases;
    private final LocalDate today;

    /** @param purchases that are not all in service */
    Conditions(Assessment assessment, PriceBook prices, int staleAfterDays, List<Purchase> purchases, LocalDate today) {
        this.assessment = assessment;
        this.prices = prices;
        this.staleAfterDays = staleAfterDays;
        this.purchases = purchases;
        this.today = today;
    }

    List<Condition> all() {
        return Stream.of(orders(), Stream.of(data()), stalePrices(), quotes(), lateOrders(purchases, today))
                .flatMap(stream -> stream)
                .toList();
    }

    private Stream<Condition> orders() {
        return assessment.pools().stream()
                .flatMap(pool -> pool.resources().stream().map(resource -> order(pool, resource)));
    }

    private Condition order(PoolAssessment pool, ResourceAssessment resource) {
        var name = resource.resource().title() + " of " + pool.name();
        var orderBy = resource.orderBy();
        Integer urgency;
        String title;
        if (orderBy == null) {
            // an unknown is no all-clear
            urgency = resource.status() == Status.UNKNOWN
                    ? null
                    : resource.status() == Status.LATE ? Integer.valueOf(3) : 0;
            title = name + " is over its limit";
        } else {
            long left = ChronoUnit.DAYS.between(today, orderBy.date());
            urgency = urgency(left, DAYS_LEFT, MARGIN_DAYS);
            title = left < 0
                    ? "The order for " + name + " is " + -left + (left == -1 ? " day late" : " days late")
                    : "Order for " + name + " by " + RoughDate.exact(orderBy.date());
        }
        return new Condition(
                "order-by:" + pool.id() + "/" + resource.resource().id(),
                AlertKind.ORDER_BY,
                urgency,
                title,
                resource.reason());
    }

    /** Returns which of the falling limits has been reached, 0 beyond all of them and the margin. */
    private static @Nullable Integer urgency(long left, List<Integer> limits, int margin) {
        for (int i = limits.size(); i > 0; i--) {
            if (left <= limits.get(i - 1)) {
                return i;
            }
        }
        return left > limits.getFirst() + margin ? Integer.valueOf(0) : null;
    }

    private Condition data() {
        var coverage = assessment.data().coverage();
        long behind = ChronoUnit.DAYS.between(assessment.asOf(), today.minusDays(1));
        Integer urgency;
        if (coverage == null || coverage < COVERAGE_LOST || behind > DAYS_WITHOUT_DATA) {
            urgency = 1;
        } else {
            urgency = coverage >= COVERAGE_WELL && behind <= 1 ? Integer.valueOf(0) : null;
        }
        return new Condition(
                "data",
                AlertKind.DATA_LOST,
                urgency,
                "Measurements are missing",
                (coverage == null ? "None" : Figures.finePercent(coverage))
                        + " of the last seven days' measurements have arrived; the newest day is "
                        + RoughDate.exact(assessment.asOf()) + ".");
    }

    private Stream<Condition> stalePrices() {
        var planned = assessment.plan().orders().stream()
                .filter(order -> order.kind() == PlanAssessment.Kind.SERVER)
                .map(PlanAssessment.Order::model)
                .distinct()
                .toList();
        return prices.orderableServers(today).stream()
                .filter(offer -> planned.contains(offer.id()))
                .map(this::price);
    }

    private Condition price(ServerOffer offer) {
        return new Condition(
                "price:" + offer.id(),
                AlertKind.PRICE_STALE,
                offer.asOf().isStale(today, staleAfterDays) ? 1 : 0,
                "The price of " + offer.id() + " is old",
                "The plan buys at the price of " + offer.asOf() + ", older than " + staleAfterDays + " days.");
    }

    private Stream<Condition> quotes() {
        return prices.quotes().stream().map(this::quote);
    }

    private Condition quote(Quote quote) {
        long left = ChronoUnit.DAYS.between(today, quote.validUntil());
        return new Condition(
                "quote:" + quote.reference() + "/" + quote.serverId(),
                AlertKind.QUOTE_EXPIRING,
                left < 0 ? Integer.valueOf(0) : urgency(left, QUOTE_DAYS_LEFT, 0),
                "Quote " + quote.reference() + " for " + quote.serverId() + " ends on "
                        + RoughDate.exact(quote.validUntil()),
                "After that the plan goes back to the list price.");
    }

    /** Returns a condition for each purchase that was ordered for a day; one that is in service has none, which counts as well. */
    static Stream<Condition> lateOrders(List<Purchase> purchases, LocalDate today) {
        return purchases.stream()
                .filter(purchase -> purchase.orderedOn() != null && purchase.outstanding() > 0)
                .flatMap(purchase -> {
                    var expected = purchase.expectedOn();
                    return expected == null ? Stream.empty() : Stream.of(arrival(purchase, expected, today));
                });
    }

    private static Condition arrival(Purchase purchase, LocalDate expected, LocalDate today) {
        long late = ChronoUnit.DAYS.between(expected, today);
        return new Condition(
                "order-late:" + purchase.id(),
                AlertKind.ORDER_LATE,
                late > VERY_LATE_DAYS ? 2 : late > 0 ? 1 : 0,
                purchase.outstanding() + " × " + purchase.model() + " for " + purchase.pool() + " is late",
                "It was expected in service on " + RoughDate.exact(expected) + "; "
                        + (purchase.deliveredQuantity() - purchase.inServiceQuantity())
                        + " delivered and not yet in service.");
    }
}
