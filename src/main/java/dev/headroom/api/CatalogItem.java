package dev.headroom.api;

import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a row's cells into an item's fields and back. */
final class CatalogItem {

    private CatalogItem() {}

    /** A server's offer. {@code id}, {@code orderable}, {@code allowed} and {@code stale} are told and not read. */
    record Server(
            @Nullable String vendor,
            @Nullable String model,

            @Schema(description = "rent-monthly, rent-hourly or purchase") @Nullable
            String acquisition,

            @Nullable String region,
            @Nullable String cpu,
            @Nullable BigDecimal cores,
            @Nullable BigDecimal threads,
            @Nullable BigDecimal ramGb,
            @Nullable String storage,
            @Nullable BigDecimal publicNicGbps,
            @Nullable BigDecimal privateNicGbps,
            @Nullable Amount priceMonthly,
            @Nullable Amount priceCapex,
            @Nullable Amount setupFee,
            @Nullable String vat,
            @Nullable String includedTrafficTb,
            @Nullable String overagePerTb,
            @Nullable String lifecycle,
            @Nullable String source,
            @Nullable String asOf,
            @Nullable String confidence,
            @Nullable String notes,
            @Nullable String id,
            @Nullable Boolean orderable,
            @Nullable Boolean allowed,
            @Nullable Boolean stale) {

        static Server of(BookRow row, String id, boolean orderable, boolean allowed, boolean stale) {
            return new Server(
                    text(row, "vendor"),
                    text(row, "model"),
                    text(row, "acquisition"),
                    text(row, "region"),
                    text(row, "cpu"),
                    number(row, "cores"),
                    number(row, "threads"),
                    number(row, "ram_gb"),
                    text(row, "storage"),
                    number(row, "public_nic_gbps"),
                    number(row, "private_nic_gbps"),
                    amount(row, "price_monthly"),
                    amount(row, "price_capex"),
                    amount(row, "setup_fee"),
                    text(row, "vat"),
                    text(row, "included_traffic_tb"),
                    text(row, "overage_per_tb"),
                    text(row, "lifecycle"),
                    text(row, "source"),
                    text(row, "as_of"),
                    text(row, "confidence"),
                    text(row, "notes"),
                    id,
                    orderable,
                    allowed,
                    stale);
        }

        BookRow row() {
            var cells = new Cells();
            cells.put("vendor", vendor);
            cells.put("model", model);
            cells.put("acquisition", acquisition);
            cells.put("region", region);
            cells.put("cpu", cpu);
            cells.put("cores", cores);
            cells.put("threads", threads);
            cells.put("ram_gb", ramGb);
            cells.put("storage", storage);
            cells.put("public_nic_gbps", publicNicGbps);
            cells.put("private_nic_gbps", privateNicGbps);
            cells.put("price_monthly", priceMonthly);
            cells.put("price_capex", priceCapex);
            cells.put("setup_fee", setupFee);
            cells.put("vat", vat);
            cells.put("included_traffic_tb", includedTrafficTb);
            cells.put("overage_per_tb", overagePerTb);
            cells.put("lifecycle", lifecycle);
            cells.put("source", source);
            cells.put("as_of", asOf);
            cells.put("confidence", confidence);
            cells.put("notes", notes);
            return cells.row(BookTable.BARE_METAL_SERVERS);
        }
    }

