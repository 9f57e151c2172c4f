package dev.headroom.catalog;

import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudPrices;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.ExchangeRate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prices of servers and clouds, each row with its source, its date and how far it can be trusted. Immutable.
 *
 * <p>Rows may contradict each other, and all are kept. Of a model's offers the current one is the newest that can still be
 * ordered on the day in question; of two of the same date the dearer one, for a plan should not rest on the kinder story.
 */
public final class PriceBook {

    /** A price older than this is shown as stale, unless set otherwise. */
    public static final int STALE_AFTER_DAYS = 180;

    private static final String IDENTITY = "price_book.csv";

    /** Of two of one date the dearer one counts. */
    private static final Comparator<ServerOffer> NEWEST = Comparator.comparing((ServerOffer offer) ->
                    Objects.requireNonNullElse(offer.asOf().earliest(), LocalDate.MIN))
            .thenComparing(PriceBook::price);

    private final String version;
    private final LocalDate date;
    private final BookContents contents;
    private final List<InstanceRow> instances;
    private final List<EgressRow> egress;
    private final List<FeeRow> fees;
    private final List<Lined<ServerOffer>> servers;
    private final List<Lined<LinkUpgrade>> upgrades;
    private final List<Lined<Fact>> facts;
    private final List<ExchangeRate> rates;
    private final List<AllowedServer> allowed;
    private final List<Lined<OwnServer>> ownServers;
    private final List<Lined<OwnCost>> ownCosts;
    private final List<Lined<Quote>> quotes;
    private final List<Lined<Budget>> budgets;
    private final List<Lined<ActualCost>> actualCosts;
    private volatile @Nullable CloudCosting costing;

    record Lined<T>(long line, T row) {}

    private PriceBook(String version, LocalDate date, BookContents contents) {
        this.version = version;
        this.date = date;
        this.contents = contents;
        instances = read(BookTable.CLOUD_INSTANCES, InstanceRow::of);
        egress = read(BookTable.CLOUD_EGRESS, EgressRow::of);
        fees = read(BookTable.CLOUD_FEES, FeeRow::of);
        read(BookTable.COMMITMENT_DISCOUNTS, DiscountRow::of);
        servers = lined(BookTable.BARE_METAL_SERVERS, ServerOffer::of);
        upgrades = lined(BookTable.SERVER_UPGRADES, LinkUpgrade::of);
        facts = lined(BookTable.TCO_ASSUMPTIONS, Fact::of);
        allowed = read(BookTable.ALLOWED_SERVERS, AllowedServer::of);
        ownServers = lined(BookTable.OWN_SERVERS, OwnServer::of);
        ownCosts = lined(BookTable.OWN_COSTS, OwnCost::of);
        quotes = lined(BookTable.QUOTES, Quote::of);
        budgets = lined(BookTable.BUDGETS, Budget::of);
        actualCosts = lined(BookTable.ACTUAL_COSTS, ActualCost::of);
        rates = Facts.objections(facts).isEmpty() ? Facts.rates(facts()) : List.of();
    }

    private <T> List<T> read(BookTable table, Function<PriceTable.Row, T> mapper) {
        return PriceTable.read(table.file(), contents.csv(table), table.columns(), mapper);
    }

    private <T> List<Lined<T>> lined(BookTable table, Function<PriceTable.Row, T> mapper) {
        return read(table, row -> new Lined<>(row.line(), mapper.apply(row)));
    }

    private static <T> List<T> rows(List<Lined<T>> lined) {
        return lined.stream().map(Lined::row).toList();
    }

    /**
     * Returns the book that comes with the program.
     *
     * @throws BadRow if a row of it can't be read
     */
    public static PriceBook shipped() {
        return Shipped.BOOK;
    }

    /** Read once, when first asked for. */
    private static final class Shipped {
        static final PriceBook BOOK = read(Shipped::open);

