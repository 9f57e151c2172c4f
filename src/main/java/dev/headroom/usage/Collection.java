package dev.headroom.usage;

import dev.headroom.inventory.Inventory;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.usage.CollectionState.Progress;
import dev.headroom.usage.CollectionStatus.Backfill;
import dev.headroom.usage.Harvest.Crop;
import dev.headroom.usage.Slots.Range;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the metric store: what is new at each poll, and its past once, newest first.
 *
 * <p>Only whole hours that ended five minutes ago are read, and the three before the new ones once more for data that
 * came late. Each piece is stored in one transaction with the note of how far the reading has come, so an end at any
 * moment loses nothing and doubles nothing.
 */
@Service
public class Collection {

    private static final Logger log = LoggerFactory.getLogger(Collection.class);

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Duration LATE = Duration.ofHours(3);
    private static final Duration HELD_UP = Duration.ofHours(6);
    private static final int FIRST_DAYS = 1;
    private static final int MOST_DAYS = 10; // so that one piece is stored while the next is read, in a small fleet too

    /** Days of raw values kept beyond what was read last: a silence may still be bridged over them. */
    private static final int BRIDGE_DAYS = 9;

    /** Values of the largest answer that a piece of the past should bring. */
    private static final int VALUES_AT_ONCE = 500_000;

    private final MetricStore store;
    private final Harvest harvest;
    private final Intake intake;
    private final RawUsage rawUsage;
    private final UsageTables tables;
    private final CollectionState state;
    private final CollectionStanding standing;
    private final Inventory inventory;
    private final CollectionSettings settings;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ZoneId zone;
    private final ReentrantLock polling = new ReentrantLock();

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int chunkDays = FIRST_DAYS;
    private @Nullable LocalDate lookedAgain; // on which day the one before was read again; guarded by polling

    /** Another instance has read meanwhile. */
    private static final class Overtaken extends RuntimeException {}

    Collection(
            MetricStore store,
            Harvest harvest,
            Intake intake,
            RawUsage rawUsage,
            UsageTables tables,
            CollectionState state,
            CollectionStanding standing,
            Inventory inventory,
            CollectionSettings settings,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock,
            ZoneId planningZone) {
        this.store = store;
        this.harvest = harvest;
        this.intake = intake;
        this.rawUsage = rawUsage;
        this.tables = tables;
        this.state = state;
        this.standing = standing;
        this.inventory = inventory;
        this.settings = settings;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.zone = planningZone;
    }

    /**
     * Reads what is new, then what of the past has not been read yet; returns when that is done, or at once where a poll
     * is under way. A store that fails is left until the next poll, with its reason in the {@link #status()}.
     */
    public void poll() {
        if (!polling.tryLock()) {
            return;
        }
        try {
            var product = store.product();
            Progress progress = progress();
            boolean reads =
                    progress.backfill() != Backfill.State.COMPLETE && progress.backfill() != Backfill.State.STOPPED;
            try (var past = new ReadAhead(harvest)) {
                collectNew(past, reads);
                lookAgain();
                transactions.executeWithoutResult(
                        status -> state.succeeded(clock.instant(), product.name(), product.version()));
                if (reads) {
                    backfill(past);
                }
            }
        } catch (StoreFailure e) {
            if (isEnding()) {
                return;
            }
            log.atWarn().addKeyValue("reason", e.getMessage()).log("metric store not read");
            if (e instanceof StoreFailure.Unreachable) {
                chunkDays = Math.max(1, chunkDays / 2); // it may have been too slow for so much at once
            }
            fail(String.valueOf(e.getMessage()));
        } catch (Overtaken e) {
            log.atInfo().log("poll left to another instance");
        } catch (RuntimeException e) {
            if (isEnding()) {
                return;
            }
            log.atError().setCause(e).log("poll failed");
            fail("what was read could not be stored: " + e.getClass().getSimpleName());
        } finally {
            polling.unlock();
        }
    }

    /** Returns how collecting stands. */
    public CollectionStatus status() {
        return standing.now();
    }

    /** Ends a poll that is under way after the piece it is at, for good. */
    void end() {
        end.countDown();
    }

