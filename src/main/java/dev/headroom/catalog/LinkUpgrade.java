package dev.headroom.catalog;

import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A faster link for a server, rented by the month.
 *
 * @param id            {@code <server id>/<link>-<gbps>g}, such as {@code hetzner/AX162-R/public-10g}
 * @param serverId      the {@link ServerOffer#id()} that it is for
 * @param bitsPerSecond in each direction, in place of what the server has
 * @param setupFee      null where the source doesn't say
 * @param confidence    {@code assumption} where no source gives a price
 */
public record LinkUpgrade(
        String id,
        String serverId,
        Resource resource,
        double bitsPerSecond,
        Money monthly,
        @Nullable Money setupFee,
        String includedTraffic,
        @Nullable Money overagePerTb,
        String source,
        PriceDate asOf,
        String confidence,
        String notes) {

    static final String FILE = "server_upgrades.csv";
    static final List<String> COLUMNS = List.of(
            "vendor",
            "model",
            "link",
            "gbps",
            "price_monthly",
            "setup_fee",
            "currency",
            "included_traffic_tb",
            "overage_per_tb",
            "source",
            "as_of",
            "confidence",
            "notes");

    static LinkUpgrade of(PriceTable.Row row) {
        var gbps = row.positive("gbps");
        if (gbps == null) {
            throw row.bad("gbps", "must not be empty");
        }
        var serverId = ServerOffer.idOf(row.required("vendor"), row.required("model"));
        var link = row.required("link");
        var currency = row.currency("currency");
        return new LinkUpgrade(
                serverId + "/" + link + "-" + gbps.stripTrailingZeros().toPlainString() + "g",
                serverId,
                resource(row, link),
                gbps.multiply(BigDecimal.valueOf(1_000_000_000)).doubleValue(),
                new Money(row.requiredPrice("price_monthly"), currency),
                row.money("setup_fee", currency),
                row.text("included_traffic_tb"),
                row.money("overage_per_tb", currency),
                row.required("source"),
                row.date("as_of"),
                row.required("confidence"),
                row.text("notes"));
    }

    private static Resource resource(PriceTable.Row row, String link) {
        try {
            return Resource.bandwidth(link);
        } catch (IllegalArgumentException e) {
            throw row.bad("link", "must be a link's name: lower-case letters, digits and dashes");
        }
    }
}
