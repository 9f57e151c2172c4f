package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.Node;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A fleet that does everything that fleets do to those who measure them, on a real VictoriaMetrics. */
class HostileFleetTest {

    /** Here the 5th of April 2026 has 24 and a half hours. */
    private static final ZoneId ZONE = ZoneId.of("Australia/Lord_Howe");

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 4, 3);
    private static final int DAYS = 5;
    private static final Instant START = FIRST_DAY.atStartOfDay(ZONE).toInstant();
    private static final Instant END =
            FIRST_DAY.plusDays(DAYS).atStartOfDay(ZONE).toInstant();
    private static final int SLOTS = (int) (Duration.between(START, END).toSeconds() / 300);
    private static final String MARKUP = "<img src=x onerror=alert(1)>\"}) or vector(1) #\\";
    private static final Resource PUBLIC = Resource.bandwidth("public");
    private static final Resource PRIVATE = Resource.bandwidth("private");

    private static final Map<String, Map<Resource, double[]>> TRUTH = new HashMap<>();
    private static final Map<String, Map<Resource, double[]>> RECEIVED = new HashMap<>();
    private static final Map<String, Map<Resource, double[]>> TRANSMITTED = new HashMap<>();
    private static final List<String> WEB =
            List.of("web-1", "web-2", "web-3", "web-4", "web-5", "web-6", "old-name", "new-name");
    private static TestMetricStore store;
    private static TestDatabase database;
    private static TestClock clock;
    private static Collector collector;

    @BeforeAll
    static void collect() {
        store = TestMetricStore.victoriaMetrics();
        store.importJson(fleet());
        store.flush();
        database = TestDatabase.create();
        clock = new TestClock(END.plus(Duration.ofMinutes(70)));
        collector = Collector.start(
                store.url(),
                database,
                clock,
                "headroom.time-zone=" + ZONE,
                "headroom.backfill-days=30",
                "headroom.links.private=eth1",
                "headroom.links.public.capacity=web=2Gbps");
        collector.poll();
    }

    @AfterAll
    static void close() {
        collector.close();
        store.close();
    }

    @Test
    void measuresEachNodeDayTruly() {
        TRUTH.forEach((name, truths) -> truths.forEach(
                (resource, truth) -> assertDays(Subject.node(idOf(name)), resource, truth, name + " " + resource)));
    }

    @Test
    void sumsAPoolAtEachMomentAndNeverTakesAPartForTheWhole() {
        for (Resource resource : List.of(Resource.CPU, Resource.MEMORY, PUBLIC)) {
            double[] sum = resource.equals(PUBLIC)
                    ? larger(sumOf(RECEIVED, PUBLIC), sumOf(TRANSMITTED, PUBLIC))
                    : sumOf(TRUTH, resource);
            assertDays(Subject.pool("web"), resource, sum, "pool web " + resource);
        }
    }

    @Test
    void knowsEachCapacityExactly() {
        LocalDate last = FIRST_DAY.plusDays(DAYS - 1);

        assertThat(capacity("web-1", Resource.CPU, last)).isEqualTo(4.0);
        assertThat(capacity("web-1", Resource.MEMORY, last)).isEqualTo(270_123_456_512.0);
        assertThat(capacity("web-1", PUBLIC, last)).isEqualTo(2e9);
        assertThat(capacity("web-1", PRIVATE, last)).isEqualTo(25e9);
        assertThat(capacity("db-1", PUBLIC, last)).isEqualTo(20e9);
        assertThat(capacity("db-1", PRIVATE, last)).isNull();
        assertThat(capacity("db-2", PUBLIC, last)).isNull();
        assertThat(capacity("db-1", Resource.CPU, FIRST_DAY)).isEqualTo(2.0);
        assertThat(capacity("db-2", Resource.CPU, FIRST_DAY)).isEqualTo(2.0);
        assertThat(capacity("db-2", Resource.CPU, last)).isEqualTo(4.0);
    }

    @Test
    void countsARenamedNodeOnceInItsPool() {
        var capacities = collector
                .inventory()
                .capacities(Subject.pool("web"), Resource.CPU, FIRST_DAY, FIRST_DAY.plusDays(DAYS));

        assertThat(capacities).containsExactly(24.0, 24.0, 28.0, 28.0, 28.0);
    }

    @Test
    void keepsWhatNobodySaidUnknown() {
        assertThat(collector.history().resources(Subject.node(idOf("db-1")))).doesNotContain(PRIVATE);
    }

    @Test
    void countsImpossibleReadings() {
        Integer invalid = collector
                .jdbc()
                .queryForObject(
                        "select sum(invalid)::int from daily_usage where subject_id = 'web-1' and resource = ?",
                        Integer.class,
                        PUBLIC.id());

        assertThat(invalid).isBetween(1, 4);
    }

    @Test
    void saysOfEachInterfaceWhetherItCounts() {
        var interfaces = collector.inventory().interfaces("db-1");

        assertThat(interfaces)
                .filteredOn(shown -> shown.link() != null)
                .extracting(shown -> shown.name())
                .containsExactly("enp1s0", "enp2s0");
        assertThat(interfaces)
                .filteredOn(shown -> shown.name().equals("bond0"))
                .singleElement()
                .satisfies(shown -> assertThat(shown.reason()).isEqualTo("bond: repeats its members enp1s0, enp2s0"));
    }

    @Test
    void givesHostileNamesSafeIds() {
        Node node = collector.inventory().nodes().stream()
                .filter(candidate -> candidate.name().equals(MARKUP))
                .findFirst()
                .orElseThrow();

        assertThat(node.id()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
        assertThat(node.pool()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    }

    @Test
    void changesNothingWhenItPollsAgainOrStartsOver() {
        String before = contents();

        collector.poll();
        String afterPoll = contents();
        collector.jdbc().update("update collection set newest = null, oldest = null, backfill_state = 'running'");
        collector.poll();

        assertThat(afterPoll).isEqualTo(before);
        assertThat(contents()).isEqualTo(before);
        assertThat(collector.status().backfill().state()).isEqualTo(CollectionStatus.Backfill.State.COMPLETE);
    }

    @Test
    void saysHowCollectingStands() {
        var status = collector.status();

        assertThat(status.reachable()).isTrue();
        assertThat(status.product()).isEqualTo("VictoriaMetrics");
        assertThat(status.oldestDay()).isEqualTo(FIRST_DAY);
        assertThat(status.backfill().progress()).isEqualTo(1);
        assertThat(status.lastError()).isNull();
    }

    private static String fleet() {
        var fleet = new GeneratedFleet(START, SLOTS);
        int day = 288;
        webNode(fleet, "web-1", 1, 0, SLOTS);
        webNode(fleet, "web-2", 2, 0, SLOTS);
        webNode(fleet, "web-3", 3, 2 * day + 60, SLOTS);
        webNode(fleet, "web-4", 4, 0, 3 * day);
        readdressed(fleet);
        webNode(fleet, "web-6", 6, 0, SLOTS);
        webNode(fleet, "old-name", 7, 0, day + 100);
        webNode(fleet, "new-name", 7, day + 100, SLOTS);
        bonded(fleet);
        upgraded(fleet);
        double[] used = GeneratedFleet.times(1, fleet.rhythm(10));
        fleet.scrape(0, SLOTS, "instance", MARKUP + ":9100", "job", "=HYPERLINK(\"http://x\")")
                .cpu(1, used)
                .memory(8e9, GeneratedFleet.times(8e9, used));
        truth(MARKUP, Resource.CPU, used, 0, SLOTS);
        return fleet.lines();
    }

    /** A server with everything stacked on its two cards that repeats their traffic. */
    private static void webNode(GeneratedFleet fleet, String name, long seed, int from, int to) {
        double[] cpu = GeneratedFleet.times(4, fleet.rhythm(seed));
        double[] memory = GeneratedFleet.times(270_123_456_512.0, fleet.rhythm(seed + 100));
        double[] in = GeneratedFleet.times(1e9, fleet.rhythm(seed + 200));
        double[] out = GeneratedFleet.times(1.4e9, fleet.rhythm(seed + 300));
        double[] inner = GeneratedFleet.times(9e9, fleet.rhythm(seed + 400));
        var scrape = fleet.scrape(from, to, "node", name, "instance", "10.0.0." + seed + ":9100", "pool", "web");
        if (name.equals("web-6")) {
            scrape.silent(day(3), day(4)).duplicated();
        }
        if (name.equals("web-2")) {
            scrape.reboot(day(1) + 20).reboot(day(1) + 150).reboot(day(4) + 7);
        }
        scrape.cpu(4, cpu).memory(270_123_456_512.0, memory);
        int jump = name.equals("web-1") ? day(1) + 77 : -1;
        if (jump >= 0) {
            scrape.jumpingNetwork("eth0", in, out, jump);
        } else {
            scrape.network("eth0", in, out);
        }
        scrape.network("eth1", inner, inner)
                .speed("eth0", 1.25e9)
                .speed("eth1", 3.125e9)
                .speed("eth0.4001", -125000);
        for (String repeater : List.of(
                "lo",
                "wg0",
                "cilium_vxlan",
                "cilium_host",
                "lxc12ab",
                "veth9",
                "vxlan.calico",
                "eth0.4001",
                "docker0")) {
            scrape.network(repeater, in, out);
        }
        double[] larger = larger(in, out);
        for (double[] truth : List.of(
                truth(name, Resource.CPU, cpu, from, to),
                truth(name, Resource.MEMORY, memory, from, to),
                truth(name, PRIVATE, inner, from, to),
                truth(name, PUBLIC, larger, from, to),
                truth(RECEIVED, name, PUBLIC, in, from, to),
                truth(TRANSMITTED, name, PUBLIC, out, from, to))) {
            if (name.equals("web-6")) {
                Arrays.fill(truth, day(3), day(4), Double.NaN);
            }
        }
        if (jump >= 0) {
            for (var truths : List.of(TRUTH, RECEIVED, TRANSMITTED)) {
                Arrays.fill(truths.get(name).get(PUBLIC), jump, jump + 2, Double.NaN);
            }
        }
    }

    /** Its address and its interfaces' names change, and for a while both selves report. */
    private static void readdressed(GeneratedFleet fleet) {
        double[] cpu = GeneratedFleet.times(4, fleet.rhythm(5));
        double[] memory = GeneratedFleet.times(270_123_456_512.0, fleet.rhythm(105));
        double[] traffic = GeneratedFleet.times(1e9, fleet.rhythm(205));
        int change = day(2) + 50;
        fleet.scrape(0, change + 30, "node", "web-5", "instance", "10.0.0.5:9100", "pool", "web", "id", "a")
                .cpu(4, cpu)
                .memory(270_123_456_512.0, memory)
                .network("eth0", traffic, traffic);
        fleet.scrape(change, SLOTS, "node", "web-5", "instance", "[fd00::5]:9100", "pool", "web", "id", "b")
                .cpu(4, cpu)
                .memory(270_123_456_512.0, memory)
                .network("enp1s0", traffic, traffic);
        truth("web-5", Resource.CPU, cpu, 0, SLOTS);
        truth("web-5", Resource.MEMORY, memory, 0, SLOTS);
        for (var truths : List.of(TRUTH, RECEIVED, TRANSMITTED)) {
            truth(truths, "web-5", PUBLIC, traffic, 0, SLOTS);
        }
    }

    private static void bonded(GeneratedFleet fleet) {
        double[] cpu = GeneratedFleet.times(2, fleet.rhythm(8));
        double[] one = GeneratedFleet.times(3e9, fleet.rhythm(208));
        double[] two = GeneratedFleet.times(4e9, fleet.rhythm(308));
        double[] both = sum(one, two);
        fleet.scrape(0, SLOTS, "instance", "db-1:9100", "job", "db")
                .cpu(2, cpu)
                .memory(64e9, GeneratedFleet.times(32e9, fleet.rhythm(108)))
                .network("enp1s0", one, one)
                .network("enp2s0", two, two)
                .network("bond0", both, both)
                .network("bond0.100", both, both)
                .network("wg0", both, both)
                .speed("enp1s0", 1.25e9)
                .speed("enp2s0", 1.25e9)
                .speed("bond0", -125000);
        truth("db-1", Resource.CPU, cpu, 0, SLOTS);
        truth("db-1", PUBLIC, both, 0, SLOTS);
    }

    /** Gets twice the cores on the third day; its card does not tell its speed. */
    private static void upgraded(GeneratedFleet fleet) {
        double[] cpu = GeneratedFleet.times(2, fleet.rhythm(9));
        double[] traffic = GeneratedFleet.times(3e9, fleet.rhythm(209));
        int change = day(2) + 6;
        fleet.scrape(0, change, "instance", "db-2:9100", "job", "db").cpu(2, cpu);
        fleet.scrape(change, SLOTS, "instance", "db-2:9100", "job", "db", "boot", "2")
                .cpu(4, cpu);
        fleet.scrape(0, SLOTS, "instance", "db-2:9100", "job", "db")
                .memory(64e9, GeneratedFleet.times(32e9, fleet.rhythm(109)))
                .network("eno1", traffic, traffic)
                .speed("eno1", -1);
        truth("db-2", Resource.CPU, cpu, 0, SLOTS);
        truth("db-2", PUBLIC, traffic, 0, SLOTS);
    }

    private static void assertDays(Subject subject, Resource resource, double[] truth, String what) {
        var days = new HashMap<LocalDate, UsageDay>();
        collector
                .history()
                .days(subject, resource, FIRST_DAY.minusDays(3), FIRST_DAY.plusDays(DAYS))
                .forEach(day -> days.put(day.date(), day));
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = FIRST_DAY.plusDays(i);
            double[] values = DoubleStream.of(Arrays.copyOfRange(truth, day(i), day(i + 1)))
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            UsageDay measured = days.get(date);
            String where = what + " on " + date;
            if (values.length < 3) {
                assertThat(measured == null ? 0 : measured.coverage()).as(where).isLessThan(0.02);
                continue;
            }
            assertThat(measured).as(where).isNotNull();
            assertThat(measured.coverage())
                    .as(where)
                    .isCloseTo((double) values.length / (day(i + 1) - day(i)), within(0.02));
            assertClose(measured.mean(), Arrays.stream(values).average().orElseThrow(), 0.01, where + " mean");
            assertClose(measured.p95(), quantile(values, 0.95), 0.01, where + " p95");
            assertClose(measured.max(), values[values.length - 1], 0.03, where + " max");
        }
    }

    private static void assertClose(@Nullable Double measured, double truth, double tolerance, String what) {
        assertThat(measured).as(what).isNotNull().isCloseTo(truth, within(tolerance * truth));
    }

    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        return below + 1 == sorted.length
                ? sorted[below]
                : sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    }

    /** Returns the first slot of a day, or the end after the last. */
    private static int day(int index) {
        return (int) (Duration.between(
                                START,
                                FIRST_DAY.plusDays(index).atStartOfDay(ZONE).toInstant())
                        .toSeconds()
                / 300);
    }

    private static double[] truth(String name, Resource resource, double[] values, int from, int to) {
        return truth(TRUTH, name, resource, values, from, to);
    }

    private static double[] truth(
            Map<String, Map<Resource, double[]>> truths,
            String name,
            Resource resource,
            double[] values,
            int from,
            int to) {
        double[] truth = new double[values.length];
        Arrays.fill(truth, Double.NaN);
        System.arraycopy(values, from, truth, from, to - from);
        truths.computeIfAbsent(name, key -> new HashMap<>()).put(resource, truth);
        return truth;
    }

    private static double[] larger(double[] in, double[] out) {
        var larger = new double[in.length];
        Arrays.setAll(larger, i -> Math.max(in[i], out[i]));
        return larger;
    }

    private static double[] sum(double[] one, double[] other) {
        var sum = new double[one.length];
        Arrays.setAll(sum, i -> one[i] + other[i]);
        return sum;
    }

    /** Sums nodes at each moment; while web-6 is silent, though in service, the sum is not known. */
    private static double[] sumOf(Map<String, Map<Resource, double[]>> truths, Resource resource) {
        var sum = new double[SLOTS];
        for (String name : WEB) {
            double[] truth = truths.get(name).get(resource);
            for (int slot = 0; slot < SLOTS; slot++) {
                boolean unknown = Double.isNaN(truth[slot]) && (name.equals("web-6") || name.equals("web-1"));
                sum[slot] += unknown ? Double.NaN : Double.isNaN(truth[slot]) ? 0 : truth[slot];
            }
        }
        return sum;
    }

    private static @Nullable Double capacity(String node, Resource resource, LocalDate day) {
        return collector
                .inventory()
                .capacities(Subject.node(node), resource, day, day.plusDays(1))
                .getFirst();
    }

    private static String idOf(String name) {
        return collector.inventory().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + name))
                .id();
    }

    private static String contents() {
        var contents = new StringBuilder();
        for (String table : List.of(
                "node",
                "pool",
                "service_span",
                "capacity_change",
                "five_minute_usage",
                "hourly_usage",
                "daily_usage")) {
            contents.append(collector
                    .jdbc()
                    .queryForObject(
                            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from "
                                    + table + " t",
                            String.class));
            contents.append('\n');
        }
        return contents.toString();
    }
}
