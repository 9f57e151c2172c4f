package dev.headroom.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code cloud_instances.csv}: a cloud's machine in one region and its prices, before any discount. */
record InstanceRow(
        long line,
        String provider,
        String type,
        String region,
        String architecture,
        int vcpus,
        int physicalCores,
        long memoryBytes,
        @Nullable BigDecimal hourly,
        @Nullable BigDecimal monthly,
        @Nullable BigDecimal oneYearMonthly,
        @Nullable BigDecimal threeYearMonthly,
        Currency currency,
        String source,
        PriceDate asOf,
        String commitmentSource,
        String commitmentAsOf,
        String confidence,
        String notes) {

    static final String FILE = "cloud_instances.csv";
    static final List<String> COLUMNS = List.of(
            "provider",
            "instance_type",
            "region",
            "arch",
            "vcpu",
            "physical_cores",
            "ram_gib",
            "network_gbps",
            "network_basis",
            "on_demand_hourly",
            "on_demand_monthly_730h",
            "commit_1y_monthly",
            "commit_3y_monthly",
            "currency",
            "source",
            "as_of",
            "commit_source",
            "commit_as_of",
            "confidence",
            "notes");

    static InstanceRow of(PriceTable.Row row) {
        var memory = row.bytes("ram_gib");
        if (memory == null) {
            throw row.bad("ram_gib", "must not be empty");
        }
        return new InstanceRow(
                row.line(),
                row.required("provider"),
                row.required("instance_type"),
                row.required("region"),
                row.required("arch"),
                row.count("vcpu"),
                row.count("physical_cores"),
                memory,
                row.positive("on_demand_hourly"),
                row.positive("on_demand_monthly_730h"),
                row.positive("commit_1y_monthly"),
                row.positive("commit_3y_monthly"),
                row.currency("currency"),
                row.required("source"),
                row.date("as_of"),
                row.text("commit_source"),
                row.text("commit_as_of"),
                row.required("confidence"),
                row.text("notes"));
    }
}
