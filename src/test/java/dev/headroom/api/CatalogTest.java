package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @BeforeEach
    void assessed() {
        fill();
    }

    @Test
    void everyRowHasItsSourceAndDate() {
        for (var path : new String[] {"/api/v1/catalog/servers", "/api/v1/catalog/clouds"}) {
            assertThat(json(get(path)).at("/items").valueStream()).isNotEmpty().allSatisfy(item -> {
                assertThat(item.has("source")).isTrue();
                assertThat(item.at("/asOf").asString()).isNotBlank();
                assertThat(item.at("/stale").isBoolean()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/catalog/servers", "/api/v1/catalog/clouds"})
    void whatWasReadCanBeSentBackUnchanged(String path) {
        var read = get(path);

        var sent = put(path, "application/json", read.body(), etag(read));

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(etag(sent)).isEqualTo(etag(read));
        assertThat(json(sent).at("/items")).isEqualTo(json(read).at("/items"));
    }

    @Test
    void aChangedPriceIsANewVersionAndShowsWhatItMoved() {
        var read = get("/api/v1/catalog/clouds");
        var before = version(read);

        var sent = put(
                "/api/v1/catalog/clouds",
                "application/json",
                read.body()
                        .replace(
                                "\"amount\":\"0.08\",\"currency\":\"USD\"", "\"amount\":\"0.09\",\"currency\":\"USD\""),
                etag(read));
        var changes = json(get("/api/v1/catalog/changes?from=%d&to=%d".formatted(before, version(sent))));

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(version(sent)).isEqualTo(before + 1);
        assertThat(changes.at("/changes").size()).isPositive();
        assertThat(changes.at("/changes/0/cells/0/after").asString()).isEqualTo("0.09");
        assertThat(put("/api/v1/catalog/clouds", "application/json", read.body(), etag(sent))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anEditOfWhatHasChangedMeanwhileIsRefused() {
        var read = get("/api/v1/catalog/servers");

        var sent = put("/api/v1/catalog/servers", "application/json", read.body(), "\"v999999\"");

        assertThat(sent.statusCode()).isEqualTo(412);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/catalog/servers | \"amount\":\"266\"     | \"amount\":\"0.36\"    | priceMonthly | 730 times too low",
                "/api/v1/catalog/servers | \"amount\":\"266\"     | \"amount\":\"0\"       | priceMonthly | more than 0",
                "/api/v1/catalog/clouds  | \"amount\":\"0.688\"   | \"amount\":\"1.424\"   | onDemandHourly | out of line",
                "/api/v1/catalog/clouds  | \"amount\":\"0.085\"   | \"amount\":\"-0.085\"  | pricePerGb | must not be negative",
                "/api/v1/catalog/clouds  | \"tierFromGb\":51200   | \"tierFromGb\":50000   | tierFromGb | overlaps",
            })
    void nonsenseIsRefusedWithItsFieldAndTheReason(
            String path, String original, String planted, String field, String reason) {
        var read = get(path);
        assertThat(read.body()).contains(original);

        var sent = put(
                path,
                "application/json",
                read.body().replaceFirst(java.util.regex.Pattern.quote(original), planted),
                etag(read));

        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(json(sent).at("/errors").valueStream()).anySatisfy(error -> {
            assertThat(error.at("/field").asString()).startsWith("items[").endsWith("]." + field);
            assertThat(error.at("/message").asString()).contains(reason);
        });
        assertThat(etag(get(path))).isEqualTo(etag(read));
    }

    @ParameterizedTest
    @CsvSource({
        "price_monthly, 1e999999999, must be a number",
        "price_monthly, 1e-400, must be a number",
        "price_monthly, 9999999999999999, must be a number",
        "ram_gb, 1e30, must be a number",
        "ram_gb, 9999999999, must be at most 1000000"
    })
    void aNumberThatHasNoRoomIsRefused(String column, String planted, String reason) {
        var read = get("/api/v1/catalog/tables/bare-metal-servers");
        var lines = read.body().split("\r?\n", 3);
        int at = java.util.List.of(lines[0].split(",")).indexOf(column);
        var cells = lines[1].split(",");
        cells[at] = planted;

        var sent = put(
                "/api/v1/catalog/tables/bare-metal-servers",
                "text/csv",
                lines[0] + "\n" + String.join(",", cells) + "\n" + lines[2],
                etag(read));

        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(json(sent).at("/errors/0/field").asString()).contains(column);
        assertThat(json(sent).at("/errors/0/message").asString()).startsWith(reason);
    }

    @Test
    void aPartOfAListReplacesNothing() {
        var part = get("/api/v1/catalog/servers?limit=1");

        var sent = put("/api/v1/catalog/servers", "application/json", part.body(), etag(part));

        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(json(sent).at("/errors/0/field").asString()).isEqualTo("nextCursor");
    }

    @Test
    void aTableGoesOutAndInAsItsFile() {
        var csv = get("/api/v1/catalog/tables/budgets");
        var row = "2031-Q2,1000,EUR,board,2026-11-24,\n";

        var sent = put("/api/v1/catalog/tables/budgets", "text/csv", csv.body() + row, etag(csv));
        var bad = put("/api/v1/catalog/tables/budgets", "text/csv", csv.body() + row.replace("Q2", "Q7"), etag(sent));

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/catalog/tables/budgets").body()).endsWith(row);
        assertThat(json(bad).at("/errors/0/message").asString()).contains("2027-Q1");
        assertThat(put("/api/v1/catalog/tables/budgets", "text/csv", csv.body(), etag(sent))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void cashFlowAddsUp() {
        var whole = json(get("/api/v1/costs/cash-flow"));
        var first = json(get("/api/v1/costs/cash-flow?from=2027-01-01&to=2027-03-01"));

        assertThat(whole.at("/months/0/actual/amount").asString()).isEqualTo("3699.50");
        assertThat(first.at("/months").size()).isEqualTo(2);
        assertThat(first.at("/months/0/oneTime/amount").asString()).isEqualTo("79.00");
        assertThat(first.at("/months/0/recurring/amount").asString()).isEqualTo("3884.00");
        assertThat(first.at("/months/1/cumulative/amount").asString()).isEqualTo("7847.00");
        assertThat(whole.at("/budgets/0/left/amount").asString()).isEqualTo("3269.00");
        assertThat(get("/api/v1/costs/cash-flow?format=csv").body()).startsWith("month,closed,oneTime");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/costs/cash-flow?from=2027-03-01&to=2027-01-01, to",
        "/api/v1/costs/cash-flow?from=March, from",
        "/api/v1/costs/cash-flow?currency=XXX, currency",
        "/api/v1/costs/comparison?currency=euro, currency",
        "/api/v1/catalog/changes?from=1&to=99999, to"
    })
    void aParameterThatCannotBeUsedIsNamed(String path, String field) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    private HttpResponse<String> put(String path, String type, String body, String ifMatch) {
        return send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", type)
                        .header("If-Match", ifMatch)
                        .PUT(BodyPublishers.ofString(body)));
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static int version(HttpResponse<String> answer) {
        return Integer.parseInt(etag(answer).replaceAll("\\D", ""));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
