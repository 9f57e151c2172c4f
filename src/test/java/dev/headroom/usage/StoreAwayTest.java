package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreAwayTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
    private static final int SLOTS = 4 * 288;
    private static final String[] SETTINGS = {"headroom.backfill-days=5"};

    @Test
    void keepsTheLastFiguresAndCatchesUpAsIfNothingHadHappened() {
        try (var store = TestMetricStore.victoriaMetrics()) {
            var fleet = new GeneratedFleet(START, SLOTS);
            server(fleet, "a", 1, SLOTS);
            server(fleet, "b", 2, 3 * 288 + 30);
            store.importJson(fleet.lines());
            store.flush();
            var clock = new TestClock(START.plus(Duration.ofHours(30)));
            try (var interrupted = Collector.start(store.url(), TestDatabase.create(), clock, SETTINGS)) {
                interrupted.poll();
                store.stop();
                clock.advance(Duration.ofHours(48));
                interrupted.poll();

                assertThat(interrupted.status().reachable()).isFalse();
                assertThat(interrupted.status().lastError())
                        .contains("can't reach")
                        .endsWith(": connection refused");
                assertThat(interrupted.status().lagSeconds())
                        .isEqualTo(Duration.ofHours(49).toSeconds());
                assertThat(p95(interrupted, FIRST_DAY)).isNotNull();

                store.restart();
                interrupted.poll();
                clock.moveTo(START.plus(Duration.ofHours(100).plusMinutes(10)));
                interrupted.poll();

                assertThat(interrupted.status().reachable()).isTrue();
                assertThat(interrupted.status().lastError()).isNull();
                assertThat(interrupted.events())
                        .containsExactly(
                                new BackfillCompleted(),
                                new DayRolledUp(FIRST_DAY.plusDays(1)),
                                new DayRolledUp(FIRST_DAY.plusDays(2)),
                                new DayRolledUp(FIRST_DAY.plusDays(3)));
                try (var steady = Collector.start(store.url(), TestDatabase.create(), clock, SETTINGS)) {
                    steady.poll();

                    assertThat(contents(interrupted)).isEqualTo(contents(steady));
                }
            }
        }
    }

    private static void server(GeneratedFleet fleet, String name, long seed, int to) {
        double[] traffic = GeneratedFleet.times(1e8, fleet.rhythm(seed + 10));
        fleet.scrape(0, to, "instance", name + ":9100", "job", "node")
                .cpu(1, fleet.rhythm(seed))
                .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(seed + 20)))
                .network("eth0", traffic, traffic);
    }

    private static Object p95(Collector collector, LocalDate day) {
        return collector
                .history()
                .days(Subject.pool("node"), Resource.CPU, day, day.plusDays(1))
                .getFirst()
                .p95();
    }

    private static List<String> contents(Collector collector) {
        return collector
                .jdbc()
                .queryForList("select (to_jsonb(t) - 'recorded_at')::text from daily_usage t order by 1", String.class);
    }
}
