package dev.headroom.web;

import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which currency a page of costs is shown, and in which it could be.
 *
 * @param known those with a dated rate, the planning currency first
 */
record CurrencySwitch(Currency shown, List<Currency> known, String path) {

    static CurrencySwitch of(List<Currency> known, @Nullable String wanted, String path) {
        if (wanted == null) {
            return new CurrencySwitch(known.getFirst(), known, path);
        }
        return known.stream()
                .filter(currency -> currency.getCurrencyCode().equals(wanted))
                .findFirst()
                .map(shown -> new CurrencySwitch(shown, known, path))
                .orElseThrow(() -> new BadParameter(
                        "currency",
                        wanted,
                        "must be one with a dated rate: "
                                + known.stream().map(Currency::getCurrencyCode).collect(Collectors.joining(", "))));
    }

    public boolean isOffered() {
        return known.size() > 1;
    }

    public boolean isConverted() {
        return !shown.equals(known.getFirst());
    }
}
