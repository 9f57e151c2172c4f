package dev.headroom.usage;

import dev.headroom.inventory.Sighting;
import dev.headroom.units.Resource;
import dev.headroom.usage.Slots.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node reported within a range of slots, all its sources taken together: at each moment the larger value where
 * several sources speak, never their sum, so that a node that is scraped twice, or whose old and new self overlap, counts
 * once.
 */
final class NodeReadings {

    /** A capacity that is read for fewer hours in a row, between two equal ones, was no change of hardware. */
    private static final int SHORTEST_CHANGE_HOURS = 3;

    private final String name;
    private final Range range;
    private final Map<Channel, float[]> values = new HashMap<>();
    private final Map<Resource, double[]> capacities = new HashMap<>();
    private final Map<Resource, int[]> invalid = new HashMap<>();
    private final List<Source> sources = new ArrayList<>();
    private final float[] scrapes;

    NodeReadings(String name, Range range) {
        this.name = name;
        this.range = range;
        this.scrapes = Source.empty(range.size());
    }

    String name() {
        return name;
    }

    Map<Channel, float[]> values() {
        return values;
    }

    List<Source> sources() {
        return sources;
    }

    /** Returns how many values of a UTC day of the range were left out. */
    int invalid(Resource resource, int utcDay) {
        int[] counts = invalid.get(resource);
        return counts == null ? 0 : counts[utcDay];
    }

    /**
     * Returns which share of a slot at the edge of the node's service it was there for, by how many scrapes the slot
     * within has.
     *
     * @param inner the neighbor of the slot on the inside; 1 is returned where there is none in the range
     */
    double shareOf(int slot, int inner) {
        if (inner < 0 || inner >= scrapes.length || !(scrapes[slot] > 0) || !(scrapes[inner] > 0)) {
            return 1;
        }
        return Math.min(1, scrapes[slot] / scrapes[inner]);
    }

    void add(Source source) {
        sources.add(source);
        float[] counted = source.scrapes();
        for (int slot = 0; counted != null && slot < counted.length; slot++) {
            scrapes[slot] = larger(scrapes[slot], counted[slot]);
        }
        source.values().forEach((channel, read) -> {
            float[] known = values.computeIfAbsent(channel, key -> Source.empty(range.size()));
            for (int slot = 0; slot < read.length; slot++) {
                if (Float.isFinite(read[slot]) && !(known[slot] >= read[slot])) {
                    known[slot] = read[slot];
                }
            }
        });
        source.capacities().forEach((resource, read) -> {
            double[] known = capacities.computeIfAbsent(resource, key -> read.clone());
            for (int hour = 0; hour < read.length; hour++) {
                if (!Double.isNaN(read[hour]) && !(known[hour] >= read[hour])) {
                    known[hour] = read[hour];
                }
            }
        });
        source.invalid().forEach((resource, counts) -> {
            int[] known = invalid.computeIfAbsent(resource, key -> new int[counts.length]);
            for (int day = 0; day < counts.length; day++) {
                known[day] = Math.max(known[day], counts[day]);
            }
        });
    }

    /** Adds what Kubernetes says of the node: it tells neither its pool nor its model. */
    void addPods(float[] running, double @Nullable [] hourlyLimit) {
        values.put(Channel.PODS, running);
        if (hourlyLimit != null) {
            capacities.put(Resource.PODS, hourlyLimit);
        }
    }

    boolean isEmpty() {
        return values.values().stream().allMatch(read -> last(read, 0, read.length) < 0);
    }

    /** Returns the sightings of the range, oldest first: one for each pool, site and model that the labels say. */
    List<Sighting> sightings() {
        var found = new LinkedHashMap<List<String>, Sighting>();
        for (int day = 0; day < range.utcDays(); day++) {
            Source source = speaker(day);
            if (source != null) {
                int from = Math.max(0, slotOf(day));
                int to = Math.min(range.size(), slotOf(day + 1));
                Instant first = Slots.start(range.from() + first(source, from, to));
                Instant last = Slots.start(range.from() + last(source, from, to) + 1);
                found.merge(
                        identity(source),
                        new Sighting(name, pool(source), text(source.label("site")), model(source), first, last),
                        (known, next) -> new Sighting(
                                name,
                                known.pool(),
                                known.site(),
                                known.model(),
                                known.firstSeen().isBefore(next.firstSeen()) ? known.firstSeen() : next.firstSeen(),
                                known.lastSeen().isAfter(next.lastSeen()) ? known.lastSeen() : next.lastSeen()));
            }
        }
        return List.copyOf(found.values());
    }

