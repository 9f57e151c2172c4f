package dev.headroom.cost;

import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Currency;

/**
 * What one unit of a currency was worth in another on a day.
 *
 * @param from the currency that is converted
 * @param rate units of {@code to} for one of {@code from}
 */
public record ExchangeRate(Currency from, Currency to, BigDecimal rate, LocalDate day, String source) {

    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("rate must be more than 0: " + rate);
        }
    }

    /** Returns the rate that leaves an amount of the currency as it is. */
    public static ExchangeRate none(Currency currency, LocalDate day) {
        return new ExchangeRate(currency, currency, BigDecimal.ONE, day, "same currency");
    }

    /** Returns the way back, to 34 digits. */
    public ExchangeRate inverse() {
        return new ExchangeRate(to, from, BigDecimal.ONE.divide(rate, MathContext.DECIMAL128), day, source);
    }

    public boolean changesNothing() {
        return from.equals(to);
    }

    /**
     * Converts, without rounding.
     *
     * @throws IllegalArgumentException if the money is in another currency
     */
    public Money convert(Money money) {
        if (!money.currency().equals(from)) {
            throw new IllegalArgumentException("this rate converts " + from + ", not " + money.currency());
        }
        return changesNothing() ? money : new Money(money.amount().multiply(rate), to);
    }

    /** Says it as a reader checks it, such as {@code 1 EUR = 1.1133 USD on 2026-10-28 (ECB)}. */
    @Override
    public String toString() {
        return "1 " + from + " = " + rate.round(new MathContext(6)).toPlainString() + " " + to + " on " + day + " ("
                + source + ")";
    }
}
