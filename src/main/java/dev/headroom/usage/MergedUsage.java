package dev.headroom.usage;

import dev.headroom.inventory.MergeUndone;
import dev.headroom.inventory.MergedRows;
import dev.headroom.inventory.NodesMerged;
import dev.headroom.usage.RawUsage.Key;
import dev.headroom.usage.RawUsage.Values;
import dev.headroom.usage.Slots.Range;
import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the history of a merged node that of the whole one, and two of it again where that is undone, in the transaction
 * of the change. Five-minute values are told apart to the slot, rolled-up ones come back as they were.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MergedUsage {

    /** Tables of what was rolled up, with what tells a subject's rows apart. */
    private static final Map<String, String> ROLLED_UP = rolledUp();

    private static final String NO_VALUE = "7fc00000";

    private final JdbcTemplate jdbc;
    private final RawUsage rawUsage;
    private final FleetMoves moves;
    private final CollectionState state;
    private final MergedRows rows;

    MergedUsage(JdbcTemplate jdbc, RawUsage rawUsage, FleetMoves moves, CollectionState state, MergedRows rows) {
        this.jdbc = jdbc;
        this.rawUsage = rawUsage;
        this.moves = moves;
        this.state = state;
        this.rows = rows;
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
        keep(merged, both);
        both.forEach(day -> join(merged, day));
        jdbc.update("update five_minute_usage set node_id = ? where node_id = ?", merged.whole(), merged.old());
        ROLLED_UP.keySet().forEach(table -> {
            jdbc.update(
                    "update " + table
                            + " o set subject_id = ? where subject_kind = 'node' and subject_id = ? and not exists"
                            + " (select 1 from " + table + " n where n.subject_kind = 'node' and n.subject_id = ?"
                            + " and n.resource = o.resource and n.day = o.day)",
                    merged.whole(),
                    merged.old(),
                    merged.whole());
            jdbc.update("delete from " + table + " where subject_kind = 'node' and subject_id = ?", merged.old());
        });
        both.forEach(this::roll);
    }

    /** Parts the two. */
    @EventListener
    public void on(MergeUndone undone) {
        state.lock();
        LocalDate last = LocalDate.ofInstant(undone.readUntil(), ZoneOffset.UTC);
        int bytes = Float.BYTES * Math.toIntExact(Slots.at(undone.readUntil()) - Slots.startOf(last));
        List<LocalDate> both = keptDays(undone);
        Date oldest = jdbc.queryForObject("select min(day) from five_minute_usage", Date.class);
        partRaw(undone, last, bytes);
        if (oldest != null) {
            rows.restore(undone.merge(), "five_minute_usage", "node_id = ? and day >= ?", undone.old(), oldest);
        }
        ROLLED_UP.forEach((table, key) -> {
            String same = "(c." + key.replace(", ", ", c.") + ") = (k." + key.replace(", ", ", k.") + ")";
            rows.change(
                    undone.merge(),
                    table,
                    "delete from " + table + " c using %s where c.subject_kind = 'node' and k.subject_kind = 'node'"
                            + " and c.subject_id = ? and " + same,
                    undone.whole());
            rows.restore(undone.merge(), table, "subject_kind = 'node'");
            if (oldest != null) {
                rows.change(
                        undone.merge(),
                        table,
                        "delete from " + table + " c using %s where c.subject_kind = 'pool' and k.subject_kind = 'pool'"
                                + " and c.subject_id = k.subject_id and " + same + " and c.day < ?",
                        oldest);
                rows.restore(undone.merge(), table, "subject_kind = 'pool' and day < ?", oldest);
            }
        });
        both.stream()
                .filter(day -> oldest != null && !day.isBefore(oldest.toLocalDate()))
                .forEach(this::roll);
        if (undone.reported()) {
            jdbc.update("delete from five_minute_usage where node_id = ? and day > ?", undone.whole(), last);
            state.readAnew();
        }
    }

    private static Map<String, String> rolledUp() {
        var tables = new LinkedHashMap<String, String>();
        tables.put("hourly_usage", "resource, day");
        tables.put("daily_usage", "resource, day");
        tables.put("daily_usage_before", "resource, day, recorded_at");
        return tables;
    }

    /** Keeps all of the old one, and what is rolled up anew of the days of both. */
    private void keep(NodesMerged merged, List<LocalDate> both) {
        var days = both.stream().map(LocalDate::toString).toArray(String[]::new);
        rows.keep(
                merged.merge(),
                "five_minute_usage",
                "node_id = ? or (node_id = ? and day = any(?::date[]))",
                merged.old(),
                merged.whole(),
                days);
        var around = both.stream()
                .flatMap(day -> day.minusDays(1).datesUntil(day.plusDays(2)))
                .map(LocalDate::toString)
                .distinct()
                .toArray(String[]::new);
        ROLLED_UP
                .keySet()
                .forEach(table -> rows.keep(
                        merged.merge(),
                        table,
                        "subject_kind = 'node' and subject_id = ?"
                                + " or (subject_kind = 'pool' or subject_id = ?) and day = any(?::date[])",
                        merged.old(),
                        merged.whole(),
                        around));
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

    private List<LocalDate> keptDays(MergeUndone undone) {
        return jdbc.query(
                "select distinct (row ->> 'day')::date from node_merge_row"
                        + " where merge_id = ? and relation = 'five_minute_usage' and row ->> 'node_id' = ? order by 1",
                (row, number) -> row.getObject(1, LocalDate.class),
                undone.merge(),
                undone.whole());
    }

    /**
     * Gives the whole one back what it had, up to where the store had been read.
     *
     * @param last  the UTC day of that
     * @param bytes how many of that day's are from before
     */
    private void partRaw(MergeUndone undone, LocalDate last, int bytes) {
        String mine = " c.node_id = ? and (c.resource, c.direction, c.day) = (k.resource, k.direction, k.day) ";
        rows.change(
                undone.merge(),
                "five_minute_usage",
                "delete from five_minute_usage c using %s where" + mine + "and c.day < ?",
                undone.whole(),
                last);
        rows.change(
                undone.merge(),
                "five_minute_usage",
                "update five_minute_usage c set readings = decode(repeat('" + NO_VALUE + "', " + bytes / Float.BYTES
                        + "), 'hex') || substring(c.readings from " + (bytes + 1) + ") from %s where" + mine
                        + "and c.day = ? and k.node_id = ?",
                undone.whole(),
                last,
                undone.old());
        rows.restore(undone.merge(), "five_minute_usage", "node_id = ? and day < ?", undone.whole(), last);
        rows.change(
                undone.merge(),
                "five_minute_usage",
                "update five_minute_usage c set invalid = k.invalid, readings = substring(k.readings from 1 for "
                        + bytes
                        + ") || substring(c.readings from " + (bytes + 1) + ") from %s where" + mine
                        + "and c.day = ? and k.node_id = ?",
                undone.whole(),
                last,
                undone.whole());
    }

    private void roll(LocalDate utcDay) {
        moves.roll(Slots.start(Slots.startOf(utcDay)), Slots.start(Slots.startOf(utcDay.plusDays(1))));
    }
}
