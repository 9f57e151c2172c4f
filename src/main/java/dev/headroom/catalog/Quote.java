package dev.headroom.catalog;

import dev.headroom.cost.ExchangeRate;
import dev.headroom.units.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's offer in writing.
 *
 * @param reference    the vendor's number, or a name for it
 * @param serverId     {@link ServerOffer#id()} of the model
 * @param quantity     how many it is for, at most
 * @param monthly      the rent of one; null for a purchase
 * @param price        of one; null where rented
 * @param setupFee     of one; null where the quote names none
 * @param given        the day of the quote
 * @param validUntil   the last day on which it can be taken
 * @param leadTimeDays as promised; null where it promises nothing
 * @param rate         pinned when the quote was entered, so that a later rate doesn't change it; null in the shown currency
 */
public record Quote(
        String reference,
        String serverId,
        int quantity,
        @Nullable Money monthly,
        @Nullable Money price,
        @Nullable Money setupFee,
        LocalDate given,
        LocalDate validUntil,
        @Nullable Integer leadTimeDays,
        @Nullable ExchangeRate rate,
        String source) {

    private static final Pattern NAME = Pattern.compile("(.*) \\(quote (.+)\\)");

    static final List<String> COLUMNS = List.of(
            "reference",
            "vendor",
            "model",
            "quantity",
            "price_monthly",
            "price_capex",
            "setup_fee",
            "currency",
            "valid_until",
            "lead_time_days",
            "pinned_rate",
            "pinned_currency",
            "pinned_day",
            "source",
            "as_of",
            "confidence",
            "notes");

    static Quote of(PriceTable.Row row) {
        var currency = row.currency("currency");
        var monthly = row.positiveMoney("price_monthly", currency);
        var price = row.positiveMoney("price_capex", currency);
        if (monthly == null == (price == null)) {
            throw row.bad("price_monthly", "must be given, or else price_capex, but not both");
        }
        var given = row.day("as_of");
        var validUntil = row.day("valid_until");
        if (validUntil.isBefore(given)) {
            throw row.bad("valid_until", "is before the quote, " + given);
        }
        row.required("confidence");
        return new Quote(
                row.required("reference"),
                ServerOffer.idOf(row.required("vendor"), row.required("model")),
                row.count("quantity"),
                monthly,
                price,
                row.money("setup_fee", currency),
                given,
                validUntil,
                row.text("lead_time_days").isEmpty() ? null : row.count("lead_time_days"),
                rate(row, currency),
                row.required("source"));
    }

    private static @Nullable ExchangeRate rate(PriceTable.Row row, Currency from) {
        var rate = row.positive("pinned_rate");
        if (rate == null) {
            return null;
        }
        return new ExchangeRate(
                from, row.currency("pinned_currency"), rate, row.day("pinned_day"), "pinned to the quote");
    }

    /** Returns what a plan calls it. */
    public String name() {
        return name(serverId, reference);
    }

    /** Returns what a plan calls a quote for a model. */
    public static String name(String serverId, String reference) {
        return serverId + " (quote " + reference + ")";
    }

    /** Returns the model that a plan's name is about, which may name a quote for it. */
    public static String serverIdOf(String name) {
        var quoted = NAME.matcher(name);
        return quoted.matches() ? quoted.group(1) : name;
    }

    /** Returns the reference of the quote in a plan's name; empty where it names none. */
    public static Optional<String> referenceOf(String name) {
        var quoted = NAME.matcher(name);
        return quoted.matches() ? Optional.of(quoted.group(2)) : Optional.empty();
    }

    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(given) && !day.isAfter(validUntil);
    }
}
