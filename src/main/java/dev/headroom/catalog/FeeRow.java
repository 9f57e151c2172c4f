package dev.headroom.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** A row of {@code cloud_fees.csv}: a price of something beside the machines and the traffic. */
record FeeRow(
        long line,
        String provider,
        String category,
        String item,
        String region,
        BigDecimal price,
        String unit,
        Currency currency,
        String source,
        PriceDate asOf,
        String confidence,
        String notes) {

    static final String FILE = "cloud_fees.csv";
    static final List<String> COLUMNS = List.of(
            "provider",
            "category",
            "item",
            "region",
            "price",
            "unit",
            "currency",
            "source",
            "as_of",
            "confidence",
            "notes");

    static FeeRow of(PriceTable.Row row) {
        return new FeeRow(
                row.line(),
                row.required("provider"),
                row.required("category"),
                row.required("item"),
                row.required("region"),
                row.requiredPrice("price"),
                row.required("unit"),
                row.currency("currency"),
                row.text("source"),
                row.date("as_of"),
                row.required("confidence"),
                row.text("notes"));
    }
}