    private boolean isEnding() {
        return end.getCount() == 0;
    }

    private Progress progress() {
        Optional<Progress> known = state.load();
        if (known.isEmpty() || !known.get().zone().equals(zone)) {
            known.ifPresent(before -> log.atWarn()
                    .addKeyValue("from", before.zone())
                    .addKeyValue("to", zone)
                    .log("planning time zone changed: days are cut anew as far back as five-minute values go"));
            transactions.executeWithoutResult(status -> begin());
        }
        return state.load().orElseThrow();
    }

    private void begin() {
        Instant floor = closed().minus(Duration.ofDays(settings.backfillDays())).truncatedTo(ChronoUnit.DAYS);
        state.begin(zone, floor, clock.instant());
    }

    /** Returns the end of the last whole hour that ended long enough ago. */
    private Instant closed() {
        return clock.instant().minus(SETTLED).truncatedTo(ChronoUnit.HOURS);
    }

    private void collectNew(ReadAhead past, boolean readsOn) {
        Instant closed = closed();
        Progress progress = state.load().orElseThrow();
        Instant newest = progress.newest();
        if (newest == null) {
            collectFirst(progress, past, readsOn);
            return;
        }
        while (newest.isBefore(closed) && !isEnding()) {
            Instant end = earlier(closed, newest.plus(Duration.ofDays(chunkDays)));
            Instant oldest = Objects.requireNonNull(progress.oldest());
            Instant open = Objects.requireNonNull(progress.finalUntil());
            Instant start = later(oldest, earlier(open, newest.minus(LATE)));
            store(harvest.read(Range.of(start, end)), progress, end);
            progress = state.load().orElseThrow();
            newest = end;
        }
    }

    /** Reads the newest day, and begins to read what was before it while that is being stored. */
    private void collectFirst(Progress progress, ReadAhead past, boolean readsOn) {
        Instant closed = closed();
        Instant start = closed.minus(Duration.ofDays(FIRST_DAYS)).truncatedTo(ChronoUnit.DAYS);
        Crop crop = harvest.read(Range.of(start, closed));
        Instant floor = Objects.requireNonNull(progress.floor());
        if (readsOn && start.isAfter(floor) && !store.load().isUsedUp()) {
            chunkDays = daysAtOnce(crop);
            past.begin(before(start, floor));
        }
        store(crop, progress, closed);
    }

    /** Once a day, reads the day before again where nodes in service had gaps: what was held up may have come. */
    private void lookAgain() {
        Progress progress = state.load().orElseThrow();
        Instant newest = Objects.requireNonNull(progress.newest());
        LocalDate today = LocalDate.ofInstant(newest.minus(HELD_UP), ZoneOffset.UTC);
        LocalDate seen = lookedAgain;
        lookedAgain = today;
        Range yesterday = new Range(Slots.startOf(today.minusDays(1)), Slots.startOf(today));
        boolean known = !Slots.start(yesterday.from()).isBefore(Objects.requireNonNull(progress.oldest()));
        if (seen == null || seen.equals(today) || !known || isEnding()) {
            return;
        }
        transactions.executeWithoutResult(status -> tables.forgetHours(newest));
        if (rawUsage.hasGaps(today.minusDays(1))) {
            store(harvest.read(yesterday), progress, newest);
        }
    }

