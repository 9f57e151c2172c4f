package dev.headroom.forecast;

/**
 * What the operator knows of a launch, a migration or the like: from a slot on, demand runs on another level.
 *
 * @param name   as entered
 * @param index  the first slot on the new level, counted from the history's first; at or behind the history's size it
 *               lies ahead
 * @param change what the level gains, in the series' unit; negative where load leaves. Of a past event only the index
 *               counts: what it changed is in the history
 */
public record KnownEvent(String name, int index, double change) {

    public KnownEvent {
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative: " + index);
        }
        if (!Double.isFinite(change)) {
            throw new IllegalArgumentException("change must be finite: " + change);
        }
    }
}
