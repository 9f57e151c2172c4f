package dev.headroom.catalog;

import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's server at one price, of one date. What a source doesn't say is null: unknown, not zero and not free.
 *
 * @param id          {@code vendor/model} with dashes for blanks, such as {@code hetzner/AX162-R}; the offers of one model
 *                    of several dates share it
 * @param cores       physical cores; the operating system counts {@code threads}
 * @param memoryBytes a module of 64 GB holds 64 × 2^30 bytes
 * @param monthly     the rent; null for a purchase
 * @param price       of a purchase; null for a rented server
 * @param setupFee    paid once
 * @param asOf        of the price
 */
public record ServerOffer(
        String id,
        String vendor,
        String model,
        Acquisition acquisition,
        String region,
        String cpu,
        int cores,
        int threads,
        @Nullable Long memoryBytes,
        String storage,
        @Nullable BigDecimal publicGbps,
        @Nullable BigDecimal privateGbps,
        @Nullable Money monthly,
        @Nullable Money price,
        @Nullable Money setupFee,
        String includedTraffic,
        Lifecycle lifecycle,
        String source,
        PriceDate asOf,
        String confidence,
        String notes) {

    /** How one comes by the server. */
    public enum Acquisition {
        RENT_MONTHLY,
        /** Billed by the hour; the monthly price is 730 hours. */
        RENT_HOURLY,
        PURCHASE
    }

    static final String FILE = "bare_metal_servers.csv";
    static final List<String> COLUMNS = List.of(
            "vendor",
            "model",
            "acquisition",
            "region",
            "cpu",
            "cores",
            "threads",
            "ram_gb",
            "storage",
            "public_nic_gbps",
            "private_nic_gbps",
            "price_monthly",
            "price_capex",
            "setup_fee",
            "currency",
            "vat",
            "included_traffic_tb",
            "overage_per_tb",
            "lifecycle",
            "source",
            "as_of",
            "confidence",
            "notes");

    static ServerOffer of(PriceTable.Row row) {
        var acquisition = switch (row.required("acquisition")) {
            case "rent-monthly" -> Acquisition.RENT_MONTHLY;
            case "rent-hourly" -> Acquisition.RENT_HOURLY;
            case "purchase" -> Acquisition.PURCHASE;
            default -> throw row.bad("acquisition", "must be rent-monthly, rent-hourly or purchase");
        };
        var priceColumn = acquisition == Acquisition.PURCHASE ? "price_capex" : "price_monthly";
        row.required(priceColumn);
        row.positive(priceColumn);
        var currency = row.currency("currency");
        return new ServerOffer(
                idOf(row.required("vendor"), row.required("model")),
                row.required("vendor"),
                row.required("model"),
                acquisition,
                row.required("region"),
                row.required("cpu"),
                row.count("cores"),
                row.count("threads"),
                row.bytes("ram_gb"),
                row.text("storage"),
                row.positive("public_nic_gbps"),
                row.positive("private_nic_gbps"),
                acquisition == Acquisition.PURCHASE ? null : row.positiveMoney("price_monthly", currency),
                acquisition == Acquisition.PURCHASE ? row.positiveMoney("price_capex", currency) : null,
                row.money("setup_fee", currency),
                row.text("included_traffic_tb"),
                Lifecycle.of(row.required("lifecycle"))
                        .orElseThrow(
                                () -> row.bad(
                                        "lifecycle",
                                        "must be orderable, orderable to <day>, price superseded, discontinued <day> or reference")),
                row.required("source"),
                row.date("as_of"),
                row.required("confidence"),
                row.text("notes"));
    }

    /** Returns the id of a vendor's model. */
    public static String idOf(String vendor, String model) {
        return (vendor + "/" + model).replace(' ', '-');
    }

    /**
     * Returns what one server carries of what is known: physical cores, bytes, and bits per second of its public and
     * private link.
     */
    public Map<Resource, Double> capacity() {
        var capacity = new TreeMap<Resource, Double>();
        capacity.put(Resource.CPU, (double) cores);
        if (memoryBytes != null) {
            capacity.put(Resource.MEMORY, (double) memoryBytes);
        }
        if (publicGbps != null) {
            capacity.put(Resource.bandwidth("public"), publicGbps.doubleValue() * 1e9);
        }
        if (privateGbps != null) {
            capacity.put(Resource.bandwidth("private"), privateGbps.doubleValue() * 1e9);
        }
        return capacity;
    }

    public boolean isOrderableOn(LocalDate day) {
        return lifecycle.isOrderableOn(day);
    }
}
