package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import dev.headroom.usage.LivingFleet.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of days on which clocks are put forward or back, of nodes whose load is known. */
class ClockChangeTest {

    private static final double MEMORY = 68_719_476_736.0;
    private static final Resource PUBLIC = Resource.bandwidth("public");

    @ParameterizedTest(name = "{0} in {1} has {2} hours")
    @CsvSource({
        "2026-03-29, Europe/Berlin, 23",
        "2026-03-08, America/New_York, 23",
        "2026-04-24, Africa/Cairo, 23", // midnight does not come
        "2026-10-04, Australia/Lord_Howe, 23.5",
        "2026-04-05, Australia/Lord_Howe, 24.5",
        "2026-11-01, America/St_Johns, 25",
        "2026-10-29, Africa/Cairo, 25" // midnight comes twice
    })
    void measuresTheDayAndItsNeighborsTruly(LocalDate changed, ZoneId zone, double hours) {
        Instant start = changed.minusDays(1).atStartOfDay(zone).toInstant();
        Instant end = changed.plusDays(2).atStartOfDay(zone).toInstant();
        var fleet = new LivingFleet(start, end);
        Map<Resource, Flow> first = node(fleet, "a", 1, start, end);
        Map<Resource, Flow> second = node(fleet, "b", 2, start, end);
        try (var store = TestMetricStore.victoriaMetrics()) {
            store.importJson(fleet.lines());
            store.flush();
            var clock = new TestClock(end.plus(Duration.ofHours(30)));
            try (var collector = Collector.start(
                    store.url(),
                    TestDatabase.create(),
                    clock,
                    "headroom.time-zone=" + zone,
                    "headroom.backfill-days=6")) {
                collector.poll();

                first.forEach((resource, flow) -> {
                    check(collector, fleet, changed, zone, Subject.node("a"), resource, flow);
                    check(collector, fleet, changed, zone, Subject.node("b"), resource, second.get(resource));
                    check(
                            collector,
                            fleet,
                            changed,
                            zone,
                            Subject.pool("web"),
                            resource,
                            flow.plus(second.get(resource)));
                });
                assertThat(collector
                                .jdbc()
                                .queryForList(
                                        "select distinct slots from daily_usage where day = ?", Integer.class, changed))
                        .containsExactly((int) (hours * Slots.PER_HOUR));
            }
        }
    }

    private static Map<Resource, Flow> node(LivingFleet fleet, String name, long seed, Instant start, Instant end) {
        Flow cpu = fleet.flow(seed, 0.3, 1.9);
        Flow memory = fleet.flow(seed + 100, 0.2 * MEMORY, 0.9 * MEMORY);
        Flow out = fleet.flow(seed + 200, 2e8, 6e9);
        fleet.target(start, end, (int) (7 * seed), "node", name, "instance", name + ":9100", "pool", "web")
                .cpu(2, cpu)
                .memory(MEMORY, memory)
                .network("eth0", out.times(0.5), out)
                .speed("eth0", 1.25e9);
        return Map.of(Resource.CPU, cpu, Resource.MEMORY, memory, PUBLIC, out);
    }

    private static void check(
            Collector collector,
            LivingFleet fleet,
            LocalDate changed,
            ZoneId zone,
            Subject subject,
            Resource resource,
            Flow flow) {
        var days = collector.history().days(subject, resource, changed.minusDays(1), changed.plusDays(2));
        assertThat(days).extracting(UsageDay::date).containsExactly(changed.minusDays(1), changed, changed.plusDays(1));
        for (UsageDay day : days) {
            long from = fleet.second(day.date().atStartOfDay(zone).toInstant());
            long to = fleet.second(day.date().plusDays(1).atStartOfDay(zone).toInstant());
            double[] truth =
                    Arrays.copyOfRange(flow.seen(from, to), (int) (from / Slots.SECONDS), (int) (to / Slots.SECONDS));
            Arrays.sort(truth);
            String what = subject + " " + resource + " on " + day.date();
            assertThat(day.coverage()).as(what).isGreaterThan(0.99);
            assertThat(day.mean()).as(what).isCloseTo(flow.mean(from, to), within(0.01 * flow.mean(from, to)));
            assertThat(day.p95()).as(what).isCloseTo(quantile(truth, 0.95), within(0.01 * quantile(truth, 0.95)));
            double max = truth[truth.length - 1];
            assertThat(day.max()).as(what).isCloseTo(max, within(0.03 * max));
        }
    }

    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        return sorted[below] + (rank - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
