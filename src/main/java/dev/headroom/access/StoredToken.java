package dev.headroom.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_token")
class StoredToken {

    @Id
    private UUID id;

    private String name;
    private byte[] sha256;
    private String hint;
    private String scopes;
    private String createdBy;
    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant revokedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected StoredToken() {}

    StoredToken(
            String name,
            String secret,
            Collection<Scope> scopes,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.sha256 = Secret.sha256(secret);
        this.hint = Secret.hint(secret);
        this.scopes = scopes.stream().sorted().distinct().map(Scope::code).collect(Collectors.joining(" "));
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    ApiToken toToken() {
        var granted = Arrays.stream(scopes.split(" ")).map(Scope::of).collect(Collectors.toSet());
        return new ApiToken(id, name, hint, granted, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt);
    }

    void revoke(Instant at) {
        if (revokedAt == null) {
            revokedAt = at;
        }
    }
}
