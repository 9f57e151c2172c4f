package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds whatever the route: fields, cursors, encodings, versions, and where a redirect leads. */
class HttpRulesTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @BeforeEach
    void assessed() {
        fill();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /api/v1/purchases                 | {"pool":"workers","quantiti":1}         | quantiti
            POST  | /api/v1/purchases                 | {"oneTime":{"amount":"1","currency":"EUR","tax":"0"}} | oneTime.tax
            POST  | /api/v1/scenarios                 | {"name":"n","grwoth":[]}                | grwoth
            POST  | /api/v1/tokens                    | {"name":"n","scopes":["read"],"for":"x"} | for
            POST  | /api/v1/users                     | {"email":"a@b.c","admin":true}          | admin
            PUT   | /api/v1/catalog/servers           | {"items":[{"color":"red"}]}             | items[0].color
            PUT   | /api/v1/catalog/clouds            | {"items":[],"why":"x"}                  | why
            """)
    void aFieldThatIsUnknownIsNamed(String method, String path, String body, String field) {
        var answer = send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(answer.body()).at("/detail").asString()).startsWith(field + ": is ");
    }

    @Test
    void aFieldThatComesTwiceIsRefused() {
        var answer = send(
                newBrowser(),
                request("/api/v1/tokens")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"one\",\"name\":\"two\",\"scopes\":[\"read\"]}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/type").asString()).isEqualTo("/problems/unreadable-body");
    }

    @Test
    void theDescriptionSaysThatBodiesHaveNoOtherFields() {
        var api = json(get("/api/v1/openapi.json").body());
        var open = new ArrayList<String>();

        api.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var schema = operation.getValue().at("/requestBody/content/application~1json/schema");
                    var model = api.at(schema.at("/$ref").asString("#/none").substring(1));
                    if (schema.has("$ref") && model.at("/additionalProperties").asBoolean(true)) {
                        open.add(operation.getKey() + " " + path.getKey());
                    }
                }));

        assertThat(open).isEmpty();
    }

    @Test
    void aCursorHoldsInItsOwnListOnly() {
        var cursor = json(get("/api/v1/nodes?limit=1").body()).at("/nextCursor").asString();

        assertThat(get("/api/v1/nodes?limit=1&cursor=" + cursor).statusCode()).isEqualTo(200);
        for (var list : List.of("pools", "purchases", "users", "tokens", "audit", "catalog/servers", "costs/focus")) {
            var answer = get("/api/v1/" + list + "?limit=1&cursor=" + cursor);

            assertThat(answer.statusCode()).as(list).isEqualTo(400);
            assertThat(json(answer.body()).at("/errors/0/field").asString()).isEqualTo("cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nodes", "/api/v1/nodes?format=csv", "/api/v1/catalog/servers", "/api/v1/plan"})
    void whoTakesCompressedAnswersGetsThem(String path) {
        var plain = bytes(path, null, null);
        var zipped = bytes(path, "gzip", null);
        var etag = zipped.headers().firstValue("ETag").orElseThrow();

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(zipped.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(etag).isEqualTo("W/" + plain.headers().firstValue("ETag").orElseThrow());
        assertThat(bytes(path, "gzip", etag).statusCode()).isEqualTo(304);
    }

    @Test
    void aWeakVersionIsAsGoodAsAStrongOneForAChange() {
        var etag = bytes("/api/v1/catalog/servers", "gzip", null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(putNothing("W/\"v0\"").statusCode()).isEqualTo(412);
        assertThat(putNothing(etag).statusCode()).isEqualTo(400); // the version is right, the list is empty
    }

    private HttpResponse<String> putNothing(String ifMatch) {
        return send(
                newBrowser(),
                request("/api/v1/catalog/servers")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .header("If-Match", ifMatch)
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"items\":[{\"vendor\":\"x\"}]}")));
    }

    @Test
    void theErrorPageIsNoPageOfItsOwn() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);

        assertThat(send(browser, request("/error")).statusCode()).isEqualTo(404);
        assertThat(send(newBrowser(), request("/error")).statusCode()).isEqualTo(404);
    }

    @Test
    void aRedirectNamesNoHost() {
        var answer = send(HttpClient.newHttpClient(), request("/purchases").header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/login");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /costs?currency=XQZ              | XQZ    | must be one with a dated rate: EUR
            /costs/cash-flow?currency=euro   | euro   | must be one with a dated rate: EUR
            /accuracy?days=7                 | 7      | must be one of
            /accuracy?days=soon              | soon   | must be a whole number
            /nodes?pool=nowhere              | nowhere | is no pool of the latest assessment
            /costs/prices/quotes?row=99      | 99     | is no row of this table
            /administration/audit?before=x   | x      | must be a whole number
            """)
    void aPageSaysWhatIsWrongWithItsAddress(String path, String value, String rule) {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);

        var answer = send(browser, request(path).header("Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The address has &#39;" + value + "&#39; as ")
                .contains(rule);
    }

    private HttpResponse<byte[]> bytes(String path, String encoding, String known) {
        var request = request(path).header("Authorization", "Bearer " + BOOTSTRAP_TOKEN);
        if (encoding != null) {
            request.header("Accept-Encoding", encoding);
        }
        if (known != null) {
            request.header("If-None-Match", known);
        }
        try {
            return newBrowser().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String unzipped(byte[] body) {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String body) {
        return JSON.readTree(body);
    }
}
