package dev.headroom.procurement;

import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Checks of what people type. */
final class Texts {

    private static final BigDecimal MOST = new BigDecimal("999999999999.99");
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2200;

    private Texts() {}

    static String required(String field, String text, int longest) {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > longest || !isPrintable(stripped)) {
            throw RefusedPurchase.invalid(field, text, "must have 1 to " + longest + " printable characters");
        }
        return stripped;
    }

    static @Nullable String optional(String field, @Nullable String text, int longest) {
        return text == null || text.isBlank() ? null : required(field, text, longest);
    }

    static void amount(String field, Money money) {
        if (money.amount().signum() < 0 || money.rounded().amount().compareTo(MOST) > 0) {
            throw RefusedPurchase.invalid(field, money.amount().toPlainString(), "must be 0 to " + MOST);
        }
        if (money.amount().stripTrailingZeros().scale()
                        > Math.max(0, money.currency().getDefaultFractionDigits())
                || money.amount().stripTrailingZeros().scale() > 2) {
            throw RefusedPurchase.invalid(field, money.amount().toPlainString(), "has too many decimals");
        }
    }

    static void day(String field, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw RefusedPurchase.invalid(field, day, "must be a day of the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
    }

    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE
                        || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }
}
