package dev.headroom.usage;

import dev.headroom.inventory.LinksChosen;
import dev.headroom.inventory.NodesMerged;
import dev.headroom.inventory.Observations;
import dev.headroom.inventory.PoolChosen;
import dev.headroom.usage.RawUsage.Key;
import dev.headroom.usage.RawUsage.Values;
import dev.headroom.usage.Slots.Range;
import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets usage follow what operators say of the fleet, in the transaction of the change: a merged node's history becomes
 * the whole one's, and sums of pools are made anew as far back as five-minute values are kept.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FleetMoves {

    private final JdbcTemplate jdbc;
    private final RawUsage rawUsage;
    private final RollUp rollUp;
    private final Observations observations;
    private final CollectionState state;
    private final Clock clock;
    private final ZoneId zone;

    FleetMoves(
            JdbcTemplate jdbc,
            RawUsage rawUsage,
            RollUp rollUp,
            Observations observations,
            CollectionState state,
            Clock clock,
            ZoneId planningZone) {
        this.jdbc = jdbc;
        this.rawUsage = rawUsage;
        this.rollUp = rollUp;
        this.observations = observations;
        this.state = state;
        this.clock = clock;
        this.zone = planningZone;
    }

    /** Joins the two; where both have values of a moment, they overlapped, and the larger one stands. */
    @EventListener
    public void on(NodesMerged merged) {
        state.lock();
        List<LocalDate> both = jdbc.query(
                "select distinct o.day from five_minute_usage o join five_minute_usage n on n.day = o.day"
                        + " where o.node_id = ? and n.node_id = ? order by 1",
                (row, number) -> row.getObject(1, LocalDate.class),
                merged.old(),
                merged.whole());
        both.forEach(day -> join(merged, day));
        jdbc.update("update five_minute_usage set node_id = ? where node_id = ?", merged.whole(), merged.old());
        for (var table : List.of("hourly_usage", "daily_usage", "daily_usage_before")) {
            jdbc.update(
                    "update " + table
                            + " o set subject_id = ? where subject_kind = 'node' and subject_id = ? and not exists"
                            + " (select 1 from " + table + " n where n.subject_kind = 'node' and n.subject_id = ?"
                            + " and n.resource = o.resource and n.day = o.day)",
                    merged.whole(),
                    merged.old(),
                    merged.whole());
            jdbc.update("delete from " + table + " where subject_kind = 'node' and subject_id = ?", merged.old());
        }
        both.forEach(day -> roll(Slots.start(Slots.startOf(day)), Slots.start(Slots.startOf(day.plusDays(1)))));
    }

    @EventListener
    public void on(PoolChosen chosen) {
        state.lock();
        Instant until = until();
        Date oldest = jdbc.queryForObject("select min(day) from five_minute_usage", Date.class);
        if (oldest == null) {
            return;
        }
        Instant kept = oldest.toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant from = chosen.since().isBefore(kept) ? kept : chosen.since();
        if (from.isBefore(until)) {
            roll(from, until);
        }
    }

    /** Traffic is kept by link, so what the store still has is read anew; what it has forgotten stays as it was. */
    @EventListener
    public void on(LinksChosen chosen) {
        state.lock();
        state.load().ifPresent(progress -> {
            Instant floor = progress.floor();
            if (floor != null) {
                jdbc.update("delete from five_minute_usage where resource like 'bandwidth-%'");
                jdbc.update(
                        "delete from service_span where resource like 'bandwidth-%' and started_at >= ?",
                        floor.atOffset(ZoneOffset.UTC));
                jdbc.update(
                        "delete from capacity_change where resource like 'bandwidth-%' and valid_from >= ?",
                        floor.atOffset(ZoneOffset.UTC));
                state.readAnew();
            }
        });
    }

    private void join(NodesMerged merged, LocalDate day) {
        var range = new Range(Slots.startOf(day), Slots.startOf(day.plusDays(1)));
        Map<Key, Values> all = new HashMap<>(rawUsage.read(range));
        for (Key key : List.copyOf(all.keySet())) {
            if (key.node().equals(merged.old())) {
                Values old = all.remove(key);
                Values whole = all.computeIfAbsent(new Key(merged.whole(), key.channel()), k -> new Values(range));
                for (int slot = 0; old != null && slot < range.size(); slot++) {
                    if (!Float.isNaN(old.values[slot]) && !(whole.values[slot] >= old.values[slot])) {
                        whole.values[slot] = old.values[slot];
                    }
                }
            }
        }
        rawUsage.write(range, range, all);
    }

    private void roll(Instant from, Instant to) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = LocalDate.ofInstant(to, zone);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Range range = Slots.of(day, zone);
            if (!range.isEmpty()) {
                rollUp.roll(range, observations.service(), until(), clock.instant());
            }
        }
    }

    private Instant until() {
        return state.load().map(CollectionState.Progress::newest).orElse(clock.instant());
    }
}
