package dev.headroom.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A user as a session remembers it. */
final class LoggedInUser implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1;

    private final UUID id;
    private final String email;
    private final Role role;
    private final boolean disabled;
    private final int passwordMark;
    private final Instant since;
    private @Nullable String passwordHash;

    LoggedInUser(UserAccount account, Instant since) {
        this.id = account.id();
        this.email = account.email();
        this.role = account.role();
        this.disabled = account.isDisabled();
        this.passwordHash = account.passwordHash();
        this.passwordMark = account.passwordHash().hashCode();
        this.since = since;
    }

    UUID id() {
        return id;
    }

    Role role() {
        return role;
    }

    Instant since() {
        return since;
    }

    /** Returns whether the account still is what it was at log-in. */
    boolean matches(UserAccount account) {
        return !account.isDisabled()
                && account.role() == role
                && account.passwordHash().hashCode() == passwordMark;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        var authorities = new ArrayList<GrantedAuthority>();
        authorities.add(new SimpleGrantedAuthority(role.authority()));
        role.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority(scope.authority())));
        return authorities;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public boolean isEnabled() {
        return !disabled;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
