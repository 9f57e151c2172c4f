package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.inventory.Subject;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three servers, of which one falls silent in the evening of the second day while the store says that all is well. */
class SilentNodesTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate SECOND_DAY = FIRST_DAY.plusDays(1);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant SILENT_FROM = Instant.parse("2026-03-03T20:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-04T00:10:00Z");
    private static final int SLOTS = 4 * Slots.PER_DAY;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-03T20:10:00Z"));
    private TestMetricStore store;
    private Collector collector;

    @BeforeEach
    void collectUntilTheyFallSilent() {
        store = TestMetricStore.victoriaMetrics();
        send("a", 0, SLOTS);
        send("b", 0, SLOTS);
        send("c", 0, silence());
        collector = Collector.start(store.url(), TestDatabase.create(), clock, "headroom.backfill-days=3");
        collector.poll();
        assertThat(collector.status().openFrom()).isNull();
    }

    @AfterEach
    void close() {
        collector.close();
        store.close();
    }

    @Test
    void takesNoHourForFinalOfWhichTooManyNodesAreSilent() {
        clock.moveTo(MIDNIGHT);
        collector.poll();

        assertThat(collector.status().openFrom()).isEqualTo(SILENT_FROM);
        assertThat(collector.status().silent()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("c");
            assertThat(node.lastSeen()).isEqualTo(SILENT_FROM);
            assertThat(node.awaitedUntil()).isEqualTo(SILENT_FROM.plus(Duration.ofHours(24)));
        });
        assertThat(collector.events()).doesNotContain(new DayRolledUp(SECOND_DAY));
        assertThat(coverage("a")).isEqualTo(1);
    }

    @Test
    void readsThemAgainUntilTheNodesHaveAnswered() {
        clock.moveTo(MIDNIGHT);
        collector.poll();
        send("c", silence(), SLOTS);
        clock.advance(Duration.ofHours(6));
        collector.poll();

        assertThat(collector.status().openFrom()).isNull();
        assertThat(collector.status().silent()).isEmpty();
        assertThat(collector.events()).contains(new DayRolledUp(SECOND_DAY));
        assertThat(coverage("c")).isEqualTo(1);
    }

    @Test
    void waitsForNobodyWhoHasBeenSilentForADay() {
        clock.moveTo(MIDNIGHT);
        collector.poll();
        clock.moveTo(SILENT_FROM.plus(Duration.ofHours(25)).plus(Duration.ofMinutes(10)));
        collector.poll();

        assertThat(collector.status().openFrom()).isNull();
        assertThat(collector.status().silent())
                .extracting(CollectionStatus.Silent::name, CollectionStatus.Silent::awaitedUntil)
                .containsExactly(tuple("c", null));
        assertThat(collector.events()).contains(new DayRolledUp(SECOND_DAY));
    }

    @Test
    void waitsForNobodyWhoHasLeftByAnOperatorsWord() {
        clock.moveTo(MIDNIGHT);
        collector.poll();
        collector.inventory().retire("c");
        clock.advance(Duration.ofHours(1));
        collector.poll();

        assertThat(collector.status().openFrom()).isNull();
    }

    private double coverage(String node) {
        return collector
                .history()
                .days(Subject.node(node), Resource.CPU, SECOND_DAY, SECOND_DAY.plusDays(1))
                .getFirst()
                .coverage();
    }

    private static int silence() {
        return (int) (Slots.at(SILENT_FROM) - Slots.at(START));
    }

    private void send(String name, int from, int to) {
        var fleet = new GeneratedFleet(START, SLOTS);
        fleet.scrape(from, to, "instance", name + ":9100", "job", "node")
                .cpu(1, fleet.rhythm(1))
                .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(2)));
        store.importJson(fleet.lines());
        store.flush();
    }
}
