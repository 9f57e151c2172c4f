package dev.headroom.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.testing.TestMetricStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the store answers about the demo fleet, beside what the fleet lived through. */
class MetricImportTest {

    private static final Instant END = Instant.parse("2026-11-20T18:00:00Z");
    private static final int DAYS = 3;
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]*,\"([^\"]+)\"");

    private static TestMetricStore store;

    @BeforeAll
    static void writeTheHistory() throws IOException {
        store = TestMetricStore.victoriaMetrics();
        var metrics = new MetricImport(store.url());
        metrics.write(metrics.recall(6, DAYS, 7, END), END, percent -> {});
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void showsEveryCoreAndByte() {
        assertThat(ask("count(node_cpu_seconds_total{mode=\"idle\"})")).isEqualTo(4 * 48 + 2 * 24);
        assertThat(ask("sum(node_memory_MemTotal_bytes) / 2^30")).isEqualTo(6 * 128, within(16.0));
        assertThat(ask("sum(node_network_speed_bytes{device=~\"eth0|bond0\"}) * 8"))
                .isEqualTo(36e9);
        assertThat(ask("sum(rate(node_cpu_seconds_total[5m]))")).isCloseTo(240, ONE_PERCENT);
    }

    @Test
    void showsTheLoadThatTheFleetHad() {
        var lived = lastSlots();

        assertThat(ask("sum(rate(node_cpu_seconds_total{mode!~\"idle|iowait\"}[5m]))"))
                .isCloseTo(lived.cores, ONE_PERCENT);
        assertThat(ask("sum(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes)"))
                .isCloseTo(lived.memory, ONE_PERCENT);
        assertThat(ask("sum(rate(node_network_transmit_bytes_total{device=~\"eth0|bond0\"}[5m])) * 8"))
                .isCloseTo(lived.publicBps, ONE_PERCENT);
        assertThat(ask("sum(rate(node_network_receive_bytes_total{device=\"eth1\"}[5m])) * 8"))
                .isCloseTo(lived.privateBps, ONE_PERCENT);
    }

    @Test
    void repeatsABondOnItsMembers() {
        double bond = ask("rate(node_network_transmit_bytes_total{device=\"bond0\"}[5m])");

        assertThat(ask("sum(rate(node_network_transmit_bytes_total{device=~\"eno.\"}[5m]))"))
                .isCloseTo(bond, ONE_PERCENT);
    }

    @Test
    void carriesOnWhatTheStoreHolds() throws IOException {
        try (var own = TestMetricStore.victoriaMetrics()) {
            var later = END.plus(Duration.ofHours(2));
            var first = new MetricImport(own.url());
            first.write(first.recall(1, 1, 7, END), END, percent -> {});

            var second = new MetricImport(own.url());
            long samples = second.write(second.recall(1, 1, 7, later), later, percent -> {});

            assertThat(samples).isPositive();
            assertThat(answer(own, "count_over_time(node_boot_time_seconds[26h])", later))
                    .isEqualTo(26 * 12);
            assertThat(answer(own, "max(resets(node_cpu_seconds_total[26h]))", later))
                    .isZero();
        }
    }

    @Test
    void refusesToMixTwoFleets() {
        // the store answers from what it was sent only after a while
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(() -> new MetricImport(store.url()).recall(12, DAYS, 7, END))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("holds a demo fleet of 6 nodes over 3 days"));
    }

    /** What the fleet used in the last slot, from its own books. */
    private static Lived lastSlots() {
        var fleet = new DemoFleet(6, DAYS, 7, END);
        while (fleet.hasUntil(END.minusSeconds(2 * Story.SLOT_SECONDS))) {
            fleet.advance(END.minusSeconds(2 * Story.SLOT_SECONDS));
        }
        double cores = 0;
        double memory = 0;
        double publicBps = 0;
        double privateBps = 0;
        for (var chunk : fleet.advance(END)) {
            cores += perSecond(chunk.user) + perSecond(chunk.kernel) + perSecond(chunk.steal);
            memory += chunk.memoryBytes() - chunk.memoryAvailable[1];
            publicBps += 8 * perSecond(chunk.publicOut);
            privateBps += 8 * perSecond(chunk.privateIn);
        }
        return new Lived(cores, memory, publicBps, privateBps);
    }

    private static double perSecond(double[] counter) {
        return (counter[1] - counter[0]) / Story.SLOT_SECONDS;
    }

    private static double ask(String promQl) {
        return answer(store, promQl, END);
    }

    private static double answer(TestMetricStore store, String promQl, Instant at) {
        var matcher = VALUE.matcher(store.query(promQl, at));
        assertThat(matcher.find()).as(promQl).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private record Lived(double cores, double memory, double publicBps, double privateBps) {}
}
