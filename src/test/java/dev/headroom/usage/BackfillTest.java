package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.headroom.metrics.MetricsSettings;
import dev.headroom.testing.TestClock;
import dev.headroom.testing.TestDatabase;
import dev.headroom.testing.TestMetricStore;
import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server's past, read in several pieces. */
class BackfillTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAYS = 5;
    private static final Instant NOW = START.plus(Duration.ofDays(DAYS)).plus(Duration.ofMinutes(10));
    private static final int DEEP = 70; // days, most of them before there was anything
    private static final String PIECE = "usage stored";

    private static TestMetricStore store;
    private final Logger log = (Logger) LoggerFactory.getLogger(Collection.class);
    private final TestClock clock = new TestClock(NOW);
    private Runnable afterEachPiece = () -> {};
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().equals(PIECE)) {
                afterEachPiece.run();
            }
        }
    };

    @BeforeAll
    static void fill() {
        store = TestMetricStore.victoriaMetrics();
        var fleet = new GeneratedFleet(START, DAYS * Slots.PER_DAY);
        fleet.scrape(0, fleet.slots(), "instance", "a:9100", "job", "node")
                .cpu(1, fleet.rhythm(1))
                .memory(8e9, GeneratedFleet.times(8e9, fleet.rhythm(2)));
        store.importJson(fleet.lines());
        store.flush();
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(listener);
    }

    @Test
    void stopsAfterThePieceItIsAtAndGoesOnWhereItStopped() {
        try (var stopped = collector(DEEP);
                var steady = collector(DEEP)) {
            var pieces = new ArrayList<Double>();
            afterEachPiece = () -> {
                pieces.add(stopped.status().backfill().progress());
                if (pieces.size() == 2) {
                    stopped.backfill().stop();
                }
            };
            stopped.poll();
            var backfill = stopped.status().backfill();
            clock.advance(Duration.ofHours(1));
            stopped.poll();

            assertThat(backfill.state()).isEqualTo(Backfill.State.STOPPED);
            assertThat(backfill.progress()).isEqualTo(pieces.get(1)).isBetween(0.1, 0.7);
            assertThat(pieces).as("what is new is read all the same").hasSize(3);
            assertThat(stopped.status().backfill().state()).isEqualTo(Backfill.State.STOPPED);

            afterEachPiece = () -> {};
            stopped.backfill().resume();
            stopped.poll();
            steady.poll();

            assertThat(stopped.status().backfill().state()).isEqualTo(Backfill.State.COMPLETE);
            assertThat(contents(stopped)).isEqualTo(contents(steady)).isNotEmpty();
            assertThat(stopped.jdbc().queryForList("select action from audit_entry order by 1", String.class))
                    .containsExactly("backfill.resumed", "backfill.stopped");
        }
    }

    @Test
    void waitsWhereTheHoursBudgetIsUsedUpAndStillReadsWhatIsNew() {
        try (var collector = collector(DEEP)) {
            collector.store().turnTo(settings(Duration.ofNanos(1)));
            collector.poll();
            var waiting = collector.status();

            assertThat(waiting.backfill().state()).isEqualTo(Backfill.State.RUNNING);
            assertThat(waiting.backfill().waitingFor()).contains("budget");
            assertThat(waiting.backfill().progress()).isLessThan(0.1);
            assertThat(waiting.lastError()).isNull();
            assertThat(waiting.newestDay()).isNotNull();

            collector.store().turnTo(settings(Duration.ofHours(1)));
            collector.poll();

            assertThat(collector.status().backfill().state()).isEqualTo(Backfill.State.COMPLETE);
            assertThat(collector.status().backfill().waitingFor()).isNull();
        }
    }

    @Test
    void tellsTheTimeThatIsLeftWithinAThirdOnceAFifthIsDone() {
        record Guess(Instant at, double progress, Duration remaining) {}
        var guesses = new ArrayList<Guess>();
        var random = new SplittableRandom(7);
        try (var collector = collector(365)) {
            var done = new double[1];
            afterEachPiece = () -> {
                double progress = collector.status().backfill().progress();
                double seconds = 3000 * (progress - done[0]) * random.nextDouble(0.75, 1.25); // not quite at one pace
                done[0] = progress;
                clock.advance(Duration.ofMillis(Math.round(1000 * seconds)));
                var backfill = collector.status().backfill();
                if (backfill.progress() >= 0.2 && backfill.remaining() != null) {
                    guesses.add(new Guess(clock.instant(), backfill.progress(), backfill.remaining()));
                }
            };
            collector.poll();
        }
        Instant end = guesses.getLast().at();

        assertThat(guesses).hasSizeGreaterThan(5);
        assertThat(guesses).allSatisfy(guess -> {
            double left = Duration.between(guess.at(), end).toSeconds();
            assertThat((double) guess.remaining().toSeconds())
                    .as("at %.0f %%", 100 * guess.progress())
                    .isBetween(0.7 * left - 1, 1.3 * left + 1);
        });
    }

    private Collector collector(int days) {
        var collector = Collector.start(
                store.url(), TestDatabase.create(), clock, "headroom.backfill-days=" + days, "headroom.raw-days=10");
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        listener.start();
        log.addAppender(listener);
        return collector;
    }

    private static MetricsSettings settings(Duration budget) {
        return new MetricsSettings(store.url(), null, null, null, null, Map.of(), Duration.ofSeconds(30), 2, budget);
    }

    private static List<String> contents(Collector collector) {
        return collector
                .jdbc()
                .queryForList("select (to_jsonb(t) - 'recorded_at')::text from daily_usage t order by 1", String.class);
    }
}
