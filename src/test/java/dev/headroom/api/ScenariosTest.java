package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.AssessmentRun;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.Scenarios;
import dev.headroom.testing.AssessedFleet;
import dev.headroom.testing.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What if: on a real fleet of two pools, with 400 days of history in the database. */
@AssessedFleet
class ScenariosTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Assessment baseline;

    @Autowired
    private AssessmentRun run;

    @Autowired
    private Assessments assessments;

    @Autowired
    private Scenarios scenarios;

    @BeforeEach
    void assessed() {
        baseline = AssessedFleet.Baseline.of(jdbc, run);
    }

    @AfterEach
    void undone() {
        jdbc.sql("update adoption set ended_by = 'test', ended_at = now() where ended_at is null")
                .update();
    }

    @Test
    void aScenarioThatChangesNothingHasThePlanOfTheBaseline() {
        var answer = post("/api/v1/scenarios", "{\"name\": \"As it is\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        var scenario = json(answer);
        assertThat(scenario.at("/state").asString()).isEqualTo("complete");
        assertThat(scenario.at("/scenario")).isEqualTo(scenario.at("/baseline"));
        assertThat(scenario.at("/baseline/totalCost"))
                .isEqualTo(json(get("/api/v1/plan")).at("/totalCost"));
        assertThat(scenario.at("/baseline/orders"))
                .isEqualTo(json(get("/api/v1/plan")).at("/orders"));
        assertThat(scenario.at("/difference/totalCost/amount").asString()).isEqualTo("0.00");
        assertThat(scenario.at("/notes").isEmpty()).isTrue();
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/v1/scenarios/" + scenario.at("/id").asString());
    }

    @Test
    void aChangeThatTakesNothingAwayIsPlannedAnewToTheSamePlan() {
        // once as fast, and a failure threshold that is in force anyway: the same problem, found by another way
        var scenario = made("{\"name\": \"x\", \"growth\": [{\"factor\": 1, \"perYear\": 0}], \"surviveFailures\": 1}");

        assertThat(scenario.at("/scenario")).isEqualTo(scenario.at("/baseline"));
    }

    @Test
    void growthManyTimesAsFastRunsOutEarlierAndCostsMore() {
        var scenario = made("{\"name\": \"x\", \"growth\": [{\"pool\": \"web\", \"factor\": 8}]}");

        var cpu = resource(scenario, "web", "cpu");
        assertThat(cpu.at("/days").asLong()).isNegative();
        assertThat(cpu.at("/scenario/p50").asString())
                .isLessThan(cpu.at("/baseline/p50").asString());
        assertThat(resource(scenario, "batch", "cpu").at("/baseline"))
                .isEqualTo(resource(scenario, "batch", "cpu").at("/scenario"));
        assertThat(scenario.at("/difference/totalCost/amount").asDouble()).isPositive();
    }

    @Test
    void aCustomerFromADayOnTakesWhatWasLeft() {
        var from = LocalDate.now(ZoneOffset.UTC).plusDays(20);
        var scenario = made("""
                {"name": "Acme", "events": [{"name": "Acme", "date": "%s", "pool": "web", "demand": {"cpu": 80}}]}""".formatted(from));

        assertThat(LocalDate.parse(
                        resource(scenario, "web", "cpu").at("/scenario/p50").asString()))
                .isBetween(from, from.plusDays(7));
    }

    @Test
    void aLostNodeALowerThresholdAndMoreFailuresEachRunOutEarlier() {
        for (var change : List.of(
                "\"nodes\": [{\"pool\": \"web\", \"count\": -1}]",
                "\"thresholds\": [{\"pool\": \"web\", \"resource\": \"cpu\", \"threshold\": 0.7}]")) {
            var scenario = made("{\"name\": \"x\", " + change + "}");

            assertThat(resource(scenario, "web", "cpu").at("/days").asLong())
                    .as(change)
                    .isNegative();
        }
        var failures = made("{\"name\": \"x\", \"surviveFailures\": 2}");
        assertThat(failures.at("/difference/totalCost/amount").asDouble()).isPositive();
        // the threshold is reached when it was; what may be used is less
        var cpu = resource(failures, "web", "cpu");
        assertThat(cpu.at("/scenario/p50")).isEqualTo(cpu.at("/baseline/p50"));
        assertThat(cpu.at("/days").asLong())
                .isNegative()
                .isEqualTo(ChronoUnit.DAYS.between(
                        LocalDate.parse(cpu.at("/baseline/usableCrossing/p50").asString()),
                        LocalDate.parse(cpu.at("/scenario/usableCrossing/p50").asString())));
    }

    @Test
    void withAnAddedNodeAPoolDoesNotRunOutWithinTheYear() {
        var scenario = made("{\"name\": \"x\", \"nodes\": [{\"pool\": \"web\", \"count\": 1}]}");

        var cpu = resource(scenario, "web", "cpu");
        assertThat(cpu.at("/baseline/usableCrossing/p50").isNull()).isFalse();
        assertThat(cpu.at("/scenario/usableCrossing/p50").isNull()).isTrue();
        assertThat(cpu.at("/scenario/orderBy").isNull()).isTrue();
    }

    @Test
    void aLongerLeadTimeOrdersEarlier() {
        var scenario = made("{\"name\": \"x\", \"leadTimes\": {\"serverDays\": 100}}");

        assertThat(resource(scenario, "web", "cpu").at("/orderByDays").asLong()).isLessThanOrEqualTo(-30);
    }

    @Test
    void aBudgetBoundsAllPoolsTogether() {
        double half = json(get("/api/v1/plan")).at("/monthlyCost/0/amount").asDouble() / 2;
        var scenario = made("{\"name\": \"x\", \"budget\": {\"monthlyMax\": %.2f}}".formatted(half));

        scenario.at("/scenario/monthlyCost")
                .valueStream()
                .skip(1) // what is owned is in service in the first month
                .forEach(cost -> assertThat(cost.at("/amount").asDouble()).isLessThanOrEqualTo(half));
        assertThat(scenario.at("/difference/unmetMonths").asInt()).isPositive();
    }

    @Test
    void anotherPriceAndAnOfferTheBookLacksAreBoughtWhereTheyAreCheaper() {
        var scenario = made("""
                {"name": "x", "growth": [{"pool": "web", "factor": 4}],
                 "offers": [{"model": "acme/cheap", "capacity": {"cpu": 96, "memory": 549755813888}, "monthly": 1}]}""");

        assertThat(scenario.at("/scenario/orders")
                        .valueStream()
                        .map(order -> order.at("/model").asString()))
                .contains("acme/cheap");
    }

    @Test
    void idleNodesGoOverToThePoolThatNeedsThemWhereBothMay() {
        var apart = made("{\"name\": \"x\", \"growth\": [{\"pool\": \"web\", \"factor\": 3}]}");
        var together = made(
                "{\"name\": \"x\", \"growth\": [{\"pool\": \"web\", \"factor\": 3}], \"rebalance\": [\"web\", \"batch\"]}");

        var moves = together.at("/scenario/orders")
                .valueStream()
                .filter(order -> order.at("/kind").asString().equals("move"))
                .toList();
        assertThat(moves).isNotEmpty();
        assertThat(moves.getFirst().at("/sentence").asString()).contains("from batch to web");
        assertThat(together.at("/scenario/totalCost/amount").asDouble())
                .isLessThan(apart.at("/scenario/totalCost/amount").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name |",
                "{\"name\": \" \"} | name | ' '",
                "{\"name\": \"x\", \"grow\": 2} | grow | 2",
                "{\"name\": \"x\", \"growth\": [{\"factor\": -1}]} | growth[0].factor | -1.0",
                "{\"name\": \"x\", \"growth\": [{\"factor\": \"fast\"}]} | growth[0].factor | fast",
                "{\"name\": \"x\", \"growth\": [{\"pool\": \"nowhere\", \"factor\": 2}]} | growth[0].pool | nowhere",
                "{\"name\": \"x\", \"growth\": [{\"resource\": \"heat\", \"factor\": 2}]} | growth[0].resource | heat",
                "{\"name\": \"x\", \"events\": [{\"name\": \"x\"}]} | events[0].date |",
                "{\"name\": \"x\", \"events\": [{\"name\": \"x\", \"date\": \"2020-01-01\", \"pool\": \"web\","
                        + " \"demand\": {\"cpu\": 1}}]} | events[0].date | 2020-01-01",
                "{\"name\": \"x\", \"drivers\": [{\"pool\": \"web\", \"driver\": \"requests\", \"change\": 0.4}]}"
                        + " | drivers[0].driver | requests",
                "{\"name\": \"x\", \"drivers\": [{\"pool\": \"web\", \"driver\": \"requests\"}]} | drivers[0].change |",
                "{\"name\": \"x\", \"nodes\": [{\"pool\": \"web\", \"count\": -4}]} | nodes | -4",
                "{\"name\": \"x\", \"nodes\": [{\"pool\": \"web\", \"model\": \"hetzner/AX162-R\", \"count\": -9}]}"
                        + " | nodes[0].count | -9",
                "{\"name\": \"x\", \"thresholds\": [{\"threshold\": 80}]} | thresholds[0].threshold | 80.0",
                "{\"name\": \"x\", \"thresholds\": [{\"pool\": \"web\", \"threshold\": 0.7},"
                        + " {\"threshold\": 0.7}, {\"pool\": \"web\", \"threshold\": 0.6}]} | thresholds[2].threshold | 0.6",
                "{\"name\": \"x\", \"prices\": [{\"model\": \"hetzner/AX162-R\", \"monthly\": 1},"
                        + " {\"model\": \"hetzner/AX162-R\", \"monthly\": 2}]} | prices[1].model | hetzner/AX162-R",
                "{\"name\": \"x\", \"surviveFailures\": 99} | surviveFailures | 99",
                "{\"name\": \"x\", \"leadTimes\": {\"serverDays\": -3}} | leadTimes.serverDays | -3",
                "{\"name\": \"x\", \"prices\": [{\"model\": \"acme/none\", \"monthly\": 1}]} | prices[0].model | acme/none",
                "{\"name\": \"x\", \"budget\": {\"monthlyMax\": -1}} | budget.monthlyMax | -1",
                "{\"name\": \"x\", \"rebalance\": [\"web\"]} | rebalance | web",
                "{\"name\": \"x\", \"rebalance\": [\"web\", \"web\"]} | rebalance | web"
            })
    void wrongInputIsAProblemThatNamesTheFieldAndTheValue(String body, String field, @Nullable String value) {
        var answer = post("/api/v1/scenarios", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        var error = json(answer).at("/errors/0");
        assertThat(error.at("/field").asString()).isEqualTo(field);
        assertThat(error.at("/value").isNull() ? null : error.at("/value").asString())
                .isEqualTo(value);
    }

    @Test
    void anAdoptedScenarioIsPlannedByUntilItIsUndone() {
        var id = made("{\"name\": \"Prudent\", \"thresholds\": [{\"threshold\": 0.6}]}")
                .at("/id")
                .asString();
        var before = assessments.latest().orElseThrow().id();

        assertThat(post("/api/v1/scenarios/" + id + "/adoption", "").statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !assessments.latest().orElseThrow().id().equals(before));
        assertThat(threshold()).isEqualTo(0.6);
        assertThat(post("/api/v1/scenarios/" + id + "/adoption", "").statusCode())
                .isEqualTo(409);
        assertThat(send("DELETE", "/api/v1/scenarios/" + id, "").statusCode()).isEqualTo(400);
        // the baseline has its changes: beside it they would count twice
        var compared = json(get("/api/v1/scenarios/" + id)).at("/assessment");
        scenarios.again(UUID.fromString(id));
        assertThat(json(get("/api/v1/scenarios/" + id)).at("/state").asString()).isEqualTo("complete");
        assertThat(json(get("/api/v1/scenarios/" + id)).at("/assessment")).isEqualTo(compared);

        var adopted = assessments.latest().orElseThrow().id();
        assertThat(send("DELETE", "/api/v1/scenarios/" + id + "/adoption", "").statusCode())
                .isEqualTo(204);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !assessments.latest().orElseThrow().id().equals(adopted));
        assertThat(threshold()).isEqualTo(0.8);
    }

    /** Each of them alone leaves nodes. */
    @Test
    void scenariosThatTogetherLeaveAPoolNoNodeAreNotAllAdopted() {
        var ids = Stream.of("First", "Second")
                .map(name -> made("{\"name\": \"" + name
                                + "\", \"nodes\": [{\"pool\": \"web\", \"count\": -2}], \"surviveFailures\": 0}")
                        .at("/id")
                        .asString())
                .toList();
        assertThat(post("/api/v1/scenarios/" + ids.getFirst() + "/adoption", "").statusCode())
                .isEqualTo(200);

        var refused = post("/api/v1/scenarios/" + ids.getLast() + "/adoption", "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("nodes");
        assertThat(json(refused).at("/detail").asString())
                .contains("must leave web a node, with what is adopted already: it has 4");
        assertThat(json(get("/api/v1/scenarios/" + ids.getLast()))
                        .at("/adopted")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void scenariosAreListedSharedAndRemoved() {
        var id = made("{\"name\": \"Short-lived\"}").at("/id").asString();

        assertThat(json(get("/api/v1/scenarios?limit=1000"))
                        .at("/items")
                        .valueStream()
                        .map(item -> item.at("/id").asString()))
                .contains(id);
        assertThat(json(get("/api/v1/scenarios/" + id)).at("/link").asString()).isEqualTo("/scenarios/" + id);
        assertThat(send("DELETE", "/api/v1/scenarios/" + id, "").statusCode()).isEqualTo(204);
        assertThat(get("/api/v1/scenarios/" + id).statusCode()).isEqualTo(404);
    }

    private double threshold() {
        return json(get("/api/v1/pools/web")).at("/resources/0/threshold").asDouble();
    }

    private JsonNode made(String body) {
        var answer = post("/api/v1/scenarios?wait=60", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var scenario = json(answer);
        assertThat(scenario.at("/state").asString()).as(answer.body()).isEqualTo("complete");
        return scenario;
    }

    private static JsonNode resource(JsonNode scenario, String pool, String resource) {
        return scenario.at("/difference/resources")
                .valueStream()
                .filter(item -> item.at("/pool").asString().equals(pool)
                        && item.at("/resource").asString().equals(resource))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(
                newBrowser(),
                request(path)
                        .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
