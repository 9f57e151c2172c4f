package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers, each without half a day of samples that come late. */
class LateDataTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate LATE_DAY = FIRST_DAY.plusDays(2);
    private static final int DAYS = 5;
    private static final int DAY = Slots.PER_DAY;
    private static final Subject POOL = Subject.pool("node");

    private static TestMetricStore store;
    private static TestClock clock;
    private static Collector collector;

    @BeforeAll
    static void collect() {
        store = TestMetricStore.victoriaMetrics();
        var fleet = new GeneratedFleet(START, DAYS * DAY);
        server(fleet, "a", LATE_DAY);
        server(fleet, "b", FIRST_DAY);
        send(fleet);
        clock = new TestClock(START.plus(Duration.ofDays(3)).plus(Duration.ofMinutes(10)));
        collector = Collector.start(
                store.url(),
                TestDatabase.create(),
                clock,
                "headroom.backfill-days=5",
                "headroom.raw-days=10",
                "headroom.metrics.queries-at-once=1",
                "headroom.metrics.budget=20m");
        collector.poll();
        assertThat(coverage(LATE_DAY)).isLessThan(0.6);
        complete("a");
        clock.moveTo(START.plus(Duration.ofDays(3).plusHours(7)));
        collector.poll();
    }

    @AfterAll
    static void close() {
        collector.close();
        store.close();
    }

    @Test
    void readsAGapOnceMoreTheDayAfter() {
        assertThat(coverage(LATE_DAY)).isGreaterThan(0.99);
    }

    @Test
    void keepsWhatWasKnownBeforeLateDataCame() {
        complete("b");
        clock.moveTo(START.plus(Duration.ofDays(8)));
        collector.jdbc().update("update collection set newest = null, oldest = null, backfill_state = 'running'");
        collector.poll();

        List<UsageDay> then = known(FIRST_DAY.plusDays(3));
        List<UsageDay> today = known(FIRST_DAY.plusDays(8));

        assertThat(then).extracting(UsageDay::date).startsWith(FIRST_DAY).endsWith(LATE_DAY);
        assertThat(then.getFirst().coverage()).isLessThan(0.6);
        assertThat(today.getFirst().coverage()).isGreaterThan(0.99);
        assertThat(today).extracting(UsageDay::date).contains(LATE_DAY.plusDays(1));
        assertThat(known(FIRST_DAY.plusDays(1))).isEmpty();
    }

    @Test
    void keepsHoursForThreeYears() {
        collector.jdbc().update("""
                insert into hourly_usage select subject_kind, subject_id, resource, day - 1200, covered, mean, p50, p95, p99,
                max from hourly_usage where subject_id = 'node' and resource = 'cpu'""");
        clock.moveTo(START.plus(Duration.ofDays(6)));

        collector.poll();

        assertThat(collector.jdbc().queryForObject("select min(day) from hourly_usage", LocalDate.class))
                .isEqualTo(FIRST_DAY);
    }

    @Test
    void saysWhatIsAskedOfTheStore() {
        var load = collector.status().load();

        assertThat(load.queriesAtOnce()).isEqualTo(1);
        assertThat(load.budget()).isEqualTo(Duration.ofMinutes(20));
        assertThat(load.spent()).isPositive();
        assertThat(load.spent()).isLessThan(load.budget());
        assertThat(collector.status().backfill().state()).isEqualTo(Backfill.State.COMPLETE);
    }

    private static List<UsageDay> known(LocalDate day) {
        return collector.history().daysAsKnown(POOL, Resource.CPU, FIRST_DAY, FIRST_DAY.plusDays(DAYS), day);
    }

    private static double coverage(LocalDate day) {
        return collector
                .history()
                .days(POOL, Resource.CPU, day, day.plusDays(1))
                .getFirst()
                .coverage();
    }

    /** A server of whose samples half a day's are missing. */
    private static void server(GeneratedFleet fleet, String name, LocalDate gap) {
        int from = (int) (gap.toEpochDay() - FIRST_DAY.toEpochDay()) * DAY;
        describe(fleet.scrape(0, DAYS * DAY, "instance", name + ":9100", "job", "node")
                .silent(from + 96, from + 240));
    }

    private static void complete(String name) {
        var late = new GeneratedFleet(START, DAYS * DAY);
        describe(late.scrape(0, DAYS * DAY, "instance", name + ":9100", "job", "node"));
        send(late);
    }

    private static void describe(GeneratedFleet.Scrape server) {
        server.cpu(1, server.rhythm(1)).memory(8e9, GeneratedFleet.times(8e9, server.rhythm(2)));
    }

    private static void send(GeneratedFleet fleet) {
        store.importJson(fleet.lines());
        store.flush();
    }
}
