package dev.headroom.cost;

import dev.headroom.units.Money;

/** A sum of money, or why there is none. An unknown price is never zero. */
public sealed interface Amount {

    record Known(Money money) implements Amount {}

    /** No answer, and why: a price that the book lacks. */
    record Unknown(String reason) implements Amount {}

    /** No answer, because nobody has measured what it would be for: totals leave it out, and say so. */
    record Unmeasured(String reason) implements Amount {}

    static Amount of(Money money) {
        return new Known(money);
    }

    static Amount unknown(String reason) {
        return new Unknown(reason);
    }

    static Amount unmeasured(String reason) {
        return new Unmeasured(reason);
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    /**
     * Returns the money.
     *
     * @throws IllegalStateException with the reason, if it is unknown
     */
    default Money money() {
        return switch (this) {
            case Known known -> known.money;
            case Unknown unknown -> throw new IllegalStateException(unknown.reason);
            case Unmeasured unmeasured -> throw new IllegalStateException(unmeasured.reason);
        };
    }

    /** Returns the sum; what is unknown stays so, and the first reason stands. */
    default Amount plus(Amount that) {
        if (!isKnown()) {
            return this;
        }
        return that.isKnown() ? of(money().plus(that.money())) : that;
    }

    /** Returns the amount as it is printed. */
    default Amount rounded() {
        return isKnown() ? of(money().rounded()) : this;
    }

    /** Returns the amount in the rate's other currency. */
    default Amount convert(ExchangeRate rate) {
        return isKnown() ? of(rate.convert(money())) : this;
    }
}