    /** Returns the place among the {@link #sightings()} of what the labels said on a UTC day; -1 if they said nothing. */
    int sightingOn(int utcDay) {
        Source speaker = speaker(utcDay);
        if (speaker == null) {
            return -1;
        }
        var order = new ArrayList<List<String>>();
        for (int day = 0; day < range.utcDays(); day++) {
            Source source = speaker(day);
            if (source != null && !order.contains(identity(source))) {
                order.add(identity(source));
            }
        }
        return order.indexOf(identity(speaker));
    }

    /**
     * Returns what can be carried: the first reading of each value and the very last one, passing values left out; empty
     * is unknown.
     */
    Map<Resource, NavigableMap<Instant, Optional<Double>>> capacityReadings() {
        var found = new HashMap<Resource, NavigableMap<Instant, Optional<Double>>>();
        capacities.forEach((resource, hourly) -> {
            var readings = new TreeMap<Instant, Optional<Double>>();
            List<Run> runs = runs(hourly);
            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i);
                boolean between = i > 0
                        && i + 1 < runs.size()
                        && runs.get(i - 1).value() == runs.get(i + 1).value();
                if (!between || run.readings() >= SHORTEST_CHANGE_HOURS) {
                    readings.put(hour(run.first()), run.capacity());
                }
                if (i + 1 == runs.size()) {
                    readings.put(hour(run.last()), run.capacity());
                }
            }
            found.put(resource, readings);
        });
        return found;
    }

    /** Equal readings in a row, maybe with hours between that have none. */
    private record Run(double value, int first, int last, int readings) {

        Optional<Double> capacity() {
            return value > 0 ? Optional.of(value) : Optional.empty();
        }
    }

    private List<Run> runs(double[] hourly) {
        var runs = new ArrayList<Run>();
        for (int hour = 0; hour < Source.hours(range); hour++) {
            double value = Math.max(0, hourly[hour]);
            if (!Double.isNaN(value)) {
                Run last = runs.isEmpty() ? null : runs.getLast();
                if (last != null && last.value() == value) {
                    runs.set(runs.size() - 1, new Run(value, last.first(), hour, last.readings() + 1));
                } else {
                    runs.add(new Run(value, hour, hour, 1));
                }
            }
        }
        return runs;
    }

    private Instant hour(int index) {
        return Slots.start(range.from() + (long) index * Slots.PER_HOUR);
    }

    /** Returns the source that was the last to speak on a UTC day. */
    private @Nullable Source speaker(int day) {
        int from = Math.max(0, slotOf(day));
        int to = Math.min(range.size(), slotOf(day + 1));
        Source newest = null;
        int latest = -1;
        for (Source source : sources) {
            int last = last(source, from, to);
            if (last > latest) {
                latest = last;
                newest = source;
            }
        }
        return newest;
    }

    private int slotOf(int day) {
        return Math.toIntExact(Slots.startOf(range.firstUtcDay().plusDays(day)) - range.from());
    }

    private static float larger(float known, float read) {
        return read >= known || Float.isNaN(known) ? read : known;
    }

    private static List<String> identity(Source source) {
        return List.of(pool(source), source.label("site"), String.valueOf(model(source)));
    }

    /** Returns the pool that its labels say. */
    static String pool(Source source) {
        for (String label : List.of("pool", "cluster", "job")) {
            String value = source.label(label);
            if (!value.isBlank()) {
                return Harvest.storable(value);
            }
        }
        return "default";
    }

    private static @Nullable String model(Source source) {
        String model = text(source.label("model"));
        return model == null ? text(source.label("server_model")) : model;
    }

    private static @Nullable String text(String label) {
        return label.isBlank() ? null : Harvest.storable(label);
    }

    private static int first(Source source, int from, int to) {
        int first = to;
        for (float[] read : source.values().values()) {
            for (int slot = from; slot < first; slot++) {
                if (Float.isFinite(read[slot])) {
                    first = slot;
                }
            }
        }
        return first;
    }

    private static int last(Source source, int from, int to) {
        int last = -1;
        for (float[] read : source.values().values()) {
            last = Math.max(last, last(read, from, to));
        }
        return last;
    }

    private static int last(float[] read, int from, int to) {
        for (int slot = to - 1; slot >= from; slot--) {
            if (Float.isFinite(read[slot])) {
                return slot;
            }
        }
        return -1;
    }
}
