package dev.headroom.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The story of the demo fleet, from its own books. */
class DemoFleetTest {

    private static final Instant END = Instant.parse("2026-11-24T00:00:00Z");

    private static List<List<NodeChunk>> stretches;

    @BeforeAll
    static void liveThroughTheHistory() {
        stretches = new ArrayList<>();
        var fleet = new DemoFleet(6, 550, 1, END);
        while (fleet.hasUntil(END)) {
            stretches.add(fleet.advance(END));
        }
    }

    @Test
    void growsFromFiveServersToSix() {
        assertThat(stretches.getFirst()).hasSize(5);
        assertThat(stretches.getLast()).hasSize(6);
    }

    @Test
    void doublesItsTrafficInAYear() {
        double now = p95OfPublicBps(stretches.size() - 2);
        double yearAgo = p95OfPublicBps(stretchAt(stretches.getLast().getFirst().slot() - 365 * Story.SLOTS_PER_DAY));

        assertThat(now / yearAgo).isEqualTo(2.0, within(0.3));
    }

    @Test
    void isShortOfPublicBandwidthFirst() {
        double publicShare = p95OfPublicBps(stretches.size() - 2) / 36e9;

        assertThat(publicShare).isBetween(0.5, 0.75);
    }

    @Test
    void hasOneDayWithoutAnySample() {
        assertThat(stretches).filteredOn(List::isEmpty).hasSize(1);
    }

    @Test
    void oneNodeStartsAfreshAfterAGap() {
        var counters = stretches.stream()
                .flatMap(List::stream)
                .filter(chunk -> chunk.name().equals("worker-3"))
                .mapToDouble(chunk -> chunk.publicOut[0])
                .toArray();

        long resets = 0;
        for (int i = 1; i < counters.length; i++) {
            resets += counters[i] < counters[i - 1] ? 1 : 0;
        }
        assertThat(resets).isEqualTo(1);
    }

    @Test
    void countersNeverGoBackOtherwise() {
        for (var chunk : stretches.stream().flatMap(List::stream).toList()) {
            for (var counter : List.of(chunk.user, chunk.kernel, chunk.publicIn, chunk.publicOut, chunk.privateIn)) {
                for (int i = 1; i < counter.length; i++) {
                    if (counter[i] < counter[i - 1]) {
                        fail("a counter of %s goes back at %d", chunk.name(), chunk.slot() + i);
                    }
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(firstDay(5)).isEqualTo(firstDay(5)).isNotEqualTo(firstDay(6));
    }

    private static String firstDay(long seed) {
        var lines = new Lines();
        for (var chunk : new DemoFleet(2, 1, seed, END).advance(END)) {
            chunk.writeTo(lines, NodeChunk.timestamps(chunk.slot(), chunk.size()));
        }
        return new String(lines.bytes(), 0, lines.size(), StandardCharsets.US_ASCII);
    }

    private static int stretchAt(long slot) {
        for (int i = 0; i < stretches.size(); i++) {
            if (!stretches.get(i).isEmpty()
                    && stretches.get(i).getFirst().slot()
                                    + stretches.get(i).getFirst().size()
                            > slot) {
                return i;
            }
        }
        throw new AssertionError("no stretch at " + slot);
    }

    private static double p95OfPublicBps(int stretch) {
        var chunks = stretches.get(stretch);
        var sums = new double[chunks.getFirst().size() - 1];
        for (var chunk : chunks) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += 8 * (chunk.publicOut[i + 1] - chunk.publicOut[i]) / Story.SLOT_SECONDS;
            }
        }
        Arrays.sort(sums);
        return DoubleStream.of(sums)
                .skip((long) (0.95 * sums.length))
                .findFirst()
                .orElseThrow();
    }
}
