package dev.headroom.catalog;

import java.math.BigDecimal;
import java.util.List;

/** A row of {@code commitment_discounts.csv}: what a provider takes off a family's price. */
record DiscountRow(String provider, String family, String term, BigDecimal percent, PriceDate asOf) {

    static final List<String> COLUMNS = List.of(
            "provider",
            "family",
            "region",
            "term",
            "kind",
            "discount_pct_vs_on_demand",
            "source",
            "as_of",
            "confidence");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static DiscountRow of(PriceTable.Row row) {
        row.required("region");
        row.required("kind");
        row.required("source");
        row.required("confidence");
        var percent = row.requiredPrice("discount_pct_vs_on_demand");
        if (percent.compareTo(HUNDRED) >= 0) {
            throw row.bad("discount_pct_vs_on_demand", "must be less than 100");
        }
        return new DiscountRow(
                row.required("provider"), row.required("family"), row.required("term"), percent, row.date("as_of"));
    }
}
