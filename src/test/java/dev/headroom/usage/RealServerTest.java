package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.headroom.inventory.Node;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This very machine, as a real node_exporter reads it and a real VictoriaMetrics keeps it. */
class RealServerTest {

    private static final int TICKS_PER_SECOND = 100;

    @TempDir
    private Path folder;

    private record Moment(long nanos, double busySeconds, double usedBytes) {}

    private static final int READINGS = 16;

    @Test
    void showsWhatTheKernelSays() throws Exception {
        int port = TestMetricStore.freePort();
        var exporter = new ProcessBuilder("/usr/bin/prometheus-node-exporter", "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("exporter.log").toFile())
                .start();
        var exporterUrl = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (var store = TestMetricStore.victoriaMetrics();
                var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> !read(http, exporterUrl).isEmpty());
            // a second of this machine stands for a minute, so that whole slots are filled
            Instant start = Instant.now().minus(Duration.ofMinutes(READINGS + 1));
            Moment before = now();
            Moment after = before;
            for (int minute = 0; minute < READINGS; minute++) {
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                importAt(http, store, port, start.plus(Duration.ofMinutes(minute)), read(http, exporterUrl));
                if (minute == 0) {
                    before = now();
                }
                after = now();
            }
            store.flush();
            Instant closed = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));
            var clock = new TestClock(closed.plus(Duration.ofMinutes(6)));
            try (var collector =
                    Collector.start(store.url(), TestDatabase.create(), clock, "headroom.backfill-days=1")) {
                collector.poll();

                Node node = collector.inventory().nodes().getFirst();
                assertThat(node.name()).isEqualTo("127.0.0.1");
                assertThat(node.pool()).isEqualTo("servers");
                UsageDay cpu = newest(collector, node, Resource.CPU);
                UsageDay memory = newest(collector, node, Resource.MEMORY);
                double cores = (after.busySeconds() - before.busySeconds()) / ((after.nanos() - before.nanos()) / 1e9);
                double shown = Objects.requireNonNull(cpu.max()) * 60;
                assertThat(shown).isCloseTo(cores, within(0.3 + cores * 0.3));
                assertThat(Objects.requireNonNull(memory.max()))
                        .isCloseTo(after.usedBytes(), within(0.1 * meminfo("MemTotal")));
                assertThat(cpu.capacity())
                        .isEqualTo((double) Runtime.getRuntime().availableProcessors());
                assertThat(memory.capacity()).isEqualTo(meminfo("MemTotal"));
            }
        } finally {
            exporter.destroy();
        }
    }

    private static UsageDay newest(Collector collector, Node node, Resource resource) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return collector
                .history()
                .days(node.subject(), resource, today.minusDays(1), today.plusDays(2))
                .getLast();
    }

    private static String read(HttpClient http, URI exporter) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(exporter).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void importAt(HttpClient http, TestMetricStore store, int port, Instant moment, String reading)
            throws IOException, InterruptedException {
        var target = URI.create(store.url() + "/api/v1/import/prometheus?timestamp=" + moment.toEpochMilli()
                + "&extra_label=job=servers&extra_label=instance=127.0.0.1:" + port);
        var answer = http.send(
                HttpRequest.newBuilder(target)
                        .POST(HttpRequest.BodyPublishers.ofString(reading))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static Moment now() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+");
        double total =
                Arrays.stream(fields, 1, 9).mapToDouble(Double::parseDouble).sum();
        double idle = Double.parseDouble(fields[4]) + Double.parseDouble(fields[5]);
        return new Moment(
                System.nanoTime(), (total - idle) / TICKS_PER_SECOND, meminfo("MemTotal") - meminfo("MemAvailable"));
    }

    private static double meminfo(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
