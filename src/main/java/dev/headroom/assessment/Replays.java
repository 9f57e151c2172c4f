package dev.headroom.assessment;

import dev.headroom.catalog.PriceBooks;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Inventory;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageHistory;
import jakarta.annotation.PreDestroy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Whether our advice would have been right: purchase rules followed through each pool's own history. Computed behind the
 * assessments, once a week of history or when what it rests on has changed, and kept.
 */
@Service
public class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    private static final String LOCK = "replay";
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int WEEK = 7;

    private final JdbcClient database;
    private final Assessments assessments;
    private final Inventory inventory;
    private final UsageHistory usage;
    private final Forecaster forecaster;
    private final PriceBooks books;
    private final Baseline baseline;
    private final LockingTaskExecutor locks;
    private final SnapshotJson json = new SnapshotJson();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "replay");
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });

    Replays(
            JdbcClient database,
            Assessments assessments,
            Inventory inventory,
            UsageHistory usage,
            Forecaster forecaster,
            PriceBooks books,
            Baseline baseline,
            LockingTaskExecutor locks) {
        this.database = database;
        this.assessments = assessments;
        this.inventory = inventory;
        this.usage = usage;
        this.forecaster = forecaster;
        this.books = books;
        this.baseline = baseline;
        this.locks = locks;
    }

    /** Returns what is known of the pools of the latest assessment, those with an answer first. */
    public List<FleetReplay> latest() {
        var pools = new TreeSet<String>();
        assessments.latest().ifPresent(latest -> latest.pools().forEach(pool -> pools.add(pool.id())));
        return database
                .sql("select document from pool_replay order by answered desc, pool_id, resource")
                .query((row, number) -> json.read(row.getString(1), FleetReplay.class))
                .list()
                .stream()
                .filter(replay -> pools.contains(replay.pool()))
                .toList();
    }

    @EventListener
    void on(AssessmentMade event) {
        worker.execute(() -> {
            try {
                locks.executeWithLock(
                        (Runnable) () -> refresh(event.asOf(), event.generatedAt()),
                        new LockConfiguration(Instant.now(), LOCK, LONGEST, Duration.ZERO));
            } catch (RuntimeException e) {
                log.error("replay failed", e);
            }
        });
    }

    /** Computes what is not kept yet, is a week old, or rests on other rules. */
    void refresh(LocalDate asOf, Instant moment) {
        var rules = baseline.at(moment);
        for (var pool : inventory.fleetOn(asOf).pools()) {
            var capacities = Capacities.of(pool);
            for (var resource : usage.resources(pool.subject())) {
                if (capacities.total(resource) != null && !isKept(pool, resource, asOf, rules)) {
                    keep(replay(pool, resource, asOf, rules), restsOn(pool, resource, rules), moment);
                }
            }
        }
    }

    private boolean isKept(PoolInService pool, Resource resource, LocalDate asOf, Rules rules) {
        record Kept(LocalDate asOf, String restsOn, boolean answered) {}
        return database.sql("select as_of, rests_on, answered from pool_replay where pool_id = ? and resource = ?")
                .params(pool.id(), resource.id())
                .query((row, number) ->
                        new Kept(row.getObject(1, LocalDate.class), row.getString(2), row.getBoolean(3)))
                .optional()
                .filter(kept -> kept.restsOn().equals(restsOn(pool, resource, rules)))
                .filter(kept -> ChronoUnit.DAYS.between(kept.asOf(), asOf) < (kept.answered() ? WEEK : 1))
                .isPresent();
    }

    /** What the answer follows from beside the history and the prices. */
    private static String restsOn(PoolInService pool, Resource resource, Rules rules) {
        return Assessments.sha256("%s %s %s"
                .formatted(delivery(pool, rules).basis(), rules.planning(), rules.threshold(pool.id(), resource)));
    }

    private static Delivery delivery(PoolInService pool, Rules rules) {
        return rules.deliveries().ofServers(Outlooks.vendor(pool));
    }

    private FleetReplay replay(PoolInService pool, Resource resource, LocalDate asOf, Rules rules) {
        var history = usage.p95(pool.subject(), resource, asOf.plusDays(1));
        var replay = new HistoryReplay(history, delivery(pool, rules), rules.planning());
        if (!replay.isLongEnough()) {
            int missing = replay.needDays() - history.size();
            return unanswered(
                    pool,
                    resource,
                    history,
                    replay,
                    asOf,
                    missing + (missing == 1 ? " more day" : " more days") + " of history are needed: there is an answer"
                            + " from " + asOf.plusDays(missing) + " on.");
        }
        var then = inventory.fleetOn(replay.from()).pool(pool.id());
        var usable = then.map(found ->
                        Capacities.of(found).usable(resource, rules.planning(), rules.threshold(pool.id(), resource)))
                .map(Capacities.Usable::value)
                .filter(value -> value > 0);
        if (usable.isEmpty()) {
            return unanswered(
                    pool,
                    resource,
                    history,
                    replay,
                    asOf,
                    "What the pool could carry on " + replay.from() + ", when the replay begins, is not known.");
        }
        int nodes = then.map(found -> found.nodes().size()).orElseThrow();
        var price = price(pool, asOf, rules);
        return new FleetReplay(
                pool.id(),
                pool.name(),
                resource,
                asOf,
                history.size(),
                replay.needDays(),
                null,
                replay.answer(
                        forecaster,
                        nodes,
                        usable.get(),
                        price.orElse(null),
                        price.isPresent()
                                ? "today's rents of the pool's nodes, on average"
                                : "what the pool's nodes cost is not known"));
    }

    private static FleetReplay unanswered(
            PoolInService pool,
            Resource resource,
            DailySeries history,
            HistoryReplay replay,
            LocalDate asOf,
            String why) {
        return new FleetReplay(pool.id(), pool.name(), resource, asOf, history.size(), replay.needDays(), why, null);
    }

    /** The mean rent of the pool's nodes, by contract or by list; a bought one has none. */
    private Optional<Money> price(PoolInService pool, LocalDate day, Rules rules) {
        var book = books.current();
        var currency = rules.settings().currency();
        var sum = Money.zero(currency);
        for (var node : pool.nodes()) {
            var model = node.node().model();
            var rent = book.ownServer(node.node().name(), model)
                    .map(own -> own.bought() ? Money.zero(currency) : own.monthly())
                    .or(() -> Optional.ofNullable(model)
                            .flatMap(known -> book.latestOffer(known, day))
                            .flatMap(offer -> Optional.ofNullable(offer.monthly())));
            var converted = rent.flatMap(money -> converted(money, day, rules));
            if (converted.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(converted.get());
        }
        return Optional.of(new Money(
                sum.amount().divide(BigDecimal.valueOf(pool.nodes().size()), 2, RoundingMode.HALF_UP), currency));
    }

    private Optional<Money> converted(@Nullable Money money, LocalDate day, Rules rules) {
        return money == null
                ? Optional.empty()
                : books.current()
                        .exchangeRate(money.currency(), rules.settings().currency(), day)
                        .map(rate -> rate.convert(money));
    }

    void keep(FleetReplay replay, String restsOn, Instant moment) {
        database.sql("""
                        insert into pool_replay (pool_id, resource, as_of, rests_on, computed_at, answered, document)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (pool_id, resource) do update set as_of = excluded.as_of, rests_on = excluded.rests_on,
                          computed_at = excluded.computed_at, answered = excluded.answered, document = excluded.document""")
                .params(
                        replay.pool(),
                        replay.resource().id(),
                        replay.asOf(),
                        restsOn,
                        OffsetDateTime.ofInstant(moment, ZoneOffset.UTC),
                        replay.answer() != null,
                        json.write(replay))
                .update();
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
