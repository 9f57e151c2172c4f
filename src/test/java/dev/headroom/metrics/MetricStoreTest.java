package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.testing.TestMetricStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricStoreTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Moments TWO = new Moments(START, 300, 2);

    private final List<HttpExchange> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<String> forms = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Answer answer = exchange -> {};

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            seen.add(exchange);
            forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void readsValuesAndLeavesOutWhatIsNoNumber() {
        answer = text(200, matrix("[%d,\"1.5\"],[%d,\"NaN\"]"));

        var series = store().range("up", TWO);

        assertThat(series).singleElement().satisfies(only -> {
            assertThat(only.label("node")).isEqualTo("a");
            assertThat(only.label("pool")).isEmpty();
            assertThat(only.at(0)).isEqualTo(1.5);
            assertThat(only.at(1)).isNaN();
        });
        assertThat(forms.getFirst()).contains("nocache=1").contains("deny_partial_response=1");
    }

    @Test
    void refusesValuesOfOtherMomentsThanAsked() {
        answer = text(200, matrix("[%d.5,\"1\"],[%d,\"1\"]"));

        assertThatThrownBy(() -> store().range("up", TWO)).isInstanceOf(StoreFailure.BadAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]},\"isPartial\":true}"
            })
    void takesNothingFromAPartialAnswer(String body) {
        answer = text(200, body);

        assertThatThrownBy(() -> store().range("up", TWO)).isInstanceOf(StoreFailure.Partial.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Log in</body></html>",
                "",
                "[]",
                "{\"status\":\"success\"}",
                "{\"status\":\"error\",\"error\":\"no\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[177",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"node\":\"a\"",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1772323200,\"x\"]]}]}}"
            })
    void refusesWhatIsNoWholeAnswer(String body) {
        answer = text(200, body);

        assertThatThrownBy(() -> store().range("up", TWO)).isInstanceOf(StoreFailure.BadAnswer.class);
    }

    @Test
    void readsOverFieldsItDoesNotKnow() {
        answer = text(
                200,
                "{\"status\":\"success\",\"trace\":{\"a\":[1]},\"infos\":[\"x\"],"
                        + "\"data\":{\"stats\":{},\"result\":[],\"resultType\":\"matrix\"}}");

        assertThat(store().range("up", TWO)).isEmpty();
    }

    @Test
    void refusesAHugeAnswerSoonAndInLittleMemory() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            out.write(
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":["
                            .getBytes(StandardCharsets.UTF_8));
            byte[] value =
                    ("[" + START.getEpochSecond() + ",\"1.5\"],").repeat(4096).getBytes(StandardCharsets.UTF_8);
            for (long sent = 0; sent < 255L << 20; sent += value.length) {
                out.write(value);
            }
        };
        long began = System.nanoTime();

        assertThatThrownBy(() -> store().range("up", new Moments(START, 300, 1)))
                .isInstanceOf(StoreFailure.TooMuch.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesAnAnswerThatSaysItIsHugeAtOnce() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 255L << 20);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        };

        assertThatThrownBy(() -> store().range("up", new Moments(START, 300, 1)))
                .isInstanceOf(StoreFailure.TooMuch.class);
    }

    @Test
    void refusesALabelOfTenMegabytes() {
        answer = text(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"node\":\""
                        + "x".repeat(10 << 20) + "\"},\"values\":[]}]}}");

        assertThatThrownBy(() -> store().range("up", TWO)).isInstanceOf(StoreFailure.BadAnswer.class);
    }

    @Test
    void waitsAsLongAsABusyStoreAsks() {
        var asked = new AtomicInteger();
        answer = exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(503, -1);
            } else {
                text(200, matrix("[%d,\"1\"],[%d,\"2\"]")).to(exchange);
            }
        };
        long began = System.nanoTime();

        assertThat(store().range("up", TWO)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesAStoreAloneThatAsksForMoreThanAWhile() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        };

        assertThatThrownBy(() -> store().range("up", TWO))
                .isInstanceOfSatisfying(
                        StoreFailure.Busy.class,
                        busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofHours(1)));
        assertThat(seen).hasSize(1);
    }

    @Test
    void asksOnceAndSaysWhatTheStoreSaidWhereItRefuses() {
        answer = text(403, "no such\ntenant");

        assertThatThrownBy(() -> store().range("up", TWO))
                .isInstanceOf(StoreFailure.Refused.class)
                .hasMessageEndingWith("answered 403: no such tenant");
        assertThat(seen).hasSize(1);
    }

    @Test
    void doesNotFollowRedirects() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(302, -1);
        };

        assertThatThrownBy(() -> store().range("up", TWO))
                .isInstanceOf(StoreFailure.Refused.class)
                .hasMessageContaining("not followed");
        assertThat(seen).hasSize(1);
    }

    @Test
    void givesUpOnAnAnswerThatTrickles() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long began = System.nanoTime();

        assertThatThrownBy(() -> store(Map.of(), Duration.ofSeconds(1)).range("up", TWO))
                .isInstanceOf(StoreFailure.Unreachable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void authenticatesAndSendsTheHeadersSet() {
        answer = text(200, matrix("[%d,\"1\"],[%d,\"2\"]"));

        store(Map.of("x-scope-orgid", "team-a"), Duration.ofSeconds(30)).range("up", TWO);

        var headers = seen.getFirst().getRequestHeaders();
        assertThat(headers.getFirst("X-Scope-OrgID")).isEqualTo("team-a");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Basic cmVhZGVyOnPDqWNyZXQ=");
    }

    @Test
    void halvesARangeThatIsTooMuchForARealStore() {
        try (var victoria = TestMetricStore.victoriaMetrics("-search.maxPointsPerTimeseries=100")) {
            var lines = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                lines.append("load{node=\"a\"} ")
                        .append(i)
                        .append(' ')
                        .append(START.plusSeconds(i * 300L).toEpochMilli());
                lines.append('\n');
            }
            victoria.importText(lines.toString());
            victoria.flush();

            var series = store(victoria.url()).range("max by (node) (load)", new Moments(START, 300, 400));

            assertThat(series).singleElement().satisfies(only -> {
                for (int i = 0; i < 400; i++) {
                    assertThat(only.at(i)).isEqualTo(i);
                }
            });
            assertThat(store(victoria.url()).product().name()).isEqualTo("VictoriaMetrics");
            assertThatThrownBy(() -> store(victoria.url()).range("max by (", TWO))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("422");
        }
    }

    @Test
    void escapesEveryValue() {
        String hostile = "a\"}) or vector(1) #\\\n.*|x";

        assertThat(Promql.selector("up", Promql.equal("node", hostile)))
                .isEqualTo("up{node=\"a\\\"}) or vector(1) #\\\\\\n.*|x\"}");
        assertThat(Promql.anyOf("node", List.of("a.b", "c|d"))).isEqualTo("node=~\"a\\\\.b|c\\\\|d\"");
    }

    private MetricStore store() {
        return store(Map.of(), Duration.ofSeconds(30));
    }

    private MetricStore store(Map<String, String> headers, Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new MetricStore(
                new MetricsSettings(url, "reader", "sécret", null, null, headers, timeout, 2, Duration.ofHours(1)));
    }

    private static MetricStore store(URI url) {
        return new MetricStore(new MetricsSettings(
                url, null, null, null, null, Map.of(), Duration.ofSeconds(30), 2, Duration.ofHours(1)));
    }

    private static Answer text(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static String matrix(String values) {
        long start = START.getEpochSecond();
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"node\":\"a\"},\"values\":["
                + values.formatted(start, start + 300) + "]}]}}";
    }
}
