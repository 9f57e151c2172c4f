package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @BeforeEach
    void assessed() {
        fill();
    }

    @Test
    void statusSaysHowHeadroomStands() {
        var status = json(get("/api/v1/status"));

        assertThat(status.at("/version").isString()).isTrue();
        assertThat(status.at("/metrics/reachable").isBoolean()).isTrue();
        assertThat(status.at("/history/backfill/state").asString()).isIn("running", "complete", "failed");
        assertThat(status.at("/forecast/lastRun").asString()).isEqualTo("2026-11-24T01:15:00Z");
    }

    @Test
    void poolsCarryTheirRunway() {
        var pool = json(get("/api/v1/pools/workers"));

        assertThat(json(get("/api/v1/pools")).at("/items/0")).isEqualTo(pool);
        var link = pool.at("/resources/3");
        assertThat(link.at("/resource").asString()).isEqualTo("bandwidth-public");
        assertThat(link.at("/unit").asString()).isEqualTo("bitsPerSecond");
        assertThat(link.at("/crossing/p50").asString()).isEqualTo("2027-03-14");
        assertThat(link.at("/runwayDays").asInt()).isEqualTo(111);
        assertThat(link.at("/orderBy").asString()).isEqualTo("2027-01-06");
        assertThat(pool.at("/resources/2/capacity").isNull()).isTrue();
    }

    @Test
    void pagesOfNodesJoinToTheWholeList() {
        var whole = ids(json(get("/api/v1/nodes")));
        var joined = new ArrayList<String>();
        var cursor = "";
        do {
            var answer = get("/api/v1/nodes?pool=workers&limit=4" + cursor);
            assertThat(answer.statusCode()).isEqualTo(200);
            var page = json(answer);
            joined.addAll(ids(page));
            var next = page.at("/nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        assertThat(whole).hasSize(6);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void forecastsEndAtTheHorizon() {
        var forecast = json(get("/api/v1/pools/workers/forecast?resource=bandwidth-public&horizon=100"));

        assertThat(forecast.at("/points").size()).isEqualTo(100);
        assertThat(forecast.at("/points/0/date").asString()).isEqualTo("2026-11-24");
        assertThat(forecast.at("/crossing/p10").asString()).isEqualTo("2027-02-20");
        assertThat(forecast.at("/crossing/p50").isNull()).isTrue();
        assertThat(forecast.at("/accuracy/mase").asDouble()).isEqualTo(0.74);
    }

    @Test
    void amountsAreTextWithACurrency() {
        var plan = json(get("/api/v1/plan"));

        assertThat(plan.at("/status").asString()).isEqualTo("optimal");
        assertThat(plan.at("/orders/0/oneTime/amount").asString()).isEqualTo("79.00");
        assertThat(plan.at("/orders/0/oneTime/currency").asString()).isEqualTo("EUR");
        assertThat(plan.at("/orders/0/kind").asString()).isEqualTo("server");
    }

    @Test
    void aShorterComparisonSumsItsMonths() {
        var comparison = json(get("/api/v1/costs/comparison?months=2&provider=aws"));

        assertThat(comparison.at("/clouds").size()).isEqualTo(1);
        assertThat(comparison.at("/bareMetal/byMonth").size()).isEqualTo(2);
        assertThat(comparison.at("/bareMetal/total/compute/amount").asString()).isEqualTo("2544.00");
        assertThat(comparison.at("/clouds/0/total/egress/amount").asString()).isEqualTo("143328.40");
    }

    @Test
    void focusRowsOfAMonthAddUpToItsPayments() {
        var rows =
                json(get("/api/v1/costs/focus?from=2027-01-01&to=2027-02-01")).at("/items");

        assertThat(rows.valueStream()
                        .map(row -> row.at("/BilledCost").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("3963.00");
        assertThat(rows.valueStream())
                .allSatisfy(row ->
                        assertThat(row.at("/ChargePeriodStart").asString()).isEqualTo("2027-01-01T00:00:00Z"))
                .allSatisfy(row -> assertThat(row.at("/x_Forecast").asBoolean()).isTrue());
    }

    @Test
    void focusRowsOfAClosedMonthAddUpToWhatTheBooksHave() {
        var rows = json(get("/api/v1/costs/focus?to=2026-11-01")).at("/items");

        assertThat(rows.valueStream()
                        .map(row -> row.at("/BilledCost").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("3699.50");
    }

    @Test
    void focusRowsComeAsFilesWhoseHeaderLeadsToTheNextPage() {
        var first = get("/api/v1/costs/focus?format=csv&limit=2");
        var link = first.headers().firstValue("Link").orElseThrow();
        var second = get(link.substring(1, link.indexOf('>')));

        assertThat(first.body().lines().findFirst().orElseThrow())
                .startsWith("BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd")
                .endsWith("Tags,x_Forecast,x_Part");
        assertThat(first.body().lines()).hasSize(3);
        assertThat(second.body().lines()).hasSize(3);
        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(get("/api/v1/costs/focus?format=xlsx").body()).startsWith("PK");
    }

    @Test
    void anUnknownAmountIsNull() {
        var azure = json(get("/api/v1/costs/comparison?provider=azure")).at("/clouds/0");

        assertThat(azure.at("/total/compute").isNull()).isTrue();
        assertThat(azure.at("/savings").isNull()).isTrue();
        assertThat(azure.at("/missing").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/no-such-route, 404, ",
        "/api/v1/pools/nowhere, 404, ",
        "/api/v1/nodes/nowhere, 404, ",
        "/api/v1/pools/workers/forecast?resource=disk, 404, ",
        "/api/v1/pools?limit=0, 400, limit",
        "/api/v1/pools?limit=x, 400, limit",
        "/api/v1/pools?cursor=x, 400, cursor",
        "/api/v1/pools?colour=red, 400, colour",
        "/api/v1/pools?limit=1&limit=2, 400, limit",
        "/api/v1/pools?format=docx, 400, format",
        "/api/v1/nodes?pool=nowhere, 400, pool",
        "/api/v1/pools/workers/usage, 400, resource",
        "/api/v1/pools/workers/usage?resource=heat, 400, resource",
        "/api/v1/pools/workers/usage?resource=bandwidth-foo, 400, resource",
        "/api/v1/pools/workers/usage?resource=cpu&from=yesterday, 400, from",
        "/api/v1/costs/comparison?months=400, 400, months",
        "/api/v1/costs/focus?from=2027-02-01&to=2027-01-01, 400, to",
        "/api/v1/pools/a%2Fb, 400, ",
        "/api/v1/pools/%00, 400, ",
        "/api/v1/pools/a%5Cb, 400, ",
        "/api/v1/pools/%C3%28, 400, ",
        "/api/v1/pools/a;b, 400, ",
        "/api/v1/costs/comparison?provider=acme, 400, provider",
        "/api/v1/costs/comparison?commitment=9y, 400, commitment"
    })
    void whatCannotBeAnsweredIsAProblemThatNamesTheField(String path, int status, String field) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(type(answer)).startsWith("application/problem+json");
        var problem = json(answer);
        assertThat(problem.at("/type").asString()).startsWith("/problems/");
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/title").isString()).isTrue();
        if (field != null) {
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
            assertThat(problem.at("/detail").asString()).contains(field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2F", "%00", "%zz", "a%2", "%5C"})
    void aPathThatCannotBeDecodedIsAnsweredAsAllElse(String segment) throws IOException {
        var program = raw("/api/v1/pools/" + segment);
        var browser = raw("/pools/" + segment);

        assertThat(program)
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json", "\"status\":400");
        assertThat(browser).startsWith("HTTP/1.1 400").contains("Content-Type: text/html", "Back to the overview");
        assertThat(List.of(program, browser))
                .allSatisfy(answer -> assertThat(answer)
                        .contains(
                                "X-Content-Type-Options: nosniff",
                                "Content-Security-Policy: default-src 'none'",
                                "Referrer-Policy: no-referrer",
                                "Cache-Control: no-store"));
    }

    @Test
    void aRequestThatIsTooLongIsAProblem() throws IOException {
        assertThat(raw("/api/v1/audit?subject=" + "x".repeat(9000)))
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json", "longer than 8 KB");
    }

    /** Java's own client refuses such paths. */
    private String raw(String path) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAuthorization: Bearer "
                                    + BOOTSTRAP_TOKEN + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void wrongMethodsAndTypesAreProblems() {
        var put = write("PUT", "/api/v1/pools", "application/json", "{}");
        var type = write("POST", "/api/v1/tokens", "text/plain", "{}");
        var broken = write("POST", "/api/v1/tokens", "application/json", "{");
        var accept = send(
                newBrowser(),
                request("/api/v1/pools")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Accept", "image/png"));

        assertThat(List.of(put, type, broken, accept))
                .extracting(HttpResponse::statusCode)
                .containsExactly(405, 415, 400, 406);
        assertThat(List.of(put, type, broken, accept))
                .allSatisfy(answer -> assertThat(type(answer)).startsWith("application/problem+json"));
        assertThat(put.headers().firstValue("Allow")).isPresent();
    }

    @Test
    void tablesComeAsCsvAndXlsx() {
        var csv = get("/api/v1/pools?format=csv");
        var byAccept = send(
                newBrowser(),
                request("/api/v1/pools")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Accept", "text/csv"));
        var xlsx = get("/api/v1/plan?format=xlsx");

        assertThat(type(csv)).startsWith("text/csv");
        assertThat(csv.body().lines().findFirst().orElseThrow())
                .startsWith("pool,name,site,nodeCount,resource,unit,capacity,used");
        assertThat(csv.body()).isEqualTo(byAccept.body());
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("pools.csv");
        assertThat(type(xlsx)).startsWith("application/vnd.openxmlformats");
        assertThat(xlsx.body()).startsWith("PK");
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() {
        var first = get("/api/v1/plan");
        var etag = first.headers().firstValue("ETag").orElseThrow();

        var second = send(
                newBrowser(),
                request("/api/v1/plan")
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("If-None-Match", etag));

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void aTokenReachesWhatItsScopesAllow() {
        for (var scope : List.of("read", "finance", "plan", "admin")) {
            var token = newToken(scope);
            var expected = scope.equals("read") ? 200 : 403;
            assertThat(with(token, "/api/v1/pools").statusCode()).isEqualTo(expected);
            assertThat(with(token, "/api/v1/costs/comparison").statusCode())
                    .isEqualTo(scope.equals("finance") ? 200 : 403);
            assertThat(with(token, "/api/v1/tokens").statusCode()).isEqualTo(scope.equals("admin") ? 200 : 403);
        }
    }

    @Test
    void aDeletedTokenOpensNothing() {
        var made = json(write("POST", "/api/v1/tokens", "application/json", "{\"name\":\"x\",\"scopes\":[\"read\"]}"));
        var path = "/api/v1/tokens/" + made.at("/details/id").asString();

        var deleted = write("DELETE", path, "application/json", "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(with(made.at("/token").asString(), "/api/v1/pools").statusCode())
                .isEqualTo(401);
        assertThat(write("DELETE", path.replaceAll(".$", "x"), "application/json", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"x\",\"scopes\":[\"root\"]}", "{\"name\":\"\",\"scopes\":[\"read\"]}"})
    void aTokenThatMakesNoSenseIsRefused(String body) {
        var answer = write("POST", "/api/v1/tokens", "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").isString()).isTrue();
    }

    @Test
    void theDescriptionHasEveryRouteAndNoOther() {
        var description = json(get("/api/v1/openapi.json"));
        var described = new TreeSet<String>();
        description
                .at("/paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> described.add(operation.getKey().toUpperCase() + " " + path.getKey())));

        assertThat(description.at("/openapi").asString()).startsWith("3.1");
        assertThat(described).isEqualTo(routes());
    }

    @Test
    void everyRouteNamesItsScope() {
        assertThat(mappings.getHandlerMethods().values())
                .filteredOn(this::isOurs)
                .isNotEmpty()
                .allMatch(route -> route.hasMethodAnnotation(Needs.class));
    }

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (isOurs(handler)) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path)));
            }
        });
        return routes;
    }

    private boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().equals(ApiTest.class.getPackageName());
    }

    private String newToken(String scope) {
        var body = "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(scope, scope);
        return json(write("POST", "/api/v1/tokens", "application/json", body))
                .at("/token")
                .asString();
    }

    private HttpResponse<String> with(String token, String path) {
        return send(newBrowser(), request(path).header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> write(String method, String path, String type, String body) {
        return send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static List<String> ids(JsonNode page) {
        return page.at("/items")
                .valueStream()
                .map(item -> item.at("/id").asString())
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
