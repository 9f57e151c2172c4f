package dev.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Role;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.testing.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class PriceBookPagesTest extends RunningServer {

    @Autowired
    private PriceBooks books;

    private final HttpClient browser = newBrowser();

    @BeforeEach
    void assessed() {
        fill();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/costs",
                "/costs/cash-flow",
                "/costs/assumptions",
                "/costs/prices",
                "/costs/prices/bare-metal-servers",
                "/costs/prices/quotes",
                "/costs/prices/changes"
            })
    void everyPageOfCostsIsThere(String path) {
        logInAs(Role.VIEWER);

        var page = page(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("aria-label=\"Costs\"").doesNotContain("Set to nothing</button>");
    }

    @Test
    void anOldRowIsMarkedAndAnEndedOneIsNeverRecommended() {
        logInAs(Role.VIEWER);

        var found = page("/costs/prices/bare-metal-servers?q=equinix").body();

        assertThat(found)
                .contains("c3.medium.x86", "stale", "never recommended")
                .doesNotContain("AX162-R");
    }

    @Test
    void financeEntersAQuoteAndTakesItAwayAgain() {
        logInAs(Role.FINANCE);
        var form = new HashMap<String, String>();
        form.putAll(Map.of("cell-reference", "Q-77", "cell-vendor", "hetzner", "cell-model", "AX162-R"));
        form.putAll(Map.of("cell-quantity", "3", "cell-price_monthly", "250", "cell-currency", "EUR"));
        form.putAll(Map.of("cell-valid_until", "2099-12-31", "cell-source", "letter", "cell-as_of", "2026-11-24"));
        form.putAll(Map.of("cell-confidence", "high", "reason", "offer of November"));

        var saved = submit("/costs/prices/quotes", "/costs/prices/quotes", form);
        var quotes = books.current().contents().rows(BookTable.QUOTES);
        var removed = submit("/costs/prices/quotes", "/costs/prices/quotes/remove", Map.of("row", "0"));

        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(quotes)
                .singleElement()
                .satisfies(quote -> assertThat(quote.cell("reference")).isEqualTo("Q-77"));
        assertThat(removed.statusCode()).isEqualTo(302);
        assertThat(books.current().quotes()).isEmpty();
    }

    @Test
    void nonsenseIsRefusedInWordsAndWhatWasTypedStays() {
        logInAs(Role.FINANCE);
        var form = new HashMap<String, String>();
        form.putAll(Map.of("cell-quarter", "2027-Q9", "cell-amount", "1000", "cell-currency", "EUR"));
        form.putAll(Map.of("cell-source", "board", "cell-as_of", "2026-11-24"));

        var refused = submit("/costs/prices/budgets", "/costs/prices/budgets", form);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Nothing was changed", "must be a quarter such as 2027-Q1", "value=\"2027-Q9\"");
    }

    @Test
    void anAssumptionIsSetToNothing() {
        logInAs(Role.FINANCE);
        var rows = books.current().contents().rows(BookTable.OWN_COSTS);
        int depreciation = rows.stream().map(row -> row.cell("key")).toList().indexOf("depreciation");

        submit("/costs/assumptions", "/costs/assumptions/nothing", Map.of("row", Integer.toString(depreciation)));

        assertThat(books.current()
                        .contents()
                        .rows(BookTable.OWN_COSTS)
                        .get(depreciation)
                        .cell("value"))
                .isEmpty();
        books.change(books.newest(), books.current().contents().with(BookTable.OWN_COSTS, rows), "test", "as it was");
    }

    @Test
    void aViewerChangesNothing() {
        logInAs(Role.VIEWER);

        var refused = submit("/costs/prices/quotes", "/costs/prices/quotes/remove", Map.of("row", "0"));

        assertThat(refused.statusCode()).isEqualTo(403);
    }

    private void logInAs(Role role) {
        logIn(browser, userOf(role), PASSWORD);
    }

    private HttpResponse<String> page(String path) {
        return send(browser, request(path));
    }

    private HttpResponse<String> submit(String from, String to, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("version", Integer.toString(books.newest()));
        form.put("_csrf", csrf(page(from).body()));
        return post(browser, to, form);
    }
}
