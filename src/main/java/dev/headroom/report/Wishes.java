package dev.headroom.report;

import dev.headroom.access.RefusedChange;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a recipient wants the report; see {@link Recipient}. */
public record Wishes(
        ReportRole role,
        Language language,
        @Nullable ZoneId zone,
        @Nullable Currency currency,
        DayOfWeek day,
        boolean pdf,
        boolean xlsx) {

    static final Wishes PLAIN = new Wishes(ReportRole.CTO, Language.EN, null, null, DayOfWeek.MONDAY, false, false);

    static Wishes of(Recipient recipient) {
        return new Wishes(
                recipient.role(),
                recipient.language(),
                recipient.zone(),
                recipient.currency(),
                recipient.day(),
                recipient.pdf(),
                recipient.xlsx());
    }

    /**
     * Reads them from a form or a request; what is empty or missing is as it is without a wish.
     *
     * @throws RefusedChange naming the field, what it holds and what is allowed
     */
    public static Wishes of(
            @Nullable String role,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String currency,
            @Nullable String day,
            boolean pdf,
            boolean xlsx) {
        return new Wishes(
                role == null || role.isBlank() ? PLAIN.role : role(role.strip()),
                language == null || language.isBlank() ? PLAIN.language : language(language.strip()),
                zone == null || zone.isBlank() ? null : zone(zone.strip()),
                currency == null || currency.isBlank() ? null : currency(currency.strip()),
                day == null || day.isBlank() ? PLAIN.day : day(day.strip()),
                pdf,
                xlsx);
    }

    private static ReportRole role(String text) {
        try {
            return ReportRole.of(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedChange("role", text, "The role must be cto, finance or sre.");
        }
    }

    private static Language language(String text) {
        try {
            return Language.of(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedChange("language", text, "The language must be en or fr.");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new RefusedChange("zone", text, "The zone must be a time zone such as Europe/Berlin.");
        }
    }

    private static Currency currency(String text) {
        try {
            return Currency.getInstance(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RefusedChange("currency", text, "The currency must be a currency code such as EUR.");
        }
    }

    private static DayOfWeek day(String text) {
        try {
            return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RefusedChange("day", text, "The day must be monday to sunday.");
        }
    }
}
