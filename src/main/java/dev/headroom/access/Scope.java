package dev.headroom.access;

import java.util.Locale;

/** What an API token may be used for. */
public enum Scope {
    /** Capacity: pools, nodes, usage, forecasts, the plan, the report. */
    READ,
    /** Costs and purchases. */
    FINANCE,
    /** Planning: sending the report, scenarios, proposals. */
    PLAN,
    /** Tokens, the audit trail. */
    ADMIN;

    /** Returns the name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the scope of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scope of(String code) {
        for (var scope : values()) {
            if (scope.code().equals(code)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no scope '" + code + "'");
    }

    /** Returns the authority that holders of this scope have. */
    public String authority() {
        return "SCOPE_" + code();
    }
}
