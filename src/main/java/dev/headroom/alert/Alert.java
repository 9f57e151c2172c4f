package dev.headroom.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should know, from its first day to its end.
 *
 * @param urgency        the worst that it has been, from 1 on
 * @param wellSince      since when all is well; {@code null} while it isn't
 * @param resolvedAt     {@code null} while it is open
 * @param acknowledgedBy who has said that it is being seen to; {@code null} where nobody has
 * @param snoozedUntil   until when nothing is told; {@code null} where nobody has asked for it
 */
public record Alert(
        UUID id,
        String key,
        AlertKind kind,
        int urgency,
        String title,
        String detail,
        Instant openedAt,
        @Nullable Instant wellSince,
        @Nullable Instant resolvedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant snoozedUntil) {

    public boolean isOpen() {
        return resolvedAt == null;
    }
}
