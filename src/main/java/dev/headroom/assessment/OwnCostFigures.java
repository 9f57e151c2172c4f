package dev.headroom.assessment;

import dev.headroom.catalog.OwnCost;
import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Assumption;
import dev.headroom.cost.Assumption.Kind;
import dev.headroom.cost.Assumptions;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What owning costs beside the prices, as the price book has it. */
final class OwnCostFigures {

    private OwnCostFigures() {}

    /** Returns the figures in one currency, at the day's rates; what is left empty counts nothing and isn't there. */
    static Assumptions of(PriceBook book, Currency currency, LocalDate day) {
        var counted = new ArrayList<Assumption>();
        for (var cost : book.ownCosts()) {
            var value = cost.value();
            if (value != null) {
                counted.add(new Assumption(
                        cost.kind(),
                        converted(book, cost, value, currency, day),
                        cost.source(),
                        cost.asOf().text()));
            }
        }
        return Assumptions.of(counted);
    }

    private static BigDecimal converted(
            PriceBook book, OwnCost cost, BigDecimal value, Currency currency, LocalDate day) {
        var from = cost.currency();
        if (from == null) {
            return value;
        }
        return book.exchangeRate(from, currency, day)
                .map(rate -> rate.convert(new Money(value, from)).amount())
                .orElseThrow(() -> new IllegalStateException("no exchange rate from " + from + " to " + currency
                        + " for " + cost.kind().title()));
    }

    /** Returns every figure for a reader, those that count nothing too. */
    static List<CostAssessment.Assumption> inWords(PriceBook book) {
        return book.ownCosts().stream()
                .map(cost -> new CostAssessment.Assumption(
                        cost.kind().title(),
                        words(cost),
                        cost.source(),
                        cost.asOf().earliest()))
                .toList();
    }

    private static String words(OwnCost cost) {
        var value = cost.value();
        if (value == null) {
            return cost.kind() == Kind.PUE ? "1" : "nothing counted";
        }
        var currency = cost.currency();
        var amount = currency != null
                ? Figures.money(new Money(value, currency))
                : isShare(cost.kind()) ? Figures.finePercent(value.doubleValue()) : value.toPlainString();
        return (amount + " " + cost.kind().unit()).strip();
    }

    private static boolean isShare(Kind kind) {
        return switch (kind) {
            case SPARES, SUPPORT, SALVAGE, DISCOUNT_RATE -> true;
            default -> false;
        };
    }
}
