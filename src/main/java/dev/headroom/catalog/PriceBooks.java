package dev.headroom.catalog;

import dev.headroom.access.Audit;
import dev.headroom.settings.ChosenSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The price book and all it has been: every change makes a new version, and none is ever changed. */
@Service
public class PriceBooks {

    private static final String PROGRAM = "Headroom";
    private static final int REMEMBERED = 8;

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final Currency currency;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Map<Integer, PriceBook> read = new ConcurrentHashMap<>();

    PriceBooks(
            JdbcClient database,
            JdbcTemplate batches,
            Clock clock,
            @Value("${headroom.currency:EUR}") Currency currency,
            ChosenSettings chosen,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.batches = batches;
        this.clock = clock;
        this.currency = chosen.chosen(ChosenSettings.CURRENCY)
                .map(Currency::getInstance)
                .orElse(currency);
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Returns the currency that pages, mails and the API show. */
    public Currency currency() {
        return currency;
    }

    /** Returns the newest version; the one that comes with the program where there is none yet. */
    public PriceBook current() {
        return version(newest()).orElseThrow();
    }

    /** Returns the number of the newest version. */
    public int newest() {
        return newestStored().orElseGet(() -> inTransaction(this::takeShipped));
    }

    /** Returns a version as it was. */
    public Optional<PriceBook> version(int number) {
        var known = read.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        var tables = database
                .sql("select name, csv from price_book_table join price_book_content using (sha256)"
                        + " where version = ?")
                .param(number)
                .query((row, i) -> Map.entry(BookTable.valueOf(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, () -> new EnumMap<>(BookTable.class)));
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        var book = PriceBook.of(Integer.toString(number), madeOn(number), BookContents.of(tables));
        if (read.size() >= REMEMBERED) {
            read.clear();
        }
        read.put(number, book);
        return Optional.of(book);
    }

    /** Reads contents that aren't stored; empty where they hold what can't be read. */
    public static Optional<PriceBook> draft(BookContents contents, LocalDate day) {
        try {
            return Optional.of(PriceBook.of("draft", day, contents));
        } catch (BadRow e) {
            return Optional.empty();
        }
    }

    /** Returns all versions, the newest first. */
    public List<BookVersion> versions() {
        return database.sql("select number, made_at, made_by, reason from price_book_version order by number desc")
                .query((row, i) -> new BookVersion(
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4)))
                .list();
    }

    /**
     * Keeps new contents as the newest version, if anything in them is new.
     *
     * @param base   the version that was edited
     * @param by     who changes it
     * @param reason why, in a sentence
     * @return the number of the version that holds the contents
     * @throws BadRow       for a row that can't be read
     * @throws RefusedBook  for rows that can't be believed
     * @throws OutdatedBook if the base isn't the newest version
     */
    public int change(int base, BookContents contents, String by, String reason) {
        newest();
        return inTransaction(() -> {
            lock();
            int newest = newestStored().orElseThrow();
            if (base != newest) {
                throw new OutdatedBook(base, newest);
            }
            var before = version(base).orElseThrow();
            var pinned = pinned(contents, before.contents());
            if (pinned.rows().equals(before.contents().rows())) {
                return base;
            }
            var objections =
                    PriceBook.of(Integer.toString(base + 1), today(), pinned).objections();
            if (!objections.isEmpty()) {
                throw new RefusedBook(objections);
            }
            var why = reason.isBlank() ? "no reason given" : reason.strip();
            store(base + 1, pinned, by, why, null);
            audit.record(
                    "prices.changed",
                    "price-book:" + (base + 1),
                    Map.of("from", base, "to", base + 1, "reason", why, "rows", changedRows(before, pinned)));
            return base + 1;
        });
    }

    private static Map<String, Integer> changedRows(PriceBook before, BookContents after) {
        var rows = new TreeMap<String, Integer>();
        before.contents()
                .changesTo(after)
                .forEach(change -> rows.merge(change.table().id(), 1, Integer::sum));
        return rows;
    }

    private int inTransaction(IntSupplier work) {
        return Objects.requireNonNull(transaction.execute(status -> work.getAsInt()));
    }

    /** Lets one change at a time through; readers go on. */
    private void lock() {
        database.sql("lock table price_book_version in share row exclusive mode")
                .update();
    }

    /** Gives each new quote in another currency the rate of its day: what comes later doesn't change it. */
    private BookContents pinned(BookContents contents, BookContents before) {
        if (contents.csv(BookTable.QUOTES).equals(before.csv(BookTable.QUOTES))) {
            return contents;
        }
        var book = PriceBook.of("draft", today(), contents);
        var rows = contents.rows(BookTable.QUOTES).stream()
                .map(row -> pinned(row, book))
                .toList();
        return contents.with(BookTable.QUOTES, rows);
    }

    private BookRow pinned(BookRow row, PriceBook book) {
        var from = Currency.getInstance(row.cell("currency"));
        if (!row.cell("pinned_rate").isEmpty() || from.equals(currency)) {
            return row;
        }
        return book.exchangeRate(from, currency, LocalDate.parse(row.cell("as_of")))
                .map(rate -> {
                    var cells = new LinkedHashMap<>(row.cells());
                    cells.put("pinned_rate", rate.rate().toPlainString());
                    cells.put("pinned_currency", currency.getCurrencyCode());
                    cells.put("pinned_day", rate.day().toString());
                    return new BookRow(BookTable.QUOTES, cells);
                })
                .orElse(row);
    }

    private int takeShipped() {
        lock();
        return newestStored().orElseGet(() -> {
            var book = PriceBook.shipped();
            store(1, book.contents(), PROGRAM, "The prices that come with the program.", book.version());
            return 1;
        });
    }

    private void store(int number, BookContents contents, String by, String reason, @Nullable String shipped) {
        database.sql(
                        "insert into price_book_version (number, made_at, made_by, reason, shipped) values (?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        number, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), by, reason, shipped))
                .update();
        for (var table : BookTable.values()) {
            var csv = contents.csv(table);
            var sha256 = sha256(csv);
            batches.update(
                    "insert into price_book_content (sha256, csv) values (?, ?) on conflict do nothing", sha256, csv);
            batches.update(
                    "insert into price_book_table (version, name, sha256) values (?, ?, ?)",
                    number,
                    table.name(),
                    sha256);
        }
    }

    private Optional<Integer> newestStored() {
        return database.sql("select number from price_book_version order by number desc limit 1")
                .query(Integer.class)
                .optional();
    }

    private LocalDate madeOn(int number) {
        var shipped = database.sql("select shipped is not null from price_book_version where number = ?")
                .param(number)
                .query(Boolean.class)
                .single();
        return shipped
                ? PriceBook.shipped().date()
                : database.sql("select made_at from price_book_version where number = ?")
                        .param(number)
                        .query(OffsetDateTime.class)
                        .single()
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDate();
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
