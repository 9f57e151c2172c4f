package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.FleetQuestion;
import dev.headroom.inventory.Links;
import dev.headroom.inventory.Node;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator says of the fleet, on a real store and database. */
class FleetIdentityTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int DAYS = 3;
    private static final int SLOTS = DAYS * 288;
    private static final double USED = 2;

    private TestMetricStore store;
    private Collector collector;

    @BeforeEach
    void startAStore() {
        store = TestMetricStore.victoriaMetrics();
    }

    @AfterEach
    void stopAll() {
        if (collector != null) {
            collector.close();
        }
        store.close();
    }

    @Test
    void asksWhetherARenamedNodeIsTheOldOneAndJoinsTheirHistory() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        int handover = 288 + 144;
        server(fleet, "old", 0, handover, 8);
        server(fleet, "fresh", handover - 1, SLOTS + 12, 8); // five minutes of both
        server(fleet, "other", 0, SLOTS + 12, 8);
        collect(fleet, "");

        var question = collector.identities().questions().getFirst();
        assertThat(collector.identities().questions()).hasSize(1);
        assertThat(question.kind()).isEqualTo(FleetQuestion.Kind.RENAMED);
        assertThat(question.node().name()).isEqualTo("old");
        assertThat(question.evidence()).contains("same hardware");
        collector.answers().answerRenamed("old", "fresh", true);

        assertThat(collector.identities().questions()).isEmpty();
        assertThat(collector.inventory().nodes()).extracting(Node::name).containsExactly("fresh", "other");
        var days = collector.history().days(Subject.node("fresh"), Resource.CPU, DAY, DAY.plusDays(DAYS));
        assertThat(days).hasSize(DAYS).allSatisfy(day -> {
            assertThat(day.coverage()).isCloseTo(1, within(0.01));
            assertThat(day.mean()).isCloseTo(USED, within(0.05));
            assertThat(day.capacity()).isEqualTo(8);
        });
        var pool = collector.history().days(Subject.pool("web"), Resource.CPU, DAY, DAY.plusDays(DAYS));
        assertThat(pool).allSatisfy(day -> {
            assertThat(day.max()).isCloseTo(2 * USED, within(0.1));
            assertThat(day.capacity()).isEqualTo(16);
        });
        assertThat(collector.inventory().events("fresh"))
                .anyMatch(event -> event.words().contains("Was called old"));
        assertThat(collector.jdbc().queryForList("select action from audit_entry", String.class))
                .contains("node.merged");
    }

    @Test
    void asksByTheSerialNumberAcrossPoolsAndNotWhereItDiffers() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        server(fleet, "old", 0, 288, 8);
        server(fleet, "fresh", 300, SLOTS + 12, 16);
        server(fleet, "stranger", 290, SLOTS + 12, 8);
        var serials = new StringBuilder();
        mark(serials, "old", "SN-1", 0, 288);
        mark(serials, "fresh", "SN-1", 300, SLOTS);
        mark(serials, "stranger", "SN-2", 290, SLOTS);
        collect(fleet, serials.toString());

        assertThat(collector.identities().questions()).singleElement().satisfies(question -> {
            assertThat(question.other()).isNotNull();
            assertThat(question.other().name()).isEqualTo("fresh");
            assertThat(question.evidence()).contains("serial number");
        });
        collector.answers().answerRenamed("old", "fresh", false);
        assertThat(collector.identities().questions()).isEmpty();
        assertThat(collector.inventory().node("old")).isPresent();
    }

    @Test
    void questionsASilentNodeAfterADayAndRetiresItWithItsHistory() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        server(fleet, "steady", 0, SLOTS + 12, 8);
        server(fleet, "silent", 0, SLOTS - 300, 8);
        collect(fleet, "");

        assertThat(collector.identities().questions())
                .extracting(FleetQuestion::kind)
                .containsExactly(FleetQuestion.Kind.SILENT);
        LocalDate last = DAY.plusDays(DAYS - 1);
        assertThat(collector
                        .inventory()
                        .capacities(Subject.pool("web"), last)
                        .getFirst()
                        .value())
                .isEqualTo(16);
        collector.answers().answerSilent("silent", true);

        assertThat(collector.inventory().node("silent"))
                .get()
                .extracting(Node::state)
                .isEqualTo(Node.State.RETIRED);
        assertThat(collector
                        .inventory()
                        .capacities(Subject.pool("web"), last)
                        .getFirst()
                        .value())
                .isEqualTo(8);
        assertThat(collector.history().days(Subject.node("silent"), Resource.CPU, DAY, DAY.plusDays(1)))
                .hasSize(1);
    }

    @Test
    void movesANodeToAPoolFromADayOn() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        server(fleet, "a", 0, SLOTS + 12, 8);
        server(fleet, "b", 0, SLOTS + 12, 8);
        collect(fleet, "");

        collector.inventory().assign("b", "db", DAY.plusDays(1));

        assertThat(mean("web", 0)).isCloseTo(2 * USED, within(0.1));
        assertThat(mean("web", 1)).isCloseTo(USED, within(0.05));
        assertThat(mean("db", 1)).isCloseTo(USED, within(0.05));
        assertThat(collector.history().days(Subject.pool("db"), Resource.CPU, DAY, DAY.plusDays(1)))
                .isEmpty();
        assertThat(collector.inventory().fleetOn(DAY).pool("db")).isEmpty();
        assertThat(collector.inventory().fleetOn(DAY.plusDays(1)).pool("db")).isPresent();
    }

    @Test
    void countsAnInterfaceForTheLinkThatAnOperatorChose() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        double[] traffic = GeneratedFleet.times(1e8, constant(fleet));
        server(fleet, "a", 0, SLOTS + 12, 8).network("eth0", traffic, traffic).network("eth1", traffic, traffic);
        collect(fleet, "");
        assertThat(link("public")).isCloseTo(2e8, within(1e7));

        collector.inventory().chooseLinks(Map.of(new Links.Card("web", "eth1"), Links.PRIVATE));
        collector.poll();

        assertThat(link("public")).isCloseTo(1e8, within(1e7));
        assertThat(link("private")).isCloseTo(1e8, within(1e7));
        assertThat(collector.inventory().interfaces("a"))
                .anyMatch(card -> card.name().equals("eth1") && card.reason().equals("confirmed by an operator"));
    }

    @Test
    void countsAMovedNodesInterfacesAsItsNewPoolsAreConfirmed() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        double[] traffic = GeneratedFleet.times(1e8, constant(fleet));
        server(fleet, "a", 0, SLOTS + 12, 8).network("eth0", traffic, traffic).network("eth1", traffic, traffic);
        collect(fleet, "");
        collector.inventory().chooseLinks(Map.of(new Links.Card("db", "eth1"), Links.PRIVATE));
        collector.poll();
        assertThat(link("public", 1)).isCloseTo(2e8, within(1e7));

        collector.inventory().assign("a", "db", DAY.plusDays(1));
        collector.poll();

        assertThat(link("public", 0)).isCloseTo(2e8, within(1e7));
        assertThat(link("public", 1)).isCloseTo(1e8, within(1e7));
        assertThat(link("private", 1)).isCloseTo(1e8, within(1e7));
        assertThat(collector.history().days(Subject.pool("db"), Resource.bandwidth("private"), DAY, DAY.plusDays(2)))
                .extracting(UsageDay::date)
                .containsExactly(DAY.plusDays(1));
        collector.inventory().setLinkCapacity(Subject.pool("db"), "private", DAY, 5e9);
        assertThat(collector.inventory().capacities(Subject.node("a"), DAY.plusDays(2)))
                .anyMatch(capacity -> capacity.resource().equals(Resource.bandwidth("private"))
                        && Double.valueOf(5e9).equals(capacity.value()));
    }

    @Test
    void measuresDisksOnceADeviceAndPodsAgainstTheirLimit() {
        var fleet = new GeneratedFleet(START, SLOTS + 12);
        server(fleet, "a", 0, SLOTS + 12, 8);
        server(fleet, "b", 0, SLOTS + 12, 8);
        var lines = new StringBuilder();
        for (int slot = 0; slot < SLOTS + 12; slot++) {
            file(lines, slot, "/dev/md0", "ext4", "/", 1e12, 4e11);
            file(lines, slot, "/dev/md0", "ext4", "/var/lib/kubelet", 1e12, 4e11);
            file(lines, slot, "/dev/sdb", "xfs", "/data", 2e12, 1e12);
            file(lines, slot, "tmpfs", "tmpfs", "/run", 6e10, 6e10);
            line(lines, "kube_node_status_allocatable{node=\"a\",resource=\"pods\",instance=\"ksm:8080\"}", 110, slot);
            line(lines, "kube_node_status_allocatable_pods{node=\"b\",instance=\"ksm:8080\"}", 110, slot);
            line(lines, "kube_node_info{node=\"a\",pod_cidr=\"10.1.0.0/26\",instance=\"ksm:8080\"}", 1, slot);
            line(lines, "kube_node_info{node=\"b\",pod_cidr=\"10.1.1.0/24\",instance=\"ksm:8080\"}", 1, slot);
            for (int pod = 0; pod < 20; pod++) {
                String node = pod < 12 ? "a" : "b";
                line(
                        lines,
                        "kube_pod_info{node=\"" + node + "\",namespace=\"n\",pod=\"p" + pod
                                + "\",instance=\"ksm:8080\"}",
                        1,
                        slot);
            }
            line(
                    lines,
                    "kube_pod_status_phase{namespace=\"n\",pod=\"p0\",phase=\"Succeeded\",instance=\"ksm:8080\"}",
                    1,
                    slot);
        }
        collect(fleet, lines.toString());

        var disk = collector
                .history()
                .days(Subject.node("a"), Resource.DISK, DAY, DAY.plusDays(1))
                .getFirst();
        assertThat(disk.mean()).isCloseTo(1.6e12, within(1e9));
        assertThat(disk.capacity()).isEqualTo(3e12);
        var pods = collector
                .history()
                .days(Subject.node("a"), Resource.PODS, DAY, DAY.plusDays(1))
                .getFirst();
        assertThat(pods.mean()).isEqualTo(11);
        assertThat(pods.capacity()).isEqualTo(64);
        var all = collector
                .history()
                .days(Subject.pool("web"), Resource.PODS, DAY, DAY.plusDays(1))
                .getFirst();
        assertThat(all.mean()).isEqualTo(19);
        assertThat(all.capacity()).isEqualTo(64 + 110);
    }

    private double mean(String pool, int day) {
        return collector
                .history()
                .days(Subject.pool(pool), Resource.CPU, DAY.plusDays(day), DAY.plusDays(day + 1L))
                .getFirst()
                .mean();
    }

    private double link(String link) {
        return link(link, 0);
    }

    private double link(String link, int day) {
        return collector
                .history()
                .days(Subject.node("a"), Resource.bandwidth(link), DAY.plusDays(day), DAY.plusDays(day + 1L))
                .getFirst()
                .mean();
    }

    private static GeneratedFleet.Scrape server(GeneratedFleet fleet, String name, int from, int to, int cores) {
        return fleet.scrape(from, to, "instance", name + ":9100", "job", "node", "pool", "web")
                .cpu(cores, GeneratedFleet.times(USED, constant(fleet)))
                .memory(64e9, GeneratedFleet.times(3e10, constant(fleet)));
    }

    private static double[] constant(GeneratedFleet fleet) {
        var ones = new double[fleet.slots() + 1];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    private static void mark(StringBuilder lines, String node, String serial, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            line(lines, "node_dmi_info{instance=\"" + node + ":9100\",product_serial=\"" + serial + "\"}", 1, slot);
        }
    }

    private static void file(
            StringBuilder lines, int slot, String device, String type, String mount, double size, double free) {
        String labels = "{instance=\"a:9100\",job=\"node\",pool=\"web\",device=\"" + device + "\",fstype=\"" + type
                + "\",mountpoint=\"" + mount + "\"}";
        line(lines, "node_filesystem_size_bytes" + labels, size, slot);
        line(lines, "node_filesystem_avail_bytes" + labels, free, slot);
    }

    private static void line(StringBuilder lines, String series, double value, int slot) {
        lines.append(series)
                .append(' ')
                .append(value)
                .append(' ')
                .append(START.plusSeconds(slot * 300L + 60).toEpochMilli())
                .append('\n');
    }

    private void collect(GeneratedFleet fleet, String text) {
        store.importJson(fleet.lines());
        if (!text.isEmpty()) {
            store.importText(text);
        }
        store.flush();
        var clock = new TestClock(START.plus(Duration.ofDays(DAYS)).plusSeconds(3600 + 360));
        collector = Collector.start(store.url(), TestDatabase.create(), clock, "headroom.backfill-days=" + (DAYS + 1));
        collector.poll();
        assertThat(collector.status().lastError()).isNull();
    }
}