        private static String open(String file) {
            try (var stream = PriceBook.class.getResourceAsStream("/catalog/" + file)) {
                if (stream == null) {
                    throw new IOException("no price file " + file);
                }
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Reads a book.
     *
     * @param files returns one of its files by name; {@code price_book.csv} says its version and date
     * @throws BadRow for the first row that can't be read
     */
    static PriceBook read(UnaryOperator<String> files) {
        var identity = PriceTable.read(IDENTITY, files.apply(IDENTITY), List.of("key", "value"), row -> row).stream()
                .collect(Collectors.toMap(row -> row.required("key"), row -> row));
        var version = Objects.requireNonNull(identity.get("version"), "price_book.csv names no version")
                .required("value");
        var date = Objects.requireNonNull(identity.get("date"), "price_book.csv names no date")
                .day("value");
        var tables = new EnumMap<BookTable, String>(BookTable.class);
        for (var table : BookTable.values()) {
            tables.put(table, files.apply(table.file()));
        }
        return new PriceBook(version, date, BookContents.of(tables));
    }

    /**
     * Reads a book out of its tables.
     *
     * @throws BadRow for the first row that can't be read
     */
    static PriceBook of(String version, LocalDate date, BookContents contents) {
        return new PriceBook(version, date, contents);
    }

    /** Returns the rows that can't be believed, each with the reason; a book with such rows is not to be used. */
    public List<Objection> objections() {
        var objections = new ArrayList<Objection>();
        objections.addAll(PriceChecks.ofInstances(instances));
        objections.addAll(PriceChecks.ofEgress(egress));
        objections.addAll(PriceChecks.ofFees(fees));
        var models = new HashSet<String>();
        servers.forEach(server -> {
            models.add(server.row.id());
            objections.addAll(PriceChecks.ofServer(server.line, server.row));
        });
        upgrades.stream()
                .filter(upgrade -> !models.contains(upgrade.row.serverId()))
                .forEach(upgrade -> objections.add(new Objection(
                        LinkUpgrade.FILE, upgrade.line, "model", upgrade.row.serverId(), "is no server of the book")));
        objections.addAll(Facts.objections(facts));
        objections.addAll(OwnChecks.objections(this));
        return List.copyOf(objections);
    }

    public String version() {
        return version;
    }

    /** Returns the tables behind it. */
    public BookContents contents() {
        return contents;
    }

    /** Returns the day on which the book was put together; its rows have dates of their own. */
    public LocalDate date() {
        return date;
    }

    /** Returns every server offer: current, past and told for comparison. */
    public List<ServerOffer> servers() {
        return rows(servers);
    }

    /** Returns the offers that can be ordered on the day and may be bought, one for each model, by id. */
    public List<ServerOffer> orderableServers(LocalDate day) {
        var newest = BinaryOperator.maxBy(NEWEST);
        return List.copyOf(servers().stream()
                .filter(offer -> offer.isOrderableOn(day) && isAllowed(offer.id()))
                .collect(Collectors.toMap(ServerOffer::id, Function.identity(), newest, TreeMap::new))
                .values());
    }

    /** Returns whether the company may buy it: all, while nothing is named. */
    public boolean isAllowed(String serverId) {
        return allowed.isEmpty() || allowed.stream().anyMatch(row -> row.id().equals(serverId));
    }

    /** Returns a model's offer of the day, or the newest that there was where it can't be ordered any more. */
    public Optional<ServerOffer> latestOffer(String id, LocalDate day) {
        var offers = servers().stream().filter(offer -> offer.id().equals(id)).toList();
        return offers.stream()
                .filter(offer -> offer.isOrderableOn(day))
                .max(NEWEST)
                .or(() -> offers.stream().max(NEWEST));
    }

    /**
     * Returns by which share a year a model's rent or price has changed, from its oldest offer to its newest.
     *
     * @return empty where its offers span less than half a year or aren't of one kind and currency
     */
    public Optional<Double> yearlyDrift(String id) {
        return PriceDrift.yearly(
                servers().stream().filter(offer -> offer.id().equals(id)).toList());
    }

    /** Returns whether a model, or a quote for it by its name on the plan, is bought rather than rented. */
    public boolean isPurchase(String name, LocalDate day) {
        var quoted =
                quotes().stream().filter(quote -> quote.name().equals(name)).findFirst();
        return quoted.isPresent()
                ? quoted.get().price() != null
                : latestOffer(name, day)
                        .filter(offer -> offer.acquisition() == ServerOffer.Acquisition.PURCHASE)
                        .isPresent();
    }

    /** Returns what the company has named as allowed; while it is empty all is. */
    public List<AllowedServer> allowedServers() {
        return allowed;
    }

    private static BigDecimal price(ServerOffer offer) {
        var price = offer.monthly() != null ? offer.monthly() : offer.price();
        return price == null ? BigDecimal.ZERO : price.amount();
    }

    /** Returns what a model costs on the day, if it can be ordered then. */
    public Optional<ServerOffer> orderableServer(String id, LocalDate day) {
        return orderableServers(day).stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst();
    }

    public List<LinkUpgrade> upgrades() {
        return rows(upgrades);
    }

    public List<LinkUpgrade> upgrades(String serverId) {
        return upgrades().stream()
                .filter(upgrade -> upgrade.serverId().equals(serverId))
                .toList();
    }

    /** Returns the figures beside the prices, with their sources. */
    public List<Fact> facts() {
        return rows(facts);
    }

    public Optional<Fact> fact(String key) {
        return facts().stream().filter(fact -> fact.key().equals(key)).findFirst();
    }

    /** Returns what is published about deliveries; those learned from one's own orders are better. */
    public List<LeadTime> leadTimes() {
        return Facts.leadTimes(facts());
    }

    /**
     * Returns the newest rate, either way round, that was known on the day.
     *
     * @param day a past month keeps the rate of its own day
     */
    public Optional<ExchangeRate> exchangeRate(Currency from, Currency to, LocalDate day) {
        return Facts.rate(rates, from, to, day);
    }

    /** Returns the oldest rate of after the day. */
    Optional<ExchangeRate> firstRateAfter(Currency from, Currency to, LocalDate day) {
        return rates.stream()
                .map(ExchangeRate::day)
                .filter(known -> known.isAfter(day))
                .sorted()
                .flatMap(known -> exchangeRate(from, to, known).stream())
                .findFirst();
    }

    /** Returns the currencies that amounts can be converted into from this one, itself first. */
    public List<Currency> currencies(Currency from, LocalDate day) {
        return Stream.concat(
                        Stream.of(from),
                        rates.stream()
                                .filter(rate -> !rate.day().isAfter(day))
                                .flatMap(rate -> Stream.of(rate.from(), rate.to()))
                                .filter(to -> exchangeRate(from, to, day).isPresent())
                                .sorted(Comparator.comparing(Currency::getCurrencyCode)))
                .distinct()
                .toList();
    }

    /** Returns what the servers at hand cost, by contract or purchase. */
    public List<OwnServer> ownServers() {
        return rows(ownServers);
    }

    /** Returns what a node costs: by its own row, else by its model's. */
    public Optional<OwnServer> ownServer(String node, @Nullable String model) {
        return ownServers().stream()
                .filter(row -> node.equals(row.node()))
                .findFirst()
                .or(() -> ownServers().stream()
                        .filter(row -> row.model() != null && row.model().equals(model))
                        .findFirst());
    }

    public List<OwnCost> ownCosts() {
        return rows(ownCosts);
    }

    public List<Quote> quotes() {
        return rows(quotes);
    }

    /** Returns the quote that stands in for a model's list price on the day: of several the cheapest. */
    public Optional<Quote> validQuote(String serverId, LocalDate day) {
        return quotes().stream()
                .filter(quote -> quote.serverId().equals(serverId) && quote.isValidOn(day))
                .min(Comparator.comparing((Quote quote) -> Objects.requireNonNull(
                                quote.monthly() == null ? quote.price() : quote.monthly())
                        .amount()));
    }

    public List<Budget> budgets() {
        return rows(budgets);
    }

    public List<ActualCost> actualCosts() {
        return rows(actualCosts);
    }

    List<Lined<Quote>> linedQuotes() {
        return quotes;
    }

    /** Passes on each row of a table whose key stood before, with its line. */
    void forEachRepeated(BookTable table, BiConsumer<Long, BookRow> action) {
        var seen = new HashSet<List<String>>();
        long line = 1;
        for (var row : contents.rows(table)) {
            line++;
            if (!seen.add(row.key())) {
                action.accept(line, row);
            }
        }
    }

    /** Returns the regions that the book knows instance types of, by name. */
    public List<String> regions(CloudProvider provider) {
        return instances.stream()
                .filter(row -> row.provider().equals(provider.id()))
                .map(InstanceRow::region)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the price list of a region, which lacks what the book doesn't know: everything, of a region unheard of. */
    public CloudPrices cloudPrices(CloudProvider provider, String region) {
        return CloudLists.of(provider, region, instances, egress, fees);
    }

    /** Returns each provider's price list of its default region. */
    public List<CloudPrices> cloudPrices() {
        return Arrays.stream(CloudProvider.values())
                .map(provider -> cloudPrices(provider, provider.defaultRegion()))
                .toList();
    }

    /** Returns what reckons with {@link #cloudPrices()}: one for all who ask, as it remembers the mixes that it has found. */
    public CloudCosting cloudCosting() {
        var known = costing;
        if (known == null) {
            known = new CloudCosting(cloudPrices());
            costing = known;
        }
        return known;
    }
}
