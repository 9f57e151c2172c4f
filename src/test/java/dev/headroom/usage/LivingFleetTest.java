package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.inventory.Node;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import dev.headroom.usage.LivingFleet.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load that flows in time and scrapers that are never quite on time; nothing happens at the edge of five minutes. */
class LivingFleetTest {

    /** The 26th of October 2025 has 25 hours here. */
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 25);
    private static final int DAYS = 3;
    private static final Instant START = FIRST_DAY.atStartOfDay(BERLIN).toInstant();
    private static final Instant END =
            FIRST_DAY.plusDays(DAYS).atStartOfDay(BERLIN).toInstant();
    private static final double MEMORY = 68_719_476_736.0;
    private static final String LONG_NAME = longName();
    private static final Resource PUBLIC = Resource.bandwidth("public");

    private static final Map<String, Map<Resource, double[]>> NODES = new TreeMap<>();
    private static final Map<String, Map<Channel, double[]>> POOLS = new TreeMap<>();
    private static LivingFleet fleet;
    private static TestMetricStore store;
    private static Collector collector;

    private record Machine(Flow cpu, Flow memory, Flow in, Flow out) {}

    @BeforeAll
    static void collect() {
        fleet = new LivingFleet(START, END);
        fleet.outage(at(27, 3, 1, 10), at(27, 3, 18, 40));
        build();
        store = TestMetricStore.victoriaMetrics();
        store.importJson(fleet.lines());
        store.flush();
        collector = collectIn(BERLIN);
    }

    @AfterAll
    static void close() {
        collector.close();
        store.close();
    }

    @Test
    void measuresEachNodeDayTruly() {
        var wrong = new ArrayList<String>();
        NODES.forEach((name, truths) -> truths.forEach((resource, truth) ->
                compare(collector, BERLIN, Subject.node(idOf(name)), resource, truth, name, wrong)));

        assertThat(wrong).isEmpty();
    }

    @Test
    void sumsThePoolAtEachMomentWhoeverComesGoesOrIsRenamed() {
        assertThat(wrongPools(collector, BERLIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns"})
    void cutsDaysInAnyZone(String id) {
        ZoneId zone = ZoneId.of(id);
        try (var elsewhere = collectIn(zone)) {
            assertThat(wrongPools(elsewhere, zone)).isEmpty();
        }
    }

    @Test
    void saysNothingOfAPoolWhileOneOfItsNodesIsNotSeen() {
        var days = collector.history().days(Subject.pool("batch"), Resource.CPU, FIRST_DAY, FIRST_DAY.plusDays(DAYS));

        assertThat(days).extracting(UsageDay::date).hasSize(DAYS);
        assertThat(days.get(0).coverage()).isGreaterThan(0.98);
        assertThat(days.get(1)).satisfies(missing -> {
            assertThat(missing.coverage()).isLessThan(0.01);
            assertThat(missing.capacity()).isEqualTo(4.0);
        });
        assertThat(days.get(2).coverage()).isGreaterThan(0.95);
    }

    @Test
    void takesNoSilenceForZero() {
        Double least = collector
                .jdbc()
                .queryForObject("select min(mean / nullif(p95, 0)) from daily_usage where covered > 0", Double.class);

        assertThat(least).isGreaterThan(0.1);
        assertThat(collector.jdbc().queryForObject("select count(*) from daily_usage where p95 = 0", Long.class))
                .isZero();
    }

    @Test
    void knowsWhatBondsCarry() {
        assertThat(capacities(Subject.node("bond-both"), PUBLIC)).containsOnly(20e9);
        assertThat(capacities(Subject.node("bond-spare"), PUBLIC)).containsOnly(10e9);
    }

    @Test
    void countsARenamedMachineOnceOnEveryDay() {
        assertThat(capacities(Subject.pool("app"), Resource.CPU)).containsExactly(12.0, 10.0, 10.0);
    }

    @Test
    void keepsANameLongerThanAnIndexCanHold() {
        Node node = collector.inventory().nodes().stream()
                .filter(candidate -> candidate.name().startsWith(LONG_NAME.substring(0, 100)))
                .findFirst()
                .orElseThrow();

        assertThat(node.name()).hasSizeLessThan(300);
        assertThat(collector.history().resources(node.subject())).contains(Resource.CPU);
    }

    private static Collector collectIn(ZoneId zone) {
        var started = Collector.start(
                store.url(),
                TestDatabase.create(),
                new TestClock(END.plus(Duration.ofHours(30))),
                "headroom.time-zone=" + zone,
                "headroom.backfill-days=6",
                "headroom.links.private=eth1");
        started.poll();
        return started;
    }

    private static void build() {
        Instant renamed = at(26, 13, 2, 25);
        Instant left = at(26, 11, 3, 40);
        Instant joined = at(25, 15, 1, 50);
        Instant imaged = at(26, 9, 13, 5);
        stacked("app-1", 1, START, END, 17, at(25, 20, 33, 10));
        Machine second = machine(2);
        plain(second, START, renamed.plusSeconds(300), 3, "instance", "10.0.0.2:9100", "node", "app-2", "pool", "app");
        plain(second, renamed, END, 3, "instance", "10.0.0.2:9100", "node", "app-2-new", "pool", "app");
        member("app", second, START, END);
        node("app-2", second, START, renamed.plusSeconds(300));
        node("app-2-new", second, renamed, END);
        Machine third = machine(3);
        plain(third, START, left, 44, "node", "app-3", "instance", "10.0.0.3:9100", "pool", "app");
        member("app", third, START, left);
        node("app-3", third, START, left);
        Machine fourth = machine(4);
        plain(fourth, joined, END, 59, "node", "app-4", "instance", "10.0.0.4:9100", "pool", "app");
        member("app", fourth, joined, END);
        node("app-4", fourth, joined, END);
        Machine fifth = machine(5);
        plain(fifth, START, imaged.plusSeconds(1200), 31, "node", "app-5", "instance", "10.0.0.5:9100", "pool", "app");
        fleet.target(imaged, END, 8, "node", "app-5", "instance", "10.0.9.5:9100", "pool", "app", "image", "b")
                .reboot(imaged)
                .cpu(2, fifth.cpu())
                .memory(MEMORY, fifth.memory())
                .network("enp3s0", fifth.in(), fifth.out())
                .speed("enp3s0", 1.25e9);
        member("app", fifth, START, END);
        node("app-5", fifth, START, END);
        Machine sixth = machine(6);
        plain(sixth, START, END, 12, "node", "app-6", "instance", "app-6:9100", "pool", "app", "job", "a");
        plain(sixth, START, END, 41, "node", "app-6", "instance", "app-6:9100", "pool", "app", "job", "b");
        member("app", sixth, START, END);
        node("app-6", sixth, START, END);
        Machine seventh = machine(7);
        Instant gone = at(26, 0, 0, 0);
        Instant back = at(27, 0, 0, 0);
        plain(seventh, START, gone, 29, "node", "batch-1", "instance", "b1:9100", "cluster", "batch", "part", "1");
        plain(seventh, back, END, 29, "node", "batch-1", "instance", "b1:9100", "cluster", "batch", "part", "1");
        Machine eighth = machine(8);
        plain(eighth, START, END, 30, "node", "batch-2", "instance", "b2:9100", "cluster", "batch");
        node("batch-2", eighth, START, END);
        bonds();
        Machine last = machine(9);
        fleet.target(START, END, 21, "node", LONG_NAME, "instance", "long:9100", "job", "up{} or vector(1) #")
                .cpu(2, last.cpu())
                .memory(MEMORY, last.memory());
    }

    private static void stacked(String name, long seed, Instant from, Instant to, int offset, Instant strays) {
        Machine machine = machine(seed);
        Flow inner = fleet.flow(seed + 70, 1e9, 9e9);
        var target = fleet.target(from, to, offset, "node", name, "instance", name + ":9100", "pool", "app")
                .doubled()
                .cpu(2, machine.cpu())
                .memory(MEMORY, machine.memory())
                .strayingNetwork("eth0", machine.in(), machine.out(), strays)
                .network("eth1", inner, inner)
                .speed("eth1", 3.125e9);
        for (String repeater : List.of("lo", "wg1", "cilium_wg0", "lxc_health", "veth1a", "flannel.1", "eth0.7")) {
            target.network(repeater, machine.in(), machine.out()).speed(repeater, -125000);
        }
        member("app", machine, from, to);
        node(name, machine, from, to);
        NODES.get(name).put(Resource.bandwidth("private"), inner.truth(fleet.second(from), fleet.second(to)));
    }

    private static void bonds() {
        Machine both = machine(20);
        Machine other = machine(21);
        fleet.target(START, END, 5, "node", "bond-both", "instance", "s1:9100", "pool", "store")
                .cpu(2, both.cpu())
                .memory(MEMORY, both.memory())
                .network("eno1", both.in(), both.out())
                .network("eno2", other.in(), other.out())
                .network("bond0", both.in().plus(other.in()), both.out().plus(other.out()))
                .speed("eno1", 1.25e9)
                .speed("eno2", 1.25e9)
                .speed("bond0", 2.5e9);
        NODES.computeIfAbsent("bond-both", key -> new HashMap<>())
                .put(PUBLIC, both.out().plus(other.out()).truth(0, fleet.second(END)));
        Machine spare = machine(22);
        fleet.target(START, END, 6, "node", "bond-spare", "instance", "s2:9100", "pool", "store")
                .cpu(2, spare.cpu())
                .memory(MEMORY, spare.memory())
                .network("bond0", spare.in(), spare.out())
                .network("bond0.42", spare.in(), spare.out())
                .network("eno1", spare.in(), spare.out())
                .network("eno2", spare.in().times(0), spare.out().times(0))
                .speed("eno1", 1.25e9)
                .speed("eno2", 1.25e9)
                .speed("bond0", 1.25e9);
        node("bond-spare", spare, START, END);
    }

    private static Machine machine(long seed) {
        return new Machine(
                fleet.flow(seed, 0.3, 1.9),
                fleet.flow(seed + 100, 0.2 * MEMORY, 0.9 * MEMORY),
                fleet.flow(seed + 200, 1e8, 4e9),
                fleet.flow(seed + 200, 2e8, 6e9));
    }

    private static void plain(Machine machine, Instant from, Instant to, int offset, String... labels) {
        fleet.target(from, to, offset, labels)
                .cpu(2, machine.cpu())
                .memory(MEMORY, machine.memory())
                .network("eth0", machine.in(), machine.out())
                .speed("eth0", 1.25e9);
    }

    private static void node(String name, Machine machine, Instant from, Instant to) {
        long first = fleet.second(from);
        long last = fleet.second(to);
        var truths = NODES.computeIfAbsent(name, key -> new HashMap<>());
        truths.put(Resource.CPU, machine.cpu().seen(first, last));
        truths.put(Resource.MEMORY, machine.memory().seen(first, last));
        truths.put(PUBLIC, machine.out().seen(first, last));
    }

    private static void member(String pool, Machine machine, Instant from, Instant to) {
        long first = fleet.second(from);
        long last = fleet.second(to);
        var truths = POOLS.computeIfAbsent(pool, key -> new HashMap<>());
        truths.merge(Channel.CPU, machine.cpu().truth(first, last), SUM);
        truths.merge(Channel.MEMORY, machine.memory().truth(first, last), SUM);
        truths.merge(Channel.received("public"), machine.in().truth(first, last), SUM);
        truths.merge(Channel.transmitted("public"), machine.out().truth(first, last), SUM);
    }

    private static final BinaryOperator<double[]> SUM = (one, other) -> {
        var sum = new double[one.length];
        Arrays.setAll(sum, i -> Double.isNaN(one[i]) ? other[i] : Double.isNaN(other[i]) ? one[i] : one[i] + other[i]);
        return sum;
    };

    private static List<String> wrongPools(Collector of, ZoneId zone) {
        var wrong = new ArrayList<String>();
        POOLS.forEach((pool, truths) -> {
            compare(of, zone, Subject.pool(pool), Resource.CPU, truths.get(Channel.CPU), pool, wrong);
            compare(of, zone, Subject.pool(pool), Resource.MEMORY, truths.get(Channel.MEMORY), pool, wrong);
            double[] out = truths.get(Channel.transmitted("public"));
            compare(of, zone, Subject.pool(pool), PUBLIC, out, pool, wrong);
        });
        return wrong;
    }

    private static void compare(
            Collector of,
            ZoneId zone,
            Subject subject,
            Resource resource,
            double[] truth,
            String what,
            List<String> wrong) {
        int outageFrom = slot(at(27, 3, 1, 10)) + 1;
        int outageTo = slot(at(27, 3, 18, 40));
        for (UsageDay day :
                of.history().days(subject, resource, FIRST_DAY.minusDays(2), FIRST_DAY.plusDays(DAYS + 2))) {
            int from = Math.max(0, slot(day.date().atStartOfDay(zone).toInstant()));
            int to = Math.min(
                    truth.length, slot(day.date().plusDays(1).atStartOfDay(zone).toInstant()));
            var values = new ArrayList<Double>();
            for (int slot = from; slot < to; slot++) {
                if (!Double.isNaN(truth[slot]) && (slot < outageFrom || slot >= outageTo)) {
                    values.add(truth[slot]);
                }
            }
            if (values.size() < Slots.PER_DAY / 4) {
                continue;
            }
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            String where = what + " " + resource + " on " + day.date();
            check(day.mean(), Arrays.stream(sorted).average().orElseThrow(), 0.01, where + " mean", wrong);
            check(day.p95(), quantile(sorted, 0.95), 0.01, where + " p95", wrong);
            check(day.max(), sorted[sorted.length - 1], 0.03, where + " max", wrong);
        }
    }

    private static void check(
            @Nullable Double measured, double truth, double tolerance, String what, List<String> wrong) {
        if (measured == null || Math.abs(measured - truth) > tolerance * truth) {
            wrong.add(what + ": " + measured + " for " + truth + " ("
                    + (measured == null ? "none" : Math.round(1e4 * (measured / truth - 1)) / 100.0 + " %") + ")");
        }
    }

    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        return sorted[below] + (rank - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    private static int slot(Instant moment) {
        return (int) Math.floorDiv(fleet.second(moment), (long) Slots.SECONDS);
    }

    private static List<@Nullable Double> capacities(Subject subject, Resource resource) {
        return collector.inventory().capacities(subject, resource, FIRST_DAY, FIRST_DAY.plusDays(DAYS));
    }

    private static Instant at(int day, int hour, int minute, int second) {
        return LocalDateTime.of(2025, 10, day, hour, minute, second)
                .atZone(BERLIN)
                .toInstant();
    }

    private static String idOf(String name) {
        return collector.inventory().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node " + name))
                .id();
    }

    private static String longName() {
        var random = new SplittableRandom(5);
        return random.ints(5000, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
