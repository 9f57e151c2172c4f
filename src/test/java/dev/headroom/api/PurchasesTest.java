package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Scope;
import dev.headroom.access.Tokens;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Subject;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.procurement.Purchase;
import dev.headroom.testing.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A purchase, as programs see it. */
class PurchasesTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SMALL = proposal("99.00", "10.00", 1);
    private static final String LARGE = proposal("79.00", "424.00", 2);

    @Autowired
    private LeadTimes leadTimes;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Inventory inventory;

    @BeforeEach
    void assessed() {
        fill();
    }

    @AfterEach
    void forgetWhatCameOfThePlan() {
        jdbc.sql("update purchase set state = 'cancelled' where plan_order is not null")
                .update();
    }

    @AfterEach
    void removeNodes() {
        jdbc.sql("delete from node where id in ('newcomer', 'old-one', 'it''s \"quoted\": yes')")
                .update();
        jdbc.sql("delete from pool where id in ('arrivals', 'web servers')").update();
        inventoryForgets();
    }

    @Test
    void goesFromProposalToServiceAndSaysWhoDidWhat() {
        var path = proposed(SMALL);

        step(path, "{\"state\":\"approved\",\"reason\":\"needed\"}", 200);
        step(
                path,
                "{\"state\":\"ordered\",\"date\":\"2026-11-01\",\"purchaseOrderNumber\":\"PO-7\","
                        + "\"pricePaid\":{\"amount\":\"95.00\",\"currency\":\"EUR\"},\"expectedOn\":\"2027-01-15\"}",
                200);
        step(path, "{\"state\":\"delivered\",\"date\":\"2026-11-20\"}", 200);
        var served = step(path, "{\"state\":\"in-service\",\"date\":\"2026-11-22\"}", 200);

        assertThat(served.at("/state").asString()).isEqualTo("in-service");
        assertThat(served.at("/purchaseOrderNumber").asString()).isEqualTo("PO-7");
        assertThat(served.at("/pricePaid/amount").asString()).isEqualTo("95.00");
        assertThat(served.at("/nextStates").size()).isZero();
        assertThat(history(path))
                .containsExactly(
                        "purchase.in-service",
                        "purchase.delivered",
                        "purchase.ordered",
                        "purchase.approved",
                        "purchase.proposed");
    }

    @Test
    void comesInParts() {
        var path = ordered(LARGE);

        var part = step(path, "{\"state\":\"delivered\",\"quantity\":1,\"date\":\"2026-12-20\"}", 200);
        var whole = step(path, "{\"state\":\"delivered\",\"date\":\"2027-01-10\"}", 200);

        assertThat(part.at("/state").asString()).isEqualTo("ordered");
        assertThat(part.at("/delivered").asInt()).isEqualTo(1);
        assertThat(whole.at("/state").asString()).isEqualTo("delivered");
        assertThat(whole.at("/deliveredOn").asString()).isEqualTo("2027-01-10");
        assertThat(whole.at("/deliveries").size()).isEqualTo(2);
    }

    @Test
    void keepsWhatHasComeWhenTheRestIsCancelled() {
        var path = ordered(LARGE);
        step(path, "{\"state\":\"delivered\",\"quantity\":1}", 200);

        var cut = step(path, "{\"state\":\"cancelled\",\"reason\":\"enough\"}", 200);

        assertThat(cut.at("/state").asString()).isEqualTo("delivered");
        assertThat(cut.at("/quantity").asInt()).isEqualTo(1);
    }

    @Test
    void aboveTheAmountWhoeverProposedItMayNotApproveIt() {
        var path = proposed(LARGE);

        var own = step(path, "{\"state\":\"approved\"}", 403);
        var second = json(send("PATCH", path, approver(), null, "{\"state\":\"approved\"}"));

        assertThat(own.at("/type").asString()).isEqualTo("/problems/second-person-needed");
        assertThat(second.at("/state").asString()).isEqualTo("approved");
        assertThat(second.at("/decidedBy").asString()).isEqualTo("approver");
    }

    @Test
    void anotherTokenOfTheSameUserIsNoSecondPerson() {
        var browser = newBrowser();
        logIn(browser, "admin@example.com", PASSWORD);
        var page = send(browser, request("/plan")).body();
        var order = page.split("name=\"order\" value=\"")[1].split("\"")[0];
        var made = post(browser, "/purchases", Map.of("order", order, "_csrf", csrf(page)));
        var path =
                "/api/v1" + made.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]*", "");
        var admins = tokens.issue("the administrator's own", EnumSet.allOf(Scope.class), null, "admin@example.com")
                .secret();

        var answer = send("PATCH", path, admins, null, "{\"state\":\"approved\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(send("PATCH", path, approver(), null, "{\"state\":\"approved\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"state":"ordered"}                                    | 409 | state
            {"state":"in-service"}                                 | 409 | state
            {"state":"proposed"}                                   | 400 | state
            {"state":"lost"}                                       | 400 | state
            {"state":"rejected"}                                   | 400 | reason
            {"state":"approved","quantity":1}                      | 400 | quantity
            {"state":"approved","date":"2026-11-01"}               | 400 | date
            {"state":"approved","pricePaid":{"amount":"x","currency":"EUR"}} | 400 | pricePaid.amount
            {"state":"approved","pricePaid":{"amount":"1","currency":"XQZ"}} | 400 | pricePaid.currency
            {"state":"approved","pricePaid":{"amount":"-1","currency":"EUR"}} | 400 | pricePaid
            {"state":"approved","monthlyPaid":{"amount":"1.005","currency":"EUR"}} | 400 | monthlyPaid
            {"node":"nowhere"}                                     | 400 | node
            {"state":"approved","expectedOn":"2020-01-31"}         | 400 | expectedOn
            {"state":"approved","pricePaid":{"amount":"1","currency":"JPY"}} | 400 | pricePaid.currency
            {"state":"delivered","quantity":1.5}                   | 400 | quantity
            """)
    void refusesAStepThatMakesNoSenseAndNamesTheField(String body, int status, String field) {
        var path = proposed(SMALL);

        var problem = step(path, body, status);

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(get(path)).at("/state").asString()).isEqualTo("proposed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                            | pool
            {"order":"no-such-order"}                                     | order
            {"order":"x","pool":"workers"}                                | order
            {"pool":"workers","model":"m","reason":"r"}                   | oneTime
            {"pool":"workers","model":"m","quantity":0,"oneTime":{"amount":"1","currency":"EUR"},"reason":"r"} | quantity
            {"pool":"workers","model":"m","expectedOn":"2020-01-31","oneTime":{"amount":"1","currency":"EUR"},"reason":"r"} | expectedOn
            {"pool":"workers","model":"m","oneTime":{"amount":"1","currency":"XAU"},"reason":"r"} | oneTime.currency
            {"pool":"workers","model":"m","kind":"cloud","oneTime":{"amount":"1","currency":"EUR"},"reason":"r"} | kind
            """)
    void refusesAProposalThatMakesNoSenseAndNamesTheField(String body, String field) {
        var answer = send("POST", "/api/v1/purchases", BOOTSTRAP_TOKEN, null, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)
                        .at("/errors")
                        .valueStream()
                        .map(e -> e.at("/field").asString()))
                .contains(field);
    }

    @Test
    void anOrderIsNotExpectedBeforeItIsPlacedAndIsLateOnceItsDayHasPassed() {
        var path = proposed(SMALL);
        send("PATCH", path, approver(), null, "{\"state\":\"approved\"}");
        var order = "{\"state\":\"ordered\",\"date\":\"2026-10-01\",\"expectedOn\":\"%s\"}";

        var before = step(path, order.formatted("2026-09-30"), 400);
        var after = step(path, order.formatted("2026-10-20"), 200);

        assertThat(before.at("/errors/0/field").asString()).isEqualTo("expectedOn");
        assertThat(before.at("/errors/0/value").asString()).isEqualTo("2026-09-30");
        assertThat(before.at("/errors/0/message").asString()).isEqualTo("must not be before the order, 2026-10-01");
        assertThat(after.at("/late").asBoolean()).isTrue();
    }

    @Test
    void anEditNeedsTheVersionThatItIsMeantFor() {
        var path = ordered(SMALL);
        var etag = get(path).headers().firstValue("ETag").orElseThrow();
        var edit = "{\"purchaseOrderNumber\":\"PO-8\"}";

        assertThat(send("PATCH", path, BOOTSTRAP_TOKEN, null, edit).statusCode())
                .isEqualTo(428);
        assertThat(send("PATCH", path, BOOTSTRAP_TOKEN, etag, edit).statusCode())
                .isEqualTo(200);
        assertThat(send("PATCH", path, BOOTSTRAP_TOKEN, etag, edit).statusCode())
                .isEqualTo(412);
    }

    @Test
    void anOrderOfThePlanBecomesAProposalAsItIs() {
        var order = json(get("/api/v1/plan")).at("/orders/0");

        var made = json(send(
                "POST",
                "/api/v1/purchases",
                BOOTSTRAP_TOKEN,
                null,
                "{\"order\":\"" + order.at("/id").asString() + "\"}"));

        for (var field : List.of("pool", "model", "quantity", "oneTime", "monthly")) {
            assertThat(made.at("/" + field)).isEqualTo(order.at("/" + field));
        }
        assertThat(made.at("/reason")).isEqualTo(order.at("/sentence"));
        assertThat(made.at("/expectedOn")).isEqualTo(order.at("/inService"));
        step(
                "/api/v1/purchases/" + made.at("/id").asString(),
                "{\"state\":\"rejected\",\"reason\":\"only tried\"}",
                200);
    }

    @Test
    void anOrderOfThePlanIsProposedOnceUnlessThatCameToNothing() {
        var body =
                "{\"order\":\"" + json(get("/api/v1/plan")).at("/orders/0/id").asString() + "\"}";
        var first = proposed(body);

        var again = send("POST", "/api/v1/purchases", BOOTSTRAP_TOKEN, null, body);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).at("/type").asString()).isEqualTo("/problems/proposed-already");
        assertThat(json(again).at("/purchase").asString()).isEqualTo(first);
        assertThat(json(again).at("/errors/0/field").asString()).isEqualTo("order");
        send("PATCH", first, approver(), null, "{\"state\":\"approved\"}");
        assertThat(send("POST", "/api/v1/purchases", BOOTSTRAP_TOKEN, null, body)
                        .statusCode())
                .isEqualTo(409);
        step(first, "{\"state\":\"cancelled\",\"reason\":\"only tried\"}", 200);
        var second = proposed(body);
        assertThat(second).isNotEqualTo(first);
        step(second, "{\"state\":\"rejected\",\"reason\":\"only tried\"}", 200);
    }

    @Test
    void manyProposalsOfOneOrderAtOnceMakeOnePurchase() {
        var body =
                "{\"order\":\"" + json(get("/api/v1/plan")).at("/orders/0/id").asString() + "\"}";

        List<HttpResponse<String>> answers;
        try (var pool = Executors.newFixedThreadPool(8)) {
            answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> send("POST", "/api/v1/purchases", BOOTSTRAP_TOKEN, null, body), pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
        var made = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow();
        step(
                made.headers().firstValue("Location").orElseThrow(),
                "{\"state\":\"rejected\",\"reason\":\"only tried\"}",
                200);
    }

    @Test
    void aScopeThatOnlyReadsChangesNothing() {
        var finance = token("finance only", "finance");
        var plan = token("plan only", "plan");
        var path = proposed(SMALL);

        assertThat(send("POST", "/api/v1/purchases", finance, null, SMALL).statusCode())
                .isEqualTo(403);
        assertThat(send("PATCH", path, plan, null, "{\"state\":\"approved\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", path, plan, null, null).statusCode()).isEqualTo(403);
    }

    @Test
    void aNodeThatAppearsIsOfferedClosesTheOrderAndTeachesTheLeadTime() {
        var path = ordered(proposal("79.00", "20.00", 1).replace("workers", "arrivals"));
        step(path, "{\"state\":\"delivered\",\"quantity\":1,\"date\":\"2026-10-20\"}", 400);
        addNode("newcomer", "arrivals", "2027-01-20T09:00:00Z");
        addNode("old-one", "arrivals", "2026-01-20T09:00:00Z");
        var id = path.substring(path.lastIndexOf('/') + 1);

        var offered = json(get("/api/v1/lead-times"))
                .at("/offered")
                .valueStream()
                .filter(offer -> offer.at("/purchase").asString().equals(id))
                .map(offer -> offer.at("/node").asString())
                .toList();
        var served = step(path, "{\"node\":\"newcomer\"}", 200);

        assertThat(offered).containsExactly("newcomer");
        assertThat(served.at("/state").asString()).isEqualTo("in-service");
        assertThat(served.at("/inServiceOn").asString()).isEqualTo("2027-01-20");
        assertThat(leadTimes.observed(Purchase.Kind.SERVER, "hetzner"))
                .filteredOn(time -> time.pool().equals("arrivals"))
                .singleElement()
                .satisfies(time -> assertThat(time.days()).isEqualTo(80));
        assertThat(json(get("/api/v1/nodes/newcomer")).at("/status").asInt()).isIn(0, 404);
        assertThat(jdbc.sql("select model from node where id = 'newcomer'")
                        .query(String.class)
                        .single())
                .isEqualTo("hetzner/AX162-S");
    }

    @Test
    void theAnsibleInventoryHasWhatServesAndWhatArrives() {
        var path = ordered(proposal("79.00", "20.00", 2).replace("workers", "web servers"));
        addNode("it's \"quoted\": yes", "web servers", "2026-01-20T09:00:00Z");
        var prefix = "web-servers-" + path.substring(path.lastIndexOf('/') + 1).substring(0, 8);

        var answer = get("/api/v1/inventory/ansible");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/yaml");
        Map<String, Map<String, Map<String, Map<String, Map<String, Map<String, Object>>>>>> yaml =
                new Yaml().load(answer.body());
        var groups = yaml.get("all").get("children");
        var hosts = groups.get("web_servers").get("hosts");
        assertThat(hosts).containsOnlyKeys("it's \"quoted\": yes", prefix + "-1", prefix + "-2");
        assertThat(hosts.get(prefix + "-1"))
                .containsEntry("headroom_state", "ordered")
                .containsEntry("headroom_model", "hetzner/AX162-S");
        assertThat(groups.get("arriving").get("hosts")).containsKey(prefix + "-2");
        assertThat(groups.get("in_service").get("hosts")).containsKey("it's \"quoted\": yes");
    }

    private void addNode(String id, String pool, String firstSeen) {
        jdbc.sql("insert into pool (id, name) values (?, ?) on conflict do nothing")
                .params(pool, pool)
                .update();
        jdbc.sql(
                        "insert into node (id, name, pool_id, first_seen, last_seen) values (?, ?, ?, ?::timestamptz, now() + interval '1 year')")
                .params(id, id, pool, firstSeen)
                .update();
        inventoryForgets();
    }

    private void inventoryForgets() {
        inventory.setLinkCapacity(Subject.pool("nobody"), "public", LocalDate.of(2026, 1, 1), null);
    }

    private String ordered(String body) {
        var path = proposed(body);
        send("PATCH", path, approver(), null, "{\"state\":\"approved\"}");
        step(path, "{\"state\":\"ordered\",\"date\":\"2026-11-01\"}", 200);
        return path;
    }

    private String proposed(String body) {
        var made = send("POST", "/api/v1/purchases", BOOTSTRAP_TOKEN, null, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private JsonNode step(String path, String body, int status) {
        var answer = send("PATCH", path, BOOTSTRAP_TOKEN, null, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    private List<String> history(String path) {
        return json(get("/api/v1/audit?subject=purchase:" + path.substring(path.lastIndexOf('/') + 1)))
                .at("/items")
                .valueStream()
                .map(row -> row.at("/action").asString())
                .toList();
    }

    private String approver() {
        return token("approver", "read\",\"finance\",\"plan");
    }

    private String token(String name, String scopes) {
        return json(send(
                        "POST",
                        "/api/v1/tokens",
                        BOOTSTRAP_TOKEN,
                        null,
                        "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(name, scopes)))
                .at("/token")
                .asString();
    }

    private static String proposal(String oneTime, String monthly, int quantity) {
        return """
                {"pool":"workers","model":"hetzner/AX162-S","quantity":%d,"reason":"Bandwidth runs out.",
                 "oneTime":{"amount":"%s","currency":"EUR"},"monthly":{"amount":"%s","currency":"EUR"}}""".formatted(quantity, oneTime, monthly);
    }

    private HttpResponse<String> send(String method, String path, String token, String ifMatch, String body) {
        var request = request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return send(newBrowser(), request);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