    /** A cloud's price of one kind; fields of other kinds are null. {@code stale} is told and not read. */
    record Cloud(
            @Schema(description = "instance, egress, fee or discount") @Nullable
            String kind,

            @Nullable String provider,
            @Nullable String region,
            @Nullable String instanceType,
            @Nullable String arch,
            @Nullable BigDecimal vcpu,
            @Nullable BigDecimal physicalCores,
            @Nullable BigDecimal ramGib,
            @Nullable String networkGbps,
            @Nullable String networkBasis,
            @Nullable Amount onDemandHourly,
            @Nullable Amount onDemandMonthly730h,
            @Nullable Amount commit1yMonthly,
            @Nullable Amount commit3yMonthly,
            @Nullable String commitSource,
            @Nullable String commitAsOf,
            @Nullable String route,
            @Nullable BigDecimal tierFromGb,
            @Nullable BigDecimal tierToGb,
            @Nullable Amount pricePerGb,
            @Nullable String category,
            @Nullable String item,
            @Nullable Amount price,
            @Nullable String unit,
            @Nullable String family,
            @Nullable String term,
            @Nullable String discountKind,
            @Nullable BigDecimal discountPct,
            @Nullable String source,
            @Nullable String asOf,
            @Nullable String confidence,
            @Nullable String notes,
            @Nullable Boolean stale) {

        static Cloud of(BookRow row, boolean stale) {
            boolean discount = row.table() == BookTable.COMMITMENT_DISCOUNTS;
            return new Cloud(
                    kind(row.table()),
                    text(row, "provider"),
                    text(row, "region"),
                    text(row, "instance_type"),
                    text(row, "arch"),
                    number(row, "vcpu"),
                    number(row, "physical_cores"),
                    number(row, "ram_gib"),
                    text(row, "network_gbps"),
                    text(row, "network_basis"),
                    amount(row, "on_demand_hourly"),
                    amount(row, "on_demand_monthly_730h"),
                    amount(row, "commit_1y_monthly"),
                    amount(row, "commit_3y_monthly"),
                    text(row, "commit_source"),
                    text(row, "commit_as_of"),
                    text(row, "route"),
                    number(row, "tier_from_gb"),
                    number(row, "tier_to_gb"),
                    amount(row, "price_per_gb"),
                    text(row, "category"),
                    text(row, "item"),
                    amount(row, "price"),
                    text(row, "unit"),
                    text(row, "family"),
                    text(row, "term"),
                    discount ? text(row, "kind") : null,
                    number(row, "discount_pct_vs_on_demand"),
                    text(row, "source"),
                    text(row, "as_of"),
                    text(row, "confidence"),
                    text(row, "notes"),
                    stale);
        }

        @Nullable
        BookTable table() {
            return switch (kind == null ? "" : kind) {
                case "instance" -> BookTable.CLOUD_INSTANCES;
                case "egress" -> BookTable.CLOUD_EGRESS;
                case "fee" -> BookTable.CLOUD_FEES;
                case "discount" -> BookTable.COMMITMENT_DISCOUNTS;
                default -> null;
            };
        }

        BookRow row(BookTable table) {
            var cells = new Cells();
            cells.put("provider", provider);
            cells.put("region", region);
            cells.put("instance_type", instanceType);
            cells.put("arch", arch);
            cells.put("vcpu", vcpu);
            cells.put("physical_cores", physicalCores);
            cells.put("ram_gib", ramGib);
            cells.put("network_gbps", networkGbps);
            cells.put("network_basis", networkBasis);
            cells.put("on_demand_hourly", onDemandHourly);
            cells.put("on_demand_monthly_730h", onDemandMonthly730h);
            cells.put("commit_1y_monthly", commit1yMonthly);
            cells.put("commit_3y_monthly", commit3yMonthly);
            cells.put("commit_source", commitSource);
            cells.put("commit_as_of", commitAsOf);
            cells.put("route", route);
            cells.put("tier_from_gb", tierFromGb);
            cells.put("tier_to_gb", tierToGb);
            cells.put("price_per_gb", pricePerGb);
            cells.put("category", category);
            cells.put("item", item);
            cells.put("price", price);
            cells.put("unit", unit);
            cells.put("family", family);
            cells.put("term", term);
            cells.put("kind", discountKind);
            cells.put("discount_pct_vs_on_demand", discountPct);
            cells.put("source", source);
            cells.put("as_of", asOf);
            cells.put("confidence", confidence);
            cells.put("notes", notes);
            return cells.row(table);
        }

        private static String kind(BookTable table) {
            return switch (table) {
                case CLOUD_INSTANCES -> "instance";
                case CLOUD_EGRESS -> "egress";
                case CLOUD_FEES -> "fee";
                default -> "discount";
            };
        }
    }

    /** Returns the field's name of a column: {@code price_per_gb} is {@code pricePerGb}. */
    static String field(String column) {
        if (column.equals("on_demand_monthly_730h")) {
            return "onDemandMonthly730h";
        }
        if (column.equals("discount_pct_vs_on_demand")) {
            return "discountPct";
        }
        var name = new StringBuilder();
        boolean upper = false;
        for (char c : column.toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    private static @Nullable String text(BookRow row, String column) {
        var text = row.cell(column);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable BigDecimal number(BookRow row, String column) {
        var text = row.cell(column);
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    /** Prices of a unit keep all of their decimals. */
    private static @Nullable Amount amount(BookRow row, String column) {
        var text = row.cell(column);
        return text.isEmpty() ? null : new Amount(new BigDecimal(text).toPlainString(), row.cell("currency"));
    }

    /** Cells on their way into a row; money brings the row's currency along. */
    private static final class Cells {
        private final Map<String, String> cells = new LinkedHashMap<>();

        void put(String column, @Nullable Object value) {
            switch (value) {
                case null -> {}
                case Amount amount -> {
                    cells.put(column, amount.amount());
                    var other = cells.put("currency", amount.currency());
                    if (other != null && !other.equals(amount.currency())) {
                        throw ApiProblem.invalid(
                                field(column) + ".currency", amount.currency(), "must be one within an item: " + other);
                    }
                }
                case BigDecimal number -> cells.put(column, number.toPlainString());
                case Object text -> cells.put(column, text.toString());
            }
        }

        BookRow row(BookTable table) {
            return new BookRow(table, cells);
        }
    }
}
