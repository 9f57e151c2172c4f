package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class KilledTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAYS = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void losesNothingAndDoublesNothingWhenItIsKilled(long seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        Instant now = START.plus(Duration.ofDays(DAYS)).plus(Duration.ofMinutes(20));
        TestDatabase killed = TestDatabase.create();
        TestDatabase steady = TestDatabase.create();
        try (var store = TestMetricStore.victoriaMetrics()) {
            store.importJson(fleet());
            store.flush();
            for (int kill = 0; kill < 2; kill++) {
                try (var process = CollectingProcess.start(store.url(), killed, now, DAYS)) {
                    assertThat(process.hasStored(kill == 0 ? 1 : random.nextInt(0, 2)))
                            .as("kill %d comes before the end", kill)
                            .isTrue();
                    new CountDownLatch(1).await(random.nextInt(150), TimeUnit.MILLISECONDS);
                    process.kill();
                }
            }
            try (var process = CollectingProcess.start(store.url(), killed, now, DAYS)) {
                assertThat(process.end()).isZero();
            }
            try (var collector =
                    Collector.start(store.url(), steady, new TestClock(now), "headroom.backfill-days=" + DAYS)) {
                collector.poll();
            }
        }

        for (String table : List.of(
                "daily_usage", "hourly_usage", "five_minute_usage", "service_span", "capacity_change", "node")) {
            assertThat(contents(killed, table)).as(table).isEqualTo(contents(steady, table));
        }
    }

    private static List<String> contents(TestDatabase database, String table) {
        return new JdbcTemplate(database.dataSource())
                .queryForList(
                        "select (to_jsonb(t) - 'recorded_at')::text from " + table + " t order by 1", String.class);
    }

    private static String fleet() {
        var fleet = new GeneratedFleet(START, DAYS * Slots.PER_DAY);
        for (int node = 1; node <= 3; node++) {
            double[] traffic = GeneratedFleet.times(1e9, fleet.rhythm(node + 10));
            fleet.scrape(node == 3 ? 3000 : 0, fleet.slots(), "instance", node + ":9100", "job", "node")
                    .cpu(1, fleet.rhythm(node))
                    .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(node + 20)))
                    .network("eth0", traffic, traffic);
        }
        return fleet.lines();
    }
}
