package dev.headroom.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a user may do on the pages. Every role sees every figure; roles differ in what they may change. */
public enum Role {
    VIEWER("Viewer", Scope.READ, Scope.FINANCE),
    PLANNER("Planner", Scope.READ, Scope.FINANCE, Scope.PLAN),
    APPROVER("Approver", Scope.READ, Scope.FINANCE, Scope.PLAN),
    FINANCE("Finance", Scope.READ, Scope.FINANCE),
    ADMINISTRATOR("Administrator", Scope.READ, Scope.FINANCE, Scope.PLAN, Scope.ADMIN);

    private final String word;
    private final Set<Scope> scopes;

    Role(String word, Scope first, Scope... rest) {
        this.word = word;
        this.scopes = Set.copyOf(EnumSet.of(first, rest));
    }

    /** Returns the name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what a reader sees. */
    public String word() {
        return word;
    }

    /** Returns what the role may read through the API with a session, which never writes there. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /**
     * Returns the role of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String authority() {
        return "ROLE_" + name();
    }
}