    private void backfill(ReadAhead past) {
        Progress progress = state.load().orElseThrow();
        Instant floor = Objects.requireNonNull(progress.floor());
        var pace = new Pacing(clock.instant(), Objects.requireNonNull(progress.oldest()));
        standing.paces(pace);
        setBackfill(Backfill.State.RUNNING);
        while (!isEnding()) {
            progress = state.load().orElseThrow();
            if (progress.backfill() == Backfill.State.STOPPED) {
                return;
            }
            Instant oldest = Objects.requireNonNull(progress.oldest());
            if (store.load().isUsedUp() && !past.hasBegun(Slots.at(oldest))) {
                standing.waitsFor("the hour's budget of the store's time is used up");
                return; // the next poll looks again
            }
            standing.waitsFor(null);
            Instant newest = Objects.requireNonNull(progress.newest());
            if (!oldest.isAfter(floor)) {
                setBackfill(Backfill.State.COMPLETE);
                log.atInfo().addKeyValue("nodes", inventory.nodes().size()).log("back-fill completed");
                announce(new BackfillCompleted());
                return;
            }
            ReadAhead.Piece piece;
            try {
                piece = past.take(before(oldest, floor));
            } catch (StoreFailure.Busy e) {
                if (!String.valueOf(e.getMessage()).contains("retention")) {
                    throw e;
                }
                transactions.executeWithoutResult(status -> state.readFrom(floor)); // the store keeps nothing older
                continue;
            }
            Crop crop = piece.crop();
            Duration pause = pace.pauseAfter(piece.took(), crop.values());
            chunkDays = daysAtOnce(crop);
            Instant next = Slots.start(crop.range().from());
            if (pause.isZero() && next.isAfter(floor) && !store.load().isUsedUp()) {
                past.begin(before(next, floor));
            }
            store(crop, progress, newest);
            collectNew(past, true);
            rest(pause);
        }
    }

    /** Returns the piece of the past that ends at a moment. */
    private Range before(Instant end, Instant floor) {
        return Range.of(later(floor, end.minus(Duration.ofDays(chunkDays)).truncatedTo(ChronoUnit.DAYS)), end);
    }

    private static int daysAtOnce(Crop crop) {
        return Math.clamp((long) VALUES_AT_ONCE / Math.max(1, crop.mostSeries()) / Slots.PER_DAY, 1, MOST_DAYS);
    }

    private void rest(Duration pause) {
        if (pause.isZero()) {
            return;
        }
        standing.waitsFor("the store has become slow");
        log.atInfo().addKeyValue("seconds", pause.toSeconds()).log("back-fill pauses for a store that has become slow");
        try {
            end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
        standing.waitsFor(null);
    }

    private void store(Crop crop, Progress seen, Instant until) {
        Instant open = seen.finalUntil();
        Instant settled = transactions.execute(status -> {
            state.lock();
            Progress now = state.load().orElseThrow();
            if (!Objects.equals(now.newest(), seen.newest()) || !Objects.equals(now.oldest(), seen.oldest())) {
                throw new Overtaken();
            }
            Instant start = Slots.start(crop.range().from());
            Instant finalUntil = intake.take(crop, seen.newest(), until, open == null ? start : open, clock.instant());
            state.readUpTo(until, start, finalUntil);
            if (seen.oldest() != null && start.isBefore(seen.oldest())) {
                state.readFrom(start);
            }
            Instant oldest = seen.oldest() == null || start.isBefore(seen.oldest()) ? start : seen.oldest();
            LocalDate edge = LocalDate.ofInstant(oldest, ZoneOffset.UTC);
            rawUsage.forgetBefore(
                    LocalDate.ofInstant(until, ZoneOffset.UTC).minusDays(settings.rawDays()),
                    edge,
                    seen.backfill() == Backfill.State.COMPLETE ? edge : edge.plusDays(BRIDGE_DAYS));
            return finalUntil;
        });
        chunkDays = daysAtOnce(crop);
        log.atInfo()
                .addKeyValue("from", Slots.start(crop.range().from()))
                .addKeyValue("to", Slots.start(crop.range().to()))
                .addKeyValue("nodes", crop.nodes().size())
                .log("usage stored");
        if (open != null) {
            announceDays(open, Objects.requireNonNull(settled));
        }
    }

    private void announceDays(Instant before, Instant now) {
        LocalDate open = LocalDate.ofInstant(now, zone);
        for (LocalDate day = LocalDate.ofInstant(before, zone); day.isBefore(open); day = day.plusDays(1)) {
            announce(new DayRolledUp(day));
        }
    }

    /** Tells the other modules; what one of them fails at is not this one's failure. */
    private void announce(Object event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("event", event).setCause(e).log("event not taken in");
        }
    }

    private void setBackfill(Backfill.State next) {
        transactions.executeWithoutResult(status -> state.backfill(next));
    }

    private void fail(String reason) {
        transactions.executeWithoutResult(status -> {
            if (state.load().isEmpty()) {
                begin();
            }
            state.failed(reason);
            state.failBackfill();
        });
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
