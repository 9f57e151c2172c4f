package dev.headroom.access;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who sends the request at hand.
 *
 * @param id   tells callers apart: {@code user:<id>} or {@code token:<id>}
 * @param name e-mail of the user, or name of the token
 * @param role of the user; null for a token
 */
public record Caller(
        String id, String name, Set<Scope> scopes, @Nullable Role role) implements Principal {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public Caller(String id, String name, Set<Scope> scopes) {
        this(id, name, scopes, null);
    }

    /**
     * Returns the caller.
     *
     * @throws IllegalStateException where nobody has been authenticated
     */
    public static Caller current() {
        return ifAny().orElseThrow(() -> new IllegalStateException("no caller"));
    }

    /** Returns the caller; empty where nobody has been authenticated, or no request is at hand. */
    public static Optional<Caller> ifAny() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        var principal = authentication == null ? null : authentication.getPrincipal();
        if (principal instanceof Caller caller) {
            return Optional.of(caller);
        }
        return principal instanceof LoggedInUser user ? Optional.of(of(user)) : Optional.empty();
    }

    static Caller of(LoggedInUser user) {
        return new Caller("user:" + user.id(), user.getUsername(), user.role().scopes(), user.role());
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    @Override
    public String getName() {
        return name;
    }
}
