package dev.headroom.usage;

import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Links;
import dev.headroom.inventory.Subject;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What pools and nodes used, day by day and hour by hour. */
@Service
public class UsageHistory {

    /** A day with data in less of its slots is kept and shown, but not forecast from. */
    public static final double SUFFICIENT_COVERAGE = 0.5;

    private final JdbcClient jdbc;
    private final Inventory inventory;
    private final ZoneId zone;

    /**
     * A day of a link's traffic, in bits per second; null where there was no data.
     *
     * @param day of the planning time zone
     */
    public record Traffic(
            LocalDate day,
            @Nullable Double meanReceive,
            @Nullable Double meanTransmit) {}

    private record Row(
            LocalDate day,
            @Nullable Double mean,
            @Nullable Double p95,
            @Nullable Double max,
            double coverage) {}

    UsageHistory(JdbcClient jdbc, Inventory inventory, ZoneId planningZone) {
        this.jdbc = jdbc;
        this.inventory = inventory;
        this.zone = planningZone;
    }

    /**
     * Returns the days from the subject's first to its last one within a range, days without data included.
     *
     * @return empty where there is none in the range
     */
    public List<UsageDay> days(Subject subject, Resource resource, LocalDate from, LocalDate toExclusive) {
        return days(subject, resource, rows(subject, resource, from, toExclusive));
    }

    /**
     * Returns what was known of the days of a range at the end of {@code known}: days that were over by then, as they had
     * been measured so far. Capacities are as they are known now.
     *
     * @return empty where nothing was known
     */
    public List<UsageDay> daysAsKnown(
            Subject subject, Resource resource, LocalDate from, LocalDate toExclusive, LocalDate known) {
        var end = known.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
        List<Row> rows = jdbc.sql("""
                        select day, mean, p95, max, covered, slots from daily_usage
                        where subject_kind = ? and subject_id = ? and resource = ? and day >= ? and day < ?
                            and recorded_at < ? and (recorded_at at time zone ?)::date > day
                        union all
                        select day, mean, p95, max, covered, slots from daily_usage_before
                        where subject_kind = ? and subject_id = ? and resource = ? and day >= ? and day < ?
                            and recorded_at < ? and replaced_at >= ?
                        order by day""")
                .params(subject.kind().id(), subject.id(), resource.id(), from, toExclusive, end, zone.getId())
                .params(subject.kind().id(), subject.id(), resource.id(), from, toExclusive, end, end)
                .query(UsageHistory::row)
                .list();
        return days(subject, resource, rows);
    }

