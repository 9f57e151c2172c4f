package dev.headroom.plan;

import dev.headroom.units.Resource;

/**
 * How much of a resource a pool may use in a month, and which rule says so.
 *
 * @param usableByThreshold what the threshold leaves
 * @param usableAfterFailures what remains when the largest nodes have failed; infinite where none must be survived
 */
public record BindingLimit(
        String pool,
        int month,
        Resource resource,
        double demand,
        double usableByThreshold,
        double usableAfterFailures) {

    /** Which rule leaves less. */
    public enum Rule {
        THRESHOLD,
        FAILURE
    }

    public Rule rule() {
        return usableAfterFailures < usableByThreshold ? Rule.FAILURE : Rule.THRESHOLD;
    }

    public double usable() {
        return Math.min(usableByThreshold, usableAfterFailures);
    }

    /** Returns what is left idle below the limit; negative where the demand is unmet. */
    public double idle() {
        return usable() - demand;
    }

    /** Returns the demand as a share of what may be used; infinite where nothing may be used and something is needed. */
    public double pressure() {
        return demand == 0 ? 0 : demand / usable();
    }
}
