package dev.headroom.usage;

import dev.headroom.usage.RawUsage.Key;
import dev.headroom.usage.Slots.Range;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which hours are final: those about which nearly all nodes have answered that are waited for. A node that has
 * answered about later hours is not waited for, as the store can tell of it; nor is one that has been silent for long.
 */
final class FinalHours {

    private static final double NEARLY_ALL = 0.95;

    private FinalHours() {}

    /**
     * Returns the end of the last hour in a row that is final.
     *
     * @param range   what was read: whole hours
     * @param values  what it brought, by node
     * @param from    what was final before; returned where it is not within the range
     * @param silent  when each node fell silent that is waited for
     */
    static Instant end(Range range, Map<Key, float[]> values, Instant from, Collection<Instant> silent) {
        long first = Slots.at(from) - range.from();
        if (first < 0 || first >= range.size()) {
            return from;
        }
        var answered = new int[Source.hours(range)];
        hoursOfNodes(range, values).values().forEach(hours -> {
            for (int hour = 0; hour < hours.length; hour++) {
                answered[hour] += hours[hour] ? 1 : 0;
            }
        });
        int hour = (int) (first / Slots.PER_HOUR);
        while (hour < answered.length) {
            Instant begins = startOf(range, hour);
            long missing =
                    silent.stream().filter(since -> !since.isAfter(begins)).count();
            if (answered[hour] < NEARLY_ALL * (answered[hour] + missing)) {
                break;
            }
            hour++;
        }
        return startOf(range, hour);
    }

    private static Map<String, boolean[]> hoursOfNodes(Range range, Map<Key, float[]> values) {
        var nodes = new HashMap<String, boolean[]>();
        values.forEach((key, read) -> {
            boolean[] hours = nodes.computeIfAbsent(key.node(), node -> new boolean[Source.hours(range)]);
            for (int slot = 0; slot < read.length; slot++) {
                hours[slot / Slots.PER_HOUR] |= !Float.isNaN(read[slot]);
            }
        });
        return nodes;
    }

    private static Instant startOf(Range range, int hour) {
        return Slots.start(range.from() + (long) hour * Slots.PER_HOUR);
    }
}
