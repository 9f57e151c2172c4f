package dev.headroom.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code cloud_egress.csv}: one tier of a route's price. */
record EgressRow(
        long line,
        String provider,
        String region,
        String route,
        BigDecimal fromGb,
        @Nullable BigDecimal toGb,
        BigDecimal pricePerGb,
        Currency currency,
        String source,
        PriceDate asOf,
        String confidence,
        String notes) {

    static final String FILE = "cloud_egress.csv";
    static final List<String> COLUMNS = List.of(
            "provider",
            "region",
            "route",
            "tier_from_gb",
            "tier_to_gb",
            "price_per_gb",
            "currency",
            "source",
            "as_of",
            "confidence",
            "notes");

    static EgressRow of(PriceTable.Row row) {
        return new EgressRow(
                row.line(),
                row.required("provider"),
                row.required("region"),
                row.required("route"),
                row.requiredPrice("tier_from_gb"),
                row.positive("tier_to_gb"),
                row.requiredPrice("price_per_gb"),
                row.currency("currency"),
                row.text("source"),
                row.date("as_of"),
                row.required("confidence"),
                row.text("notes"));
    }
}
