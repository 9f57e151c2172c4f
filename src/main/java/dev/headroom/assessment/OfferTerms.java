package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.Quote;
import dev.headroom.catalog.ServerOffer;
import dev.headroom.cost.BoughtServers;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.units.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** At what price, and within which time, a server can be had: on a quote, at the list price, or as a scenario supposes. */
final class OfferTerms {

    private final PriceBook book;
    private final Rules rules;
    private final PlanningPrices prices;
    private final LocalDate today;
    private final QuoteLimits limits;
    private final Consumer<String> notes;

    OfferTerms(
            PriceBook book,
            Rules rules,
            PlanningPrices prices,
            LocalDate today,
            QuoteLimits limits,
            Consumer<String> notes) {
        this.book = book;
        this.rules = rules;
        this.prices = prices;
        this.today = today;
        this.limits = limits;
        this.notes = notes;
    }

    /** What a model costs now: by a valid quote where there is one, else by the list. */
    record Terms(String id, Money oneTime, Money monthly, Delivery delivery, String source) {}

    /** Returns what a scenario supposes that a model costs; empty where it can't be ordered then. */
    Optional<Terms> supposed(ServerOffer offer, Price supposed) {
        var monthly = Optional.ofNullable(supposed.monthly())
                .map(prices::inCurrency)
                .or(() -> prices.converted(offer.monthly()));
        var oneTime = Optional.ofNullable(supposed.oneTime())
                .map(prices::inCurrency)
                .or(() -> offer.setupFee() == null
                        ? Optional.of(Money.zero(prices.currency()))
                        : prices.converted(offer.setupFee()));
        boolean orderable = Optional.ofNullable(supposed.orderable()).orElse(true);
        return monthly.isEmpty() || oneTime.isEmpty() || !orderable
                ? Optional.empty()
                : Optional.of(new Terms(offer.id(), oneTime.get(), monthly.get(), delivery(offer), Supply.SUPPOSED));
    }

    /** Returns what can be had of a model: on a quote, and at the list price where there is none or it is not enough. */
    List<Terms> of(ServerOffer offer) {
        var onQuote = book.validQuote(offer.id(), today)
                .filter(valid -> !limits.refused().contains(valid.reference()))
                .flatMap(valid -> quoted(offer, valid));
        boolean enough = onQuote.isPresent()
                && book.validQuote(offer.id(), today)
                        .filter(valid -> limits.capped().contains(valid.reference()))
                        .isEmpty();
        return Stream.concat(onQuote.stream(), enough ? Stream.empty() : listed(offer).stream())
                .toList();
    }

    private Optional<Terms> quoted(ServerOffer offer, Quote quote) {
        var zero = Money.zero(prices.currency());
        var fee = quote.setupFee() == null ? Optional.of(zero) : pinned(quote.setupFee(), quote);
        var price = quote.price() == null ? Optional.of(zero) : pinned(quote.price(), quote);
        var rent = quote.monthly() == null ? Optional.of(zero) : pinned(quote.monthly(), quote);
        if (fee.isPresent() && price.isPresent() && rent.isPresent()) {
            notes.accept("Quote " + quote.reference() + " for " + quote.serverId() + " is valid until "
                    + quote.validUntil() + ", for " + quote.quantity() + " at most.");
            var promised = quote.leadTimeDays();
            return Optional.of(new Terms(
                    quote.name(),
                    price.get().plus(fee.get()),
                    quote.monthly() == null ? running(price.get()) : rent.get(),
                    promised == null
                            ? delivery(offer)
                            : Delivery.around(promised, "as quote " + quote.reference() + " promises"),
                    "quote " + quote.reference() + " of " + quote.given() + ", valid until " + quote.validUntil() + ": "
                            + quote.source()));
        }
        return Optional.empty();
    }

    /** Returns the list price; empty where it is unknown, or in a currency without a rate. */
    private Optional<Terms> listed(ServerOffer offer) {
        var zero = Money.zero(prices.currency());
        var fee = offer.setupFee() == null ? Optional.of(zero) : prices.converted(offer.setupFee());
        var price = offer.price() == null ? Optional.of(zero) : prices.converted(offer.price());
        var rent = offer.price() == null ? prices.converted(offer.monthly()) : price.map(this::running);
        return fee.isEmpty() || price.isEmpty() || rent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Terms(offer.id(), price.get().plus(fee.get()), rent.get(), delivery(offer), source(offer)));
    }

    /** What a bought server takes to run in a month. */
    private Money running(Money price) {
        return new Money(
                        new BoughtServers("", 1, 0, null, price.amount())
                                .running(OwnCostFigures.of(book, prices.currency(), today)),
                        prices.currency())
                .rounded();
    }

    /** A quote keeps the rate that it was pinned with. */
    private Optional<Money> pinned(Money money, Quote quote) {
        var pinned = quote.rate();
        return pinned != null && pinned.to().equals(prices.currency())
                ? Optional.of(pinned.convert(money).rounded())
                : prices.converted(money);
    }

    private Delivery delivery(ServerOffer offer) {
        return rules.deliveries().ofServers(LeadTimes.vendor(offer.id()));
    }

    static String source(ServerOffer offer) {
        return offer.source() + ", " + offer.asOf() + " (confidence: " + offer.confidence() + ")";
    }
}
