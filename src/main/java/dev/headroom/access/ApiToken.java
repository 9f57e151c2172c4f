package dev.headroom.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token for programs, without its secret.
 *
 * @param hint      the secret's first characters
 * @param createdBy e-mail of a user, or name of a token
 * @param expiresAt null where it does not
 * @param lastUsed  to the minute; null before the first use
 */
public record ApiToken(
        UUID id,
        String name,
        String hint,
        Set<Scope> scopes,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsed,
        @Nullable Instant revokedAt) {

    public ApiToken {
        scopes = Set.copyOf(scopes);
    }

    /** Returns whether it opens anything at a moment. */
    public boolean isValidAt(Instant moment) {
        return revokedAt == null && (expiresAt == null || moment.isBefore(expiresAt));
    }

    /** A new token; its secret is shown this once and kept nowhere. */
    public record Issued(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "Issued[token=" + token + "]";
        }
    }
}
