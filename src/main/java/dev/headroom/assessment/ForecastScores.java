package dev.headroom.assessment;

import dev.headroom.assessment.ForecastRecord.DateScore;
import dev.headroom.assessment.ForecastRecord.HorizonScore;
import dev.headroom.assessment.ForecastRecord.SettledDate;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageDay;
import dev.headroom.usage.UsageHistory;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the score of published forecasts: each is left as it was given and compared with the day when it comes.
 *
 * <p>Days are scored at fixed horizons, so that a day is judged by the forecasts of a day, a week, a month … before it
 * and the table grows by a few rows a day. Dates are scored for one assessment a week, each against the limit that it
 * knew: a purchase that moves the limit makes no forecast wrong.
 */
@Service
public class ForecastScores {

    /** How far ahead a forecast is judged, in days. */
    static final int[] HORIZONS = {1, 7, 14, 30, 60, 90, 180, 365};

    /** A quarter, as the weekly report and the overview tell it. */
    public static final int QUARTER_DAYS = 91;

    /** How long a day's data may be late and still be scored. */
    private static final int LATE_DATA_DAYS = 7;

    /** A crossing that has not come so long after the late date is a false alarm. */
    private static final int PATIENCE_DAYS = 14;

    private static final int WEEK = 7;

    private final JdbcClient database;
    private final Assessments assessments;
    private final UsageHistory usage;

    ForecastScores(JdbcClient database, Assessments assessments, UsageHistory usage) {
        this.database = database;
        this.assessments = assessments;
        this.usage = usage;
    }

    /**
     * Scores what the days up to and including one have settled; what is scored already stays as it is.
     *
     * @return how many values and dates were scored
     */
    @Transactional
    public int settle(LocalDate day) {
        return settleDays(day) + settleDates(day);
    }

    /** Returns the record of the days from {@code from} up to but not including {@code to}. */
    public ForecastRecord record(LocalDate from, LocalDate to) {
        return new ForecastRecord(from, to, horizons(from, to), dates(from, to));
    }

    /** Returns the record of the quarter that ends with a day. */
    public ForecastRecord quarter(LocalDate lastDay) {
        return record(lastDay.plusDays(1L - QUARTER_DAYS), lastDay.plusDays(1));
    }

    /** Returns the crossings that were settled in a period, the newest first. */
    public List<SettledDate> settledDates(LocalDate from, LocalDate to) {
        return database.sql("""
                        select pool_id, resource, as_of, model, p10, p50, p90, crossed_on, settled_on from date_score
                        where settled_on >= ? and settled_on < ? order by settled_on desc, as_of desc, pool_id, resource""")
                .params(from, to)
                .query((row, number) -> new SettledDate(
                        row.getString(1),
                        new Resource(row.getString(2)),
                        row.getObject(3, LocalDate.class),
                        row.getString(4),
                        row.getObject(5, LocalDate.class),
                        row.getObject(6, LocalDate.class),
                        row.getObject(7, LocalDate.class),
                        row.getObject(8, LocalDate.class),
                        row.getObject(9, LocalDate.class)))
                .list();
    }

