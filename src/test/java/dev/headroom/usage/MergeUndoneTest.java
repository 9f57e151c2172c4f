package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.inventory.FleetAnswers;
import dev.headroom.inventory.Node;
import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that were merged and are two after all, on a real store and database. */
class MergeUndoneTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int DAYS = 3;
    private static final int SLOTS = DAYS * 288;
    private static final int LATER = 144;
    private static final int HANDOVER = 2 * 288 + 96; // on the day of the merge

    /** All that a merge touches; when a pool's figures became known is left out, as they are made anew. */
    private static final Map<String, String> TABLES = tables();

    private final TestClock clock = new TestClock(
            START.plus(Duration.ofDays(DAYS)).minusSeconds(3 * 3600).plusSeconds(360));
    private TestMetricStore store;
    private Collector collector;

    @BeforeEach
    void startAStore() {
        store = TestMetricStore.victoriaMetrics();
    }

    @AfterEach
    void stopAll() {
        collector.close();
        store.close();
    }

    @Test
    void bringsBackAllThatThereWas() {
        var fleet = new GeneratedFleet(START, SLOTS);
        server(fleet, "old", 0, HANDOVER, 2);
        server(fleet, "fresh", HANDOVER - 30, SLOTS, 3);
        server(fleet, "other", 0, SLOTS, 1);
        collect(fleet);
        collector.inventory().setLinkCapacity(Subject.node("old"), "public", DAY, 2e9);
        collector.inventory().setLinkCapacity(Subject.node("fresh"), "public", DAY.plusDays(1), 3e9);
        var before = contents();

        collector.answers().answerRenamed("old", "fresh", true);
        assertThat(contents().get("daily_usage")).isNotEqualTo(before.get("daily_usage"));
        collector.answers().undoMerge("old", "fresh");

        contents().forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(before.get(table)));
        assertThat(collector.answers().merges("fresh")).isEmpty();
        assertThat(collector.identities().questions()).isEmpty();
        assertThat(collector.jdbc().queryForList("select action from audit_entry", String.class))
                .contains("node.merged", "node.merge-undone");
    }

    @Test
    void leavesWhatCameSinceWithTheWholeOne() {
        var fleet = new GeneratedFleet(START, SLOTS + LATER);
        server(fleet, "old", 0, HANDOVER, 2);
        server(fleet, "fresh", HANDOVER - 30, SLOTS + LATER, 3);
        collect(fleet);
        collector.answers().answerRenamed("old", "fresh", true);
        pollLater();

        collector.answers().undoMerge("old", "fresh");
        pollLater();

        assertThat(mean(Subject.node("old"), 2)).isCloseTo(2, within(0.03));
        assertThat(mean(Subject.node("fresh"), 2)).isCloseTo(3, within(0.03));
        assertThat(coverage(Subject.node("old"), 1)).isCloseTo(1, within(0.01));
        assertThat(coverage(Subject.node("fresh"), 2)).isCloseTo((288.0 - HANDOVER % 288 + 30) / 288, within(0.01));
        assertThat(collector.history().days(Subject.node("old"), Resource.CPU, DAY.plusDays(3), DAY.plusDays(4)))
                .isEmpty();
        assertThat(mean(Subject.node("fresh"), 3)).isCloseTo(3, within(0.03));
        assertThat(collector.history().days(Subject.pool("web"), Resource.CPU, DAY.plusDays(2), DAY.plusDays(3)))
                .singleElement()
                .satisfies(day -> assertThat(day.max()).isCloseTo(5, within(0.1)));
    }

    @Test
    void readsAnewWhatAnOldOneSentSinceUnderTheOthersName() {
        var fleet = new GeneratedFleet(START, SLOTS + LATER);
        server(fleet, "old", 0, SLOTS + LATER, 4);
        server(fleet, "fresh", 288, SLOTS + LATER, 3);
        collect(fleet);
        collector.answers().answerRenamed("old", "fresh", true);
        pollLater();
        assertThat(mean(Subject.node("fresh"), 3)).isCloseTo(4, within(0.03));

        collector.answers().undoMerge("old", "fresh");
        collector.poll();

        assertThat(collector.status().lastError()).isNull();
        for (int day = 1; day <= 3; day++) {
            assertThat(mean(Subject.node("old"), day)).isCloseTo(4, within(0.03));
            assertThat(mean(Subject.node("fresh"), day)).isCloseTo(3, within(0.03));
            assertThat(mean(Subject.pool("web"), day)).isCloseTo(7, within(0.06));
        }
        assertThat(collector.inventory().nodes())
                .extracting(Node::name, Node::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fresh", Node.State.ACTIVE),
                        org.assertj.core.groups.Tuple.tuple("old", Node.State.ACTIVE));
    }

    @Test
    void undoesTheNewestMergeFirst() {
        var fleet = new GeneratedFleet(START, SLOTS);
        server(fleet, "first", 0, 288, 2);
        server(fleet, "second", 288, HANDOVER, 2);
        server(fleet, "third", HANDOVER, SLOTS, 2);
        collect(fleet);
        var before = contents();
        collector.answers().answerRenamed("first", "second", true);
        collector.answers().answerRenamed("second", "third", true);

        assertThatThrownBy(() -> collector.answers().undoMerge("first", "second"))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(collector.answers().merges("third"))
                .extracting(FleetAnswers.Merge::old)
                .containsExactly("second");
        collector.answers().undoMerge("second", "third");
        collector.answers().undoMerge("first", "second");

        contents().forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(before.get(table)));
    }

    private static Map<String, String> tables() {
        var tables = new LinkedHashMap<String, String>();
        for (var table : List.of(
                "node",
                "service_span",
                "capacity_change",
                "link_capacity",
                "identity_mark",
                "network_interface",
                "five_minute_usage",
                "hourly_usage",
                "daily_usage_before")) {
            tables.put(table, "to_jsonb(t)");
        }
        tables.put(
                "daily_usage", "case subject_kind when 'node' then to_jsonb(t) else to_jsonb(t) - 'recorded_at' end");
        return tables;
    }

    private Map<String, List<String>> contents() {
        var contents = new LinkedHashMap<String, List<String>>();
        TABLES.forEach((table, row) -> contents.put(
                table,
                collector
                        .jdbc()
                        .queryForList("select (" + row + ")::text from " + table + " t order by 1", String.class)));
        return contents;
    }

    private double mean(Subject subject, int day) {
        return collector
                .history()
                .days(subject, Resource.CPU, DAY.plusDays(day), DAY.plusDays(day + 1L))
                .getFirst()
                .mean();
    }

    private double coverage(Subject subject, int day) {
        return collector
                .history()
                .days(subject, Resource.CPU, DAY.plusDays(day), DAY.plusDays(day + 1L))
                .getFirst()
                .coverage();
    }

    private static void server(GeneratedFleet fleet, String name, int from, int to, double used) {
        fleet.scrape(from, to, "instance", name + ":9100", "job", "node", "pool", "web")
                .cpu(8, constant(fleet, used))
                .memory(64e9, constant(fleet, used * 1e10))
                .network("eth0", constant(fleet, used * 1e8), constant(fleet, used * 2e8))
                .speed("eth0", 1.25e9);
    }

    private static double[] constant(GeneratedFleet fleet, double value) {
        var values = new double[fleet.slots() + 1];
        Arrays.fill(values, value);
        return values;
    }

    private void collect(GeneratedFleet fleet) {
        store.importJson(fleet.lines());
        store.flush();
        collector = Collector.start(store.url(), TestDatabase.create(), clock, "headroom.backfill-days=" + (DAYS + 1));
        collector.poll();
        assertThat(collector.status().lastError()).isNull();
    }

    private void pollLater() {
        clock.advance(Duration.ofHours(6));
        collector.poll();
        assertThat(collector.status().lastError()).isNull();
    }
}
