package dev.headroom.report;

import dev.headroom.report.Delivery.State;
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

/**
 * The deliveries, as rows that instances take from each other by conditional updates.
 *
 * <p>A mail leaves only after two steps that at most one instance can take: the row is claimed, and the claim, still held, is turned into
 * {@link State#SENDING}. An instance that sleeps past its claim finds it gone and sends nothing. One that dies while sending leaves a row
 * that becomes {@link State#IN_DOUBT}: nobody knows whether the mail left, so nobody sends it again unasked.
 */
@Repository
class Deliveries {

    /** Far longer than the mail server's time limits together. */
    static final Duration CLAIM = Duration.ofMinutes(15);

    private static final String COLUMNS = """
            id, recipient, iso_week, scheduled, state, message_id, assessment_id, attempts, claim, created_at,
            next_attempt_at, finished_at, reason
            """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A delivery that this instance holds. */
    record Held(Delivery delivery, UUID claim) {}

    /** Takes the week's report for a recipient; empty if anybody has taken it before, now or long ago. */
    Optional<Held> claimWeekly(String recipient, IsoWeek week, String messageId, Instant now) {
        return insert(UUID.randomUUID(), recipient, week, true, messageId, now);
    }

    /** Begins a delivery that somebody asked for. */
    Held claimOnDemand(UUID id, String recipient, IsoWeek week, String messageId, Instant now) {
        return insert(id, recipient, week, false, messageId, now).orElseThrow();
    }

    private Optional<Held> insert(
            UUID id, String recipient, IsoWeek week, boolean scheduled, String messageId, Instant now) {
        var claim = UUID.randomUUID();
        return jdbc.sql("""
                        insert into report_delivery (id, report, recipient, iso_week, scheduled, state, message_id, attempts,
                                                     claim, claimed_until, created_at)
                        values (:id, 'weekly', :recipient, :week, :scheduled, 'claimed', :messageId, 1, :claim, :until, :now)
                        on conflict (report, recipient, iso_week) where scheduled do nothing
                        returning\s""" + COLUMNS)
                .param("id", id)
                .param("recipient", recipient)
                .param("week", week.toString())
                .param("scheduled", scheduled)
                .param("messageId", messageId)
                .param("claim", claim)
                .param("until", utc(now.plus(CLAIM)))
                .param("now", utc(now))
                .query(Deliveries::held)
                .optional();
    }

    /** Takes one delivery whose next attempt is due, or whose holder went away before it sent anything. */
    Optional<Held> claimNextDue(Instant now) {
        return jdbc.sql("""
                        update report_delivery
                        set state = 'claimed', attempts = attempts + 1, claim = :claim, claimed_until = :until,
                            next_attempt_at = null
                        where id = (select id from report_delivery
                                    where state = 'waiting' and next_attempt_at <= :now
                                       or state = 'claimed' and claimed_until <= :now
                                    order by created_at limit 1
                                    for update skip locked)
                        returning\s""" + COLUMNS)
                .param("claim", UUID.randomUUID())
                .param("until", utc(now.plus(CLAIM)))
                .param("now", utc(now))
                .query(Deliveries::held)
                .optional();
    }

    /** Takes a delivery that has failed or is in doubt, because somebody wants it sent again. */
    Optional<Held> claimAgain(UUID id, Instant now) {
        return jdbc.sql("""
                        update report_delivery
                        set state = 'claimed', attempts = attempts + 1, claim = :claim, claimed_until = :until,
                            finished_at = null, reason = null
                        where id = :id and state in ('failed', 'in-doubt')
                        returning\s""" + COLUMNS)
                .param("id", id)
                .param("claim", UUID.randomUUID())
                .param("until", utc(now.plus(CLAIM)))
                .query(Deliveries::held)
                .optional();
    }

    /** Says that the mail is about to leave; false if the claim was lost meanwhile, and then it must not. */
    boolean beginSending(Held held, UUID assessment, Instant now) {
        return jdbc.sql("""
                                update report_delivery
                                set state = 'sending', assessment_id = :assessment, claimed_until = :until
                                where id = :id and claim = :claim and state = 'claimed' and claimed_until > :now
                                """)
                        .param("assessment", assessment)
                        .param("until", utc(now.plus(CLAIM)))
                        .param("now", utc(now))
                        .param("id", held.delivery().id())
                        .param("claim", held.claim())
                        .update()
                == 1;
    }

    void finish(Held held, State state, @Nullable String reason, Instant now) {
        end(held, state, reason, null, now);
    }

    void retryAt(Held held, Instant nextAttempt, String reason) {
        end(held, State.WAITING, reason, nextAttempt, null);
    }

    // A holder that was thought gone may still say what happened, unless somebody else took over.
    private void end(
            Held held,
            State state,
            @Nullable String reason,
            @Nullable Instant nextAttempt,
            @Nullable Instant finished) {
        jdbc.sql("""
                        update report_delivery
                        set state = :state, reason = :reason, next_attempt_at = :next, finished_at = :finished
                        where id = :id and claim = :claim and state in ('claimed', 'sending', 'in-doubt')
                        """)
                .param("state", state.code())
                .param("reason", reason)
                .param("next", nextAttempt == null ? null : utc(nextAttempt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("finished", finished == null ? null : utc(finished), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", held.delivery().id())
                .param("claim", held.claim())
                .update();
    }

    /** Marks what was being sent by an instance that has gone; returns how many. */
    int doubtTheAbandoned(Instant now) {
        return jdbc.sql("""
                        update report_delivery
                        set state = 'in-doubt', finished_at = :now,
                            reason = 'Headroom stopped while it handed the mail over.'
                        where state = 'sending' and claimed_until <= :now
                        """).param("now", utc(now)).update();
    }

    Optional<Delivery> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from report_delivery where id = :id")
                .param("id", id)
                .query(Deliveries::delivery)
                .optional();
    }

    /** Returns the newest deliveries, newest first. */
    List<Delivery> newest(int limit) {
        return jdbc.sql("select " + COLUMNS + " from report_delivery order by created_at desc, recipient limit :limit")
                .param("limit", limit)
                .query(Deliveries::delivery)
                .list();
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(delivery(row, number), row.getObject("claim", UUID.class));
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("recipient"),
                IsoWeek.parse(row.getString("iso_week")),
                row.getBoolean("scheduled"),
                State.of(row.getString("state")),
                row.getString("message_id"),
                row.getObject("assessment_id", UUID.class),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "next_attempt_at"),
                instant(row, "finished_at"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
