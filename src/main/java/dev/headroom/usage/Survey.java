package dev.headroom.usage;

import dev.headroom.inventory.Links;
import dev.headroom.inventory.NetworkInterface;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.units.Resource;
import dev.headroom.usage.Slots.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A look at the fleet as the metric store shows it, read the way the collector reads, and kept nowhere. */
public final class Survey {

    private final Instant from;
    private final Instant to;
    private final List<Look> nodes;

    /**
     * What one node showed.
     *
     * @param pool       by its labels
     * @param sources    how many sets of labels spoke for it within the last hour
     * @param interfaces with their verdicts, and their mean traffic over the whole time
     * @param covered    the five-minute slots with data, from its first one to the end
     * @param slots      all slots from its first one to the end
     * @param lastSeen   end of its last slot with data
     * @param impossible how many rates were impossible and left out
     * @param capacities the newest; empty is unknown
     */
    public record Look(
            String name,
            String pool,
            int sources,
            List<NetworkInterface> interfaces,
            int covered,
            int slots,
            Instant lastSeen,
            int impossible,
            Map<Resource, Optional<Double>> capacities) {}

    private Survey(Instant from, Instant to, List<Look> nodes) {
        this.from = from;
        this.to = to;
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Looks at the last whole hours.
     *
     * @param hours at most what one reading of the collector takes: 24
     * @throws StoreFailure if the store gives no whole answer
     */
    public static Survey take(MetricStore store, Links links, Instant now, int hours) {
        Instant to = now.minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.HOURS);
        Range range = Range.of(to.minus(Duration.ofHours(hours)), to);
        var looks = new ArrayList<Look>();
        for (NodeReadings node :
                new Harvest(store, links, Map::of).read(range).nodes().values()) {
            looks.add(look(node, range));
        }
        return new Survey(Slots.start(range.from()), to, looks);
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    /** Returns what each node showed, by name. */
    public List<Look> nodes() {
        return nodes;
    }

    private static Look look(NodeReadings node, Range range) {
        boolean[] present = new boolean[range.size()];
        node.values().forEach((channel, values) -> {
            for (int slot = 0; slot < values.length; slot++) {
                present[slot] |= Float.isFinite(values[slot]);
            }
        });
        int first = 0;
        while (first < present.length && !present[first]) {
            first++;
        }
        int covered = 0;
        int last = first;
        for (int slot = first; slot < present.length; slot++) {
            if (present[slot]) {
                covered++;
                last = slot;
            }
        }
        int impossible = 0;
        for (Resource resource : resources(node)) {
            for (int day = 0; day < range.utcDays(); day++) {
                impossible += node.invalid(resource, day);
            }
        }
        var capacities = new TreeMap<Resource, Optional<Double>>();
        node.capacityReadings().forEach((resource, readings) -> {
            if (!readings.isEmpty()) {
                capacities.put(resource, readings.lastEntry().getValue());
            }
        });
        var sightings = node.sightings();
        return new Look(
                node.name(),
                sightings.getLast().pool(),
                speaking(node, range),
                Intake.interfaces(node, node.name(), Slots.start(range.to())),
                covered,
                present.length - first,
                Slots.start(range.from() + last + 1),
                impossible,
                capacities);
    }

    private static TreeSet<Resource> resources(NodeReadings node) {
        var resources = new TreeSet<Resource>();
        node.values().keySet().forEach(channel -> resources.add(channel.resource()));
        return resources;
    }

    private static int speaking(NodeReadings node, Range range) {
        int speaking = 0;
        for (Source source : node.sources()) {
            boolean speaks = source.values().values().stream().anyMatch(values -> {
                for (int slot = range.size() - Slots.PER_HOUR; slot < values.length; slot++) {
                    if (Float.isFinite(values[slot])) {
                        return true;
                    }
                }
                return false;
            });
            speaking += speaks ? 1 : 0;
        }
        return speaking;
    }
}
