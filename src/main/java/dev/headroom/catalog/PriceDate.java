package dev.headroom.catalog;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a price was true, as exactly as its source says: {@code 2026-10-04}, {@code 2026-09}, {@code 2026-H1 approx},
 * {@code 2024 approx}, {@code undated}.
 *
 * @param text     as the source says it
 * @param earliest the first day that the text can mean, of several dates the earliest; null where it names none
 */
public record PriceDate(String text, @Nullable LocalDate earliest) {

    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(20\\d{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\\d|3[01]))?|-H([12]))?(?!\\d)");

    /**
     * Reads a date out of a source's words.
     *
     * @throws java.time.DateTimeException if they name a day that doesn't exist
     */
    public static PriceDate of(String text) {
        LocalDate earliest = null;
        var matcher = DATE.matcher(text);
        while (matcher.find()) {
            int month = matcher.group(2) != null
                    ? Integer.parseInt(matcher.group(2))
                    : "2".equals(matcher.group(4)) ? 7 : 1;
            int day = matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : 1;
            var date = LocalDate.of(Integer.parseInt(matcher.group(1)), month, day);
            if (earliest == null || date.isBefore(earliest)) {
                earliest = date;
            }
        }
        return new PriceDate(text, earliest);
    }

    /** Returns whether the price is older than that many days; one without a date is. */
    public boolean isStale(LocalDate today, int days) {
        return earliest == null || ChronoUnit.DAYS.between(earliest, today) > days;
    }

    @Override
    public String toString() {
        return text;
    }
}
