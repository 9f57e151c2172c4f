package dev.headroom.catalog;

import dev.headroom.cost.CloudPrices;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.Commitment;
import dev.headroom.cost.ExchangeRate;
import dev.headroom.cost.InstanceType;
import dev.headroom.cost.PriceSource;
import dev.headroom.cost.UnitPrice;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The prices of servers and clouds, each row with its source, its date and how far it can be trusted. Immutable.
 *
 * <p>Rows may contradict each other, and all are kept. Of a model's offers the current one is the newest that can still be
 * ordered on the day in question; of two of the same date the dearer one, for a plan should not rest on the kinder story.
 */
public final class PriceBook {

    /** A price older than this is shown as stale, unless set otherwise. */
    public static final int STALE_AFTER_DAYS = 180;

    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final String RATE = "fx.";
    private static final String LEAD_TIME = "leadtime.";

    /** What a comparison takes of the fees: {@code category} and {@code item} by provider. */
    private static final Map<CloudProvider, String> CONTROL_PLANE = Map.of(
            CloudProvider.AWS, "EKS control plane, standard support",
            CloudProvider.GCP, "GKE cluster management fee",
            CloudProvider.AZURE, "AKS Standard tier");

    private static final Map<CloudProvider, String> STORAGE = Map.of(
            CloudProvider.AWS, "EBS gp3",
            CloudProvider.GCP, "pd-balanced",
            CloudProvider.AZURE, "Premium SSD v2 capacity");

    private final String version;
    private final LocalDate date;
    private final List<InstanceRow> instances;
    private final List<EgressRow> egress;
    private final List<FeeRow> fees;
    private final List<Lined<ServerOffer>> servers;
    private final List<Lined<LinkUpgrade>> upgrades;
    private final List<Fact> facts;

    private record Lined<T>(long line, T row) {}

    private PriceBook(Function<String, Reader> files) {
        var identity = read(files, "price_book.csv", List.of("key", "value"), row -> row).stream()
                .collect(Collectors.toMap(row -> row.required("key"), row -> row));
        version = Objects.requireNonNull(identity.get("version"), "price_book.csv names no version")
                .required("value");
        date = day(Objects.requireNonNull(identity.get("date"), "price_book.csv names no date"));
        instances = read(files, InstanceRow.FILE, InstanceRow.COLUMNS, InstanceRow::of);
        egress = read(files, EgressRow.FILE, EgressRow.COLUMNS, EgressRow::of);
        fees = read(files, FeeRow.FILE, FeeRow.COLUMNS, FeeRow::of);
        servers =
                read(files, ServerOffer.FILE, ServerOffer.COLUMNS, row -> new Lined<>(row.line(), ServerOffer.of(row)));
        upgrades =
                read(files, LinkUpgrade.FILE, LinkUpgrade.COLUMNS, row -> new Lined<>(row.line(), LinkUpgrade.of(row)));
        facts = read(files, Fact.FILE, Fact.COLUMNS, Fact::of);
    }

    private static <T> List<T> read(
            Function<String, Reader> files, String file, List<String> columns, Function<PriceTable.Row, T> mapper) {
        return PriceTable.read(file, files.apply(file), columns, mapper);
    }