    private int settleDays(LocalDate day) {
        record Due(UUID assessment, LocalDate target, int horizon) {}
        var due = database.sql("""
                        with newest as (
                            select distinct on (as_of) id, as_of from assessment
                            where as_of >= cast(? as date) - ? order by as_of, generated_at desc)
                        select id, as_of + horizon, horizon from newest, unnest(?) horizon
                        where as_of + horizon between cast(? as date) - ? and cast(? as date)""")
                .params(day, HORIZONS[HORIZONS.length - 1] + LATE_DATA_DAYS, HORIZONS, day, LATE_DATA_DAYS, day)
                .query((row, number) ->
                        new Due(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class), row.getInt(3)))
                .list();
        int scored = 0;
        for (var one : due) {
            for (var key : assessments.forecasts(one.assessment())) {
                if (isScored(key, one.target(), one.horizon())) {
                    continue;
                }
                var actual = actual(key, one.target());
                if (actual.isEmpty()) {
                    continue;
                }
                scored += assessments
                        .forecast(one.assessment(), key.subject(), key.resource())
                        .map(forecast -> keep(key, one.assessment(), forecast, one.target(), one.horizon(), actual))
                        .orElse(0);
            }
        }
        return scored;
    }

    private boolean isScored(Assessments.ForecastKey key, LocalDate day, int horizon) {
        return database.sql("select 1 from forecast_score where subject_kind = ? and subject_id = ? and resource = ?"
                        + " and day = ? and horizon_days = ?")
                .params(
                        key.subject().kind().name(),
                        key.subject().id(),
                        key.resource().id(),
                        day,
                        horizon)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private OptionalDouble actual(Assessments.ForecastKey key, LocalDate day) {
        return usage.days(key.subject(), key.resource(), day, day.plusDays(1)).stream()
                .filter(found -> found.p95() != null && found.coverage() >= UsageHistory.SUFFICIENT_COVERAGE)
                .mapToDouble(UsageDay::p95)
                .findFirst();
    }

    private int keep(
            Assessments.ForecastKey key,
            UUID assessment,
            ForecastSnapshot forecast,
            LocalDate day,
            int horizon,
            OptionalDouble actual) {
        return forecast.points().stream()
                .filter(point -> point.date().equals(day))
                .findFirst()
                .map(point -> database.sql("insert into forecast_score (subject_kind, subject_id, resource, day,"
                                + " horizon_days, assessment_id, model, p10, p50, p90, actual)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(
                                key.subject().kind().name(),
                                key.subject().id(),
                                key.resource().id(),
                                day,
                                horizon,
                                assessment,
                                forecast.model(),
                                point.p10(),
                                point.p50(),
                                point.p90(),
                                actual.getAsDouble())
                        .update())
                .orElse(0);
    }

    private int settleDates(LocalDate day) {
        record Due(UUID assessment, LocalDate asOf) {}
        var weekly = database.sql("""
                        select distinct on (date_trunc('week', as_of)) id, as_of from assessment
                        where as_of < cast(? as date) and as_of >= cast(? as date) - ?
                        order by date_trunc('week', as_of), as_of, generated_at desc""")
                .params(day, day, HORIZONS[HORIZONS.length - 1] + PATIENCE_DAYS + WEEK)
                .query((row, number) -> new Due(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)))
                .list();
        int settled = 0;
        for (var one : weekly) {
            for (var key : assessments.forecasts(one.assessment())) {
                if (key.subject().kind() == Subject.Kind.POOL && !isSettled(key, one.asOf())) {
                    settled += assessments
                            .forecast(one.assessment(), key.subject(), key.resource())
                            .map(forecast -> settle(key, one.assessment(), forecast, day))
                            .orElse(0);
                }
            }
        }
        return settled;
    }

    private boolean isSettled(Assessments.ForecastKey key, LocalDate asOf) {
        return database.sql("select 1 from date_score where pool_id = ? and resource = ? and as_of = ?")
                .params(key.subject().id(), key.resource().id(), asOf)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private int settle(Assessments.ForecastKey key, UUID assessment, ForecastSnapshot forecast, LocalDate day) {
        var capacity = forecast.capacity();
        var dates = forecast.crossing();
        if (capacity == null || dates == null) {
            return 0;
        }
        double limit = forecast.threshold() * capacity;
        var crossed = crossing(key, forecast.asOf(), limit, day);
        var alarmEnds =
                dates.p50() == null ? null : (dates.p90() == null ? dates.p50() : dates.p90()).plusDays(PATIENCE_DAYS);
        if (crossed == null && (alarmEnds == null || !alarmEnds.isBefore(day))) {
            return 0;
        }
        return database.sql("insert into date_score (pool_id, resource, as_of, assessment_id, model, limit_value, p10,"
                        + " p50, p90, crossed_on, settled_on) values (:pool, :resource, :asOf, :assessment, :model,"
                        + " :limit, :p10, :p50, :p90, :crossed, :settled) on conflict do nothing")
                .param("pool", key.subject().id())
                .param("resource", key.resource().id())
                .param("asOf", forecast.asOf())
                .param("assessment", assessment)
                .param("model", forecast.model())
                .param("limit", limit)
                .param("p10", dates.p10(), Types.DATE)
                .param("p50", dates.p50(), Types.DATE)
                .param("p90", dates.p90(), Types.DATE)
                .param("crossed", crossed, Types.DATE)
                .param("settled", crossed == null ? day : crossed)
                .update();
    }

    /** Returns the first day after one whose trailing week's mean reached the limit; one that already had is none. */
    private @Nullable LocalDate crossing(Assessments.ForecastKey key, LocalDate asOf, double limit, LocalDate last) {
        var days = usage.days(key.subject(), key.resource(), asOf.minusDays(WEEK - 1L), last.plusDays(1));
        for (int end = 0; end < days.size(); end++) {
            var week = days.subList(Math.max(0, end + 1 - WEEK), end + 1).stream()
                    .filter(day -> day.p95() != null && day.coverage() >= UsageHistory.SUFFICIENT_COVERAGE)
                    .mapToDouble(UsageDay::p95)
                    .average();
            if (week.isPresent() && week.getAsDouble() >= limit) {
                return days.get(end).date().isAfter(asOf) ? days.get(end).date() : null;
            }
        }
        return null;
    }

    private List<HorizonScore> horizons(LocalDate from, LocalDate to) {
        return database.sql("""
                        select horizon_days, model, count(*),
                               avg((actual between p10 and p90)::int), avg((actual < p10)::int), avg((actual > p90)::int),
                               coalesce(sum(p50 - actual) / nullif(sum(actual), 0), 0),
                               coalesce(sum(greatest(0.1 * (actual - p10), 0.9 * (p10 - actual))
                                          + greatest(0.5 * (actual - p50), 0.5 * (p50 - actual))
                                          + greatest(0.9 * (actual - p90), 0.1 * (p90 - actual))) / 3 / nullif(sum(actual), 0), 0)
                        from forecast_score where day >= ? and day < ?
                        group by horizon_days, model order by horizon_days, model""")
                .params(from, to)
                .query((row, number) -> new HorizonScore(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getDouble(6),
                        row.getDouble(7),
                        row.getDouble(8)))
                .list();
    }

    private DateScore dates(LocalDate from, LocalDate to) {
        return database.sql("""
                        select count(crossed_on), avg(p50 - crossed_on), avg(abs(p50 - crossed_on)),
                               count(*) filter (where p50 is null), count(*) filter (where crossed_on is null)
                        from date_score where settled_on >= ? and settled_on < ?""")
                .params(from, to)
                .query((row, number) -> new DateScore(
                        row.getInt(1),
                        row.getObject(2) == null ? null : row.getDouble(2),
                        row.getObject(3) == null ? null : row.getDouble(3),
                        row.getInt(4),
                        row.getInt(5)))
                .single();
    }
}
