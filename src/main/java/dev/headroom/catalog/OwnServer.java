package dev.headroom.catalog;

import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What servers at hand cost: rented under a contract, or bought.
 *
 * @param node       the node's name; null where it holds for every node of the model that has no row of its own
 * @param model      the server's id, {@code vendor/model}; null where a node is named
 * @param quantity   how many were bought together; 1 for a node
 * @param monthly    the contract's rent of one; null where bought
 * @param price      paid for one; null where rented
 * @param setupFee   paid for one at the start; null where none is known
 * @param since      from when it runs
 * @param termMonths how long the contract binds; null where it doesn't
 * @param kilowatts  that one draws; null where the general assumption holds
 */
public record OwnServer(
        @Nullable String node,
        @Nullable String model,
        boolean bought,
        int quantity,
        @Nullable Money monthly,
        @Nullable Money price,
        @Nullable Money setupFee,
        LocalDate since,
        @Nullable Integer termMonths,
        @Nullable BigDecimal kilowatts,
        String source,
        PriceDate asOf) {

    static final List<String> COLUMNS = List.of(
            "node",
            "model",
            "acquisition",
            "quantity",
            "price_monthly",
            "price_capex",
            "setup_fee",
            "currency",
            "since",
            "term_months",
            "power_kw",
            "source",
            "as_of",
            "confidence",
            "notes");

    static OwnServer of(PriceTable.Row row) {
        var node = row.text("node");
        var model = row.text("model");
        if (node.isEmpty() == model.isEmpty()) {
            throw row.bad("node", "must be named, or else the model, but not both");
        }
        boolean bought = switch (row.required("acquisition")) {
            case "contract" -> false;
            case "purchase" -> true;
            default -> throw row.bad("acquisition", "must be contract or purchase");
        };
        var currency = row.currency("currency");
        var monthly = row.price("price_monthly");
        var price = row.price("price_capex");
        if (bought ? price == null : monthly == null) {
            throw row.bad(bought ? "price_capex" : "price_monthly", "must not be empty");
        }
        var setupFee = row.price("setup_fee");
        row.required("confidence");
        return new OwnServer(
                node.isEmpty() ? null : node,
                model.isEmpty() ? null : model,
                bought,
                row.text("quantity").isEmpty() ? 1 : row.count("quantity"),
                bought || monthly == null ? null : new Money(monthly, currency),
                !bought || price == null ? null : new Money(price, currency),
                setupFee == null ? null : new Money(setupFee, currency),
                row.day("since"),
                row.text("term_months").isEmpty() ? null : row.count("term_months"),
                row.price("power_kw"),
                row.required("source"),
                row.date("as_of"));
    }
}
