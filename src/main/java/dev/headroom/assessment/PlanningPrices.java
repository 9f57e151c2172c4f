package dev.headroom.assessment;

import dev.headroom.catalog.PriceBook;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices in the currency that is planned in.
 *
 * @param day whose exchange rates hold
 */
record PlanningPrices(PriceBook book, Currency currency, LocalDate day) {

    /** Returns the amount, rounded; empty where it is unknown or its currency has no rate. */
    Optional<Money> converted(@Nullable Money money) {
        return money == null
                ? Optional.empty()
                : book.exchangeRate(money.currency(), currency, day)
                        .map(rate -> rate.convert(money).rounded());
    }

    Money inCurrency(BigDecimal amount) {
        return new Money(amount, currency);
    }
}
