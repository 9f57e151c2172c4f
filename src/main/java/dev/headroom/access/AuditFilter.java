package dev.headroom.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Which rows of the audit chain are wanted; null asks for all.
 *
 * @param from    the first moment
 * @param to      the moment after the last one
 * @param actor   part of the name of whoever acted
 * @param action  how the action begins
 * @param subject how the subject begins
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject) {

    /** Every row. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    static final String CONDITION = """
            (:from::timestamptz is null or at >= :from) and (:to::timestamptz is null or at < :to)
            and (:actor::text is null or strpos(lower(actor_name), lower(:actor)) > 0)
            and (:action::text is null or starts_with(action, :action))
            and (:subject::text is null or starts_with(subject, :subject))""";

    MapSqlParameterSource parameters() {
        return new MapSqlParameterSource()
                .addValue("from", moment(from))
                .addValue("to", moment(to))
                .addValue("actor", actor)
                .addValue("action", action)
                .addValue("subject", subject);
    }

    private static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
