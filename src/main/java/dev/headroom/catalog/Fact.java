package dev.headroom.catalog;

import java.util.List;

/**
 * A figure beside the prices that a cost rests on: an exchange rate, a lead time, what colocation costs.
 *
 * @param value a number, a range such as {@code 8-12}, or a formula
 */
public record Fact(
        String key, String value, String unit, String source, PriceDate asOf, String confidence, String notes) {

    static final String FILE = "tco_assumptions.csv";
    static final List<String> COLUMNS =
            List.of("key", "value", "unit", "currency", "source", "as_of", "confidence", "notes");

    static Fact of(PriceTable.Row row) {
        return new Fact(
                row.required("key"),
                row.required("value"),
                row.required("unit"),
                row.required("source"),
                row.date("as_of"),
                row.required("confidence"),
                row.text("notes"));
    }
}
