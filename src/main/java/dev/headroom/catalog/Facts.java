package dev.headroom.catalog;

import dev.headroom.cost.ExchangeRate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the figures beside the prices say of currencies and deliveries. */
final class Facts {

    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final Pattern RATE = Pattern.compile("fx\\.([a-z]{3})_([a-z]{3})");
    private static final String LEAD_TIME = "leadtime.";

    private Facts() {}

    /** Returns every dated rate of two currencies, as it stands in the book. */
    static List<ExchangeRate> rates(List<Fact> facts) {
        return facts.stream().flatMap(fact -> rate(fact).stream()).toList();
    }

    /** Returns the newest rate, either way round, that was known on the day. */
    static Optional<ExchangeRate> rate(List<ExchangeRate> rates, Currency from, Currency to, LocalDate day) {
        if (from.equals(to)) {
            return Optional.of(ExchangeRate.none(from, day));
        }
        return rates.stream()
                .filter(rate -> !rate.day().isAfter(day))
                .flatMap(rate -> {
                    if (rate.from().equals(from) && rate.to().equals(to)) {
                        return Stream.of(rate);
                    }
                    return rate.from().equals(to) && rate.to().equals(from)
                            ? Stream.of(rate.inverse())
                            : Stream.empty();
                })
                .max(Comparator.comparing(ExchangeRate::day));
    }

    private static Optional<ExchangeRate> rate(Fact fact) {
        var pair = RATE.matcher(fact.key());
        var day = fact.asOf().earliest();
        if (!pair.matches() || day == null) {
            return Optional.empty();
        }
        return Optional.of(new ExchangeRate(
                Currency.getInstance(pair.group(1).toUpperCase(Locale.ROOT)),
                Currency.getInstance(pair.group(2).toUpperCase(Locale.ROOT)),
                PriceTable.plain(fact.value()),
                day,
                fact.source()));
    }

    static List<LeadTime> leadTimes(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.key().startsWith(LEAD_TIME) && fact.unit().equals("weeks"))
                .flatMap(fact -> {
                    var range = RANGE.matcher(fact.value());
                    return range.matches()
                            ? Stream.of(new LeadTime(
                                    fact.key().substring(LEAD_TIME.length()),
                                    Integer.parseInt(range.group(1)),
                                    Integer.parseInt(range.group(2)),
                                    fact))
                            : Stream.empty();
                })
                .toList();
    }

    /** Returns the rates that can't be: a day, two currencies and a number above 0 are needed. */
    static List<Objection> objections(List<PriceBook.Lined<Fact>> facts) {
        var objections = new ArrayList<Objection>();
        for (var lined : facts) {
            var fact = lined.row();
            if (!fact.key().startsWith("fx.")) {
                continue;
            }
            var pair = RATE.matcher(fact.key());
            if (!pair.matches() || !isCurrency(pair.group(1)) || !isCurrency(pair.group(2))) {
                objections.add(objection(lined, "key", fact.key(), "must name two currencies, such as fx.eur_usd"));
            } else if (!isPositive(fact.value())) {
                objections.add(objection(lined, "value", fact.value(), "must be a rate above 0"));
            } else if (fact.asOf().earliest() == null) {
                objections.add(objection(lined, "as_of", fact.asOf().text(), "must name the rate's day"));
            }
        }
        return objections;
    }

    private static Objection objection(PriceBook.Lined<Fact> fact, String column, String value, String reason) {
        return new Objection(Fact.FILE, fact.line(), column, value, reason);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code.toUpperCase(Locale.ROOT)));
    }

    private static boolean isPositive(String number) {
        try {
            return PriceTable.plain(number).signum() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
