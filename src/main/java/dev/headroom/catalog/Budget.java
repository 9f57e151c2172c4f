package dev.headroom.catalog;

import dev.headroom.units.Money;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What may be paid in a quarter, purchases and rents together.
 *
 * @param quarter as {@code 2027-Q1}
 * @param first   its first month
 */
public record Budget(String quarter, YearMonth first, Money amount, String source) {

    static final List<String> COLUMNS = List.of("quarter", "amount", "currency", "source", "as_of", "notes");

    private static final Pattern QUARTER = Pattern.compile("(20\\d{2})-Q([1-4])");
    private static final int MONTHS = 3;

    static Budget of(PriceTable.Row row) {
        var quarter = QUARTER.matcher(row.required("quarter"));
        if (!quarter.matches()) {
            throw row.bad("quarter", "must be a quarter such as 2027-Q1");
        }
        row.date("as_of");
        return new Budget(
                quarter.group(),
                YearMonth.of(Integer.parseInt(quarter.group(1)), (Integer.parseInt(quarter.group(2)) - 1) * MONTHS + 1),
                new Money(row.requiredPrice("amount"), row.currency("currency")),
                row.required("source"));
    }

    /** Returns the quarter that a month belongs to. */
    public static String quarterOf(YearMonth month) {
        return month.getYear() + "-Q" + ((month.getMonthValue() - 1) / MONTHS + 1);
    }
}
