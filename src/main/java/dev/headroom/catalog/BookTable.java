package dev.headroom.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table of the price book: its name and columns are those of its CSV file. */
public enum BookTable {
    CLOUD_INSTANCES(
            "Cloud instances",
            "What each cloud rents out, by region, with the physical cores behind its vCPUs.",
            InstanceRow.COLUMNS,
            List.of("provider", "instance_type", "region")),
    CLOUD_EGRESS(
            "Cloud egress",
            "Prices of a month's traffic to the internet, tier by tier.",
            EgressRow.COLUMNS,
            List.of("provider", "region", "route", "tier_from_gb")),
    CLOUD_FEES(
            "Cloud fees",
            "Control planes, block storage and other fees.",
            FeeRow.COLUMNS,
            List.of("provider", "category", "item", "region")),
    COMMITMENT_DISCOUNTS(
            "Commitment discounts",
            "What the clouds take off for one or three years, by family.",
            DiscountRow.COLUMNS,
            List.of("provider", "family", "region", "term", "kind")),
    BARE_METAL_SERVERS(
            "Servers",
            "Offers of servers, rented or bought; superseded ones are kept as history.",
            ServerOffer.COLUMNS,
            List.of("vendor", "model", "acquisition", "region", "as_of")),
    SERVER_UPGRADES(
            "Link upgrades",
            "Faster links for a server, rented by the month.",
            LinkUpgrade.COLUMNS,
            List.of("vendor", "model", "link", "gbps")),
    TCO_ASSUMPTIONS(
            "Rates and facts",
            "Exchange rates (fx.eur_usd: USD for one EUR), lead times and other figures, each of a day.",
            Fact.COLUMNS,
            List.of("key", "as_of")),
    ALLOWED_SERVERS(
            "What may be bought",
            "While this is empty, every orderable server may be. With a row, only those named here are recommended.",
            AllowedServer.COLUMNS,
            List.of("vendor", "model")),
    OWN_SERVERS(
            "Contracts and bought servers",
            "What the servers at hand cost, by node or by model: a rent by contract, or a purchase that is written off.",
            OwnServer.COLUMNS,
            List.of("node", "model", "acquisition", "since")),
    OWN_COSTS(
            "Own costs",
            "What owning costs beside the servers. An empty value counts nothing.",
            OwnCost.COLUMNS,
            List.of("key")),
    QUOTES(
            "Quotes",
            "Vendors' quotes. While one is valid it stands in for the list price of its model.",
            Quote.COLUMNS,
            List.of("reference")),
    BUDGETS("Budgets", "What may be paid in a quarter.", Budget.COLUMNS, List.of("quarter")),
    ACTUAL_COSTS("Actual costs", "What was paid in a month that is over.", ActualCost.COLUMNS, List.of("month"));

    private final String title;
    private final String purpose;
    private final List<String> columns;
    private final List<String> key;

    BookTable(String title, String purpose, List<String> columns, List<String> key) {
        this.title = title;
        this.purpose = purpose;
        this.columns = columns;
        this.key = key;
    }

    /** Returns the table of that name, such as {@code cloud-egress}. */
    public static Optional<BookTable> of(String id) {
        return Arrays.stream(values()).filter(table -> table.id().equals(id)).findFirst();
    }

    /** Returns the name that addresses and the API use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name that a reader sees. */
    public String title() {
        return title;
    }

    /** Returns what it is for, in a sentence. */
    public String purpose() {
        return purpose;
    }

    public List<String> columns() {
        return columns;
    }

    /** Returns the columns that tell its rows apart. */
    public List<String> key() {
        return key;
    }

    public String file() {
        return name().toLowerCase(Locale.ROOT) + ".csv";
    }

    /** Returns whether it holds the company's own figures rather than what is published. */
    public boolean isOwn() {
        return ordinal() >= ALLOWED_SERVERS.ordinal();
    }
}
