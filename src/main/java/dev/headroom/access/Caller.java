package dev.headroom.access;

import java.security.Principal;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who sends the request at hand.
 *
 * @param id   tells callers apart: {@code user:<id>} or {@code token:<id>}
 * @param name e-mail of the user, or name of the token
 */
public record Caller(String id, String name, Set<Scope> scopes) implements Principal {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /**
     * Returns the caller.
     *
     * @throws IllegalStateException where nobody has been authenticated
     */
    public static Caller current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new IllegalStateException("no caller");
        }
        return of(authentication);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    @Override
    public String getName() {
        return name;
    }

    private static Caller of(Authentication authentication) {
        var principal = authentication.getPrincipal();
        if (principal instanceof Caller caller) {
            return caller;
        }
        if (principal instanceof LoggedInUser user) {
            return new Caller(
                    "user:" + user.id(), user.getUsername(), user.role().scopes());
        }
        throw new IllegalStateException("no caller");
    }
}
