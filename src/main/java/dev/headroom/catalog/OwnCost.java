package dev.headroom.catalog;

import dev.headroom.cost.Assumption;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure that owning is reckoned with.
 *
 * @param value    null counts nothing
 * @param currency of a value that is money; null for months, kilowatts and shares
 */
public record OwnCost(
        Assumption.Kind kind,
        @Nullable BigDecimal value,
        @Nullable Currency currency,
        String source,
        PriceDate asOf,
        String notes) {

    static final List<String> COLUMNS =
            List.of("key", "value", "unit", "currency", "source", "as_of", "confidence", "notes");

    static OwnCost of(PriceTable.Row row) {
        var kind = kind(row);
        var value = row.number("value");
        var currency = row.text("currency").isEmpty() ? null : row.currency("currency");
        if (kind.isMoney() != (currency != null)) {
            throw row.bad(
                    "currency",
                    kind.isMoney() ? "must not be empty: this is money" : "must be empty: this is no money");
        }
        row.required("confidence");
        if (value != null) {
            try {
                new Assumption(kind, value, row.text("source"), row.text("as_of"));
            } catch (IllegalArgumentException e) {
                throw row.bad("value", "is not possible: " + e.getMessage());
            }
        }
        return new OwnCost(kind, value, currency, row.required("source"), row.date("as_of"), row.text("notes"));
    }

    private static Assumption.Kind kind(PriceTable.Row row) {
        try {
            return Assumption.Kind.valueOf(
                    row.required("key").toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw row.bad("key", "is none of the own costs that are reckoned with");
        }
    }
}
