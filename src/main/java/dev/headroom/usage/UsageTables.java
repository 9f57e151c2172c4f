package dev.headroom.usage;

import dev.headroom.usage.RollUp.Line;
import dev.headroom.usage.RollUp.Track;
import dev.headroom.usage.Slots.Range;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Writes days, which are kept for ever, and hours, which are kept for three years. */
@Repository
class UsageTables {

    private static final int HOURS = 24;
    private static final int YEARS_OF_HOURS = 3;
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private static final String SAME = "(d.subject_kind, d.subject_id, d.resource, d.day)"
            + " = (f.subject_kind, f.subject_id, f.resource, f.day)"
            + " and (d.mean, d.p95, d.max, d.mean_receive, d.mean_transmit, d.covered, d.slots, d.invalid)"
            + " is not distinct from"
            + " (f.mean, f.p95, f.max, f.mean_receive, f.mean_transmit, f.covered, f.slots, f.invalid)";

    /** Parameters: when it is replaced, the zone, the zone, that again, the zone, the days. */
    private static final String KEEP = "insert into daily_usage_before select d.*, ? from daily_usage d"
            + " where (d.recorded_at at time zone ?)::date > d.day"
            + " and (d.recorded_at at time zone ?)::date < (?::timestamptz at time zone ?)::date"
            + " and d.day = any(?::date[])"
            + " and not exists (select from fresh_day f where " + SAME + ")";

    private static final String CLEAR = "delete from daily_usage d where d.day = any(?::date[])"
            + " and not exists (select from fresh_day f where " + SAME + ")";

    private final JdbcTemplate jdbc;

    UsageTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Replaces the days of all subjects. What was known of a day that was over is kept beside, unless it became known
     * today; figures of days that are over stay as they are where they come out the same.
     *
     * @param range what the tracks are over
     */
    void writeDays(List<LocalDate> days, Range range, Map<Line, Track> tracks, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<LocalDate> over = days.stream().filter(day -> day.isBefore(today)).toList();
        List<LocalDate> open = days.stream().filter(day -> !day.isBefore(today)).toList();
        if (!open.isEmpty()) {
            jdbc.update("delete from daily_usage where day = any(?::date[])", array(open));
            copyDays("daily_usage", open, range, tracks, zone, now);
        }
        if (!over.isEmpty()) {
            clearFreshDays();
            copyDays("fresh_day", over, range, tracks, zone, now);
            String replaced = array(over);
            jdbc.update(KEEP, offset(now), zone.getId(), zone.getId(), offset(now), zone.getId(), replaced);
            jdbc.update(CLEAR, replaced);
            jdbc.update("insert into daily_usage select * from fresh_day on conflict do nothing");
        }
    }

    private static String array(List<LocalDate> days) {
        return "{" + String.join(",", days.stream().map(LocalDate::toString).toList()) + "}";
    }

    private void copyDays(
            String table, List<LocalDate> days, Range range, Map<Line, Track> tracks, ZoneId zone, Instant now) {
        try (var copy = new Copy(
                jdbc,
                table,
                "subject_kind",
                "subject_id",
                "resource",
                "day",
                "mean",
                "p95",
                "max",
                "mean_receive",
                "mean_transmit",
                "covered",
                "slots",
                "invalid",
                "recorded_at")) {
            tracks.forEach((line, track) -> days.forEach(day -> writeDay(copy, line, track, day, range, zone, now)));
        }
    }

    /** Makes the table once for a connection: at each change of tables the driver forgets what it has prepared. */
    private void clearFreshDays() {
        Boolean absent = jdbc.queryForObject("select to_regclass('pg_temp.fresh_day') is null", Boolean.class);
        if (Boolean.TRUE.equals(absent)) {
            jdbc.execute("create temporary table fresh_day (like daily_usage) on commit delete rows");
        } else {
            jdbc.update("delete from fresh_day");
        }
    }

    private static void writeDay(
            Copy copy, Line line, Track track, LocalDate day, Range range, ZoneId zone, Instant recorded) {
        Range slots = Slots.of(day, zone);
        int from = Math.toIntExact(slots.from() - range.from());
        int to = Math.toIntExact(slots.to() - range.from());
        if (!hasAny(track.inService, from, to)) {
            return;
        }
        var used = Statistics.of(track.used, from, to);
        int utcDay = Math.toIntExact(day.toEpochDay() - range.firstUtcDay().toEpochDay());
        begin(copy, line, day)
                .number(used.mean())
                .number(used.quantile(0.95))
                .number(used.max())
                .number(Statistics.mean(track.received, from, to))
                .number(Statistics.mean(track.transmitted, from, to))
                .smallint(used.count())
                .smallint(slots.size())
                .integer(utcDay >= 0 && utcDay < track.invalid.length ? track.invalid[utcDay] : 0)
                .moment(recorded)
                .end();
    }

    /** Replaces the hours of all subjects, but for those that are too old to be kept. */
    void writeHours(Range affected, Range range, Map<Line, Track> tracks, Instant until) {
        LocalDate kept = firstDayOfHours(until);
        LocalDate first = affected.firstUtcDay().isBefore(kept) ? kept : affected.firstUtcDay();
        LocalDate last = affected.lastUtcDay();
        jdbc.update("delete from hourly_usage where day between ? and ?", Date.valueOf(first), Date.valueOf(last));
        try (var copy = new Copy(
                jdbc,
                "hourly_usage",
                "subject_kind",
                "subject_id",
                "resource",
                "day",
                "covered",
                "mean",
                "p50",
                "p95",
                "p99",
                "max")) {
            tracks.forEach((line, track) -> {
                for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                    writeHoursOf(copy, line, track, day, Math.toIntExact(Slots.startOf(day) - range.from()));
                }
            });
        }
    }

    private static void writeHoursOf(Copy copy, Line line, Track track, LocalDate day, int start) {
        if (!hasAny(track.used, start, start + Slots.PER_DAY)) {
            return;
        }
        var covered = new short[HOURS];
        var mean = new float[HOURS];
        var quantiles = new float[QUANTILES.length][HOURS];
        var max = new float[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            int from = start + hour * Slots.PER_HOUR;
            var statistics = Statistics.of(track.used, from, from + Slots.PER_HOUR);
            covered[hour] = (short) statistics.count();
            mean[hour] = (float) statistics.mean();
            for (int i = 0; i < QUANTILES.length; i++) {
                quantiles[i][hour] = (float) statistics.quantile(QUANTILES[i]);
            }
            max[hour] = (float) statistics.max();
        }
        var row = begin(copy, line, day).smallints(covered).reals(mean);
        for (float[] quantile : quantiles) {
            row.reals(quantile);
        }
        row.reals(max).end();
    }

    private static Copy begin(Copy copy, Line line, LocalDate day) {
        return copy.text(line.subject().kind().id())
                .text(line.subject().id())
                .text(line.resource().id())
                .date(day);
    }

    /** Forgets hours that are too old to be kept. */
    void forgetHours(Instant until) {
        jdbc.update("delete from hourly_usage where day < ?", Date.valueOf(firstDayOfHours(until)));
    }

    private static LocalDate firstDayOfHours(Instant until) {
        return LocalDate.ofInstant(until, ZoneOffset.UTC).minusYears(YEARS_OF_HOURS);
    }

    private static OffsetDateTime offset(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static boolean hasAny(boolean[] flags, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (flags[slot]) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAny(float[] values, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (!Float.isNaN(values[slot])) {
                return true;
            }
        }
        return false;
    }
}
