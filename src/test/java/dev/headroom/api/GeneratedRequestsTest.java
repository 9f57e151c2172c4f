package dev.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests made up from the description, right and wrong ones: none is answered with a 500, and no answer breaks the description. How many, and
 * from which seed: {@code -Dheadroom.requests=10000 -Dheadroom.seed=7}.
 */
class GeneratedRequestsTest extends RunningServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REQUESTS = Integer.getInteger("headroom.requests", 4_000);
    private static final long SEED = Long.getLong("headroom.seed", 1);
    private static final int CALLERS = 4;
    private static final int MOST_FAULTS = 20;

    /** They compute for seconds each, or send mail. */
    private static final Set<String> SLOW =
            Set.of("createAssessment", "sendWeeklyReport", "createScenario", "runScenario");

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "workers",
            "worker-1",
            "nowhere",
            "cpu",
            "bandwidth-public",
            "aws",
            "1y",
            "2027-01-31",
            "2027-02-30",
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "null",
            "true",
            "../../etc/passwd",
            "=1+1",
            "'; drop table node; --",
            "\u0000",
            "\uD83D\uDE00",
            "é",
            "<script>alert(1)</script>",
            "%",
            "{}",
            "[]",
            "x".repeat(3000));

    private final HttpClient client = HttpClient.newHttpClient();
    private JsonNode description = JsonNodeFactory.instance.objectNode();
    private Schemas schemas = new Schemas(description);

    private record Operation(String method, String path, JsonNode of) {
        String id() {
            return of.at("/operationId").asString();
        }
    }

    @BeforeEach
    void readTheDescription() {
        fill();
        description = JSON.readTree(get("/api/v1/openapi.json").body());
        schemas = new Schemas(description);
    }

    @Test
    void everyOperationHasExamplesThatKeepItsSchemas() {
        var faults = new ArrayList<String>();
        for (var operation : operations()) {
            var contents = new ArrayList<JsonNode>();
            contents.add(operation.of.at("/requestBody/content"));
            operation.of.at("/responses").valueStream().forEach(response -> contents.add(response.at("/content")));
            assertThat(contents).as(operation.id()).anyMatch(content -> !content.isMissingNode());
            for (var content : contents) {
                content.propertyStream().forEach(media -> {
                    var example = media.getValue().get("example");
                    if (example == null) {
                        faults.add(operation.id() + ": no example of " + media.getKey());
                    } else if (media.getKey().endsWith("json")) {
                        schemas.faults(example, media.getValue().at("/schema"))
                                .forEach(fault -> faults.add(operation.id() + ": " + fault));
                    }
                });
            }
            operation
                    .of
                    .at("/parameters")
                    .valueStream()
                    .filter(parameter -> !parameter.has("example"))
                    .forEach(parameter -> faults.add(operation.id() + ": no example of " + parameter.at("/name")));
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void everyOperationSaysHowToAuthenticateAndWithWhichScope() {
        assertThat(description.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.of.at("/security/0/bearer/0").asString()).isIn("read", "finance", "plan", "admin");
            assertThat(operation.of.at("/responses/default/content").has("application/problem+json"))
                    .isTrue();
        });
    }

    @Test
    void noGeneratedRequestBreaksTheServerAndNoAnswerTheDescription() {
        var operations = operations().stream()
                .filter(operation -> !SLOW.contains(operation.id()))
                .toList();
        var faults = new ConcurrentLinkedQueue<String>();
        var statuses = new ConcurrentSkipListMap<Integer, Integer>();

        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                long seed = SEED + i;
                callers.submit(() -> {
                    call(operations, seed, faults, statuses);
                    return null;
                });
            }
        }

        assertThat(faults).isEmpty();
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(REQUESTS / CALLERS * CALLERS);
        assertThat(statuses).as("%s", statuses).containsKeys(200, 400, 404);
    }

    private void call(
            List<Operation> operations, long seed, Queue<String> faults, ConcurrentMap<Integer, Integer> statuses) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < REQUESTS / CALLERS && faults.size() < MOST_FAULTS; i++) {
            var operation = operations.get(random.nextInt(operations.size()));
            var wanted = path(operation, random);
            var body = operation.of.has("requestBody")
                    ? body(operation.of.at("/requestBody/content/application~1json/schema"), random)
                    : null;
            var answer = call(operation, wanted, body, random);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            int number = i;
            faults(operation, answer).stream()
                    .limit(1)
                    .forEach(fault -> faults.add("seed " + seed + ", request " + number + ": " + operation.method + " "
                            + wanted + " " + body + " -> " + fault));
        }
    }

    private List<String> faults(Operation operation, HttpResponse<String> answer) {
        int status = answer.statusCode();
        var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        if (status == 500) {
            return List.of("500 " + answer.body());
        }
        var responses = operation.of.at("/responses");
        var declared = responses.get(status >= 400 ? "default" : Integer.toString(status));
        if (declared == null) {
            return List.of(status + " is not described");
        }
        if (answer.body().isEmpty() && !declared.has("content")) {
            return List.of();
        }
        var media = declared.at("/content").get(type);
        if (media == null) {
            return List.of(status + " in the undescribed type " + type);
        }
        return type.endsWith("json")
                ? schemas.faults(JSON.readTree(answer.body()), media.at("/schema")).stream()
                        .map(fault -> status + " " + fault)
                        .toList()
                : List.of();
    }

    private HttpResponse<String> call(Operation operation, String path, JsonNode body, SplittableRandom random) {
        var request = request(path)
                .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
                .method(
                        operation.method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        random.nextInt(40) == 0 ? "{\"broken" : body.toString()));
        if (body != null) {
            request.header("Content-Type", random.nextInt(60) == 0 ? "text/plain" : "application/json");
        }
        if (random.nextInt(4) == 0) {
            request.header("Idempotency-Key", "key-" + random.nextInt(20));
        }
        if (random.nextInt(4) == 0) {
            request.header("If-Match", random.nextBoolean() ? "*" : "\"v0\"");
        }
        return send(client, request);
    }

    private String path(Operation operation, SplittableRandom random) {
        var path = operation.path;
        var query = new LinkedHashMap<String, String>();
        for (var parameter : operation.of.at("/parameters").valueStream().toList()) {
            var name = parameter.at("/name").asString();
            var value = random.nextInt(3) == 0
                    ? word(random)
                    : value(name, parameter.at("/schema"), random).asString("1");
            if (parameter.at("/in").asString().equals("path")) {
                path = path.replace("{" + name + "}", encoded(segment(value)));
            } else if (parameter.at("/in").asString().equals("query")
                    && (random.nextInt(3) > 0 || parameter.at("/required").asBoolean(false))) {
                query.put(name, value);
            }
        }
        if (random.nextInt(30) == 0) {
            query.put("unheard-of", word(random));
        }
        return query.isEmpty()
                ? path
                : path + "?"
                        + String.join(
                                "&",
                                query.entrySet().stream()
                                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                        .toList());
    }

    private JsonNode body(JsonNode schema, SplittableRandom random) {
        return random.nextInt(25) == 0
                ? List.of(JSON.readTree("[]"), JSON.readTree("null"), JSON.readTree("7"), JSON.readTree("{\"x\":1}"))
                        .get(random.nextInt(4))
                : value("", schema, random);
    }

    private JsonNode value(String name, JsonNode reference, SplittableRandom random) {
        var nodes = JsonNodeFactory.instance;
        var schema = schemas.resolved(reference);
        if (random.nextInt(15) == 0) {
            return List.of(nodes.nullNode(), nodes.numberNode(-1), nodes.stringNode(word(random)), nodes.arrayNode())
                    .get(random.nextInt(4));
        }
        for (var choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return value(name, schema.get(choice).get(0), random);
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        var type = schema.at("/type").isString()
                ? schema.at("/type").asString()
                : schema.at("/type")
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(one -> !one.equals("null"))
                        .findFirst()
                        .orElse("string");
        return switch (type) {
            case "object" -> {
                var object = nodes.objectNode();
                schema.at("/properties")
                        .propertyStream()
                        .filter(field -> random.nextInt(3) > 0)
                        .forEach(field -> object.set(field.getKey(), value(field.getKey(), field.getValue(), random)));
                yield object;
            }
            case "array" -> {
                var array = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(name, schema.get("items"), random));
                }
                yield array;
            }
            case "integer" -> nodes.numberNode(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(1, 50));
            case "number" -> nodes.numberNode(random.nextDouble() * 10);
            case "boolean" -> nodes.booleanNode(random.nextBoolean());
            default -> nodes.stringNode(text(name, schema, random));
        };
    }

    private String text(String name, JsonNode schema, SplittableRandom random) {
        var known = known().get(name);
        if (known != null && random.nextInt(4) > 0) {
            return known.get(random.nextInt(known.size()));
        }
        return switch (schema.at("/format").asString("")) {
            case "date" -> "202" + random.nextInt(10) + "-0" + random.nextInt(1, 10) + "-1" + random.nextInt(10);
            case "date-time" -> "2026-0" + random.nextInt(1, 10) + "-10T08:00:00Z";
            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            default ->
                schema.has("example") && random.nextBoolean()
                        ? schema.at("/example").asString("1")
                        : word(random);
        };
    }

    private static Map<String, List<String>> known() {
        return Map.of(
                "pool", List.of("workers", "nowhere"),
                "node", List.of("worker-1", "worker-2"),
                "resource", List.of("cpu", "memory", "bandwidth-public", "bandwidth-private"),
                "format", List.of("json", "csv", "xlsx"),
                "state", List.of("proposed", "approved", "ordered", "delivered", "in-service", "rejected", "cancelled"),
                "role", List.of("viewer", "planner", "approver", "finance"),
                "currency", List.of("EUR", "USD"),
                "amount", List.of("12.50", "0", "99999"),
                "provider", List.of("aws", "gcp", "azure"),
                "commitment", List.of("on-demand", "1y", "3y"));
    }

    private static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** A segment of nothing or of dots is another path. */
    private static String segment(String value) {
        return value.isBlank() || value.startsWith("..") ? "x" : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        description
                .at("/paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> operations.add(
                                new Operation(operation.getKey().toUpperCase(), path.getKey(), operation.getValue()))));
        return operations;
    }
}
