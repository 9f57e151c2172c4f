package dev.headroom.units;

import java.util.Currency;
import java.util.Optional;

/** Currencies by their codes. */
public final class Currencies {

    private Currencies() {}

    /**
     * Returns the currency of an ISO 4217 code in capitals; empty where there is none, or where the code stands for no
     * money that a price can be in, such as {@code XXX}, {@code XTS} or {@code XAU}.
     */
    public static Optional<Currency> named(String code) {
        try {
            return Optional.of(Currency.getInstance(code)).filter(currency -> currency.getDefaultFractionDigits() >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
