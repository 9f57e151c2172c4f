package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Resource PUBLIC = Resource.bandwidth("public");

    @TempDir
    private Path folder;

    @Test
    void givesTheSameFiguresAsVictoriaMetrics() throws IOException {
        var fleet = new GeneratedFleet(START, 300);
        double[] traffic = GeneratedFleet.times(1e9, fleet.rhythm(3));
        fleet.scrape(0, 300, "instance", "a:9100", "job", "node")
                .reboot(100)
                .cpu(2, GeneratedFleet.times(2, fleet.rhythm(1)))
                .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(2)))
                .network("eth0", traffic, traffic)
                .network("wg0", traffic, traffic)
                .speed("eth0", 1.25e9);
        try (var victoria = TestMetricStore.victoriaMetrics()) {
            victoria.importJson(fleet.lines());
            victoria.flush();
            try (var prometheus = TestMetricStore.prometheus(copyOf(victoria))) {
                List<UsageDay> expected = days(victoria.url(), "VictoriaMetrics");
                List<UsageDay> actual = days(prometheus.url(), "Prometheus");

                for (int i = 0; i < expected.size(); i++) {
                    assertClose(actual.get(i).mean(), expected.get(i).mean());
                    assertClose(actual.get(i).p95(), expected.get(i).p95());
                    assertClose(actual.get(i).max(), expected.get(i).max());
                    assertThat(actual.get(i).capacity())
                            .isEqualTo(expected.get(i).capacity());
                    assertThat(actual.get(i).coverage()).isCloseTo(1, within(0.01));
                }
            }
        }
    }

    private static List<UsageDay> days(URI store, String product) {
        var clock = new TestClock(START.plus(Duration.ofHours(25).plusMinutes(6)));
        try (var collector = Collector.start(store, TestDatabase.create(), clock, "headroom.backfill-days=2")) {
            collector.poll();

            assertThat(collector.status().product()).isEqualTo(product);
            assertThat(collector.status().lastError()).isNull();
            return List.of(Resource.CPU, Resource.MEMORY, PUBLIC).stream()
                    .map(resource -> collector
                            .history()
                            .days(Subject.node("a"), resource, DAY, DAY.plusDays(1))
                            .getFirst())
                    .toList();
        }
    }

    /** Writes what a VictoriaMetrics holds as OpenMetrics text, whose times are in seconds. */
    private Path copyOf(TestMetricStore victoria) throws IOException {
        String text = victoria.get(
                "/api/v1/export?format=prometheus&match[]=%7B__name__!=%22%22%7D&start=" + START.getEpochSecond());
        String seconds = text.replaceAll("(?m) (\\d+)000$", " $1");
        return Files.writeString(folder.resolve("openmetrics.txt"), seconds + "# EOF\n");
    }

    private static void assertClose(Double actual, Double expected) {
        double truth = Objects.requireNonNull(expected);
        assertThat(Objects.requireNonNull(actual)).isCloseTo(truth, within(truth * 0.01));
    }
}
