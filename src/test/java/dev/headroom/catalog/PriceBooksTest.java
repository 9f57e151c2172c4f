package dev.headroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.testing.RunningServer;
import dev.headroom.units.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PriceBooksTest extends RunningServer {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    private PriceBooks books;

    private int base;

    @BeforeEach
    void theShippedBook() {
        base = books.change(books.newest(), PriceBook.shipped().contents(), "test", "begin anew");
    }

    @Test
    void beginsWithTheShippedBook() {
        var first = books.versions().getLast();

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.madeBy()).isEqualTo("Headroom");
        assertThat(books.version(1).orElseThrow().contents())
                .isEqualTo(PriceBook.shipped().contents());
    }

    @Test
    void aChangeMakesAVersionAndKeepsTheOld() {
        var dearer = edited(BookTable.BARE_METAL_SERVERS, "price_monthly", "266", "299");

        int number = books.change(base, dearer, "finance@example.com", "New list of November");

        assertThat(number).isEqualTo(base + 1);
        assertThat(monthly(books.current())).isEqualTo(Money.of("299", "EUR"));
        assertThat(monthly(books.version(base).orElseThrow())).isEqualTo(Money.of("266", "EUR"));
        assertThat(books.versions().getFirst().reason()).isEqualTo("New list of November");
        assertThat(books.version(base).orElseThrow().contents().changesTo(dearer))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.key()).contains("hetzner", "AX162-R");
                    assertThat(change.cells()).containsExactly(new RowChange.Cell("price_monthly", "266", "299"));
                });
    }

    @Test
    void thatNothingChangedMakesNoVersion() {
        assertThat(books.change(base, books.current().contents(), "x", "again")).isEqualTo(base);
    }

    @Test
    void nonsenseIsRefusedWithTheReasonAndNothingIsStored() {
        var hourly = edited(BookTable.BARE_METAL_SERVERS, "price_monthly", "266", "0.36");

        assertThatThrownBy(() -> books.change(base, hourly, "x", "typo"))
                .isInstanceOf(RefusedBook.class)
                .hasMessageContaining("730 times too low");
        assertThatThrownBy(() ->
                        books.change(base, books.current().contents().with(BookTable.QUOTES, "no,such\n"), "x", "typo"))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining("column reference is missing");
        assertThat(books.newest()).isEqualTo(base);
    }

    @Test
    void anEditOfAnOldVersionIsRefused() {
        books.change(base, edited(BookTable.BARE_METAL_SERVERS, "price_monthly", "266", "299"), "x", "first");

        assertThatThrownBy(() -> books.change(base, PriceBook.shipped().contents(), "y", "second"))
                .isInstanceOf(OutdatedBook.class);
    }

    @Test
    void onlyWhatIsAllowedIsOffered() {
        var row = row(
                BookTable.ALLOWED_SERVERS,
                Map.of("vendor", "ovhcloud", "model", "ADVANCE-2", "source", "purchasing", "as_of", "2026-11-24"));
        books.change(base, books.current().contents().with(BookTable.ALLOWED_SERVERS, List.of(row)), "x", "policy");

        assertThat(books.current().orderableServers(TODAY))
                .extracting(ServerOffer::id)
                .containsExactly("ovhcloud/ADVANCE-2");
    }

    @Test
    void aQuoteKeepsTheRateOfItsDay() {
        var quote = quote("Q-1", "2026-11-01", "2026-12-15");
        books.change(base, books.current().contents().with(BookTable.QUOTES, List.of(quote)), "x", "quote");
        var facts = books.current().contents().rows(BookTable.TCO_ASSUMPTIONS);
        facts.add(row(
                BookTable.TCO_ASSUMPTIONS,
                Map.of(
                        "key",
                        "fx.eur_usd",
                        "value",
                        "1.5",
                        "unit",
                        "USD per EUR",
                        "source",
                        "by hand",
                        "as_of",
                        "2026-11-20",
                        "confidence",
                        "high")));
        books.change(base + 1, books.current().contents().with(BookTable.TCO_ASSUMPTIONS, facts), "x", "rate");

        var kept = books.current().validQuote("ovhcloud/ADVANCE-2", TODAY).orElseThrow();

        assertThat(kept.rate().convert(Money.of("111.33", "USD")).rounded()).isEqualTo(Money.of("100.00", "EUR"));
        assertThat(books.current()
                        .exchangeRate(Currency.getInstance("EUR"), Currency.getInstance("USD"), TODAY)
                        .orElseThrow()
                        .rate())
                .isEqualByComparingTo("1.5");
    }

    @Test
    void anExpiredQuoteBacksNothing() {
        var quote = quote("Q-2", "2026-10-01", "2026-11-23");
        books.change(base, books.current().contents().with(BookTable.QUOTES, List.of(quote)), "x", "quote");

        assertThat(books.current().validQuote("ovhcloud/ADVANCE-2", TODAY.minusDays(1)))
                .isPresent();
        assertThat(books.current().validQuote("ovhcloud/ADVANCE-2", TODAY)).isEmpty();
    }

    private BookContents edited(BookTable table, String column, String from, String to) {
        var contents = books.current().contents();
        return contents.with(
                table,
                contents.rows(table).stream()
                        .map(row -> {
                            var cells = new HashMap<>(row.cells());
                            cells.replace(column, from, to);
                            return new BookRow(table, cells);
                        })
                        .toList());
    }

    private static BookRow quote(String reference, String given, String until) {
        var cells = new HashMap<String, String>();
        cells.putAll(Map.of("reference", reference, "vendor", "ovhcloud", "model", "ADVANCE-2", "quantity", "2"));
        cells.putAll(Map.of("price_monthly", "180", "currency", "USD", "valid_until", until, "as_of", given));
        cells.putAll(Map.of("source", "mail of the vendor", "confidence", "high"));
        return row(BookTable.QUOTES, cells);
    }

    private static BookRow row(BookTable table, Map<String, String> cells) {
        return new BookRow(table, cells);
    }

    private static Money monthly(PriceBook book) {
        return book.orderableServer("hetzner/AX162-R", TODAY).orElseThrow().monthly();
    }
}
