package dev.headroom.alert;

import dev.headroom.alert.Telling.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The messages to be sent; each is taken by one instance at a time. */
@Repository
class NoticeStore {

    /** Far longer than the time limits of mail server and hooks. */
    static final Duration CLAIM = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a message, unless the same has been added. */
    void add(Alert alert, Channel channel, String target, Instant now) {
        jdbc.sql("""
                        insert into alert_notice
                          (id, alert_id, event, urgency, channel, target, state, next_attempt_at, created_at)
                        values (:id, :alert, :event, :urgency, :channel, :target, 'waiting', :now, :now)
                        on conflict do nothing""")
                .param("id", UUID.randomUUID())
                .param("alert", alert.id())
                .param("event", alert.isOpen() ? "firing" : "resolved")
                .param("urgency", alert.urgency())
                .param("channel", channel.name().toLowerCase(Locale.ROOT))
                .param("target", target)
                .param("now", AlertStore.at(now))
                .update();
    }

    /** Takes the next message that is due. */
    Optional<Notice> claimNext(Instant now) {
        return jdbc.sql("""
                        update alert_notice
                        set state = 'sending', attempts = attempts + 1, next_attempt_at = :until
                        where id = (select id from alert_notice where state = 'waiting' and next_attempt_at <= :now
                                    order by created_at limit 1 for update skip locked)
                        returning *""")
                .param("now", AlertStore.at(now))
                .param("until", AlertStore.at(now.plus(CLAIM)))
                .query(NoticeStore::notice)
                .optional();
    }

    void end(Notice notice, String state, @Nullable String reason, Instant next) {
        jdbc.sql(
                        "update alert_notice set state = ?, reason = ?, next_attempt_at = ? where id = ? and state = 'sending'")
                .params(state, reason == null ? "" : reason, AlertStore.at(next), notice.id())
                .update();
    }

    /** Marks what was being sent by an instance that has gone. */
    void doubtTheAbandoned(Instant now) {
        jdbc.sql("""
                        update alert_notice set state = 'in-doubt', reason = 'Headroom stopped while it sent this.'
                        where state = 'sending' and next_attempt_at <= ?""").param(AlertStore.at(now)).update();
    }

    /** Returns what became of the messages about some alerts, the newest first. */
    List<Telling> of(Collection<UUID> alerts) {
        return alerts.isEmpty()
                ? List.of()
                : jdbc.sql(
                                "select * from alert_notice where alert_id in (:alerts) order by created_at desc, channel, target")
                        .param("alerts", alerts)
                        .query(NoticeStore::telling)
                        .list();
    }

    private static Telling telling(ResultSet row, int number) throws SQLException {
        var notice = notice(row, number);
        var reason = row.getString("reason");
        return new Telling(
                notice.alert(),
                notice.resolved(),
                notice.channel(),
                notice.target(),
                Telling.State.of(row.getString("state")),
                notice.attempts(),
                reason == null || reason.isEmpty() ? null : reason,
                row.getObject("next_attempt_at", OffsetDateTime.class).toInstant());
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getObject("id", UUID.class),
                row.getObject("alert_id", UUID.class),
                row.getString("event").equals("resolved"),
                row.getInt("urgency"),
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                row.getString("target"),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
