package dev.headroom.catalog;

import dev.headroom.units.Money;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;

/** What was paid for the fleet in a month, as the books have it. */
public record ActualCost(YearMonth month, Money oneTime, Money recurring, String source) {

    static final List<String> COLUMNS =
            List.of("month", "one_time", "recurring", "currency", "source", "as_of", "notes");

    static ActualCost of(PriceTable.Row row) {
        var currency = row.currency("currency");
        row.date("as_of");
        return new ActualCost(
                month(row),
                new Money(row.requiredPrice("one_time"), currency),
                new Money(row.requiredPrice("recurring"), currency),
                row.required("source"));
    }

    private static YearMonth month(PriceTable.Row row) {
        try {
            return YearMonth.parse(row.required("month"));
        } catch (DateTimeException e) {
            throw row.bad("month", "must be a month such as 2026-11");
        }
    }
}