    private static LocalDate day(PriceTable.Row row) {
        try {
            return LocalDate.parse(row.required("value"));
        } catch (DateTimeParseException e) {
            throw row.bad("value", "must be a day such as 2026-11-24");
        }
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
        static final PriceBook BOOK = new PriceBook(Shipped::open);

        private static Reader open(String file) {
            var stream = PriceBook.class.getResourceAsStream("/catalog/" + file);
            if (stream == null) {
                throw new UncheckedIOException(new IOException("no price file " + file));
            }
            return new InputStreamReader(stream, StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads a book.
     *
     * @param files opens one of its files by name
     * @throws BadRow for the first row that can't be read
     */
    static PriceBook read(Function<String, Reader> files) {
        return new PriceBook(files);
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
        return List.copyOf(objections);
    }

    public String version() {
        return version;
    }

    /** Returns the day on which the book was put together; its rows have dates of their own. */
    public LocalDate date() {
        return date;
    }

    /** Returns every server offer: current, past and told for comparison. */
    public List<ServerOffer> servers() {
        return servers.stream().map(Lined::row).toList();
    }

    /** Returns the offers that can be ordered on the day, one for each model, by id. */
    public List<ServerOffer> orderableServers(LocalDate day) {
        var newest = BinaryOperator.maxBy(Comparator.comparing((ServerOffer offer) ->
                        Objects.requireNonNullElse(offer.asOf().earliest(), LocalDate.MIN))
                .thenComparing(PriceBook::price));
        return List.copyOf(servers().stream()
                .filter(offer -> offer.isOrderableOn(day))
                .collect(Collectors.toMap(ServerOffer::id, Function.identity(), newest, TreeMap::new))
                .values());
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
        return upgrades.stream().map(Lined::row).toList();
    }

    public List<LinkUpgrade> upgrades(String serverId) {
        return upgrades().stream()
                .filter(upgrade -> upgrade.serverId().equals(serverId))
                .toList();
    }

    /** Returns the figures beside the prices, with their sources. */
    public List<Fact> facts() {
        return facts;
    }

    public Optional<Fact> fact(String key) {
        return facts.stream().filter(fact -> fact.key().equals(key)).findFirst();
    }

    /** Returns what is published about deliveries; those learned from one's own orders are better. */
    public List<LeadTime> leadTimes() {
        return facts.stream()
                .filter(fact -> fact.key().startsWith(LEAD_TIME) && fact.unit().equals("weeks"))
                .flatMap(fact -> {
                    var range = RANGE.matcher(fact.value());
                    return range.matches()
                            ? Stream.of(new LeadTime(
                                    fact.key().substring(LEAD_TIME.length()),
                                    Integer.parseInt(range.group(1)),
                                    Integer.parseInt(range.group(2)),
                                    fact))
                            : Stream.empty();
                })
                .toList();
    }

    /**
     * Returns the newest rate, either way round, that was known on the day.
     *
     * @param day a past month keeps the rate of its own day
     */
    public Optional<ExchangeRate> exchangeRate(Currency from, Currency to, LocalDate day) {
        if (from.equals(to)) {
            return Optional.of(ExchangeRate.none(from, day));
        }
        return facts.stream()
                .filter(fact -> fact.key().startsWith(RATE))
                .flatMap(fact -> rate(fact).stream())
                .filter(rate -> !rate.day().isAfter(day))
                .flatMap(rate -> {
                    if (rate.from().equals(from) && rate.to().equals(to)) {
                        return Stream.of(rate);
                    }
                    return rate.from().equals(to) && rate.to().equals(from)
                            ? Stream.of(rate.inverse())
                            : Stream.empty();
                })
                .max(Comparator.comparing(ExchangeRate::day));
    }

    private static Optional<ExchangeRate> rate(Fact fact) {
        var currencies =
                fact.key().substring(RATE.length()).toUpperCase(Locale.ROOT).split("_");
        var day = fact.asOf().earliest();
        if (currencies.length != 2 || day == null) {
            return Optional.empty();
        }
        return Optional.of(new ExchangeRate(
                Currency.getInstance(currencies[0]),
                Currency.getInstance(currencies[1]),
                new BigDecimal(fact.value()),
                day,
                fact.source()));
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
        var types = instances.stream()
                .filter(row ->
                        row.provider().equals(provider.id()) && row.region().equals(region))
                .toList();
        var currency =
                types.isEmpty() ? Currency.getInstance("USD") : types.getFirst().currency();
        return new CloudPrices(
                provider,
                region,
                currency,
                types.stream().map(PriceBook::instanceType).toList(),
                EgressRoutes.tariff(egress, provider, region).orElse(null),
                fee(provider, "managed-kubernetes", CONTROL_PLANE, region)
                        .map(row -> unitPrice(row, row.price().multiply(InstanceType.HOURS_A_MONTH)))
                        .orElse(null),
                fee(provider, "block-storage", STORAGE, region)
                        .map(row -> unitPrice(row, row.price()))
                        .orElse(null));
    }

    /** Returns each provider's price list of its default region. */
    public List<CloudPrices> cloudPrices() {
        return Arrays.stream(CloudProvider.values())
                .map(provider -> cloudPrices(provider, provider.defaultRegion()))
                .toList();
    }

    private static InstanceType instanceType(InstanceRow row) {
        var prices = new EnumMap<Commitment, BigDecimal>(Commitment.class);
        var sources = new EnumMap<Commitment, PriceSource>(Commitment.class);
        if (row.hourly() != null) {
            prices.put(Commitment.ON_DEMAND, row.hourly().multiply(InstanceType.HOURS_A_MONTH));
            sources.put(
                    Commitment.ON_DEMAND,
                    new PriceSource(
                            row.type() + " on-demand", row.source(), row.asOf().text(), row.confidence()));
        }
        if (row.oneYearMonthly() != null) {
            prices.put(Commitment.ONE_YEAR, row.oneYearMonthly());
            sources.put(Commitment.ONE_YEAR, commitmentSource(row, Commitment.ONE_YEAR));
        }
        if (row.threeYearMonthly() != null) {
            prices.put(Commitment.THREE_YEARS, row.threeYearMonthly());
            sources.put(Commitment.THREE_YEARS, commitmentSource(row, Commitment.THREE_YEARS));
        }
        return new InstanceType(
                row.type(),
                row.architecture(),
                row.physicalCores(),
                row.memoryGib().multiply(BigDecimal.valueOf(1L << 30)).longValueExact(),
                prices,
                sources);
    }

    private static PriceSource commitmentSource(InstanceRow row, Commitment commitment) {
        return new PriceSource(
                row.type() + " " + commitment.id(), row.commitmentSource(), row.commitmentAsOf(), row.confidence());
    }

    private Optional<FeeRow> fee(
            CloudProvider provider, String category, Map<CloudProvider, String> items, String region) {
        return fees.stream()
                .filter(row ->
                        row.provider().equals(provider.id()) && row.category().equals(category))
                .filter(row -> row.item().equals(items.get(provider)))
                .filter(row -> row.region().equals(region) || row.region().equals("all"))
                .findFirst();
    }

    private static UnitPrice unitPrice(FeeRow row, BigDecimal monthly) {
        return new UnitPrice(
                monthly, new PriceSource(row.item(), row.source(), row.asOf().text(), row.confidence()));
    }
}
