package dev.headroom.cli;

import java.math.BigDecimal;

/** Decimal numbers as CSV files hold them. */
final class Numbers {

    private Numbers() {}

    /** Returns a finite number, or NaN where the text is none: no NaN, no infinity, no hexadecimal. */
    static double parse(String text) {
        String trimmed = text.strip();
        for (int i = 0; i < trimmed.length(); i++) {
            if ("0123456789+-.eE".indexOf(trimmed.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(trimmed);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the shortest plain decimal that reads back as the same number. */
    static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        return text.indexOf('E') < 0
                ? text
                : new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
}
