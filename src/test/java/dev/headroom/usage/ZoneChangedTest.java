package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A planning time zone that is another one after a restart, when the store has forgotten a part of what was read. */
class ZoneChangedTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final Instant START = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant END = START.plus(Duration.ofDays(6));
    private static final int SLOTS = 6 * Slots.PER_DAY;
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void cutsAnewWhatIsStillThereInFiveMinutesAndKeepsTheRestAsItWas() {
        var database = TestDatabase.create();
        var fleet = new GeneratedFleet(START, SLOTS);
        scrape(fleet, 0);
        Map<LocalDate, Double> before;
        try (var store = store(fleet);
                var collector = collect(store, database, "UTC")) {
            before = means(collector);
            assertThat(before).hasSize(6);
            collector
                    .jdbc()
                    .update("delete from five_minute_usage where day < ?", FIRST.plusDays(3)); // as months later
        }
        var rest = new GeneratedFleet(START, SLOTS);
        scrape(rest, 3 * Slots.PER_DAY);
        try (var store = store(rest);
                var collector = collect(store, database, TOKYO.getId())) {
            var after = means(collector);

            for (int day = 4; day < 6; day++) {
                LocalDate date = FIRST.plusDays(day);
                long from = Slots.at(date.atStartOfDay(TOKYO).toInstant()) - Slots.at(START);
                double truth = Arrays.stream(growing())
                        .skip(from)
                        .limit(Slots.PER_DAY)
                        .average()
                        .orElseThrow();
                assertThat(after.get(date)).as(date.toString()).isCloseTo(truth, within(0.01 * truth));
                assertThat(Math.abs(before.get(date) - truth))
                        .as("the zones differ")
                        .isGreaterThan(0.01 * truth);
            }
            for (int day = 0; day < 3; day++) {
                assertThat(after.get(FIRST.plusDays(day))).isEqualTo(before.get(FIRST.plusDays(day)));
            }
            assertThat(collector.jdbc().queryForMap("select zone_before, time_zone from collection"))
                    .containsEntry("zone_before", "UTC")
                    .containsEntry("time_zone", TOKYO.getId());
        }
    }

    private static Map<LocalDate, Double> means(Collector collector) {
        var means = new TreeMap<LocalDate, Double>();
        collector
                .history()
                .days(Subject.node("a"), Resource.CPU, FIRST, FIRST.plusDays(6))
                .forEach(day -> means.put(day.date(), day.mean()));
        return means;
    }

    private static Collector collect(TestMetricStore store, TestDatabase database, String zone) {
        var clock = new TestClock(END.plus(Duration.ofMinutes(zone.equals("UTC") ? 10 : 80)));
        var collector =
                Collector.start(store.url(), database, clock, "headroom.time-zone=" + zone, "headroom.backfill-days=8");
        collector.poll();
        assertThat(collector.status().lastError()).isNull();
        return collector;
    }

    private static TestMetricStore store(GeneratedFleet fleet) {
        var store = TestMetricStore.victoriaMetrics();
        store.importJson(fleet.lines());
        store.flush();
        return store;
    }

    private static void scrape(GeneratedFleet fleet, int from) {
        fleet.scrape(from, SLOTS, "node", "a", "instance", "a:9100", "pool", "web")
                .cpu(4, growing())
                .memory(64e9, GeneratedFleet.times(1e10, growing()));
    }

    private static double[] growing() {
        return IntStream.rangeClosed(0, SLOTS)
                .mapToDouble(slot -> 0.5 + slot / 1000.0)
                .toArray();
    }
}
