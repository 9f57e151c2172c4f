package dev.headroom.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The alerts as rows: at most one open for each key, whoever looks and however often. */
@Repository
class AlertStore {

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens an alert, or lets the open one go on; its urgency only ever rises. */
    void raise(Condition condition, int urgency, Instant now) {
        jdbc.sql("""
                        insert into alert (id, key, kind, urgency, title, detail, opened_at)
                        values (:id, :key, :kind, :urgency, :title, :detail, :now)
                        on conflict (key) where resolved_at is null do update
                        set urgency = greatest(alert.urgency, excluded.urgency), title = excluded.title,
                            detail = excluded.detail, well_since = null""")
                .param("id", UUID.randomUUID())
                .param("key", condition.key())
                .param("kind", condition.kind().code())
                .param("urgency", urgency)
                .param("title", condition.title())
                .param("detail", condition.detail())
                .param("now", at(now))
                .update();
    }

    /** Notes that all is well. */
    void calm(String key, Instant now) {
        jdbc.sql("update alert set well_since = coalesce(well_since, ?) where key = ? and resolved_at is null")
                .params(at(now), key)
                .update();
    }

    /** Notes that it is neither well nor bad enough: whatever has been well begins anew. */
    void hover(String key) {
        jdbc.sql("update alert set well_since = null where key = ? and resolved_at is null")
                .param(key)
                .update();
    }

    /** Ends those of a kind that have been well for so long. */
    void resolve(AlertKind kind, Duration calm, Instant now) {
        jdbc.sql("update alert set resolved_at = ? where kind = ? and resolved_at is null and well_since <= ?")
                .params(at(now), kind.code(), at(now.minus(calm)))
                .update();
    }

    /** Returns those that are worse than has been told, and not snoozed. */
    List<Alert> untold(Instant now) {
        return jdbc.sql("""
                        select * from alert where resolved_at is null and urgency > told_urgency
                        and (snoozed_until is null or snoozed_until <= ?) order by opened_at""").param(at(now)).query(AlertStore::alert).list();
    }

    void told(Alert alert) {
        jdbc.sql("update alert set told_urgency = greatest(told_urgency, ?) where id = ?")
                .params(alert.urgency(), alert.id())
                .update();
    }

    /** Returns those that have ended after they had been told, and whose end has no notice yet. */
    List<Alert> endedUntold() {
        return jdbc.sql("""
                        select * from alert where resolved_at is not null and told_urgency > 0
                        and not exists (select from alert_notice where alert_id = alert.id and event = 'resolved')
                        and exists (select from alert_notice where alert_id = alert.id)""").query(AlertStore::alert).list();
    }

    List<String> openKeys() {
        return jdbc.sql("select key from alert where resolved_at is null")
                .query((row, number) -> row.getString("key"))
                .list();
    }

    Optional<Alert> find(UUID id) {
        return jdbc.sql("select * from alert where id = ?")
                .param(id)
                .query(AlertStore::alert)
                .optional();
    }

    /** Returns the open ones, the worst first, then those that have ended, the newest first. */
    List<Alert> newest(int limit) {
        return jdbc.sql("""
                        select * from alert
                        order by resolved_at is not null, case when resolved_at is null then -urgency end, opened_at desc
                        limit ?""").param(limit).query(AlertStore::alert).list();
    }

    /** Returns whether there was such an open alert. */
    boolean acknowledge(UUID id, String by, Instant now) {
        return jdbc.sql(
                                "update alert set acknowledged_by = ?, acknowledged_at = ? where id = ? and resolved_at is null")
                        .params(by, at(now), id)
                        .update()
                == 1;
    }

    /** Returns whether there was such an open alert. */
    boolean snooze(UUID id, Instant until) {
        return jdbc.sql("update alert set snoozed_until = ? where id = ? and resolved_at is null")
                        .params(at(until), id)
                        .update()
                == 1;
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                row.getString("key"),
                AlertKind.of(row.getString("kind")),
                row.getInt("urgency"),
                row.getString("title"),
                row.getString("detail"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                instant(row, "well_since"),
                instant(row, "resolved_at"),
                row.getString("acknowledged_by"),
                instant(row, "acknowledged_at"),
                instant(row, "snoozed_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