    private List<UsageDay> days(Subject subject, Resource resource, List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var byDay = new HashMap<LocalDate, Row>();
        rows.forEach(row -> byDay.put(row.day(), row));
        LocalDate first = rows.getFirst().day();
        LocalDate end = rows.getLast().day().plusDays(1);
        List<@Nullable Double> capacities = inventory.capacities(subject, resource, first, end);
        var days = new ArrayList<UsageDay>();
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            Row row = byDay.get(day);
            Double capacity = capacities.get(days.size());
            days.add(
                    row == null
                            ? new UsageDay(day, null, null, null, capacity, 0)
                            : new UsageDay(day, row.mean(), row.p95(), row.max(), capacity, row.coverage()));
        }
        return days;
    }

    /** Returns the resources that a subject has any history of, as pages show them. */
    public List<Resource> resources(Subject subject) {
        return jdbc
                .sql("select distinct resource from daily_usage where subject_kind = ? and subject_id = ?")
                .params(subject.kind().id(), subject.id())
                .query((row, number) -> new Resource(row.getString(1)))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /**
     * Returns each day's 95th percentile up to the day before {@code asOf}, for forecasting: days with too little data
     * are gaps, as is what is missing between the last day with data and {@code asOf}.
     *
     * @return empty, starting at {@code asOf}, where there is no history
     */
    public DailySeries p95(Subject subject, Resource resource, LocalDate asOf) {
        List<Row> rows = rows(subject, resource, LocalDate.EPOCH, asOf).stream()
                .filter(row -> row.p95() != null && row.coverage() >= SUFFICIENT_COVERAGE)
                .toList();
        if (rows.isEmpty()) {
            return new DailySeries(asOf, TimeSeries.of(DailySeries.DAY));
        }
        var series = TimeSeries.builder(DailySeries.DAY);
        LocalDate next = rows.getFirst().day();
        for (Row row : rows) {
            for (; next.isBefore(row.day()); next = next.plusDays(1)) {
                series.addGap();
            }
            Double p95 = row.p95();
            series.add(p95 == null ? 0 : p95);
            next = next.plusDays(1);
        }
        for (; next.isBefore(asOf); next = next.plusDays(1)) {
            series.addGap();
        }
        return new DailySeries(rows.getFirst().day(), series.build());
    }

    /** Returns the UTC hours that have data, in order, within [from, to). */
    public List<UsageHour> hourly(Subject subject, Resource resource, Instant from, Instant to) {
        var hours = new ArrayList<UsageHour>();
        jdbc.sql("""
                        select day, covered, mean, p50, p95, p99, max from hourly_usage
                        where subject_kind = ? and subject_id = ? and resource = ? and day between ? and ? order by day""")
                .params(
                        subject.kind().id(),
                        subject.id(),
                        resource.id(),
                        LocalDate.ofInstant(from, ZoneOffset.UTC),
                        LocalDate.ofInstant(to, ZoneOffset.UTC))
                .query(row -> {
                    addHours(row, from, to, hours);
                });
        return hours;
    }

    /** Returns what each day of a range carried on a link in either direction on average. */
    public List<Traffic> traffic(Subject subject, String link, LocalDate from, LocalDate toExclusive) {
        return jdbc.sql("""
                        select day, mean_receive, mean_transmit from daily_usage
                        where subject_kind = ? and subject_id = ? and resource = ? and day >= ? and day < ? order by day""")
                .params(
                        subject.kind().id(),
                        subject.id(),
                        Resource.bandwidth(link).id(),
                        from,
                        toExclusive)
                .query((row, number) -> new Traffic(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, Double.class),
                        row.getObject(3, Double.class)))
                .list();
    }

    /**
     * Returns the bytes that left a subject on its public link within [from, to): each day's mean over all of that day.
     *
     * @return the sum over days with data; days without add nothing
     */
    public double egressBytes(Subject subject, LocalDate from, LocalDate toExclusive) {
        return traffic(subject, Links.PUBLIC, from, toExclusive).stream()
                .mapToDouble(day -> day.meanTransmit() == null ? 0 : day.meanTransmit() / 8 * secondsOf(day.day()))
                .sum();
    }

    /** Returns the bytes that left the fleet on the public links of all pools within [from, to). */
    public double egressBytes(LocalDate from, LocalDate toExclusive) {
        return jdbc
                .sql("select distinct subject_id from daily_usage where subject_kind = 'pool'")
                .query((row, number) -> Subject.pool(row.getString(1)))
                .list()
                .stream()
                .mapToDouble(pool -> egressBytes(pool, from, toExclusive))
                .sum();
    }

    /** Returns the first day with data of any node. */
    public Optional<LocalDate> oldestDay() {
        return edge("min");
    }

    /** Returns the last day with data of any node; it may not be over yet. */
    public Optional<LocalDate> newestDay() {
        return edge("max");
    }

    private Optional<LocalDate> edge(String which) {
        return Optional.ofNullable(jdbc.sql("select " + which + "(day) from daily_usage where covered > 0")
                .query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single()
                .orElse(null));
    }

    private List<Row> rows(Subject subject, Resource resource, LocalDate from, LocalDate toExclusive) {
        return jdbc.sql("""
                        select day, mean, p95, max, covered, slots from daily_usage
                        where subject_kind = ? and subject_id = ? and resource = ? and day >= ? and day < ? order by day""")
                .params(subject.kind().id(), subject.id(), resource.id(), from, toExclusive)
                .query(UsageHistory::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject(1, LocalDate.class),
                row.getObject(2, Double.class),
                row.getObject(3, Double.class),
                row.getObject(4, Double.class),
                row.getInt(6) == 0 ? 0 : (double) row.getInt(5) / row.getInt(6));
    }

    private long secondsOf(LocalDate day) {
        return Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone))
                .toSeconds();
    }

    private static void addHours(ResultSet row, Instant from, Instant to, List<UsageHour> hours) throws SQLException {
        Instant start =
                row.getObject(1, LocalDate.class).atStartOfDay(ZoneOffset.UTC).toInstant();
        var covered = (Short[]) row.getArray(2).getArray();
        var statistics = new ArrayList<Float[]>();
        for (int column = 3; column <= 7; column++) {
            Array array = row.getArray(column);
            statistics.add((Float[]) array.getArray());
        }
        for (int i = 0; i < covered.length; i++) {
            Instant hour = start.plus(Duration.ofHours(i));
            if (covered[i] > 0 && !hour.isBefore(from) && hour.isBefore(to)) {
                hours.add(new UsageHour(
                        hour,
                        covered[i],
                        statistics.get(0)[i],
                        statistics.get(1)[i],
                        statistics.get(2)[i],
                        statistics.get(3)[i],
                        statistics.get(4)[i]));
            }
        }
    }
}
