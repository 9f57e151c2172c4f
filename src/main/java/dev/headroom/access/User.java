package dev.headroom.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in.
 *
 * @param email     in lower case; the name to log in with
 * @param lastLogin null before the first
 * @param version   counts the changes
 */
public record User(
        UUID id,
        String email,
        Role role,
        boolean disabled,
        Instant createdAt,
        @Nullable Instant lastLogin,
        int version) {}
