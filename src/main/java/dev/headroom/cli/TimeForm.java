package dev.headroom.cli;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** How a series writes its times, so that the forecast can write them the same way. */
record TimeForm(
        boolean isDate,
        boolean seconds,
        int fractionDigits,
        @Nullable ZoneOffset offset) {

    private static final TimeForm DATE = new TimeForm(true, false, 0, null);

    /** Returns the form of a sample. A sample that is no time gives a form that can't parse it either. */
    static TimeForm of(String sample, boolean daily) {
        if (daily || sample.length() == 10) {
            return DATE;
        }
        ZoneOffset offset = null;
        int clock = sample.indexOf('T') + 1;
        int end = sample.length();
        for (int i = clock; i < sample.length(); i++) {
            char c = sample.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                end = i;
                break;
            }
        }
        if (end < sample.length()) {
            try {
                offset = ZoneOffset.of(sample.substring(end));
            } catch (java.time.DateTimeException e) {
                offset = ZoneOffset.UTC;
            }
        }
        int point = sample.indexOf('.', clock);
        return new TimeForm(false, end - clock >= 8, point < 0 ? 0 : Math.min(9, Math.max(0, end - point - 1)), offset);
    }

    /**
     * Returns the time in this form's own offset.
     *
     * @throws java.time.DateTimeException if the text is no time
     */
    LocalDateTime parse(String text) {
        if (isDate) {
            return LocalDate.parse(text).atStartOfDay();
        }
        return offset == null
                ? LocalDateTime.parse(text)
                : OffsetDateTime.parse(text).withOffsetSameInstant(offset).toLocalDateTime();
    }

    String format(LocalDateTime time) {
        if (isDate) {
            return time.toLocalDate().toString();
        }
        return offset == null ? formatter().format(time) : formatter().format(time.atOffset(offset));
    }

    private DateTimeFormatter formatter() {
        var builder =
                new DateTimeFormatterBuilder().appendPattern(seconds ? "uuuu-MM-dd'T'HH:mm:ss" : "uuuu-MM-dd'T'HH:mm");
        if (fractionDigits > 0) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, fractionDigits, fractionDigits, true);
        }
        return (offset == null ? builder : builder.appendOffsetId()).toFormatter(java.util.Locale.ROOT);
    }
}
