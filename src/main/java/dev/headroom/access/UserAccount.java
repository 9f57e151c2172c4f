package dev.headroom.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "user_account")
class UserAccount {

    @Id
    private UUID id;

    private String email;
    private String passwordHash;
    private String role;
    private boolean disabled;
    private Instant createdAt;
    private @Nullable Instant lastLoginAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected UserAccount() {}

    UserAccount(String email, String passwordHash, Role role, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.email = email;
        this.passwordHash = passwordHash;
        this.role = role.code();
        this.createdAt = createdAt;
    }

    User toUser() {
        return new User(id, email, role(), disabled, createdAt, lastLoginAt, version == null ? 0 : version);
    }

    UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return Role.of(role);
    }

    boolean isDisabled() {
        return disabled;
    }

    void setPasswordHash(String passwordHash) {
        this.passwordHash = passwordHash;
    }

    void setRole(Role role) {
        this.role = role.code();
    }

    void setDisabled(boolean disabled) {
        this.disabled = disabled;
    }

    void loggedIn(Instant at) {
        lastLoginAt = at;
    }
}
