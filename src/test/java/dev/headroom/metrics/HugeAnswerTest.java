package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.metrics.Series.Moments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Answers that are far larger than the memory of whom they are sent to. */
class HugeAnswerTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long SIZE = 255L << 20;
    private static final String SMALL = "small";
    private static final String OPENING =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[";

    @Test
    void refusesAnAnswerOfManyValuesWithAFractionOfItsSizeInMemory() throws Exception {
        assertThat(asked("48m", i -> "[" + START.getEpochSecond() + ",\"1.5\"],"))
                .isEqualTo("TooMuch");
    }

    @Test
    void refusesAnAnswerOfAMillionSeriesWithAFractionOfItsSizeInMemory() throws Exception {
        assertThat(asked(
                        "160m",
                        i -> (i == 0 ? "" : ",") + (i == 0 ? "]}," : "") + "{\"metric\":{\"node\":\"node-" + i
                                + "\"},\"values\":[]}"))
                .isEqualTo("TooMuch");
    }

    @Test
    void refusesItWithinFiveSecondsAndIsAnsweredTheNextTime() throws Exception {
        String values =
                ("[" + START.getEpochSecond() + ",\"1.5\"],").repeat(4000); // made once: the sender is not measured
        var said = said("512m", i -> values);

        assertThat(said).endsWith("TooMuch", "answered");
        assertThat(Duration.parse(said.get(said.size() - 3))).isLessThan(Duration.ofSeconds(5));
    }

    /** Returns what came of it in a process of so much heap. */
    private static String asked(String heap, IntFunction<String> part) throws IOException, InterruptedException {
        var said = said(heap, part);
        return said.get(said.size() - 2);
    }

    /** Returns what such a process says: how long it took, what came of it, and what came of a small answer after it. */
    private static List<String> said(String heap, IntFunction<String> part) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean small = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .contains("query=" + SMALL);
                exchange.sendResponseHeaders(200, 0);
                var out = exchange.getResponseBody();
                out.write(OPENING.getBytes(StandardCharsets.UTF_8));
                if (small) {
                    out.write("]}]}}".getBytes(StandardCharsets.UTF_8));
                    return;
                }
                var block = new StringBuilder();
                int parts = 0;
                for (long sent = 0; sent < SIZE; sent += block.length()) {
                    block.setLength(0);
                    while (block.length() < 1 << 16) {
                        block.append(part.apply(parts++));
                    }
                    out.write(block.toString().getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        server.start();
        try {
            var process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heap,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            HugeAnswerTest.class.getName(),
                            "http://127.0.0.1:" + server.getAddress().getPort()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().toList();
        } finally {
            server.stop(0);
        }
    }

    public static void main(String[] arguments) {
        var store = new MetricStore(new MetricsSettings(
                URI.create(arguments[0]),
                null,
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(60),
                2,
                Duration.ofHours(1)));
        long began = System.nanoTime();
        try {
            store.range("up", new Moments(START, 300, 1));
        } catch (StoreFailure e) {
            System.out.println(Duration.ofNanos(System.nanoTime() - began));
            System.out.println(e.getClass().getSimpleName());
        }
        System.out.println(store.range(SMALL, new Moments(START, 300, 1)).size() == 1 ? "answered" : "not answered");
    }
}
