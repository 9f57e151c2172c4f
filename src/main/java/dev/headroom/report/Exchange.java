package dev.headroom.report;

import dev.headroom.cost.ExchangeRate;
import dev.headroom.units.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Turns amounts into the reader's currency.
 *
 * @param wanted what the reader asked for
 * @param rate   {@code null} where none is known: amounts stay as they are
 */
record Exchange(Currency wanted, @Nullable ExchangeRate rate) {

    Money of(Money money) {
        return rate != null && rate.from().equals(money.currency()) ? rate.convert(money) : money;
    }

    /** Returns whether the reader wants a currency that there is no rate for. */
    boolean isMissing() {
        return rate == null;
    }

    boolean changesNothing() {
        return rate != null && rate.changesNothing();
    }
}
