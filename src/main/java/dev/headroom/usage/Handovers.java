package dev.headroom.usage;

import dev.headroom.inventory.ServiceSpan;
import dev.headroom.units.Resource;
import dev.headroom.usage.RawUsage.Key;
import dev.headroom.usage.RawUsage.Values;
import dev.headroom.usage.Slots.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds machines that reported under an old and a new name for a while: the one began as the other was about to end, in
 * the same pool, and as long as both spoke they used the same memory. Such a machine counts once.
 */
final class Handovers {

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final double ALIKE = 0.01;
    private static final double MOSTLY = 0.8;

    private Handovers() {}

    /** Returns from when on a node counts under its new name, by the old one's id. */
    static Map<String, Instant> in(Range range, Map<Key, Values> raw, List<ServiceSpan> service) {
        Instant from = Slots.start(range.from());
        Instant to = Slots.start(range.to());
        var memory = service.stream()
                .filter(span -> span.resource().equals(Resource.MEMORY))
                .toList();
        var ending = memory.stream()
                .filter(span -> span.end().isAfter(from) && !span.end().isAfter(to))
                .toList();
        var beginning = memory.stream()
                .filter(span -> !span.start().isBefore(from) && span.start().isBefore(to))
                .toList();
        var found = new HashMap<String, Instant>();
        for (ServiceSpan old : ending) {
            for (ServiceSpan fresh : beginning) {
                if (overlaps(old, fresh) && isOneMachine(old, fresh, range, raw)) {
                    found.merge(old.node(), fresh.start(), (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return found;
    }

    private static boolean overlaps(ServiceSpan old, ServiceSpan fresh) {
        return !old.node().equals(fresh.node())
                && old.pool().equals(fresh.pool())
                && old.start().isBefore(fresh.start())
                && fresh.start().isBefore(old.end())
                && old.end().isBefore(fresh.end())
                && Duration.between(fresh.start(), old.end()).compareTo(LONGEST) <= 0;
    }

    private static boolean isOneMachine(ServiceSpan old, ServiceSpan fresh, Range range, Map<Key, Values> raw) {
        Values before = raw.get(new Key(old.node(), Channel.MEMORY));
        Values after = raw.get(new Key(fresh.node(), Channel.MEMORY));
        if (before == null || after == null) {
            return false;
        }
        int compared = 0;
        int alike = 0;
        int end = (int) Math.min(range.size(), Slots.notBefore(old.end()) - range.from());
        for (int slot = (int) (Slots.at(fresh.start()) - range.from()); slot < end; slot++) {
            float one = before.values[slot];
            float other = after.values[slot];
            if (!Float.isNaN(one) && !Float.isNaN(other)) {
                compared++;
                alike += Math.abs(one - other) <= ALIKE * Math.max(one, other) ? 1 : 0;
            }
        }
        return compared > 0 && alike >= MOSTLY * compared;
    }
}
