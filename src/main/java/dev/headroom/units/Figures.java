package dev.headroom.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts in the words of a reader, the same on each page and in each mail. */
public final class Figures {

    private static final double GIB = 1L << 30;
    private static final double GBIT = 1e9;
    private static final int MOST_DECIMALS = 6;
    private static final char NO_BREAK_SPACE = '\u00a0';

    private Figures() {}

    /** Returns an amount with its unit, such as {@code 151 cores}, {@code 384 GiB} (2^30 bytes) or {@code 7.90 Gbit/s} (10^9). */
    public static String quantity(double amount, Unit unit) {
        return number(amount, unit) + NO_BREAK_SPACE + name(unit);
    }

    /** Two amounts and what the first is more, as they are shown: they add up. */
    public record Difference(String amount, String less, String left) {}

    /** Returns two amounts with their unit and so many decimals that their difference has two digits at the least. */
    public static Difference difference(double amount, double less, Unit unit) {
        double size = Math.abs(scaled(amount - less, unit));
        int decimals = size == 0 ? 0 : Math.clamp(1 - (int) Math.floor(Math.log10(size)), 0, MOST_DECIMALS);
        var from = BigDecimal.valueOf(scaled(amount, unit)).setScale(decimals, RoundingMode.HALF_UP);
        var what = BigDecimal.valueOf(scaled(less, unit)).setScale(decimals, RoundingMode.HALF_UP);
        return new Difference(exact(from, unit), exact(what, unit), exact(from.subtract(what), unit));
    }

    private static String exact(BigDecimal amount, Unit unit) {
        var pattern = amount.scale() == 0 ? "#,##0" : "#,##0." + "0".repeat(amount.scale());
        return decimalFormat(pattern).format(amount) + NO_BREAK_SPACE + name(unit);
    }

    /** Returns {@code 151 of 288 cores}. */
    public static String share(double used, double capacity, Unit unit) {
        return number(used, unit) + " of " + quantity(capacity, unit);
    }

    /** Returns the amount without its unit, in the scale of {@link #name(Unit)}. */
    public static String number(double amount, Unit unit) {
        return significant(scaled(amount, unit));
    }

    /** Returns the amount in the scale of {@link #name(Unit)}: bytes in GiB, bits a second in Gbit/s. */
    public static double scaled(double amount, Unit unit) {
        return switch (unit) {
            case CORES, PODS -> amount;
            case BYTES -> amount / GIB;
            case BITS_PER_SECOND -> amount / GBIT;
        };
    }

    /** Returns what a scaled amount is counted in. */
    public static String name(Unit unit) {
        return switch (unit) {
            case CORES -> "cores";
            case BYTES -> "GiB";
            case BITS_PER_SECOND -> "Gbit/s";
            case PODS -> "pods";
        };
    }

    /** Returns a share in whole percent, half up: {@code 66 %}. */
    public static String percent(double fraction) {
        return format("#,##0", fraction * 100) + NO_BREAK_SPACE + "%";
    }

    /** Returns a share in percent with one decimal: {@code 99.4 %}. */
    public static String finePercent(double fraction) {
        return format("#,##0.0", fraction * 100) + NO_BREAK_SPACE + "%";
    }

    /** Returns an amount to the currency's minor unit: {@code €1,272.00}. */
    public static String money(Money money) {
        int decimals = Math.max(0, money.currency().getDefaultFractionDigits());
        return withSymbol(money, "#,##0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)));
    }

    /** Returns an amount to the whole unit, for headlines: {@code €48,912}. */
    public static String wholeMoney(Money money) {
        return withSymbol(money, "#,##0");
    }

    private static String withSymbol(Money money, String pattern) {
        var symbol = money.currency().getSymbol(Locale.US);
        var separator = Character.isLetter(symbol.charAt(symbol.length() - 1)) ? "" + NO_BREAK_SPACE : "";
        var magnitude = decimalFormat(pattern).format(money.amount().abs());
        boolean negative = money.amount().signum() < 0 && magnitude.chars().anyMatch(c -> c >= '1' && c <= '9');
        return (negative ? "−" : "") + symbol + separator + magnitude;
    }

    /** Three significant digits below a thousand, whole numbers above. */
    private static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        return format(size >= 99.95 ? "#,##0" : size >= 9.995 ? "#,##0.0" : "#,##0.00", value);
    }

    private static String format(String pattern, double value) {
        return decimalFormat(pattern).format(BigDecimal.valueOf(value));
    }

    private static DecimalFormat decimalFormat(String pattern) {
        var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
