package dev.headroom.web;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which currency a page of costs is shown, and in which it could be.
 *
 * @param known those with a dated rate, the planning currency first
 */
record CurrencySwitch(Currency shown, List<Currency> known, String path) {

    static CurrencySwitch of(List<Currency> known, @Nullable String wanted, String path) {
        var shown = known.stream()
                .filter(currency -> currency.getCurrencyCode().equals(wanted))
                .findFirst()
                .orElse(known.getFirst());
        return new CurrencySwitch(shown, known, path);
    }

    public boolean isOffered() {
        return known.size() > 1;
    }

    public boolean isConverted() {
        return !shown.equals(known.getFirst());
    }
}
