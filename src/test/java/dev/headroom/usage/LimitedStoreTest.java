package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.inventory.Node;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LimitedStoreTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int NODES = 6;

    @Test
    void asksForNodesInBatchesWhereTheStoreDoesNotAnswerForAllAtOnce() {
        try (var store = TestMetricStore.victoriaMetrics("-search.maxUniqueTimeseries=25")) {
            var fleet = new GeneratedFleet(START, 2 * Slots.PER_DAY);
            for (int node = 1; node <= NODES; node++) {
                fleet.scrape(0, fleet.slots(), "instance", "n" + node + ".a|b\"c:9100", "job", "node")
                        .cpu(2, fleet.rhythm(node))
                        .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(node + 20)));
            }
            store.importJson(fleet.lines());
            store.flush();
            var clock = new TestClock(START.plus(Duration.ofHours(25)));
            try (var collector =
                    Collector.start(store.url(), TestDatabase.create(), clock, "headroom.backfill-days=1")) {
                collector.poll();

                assertThat(collector.status().lastError()).isNull();
                assertThat(collector.inventory().nodes())
                        .hasSize(NODES)
                        .extracting(Node::name)
                        .contains("n1.a|b\"c");
                var pool = collector
                        .history()
                        .days(Subject.pool("node"), Resource.CPU, DAY, DAY.plusDays(1))
                        .getFirst();
                assertThat(pool.coverage()).isGreaterThan(0.99);
                assertThat(pool.capacity()).isEqualTo(2.0 * NODES);
            }
        }
    }
}
