package dev.headroom.usage;

import dev.headroom.inventory.Identities;
import dev.headroom.inventory.NetworkInterface;
import dev.headroom.inventory.Observations;
import dev.headroom.inventory.Observations.Place;
import dev.headroom.inventory.Observations.ReadCapacity;
import dev.headroom.inventory.ServiceSpan;
import dev.headroom.inventory.Sighting;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.Harvest.Crop;
import dev.headroom.usage.RawUsage.Key;
import dev.headroom.usage.RawUsage.Values;
import dev.headroom.usage.RollUp.Line;
import dev.headroom.usage.Slots.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores what was read, and all that follows from it, in the transaction that also notes the progress. */
@Component
class Intake {

    private final Observations observations;
    private final RawUsage rawUsage;
    private final RollUp rollUp;
    private final Identities identities;

    Intake(Observations observations, RawUsage rawUsage, RollUp rollUp, Identities identities) {
        this.observations = observations;
        this.rawUsage = rawUsage;
        this.rollUp = rollUp;
        this.identities = identities;
    }

    /**
     * Takes in a crop. Taking it in twice changes nothing; what was read before and is absent now stays.
     *
     * @param seenUntil up to when the store had been read before; null if not at all
     * @param until     up to when it will have been read
     * @param wasFinal  up to where hours were final
     * @param now       when it becomes known
     * @return up to where they are final now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant take(Crop crop, @Nullable Instant seenUntil, Instant until, Instant wasFinal, Instant now) {
        observations.seenUntil(until);
        Range range = crop.range();
        var merged = new HashMap<Key, float[]>();
        var invalid = new HashMap<Key, int[]>();
        var spans = new ArrayList<ServiceSpan>();
        var interfaces = new ArrayList<NetworkInterface>();
        boolean newest = !Slots.start(range.to()).isBefore(until);
        var capacities = new ArrayList<ReadCapacity>();
        Map<NodeReadings, List<Place>> placed = place(crop.nodes().values());
        for (NodeReadings node : crop.nodes().values()) {
            List<Place> places = Objects.requireNonNull(placed.get(node));
            String id = places.getFirst().node();
            spans.addAll(spans(node, id, places, range));
            node.capacityReadings()
                    .forEach((resource, readings) -> capacities.add(new ReadCapacity(id, resource, readings)));
            node.values().forEach((channel, values) -> {
                var key = new Key(id, channel);
                merged.merge(key, values, Intake::larger);
                int[] counts = new int[range.utcDays()];
                for (int day = 0; day < counts.length; day++) {
                    counts[day] = node.invalid(channel.resource(), day);
                }
                invalid.put(key, counts);
            });
            if (newest) {
                interfaces.addAll(interfaces(node, id, until));
            }
        }
        observations.addCapacities(Slots.start(range.from()), Slots.start(range.to()), capacities);
        observations.showInterfaces(interfaces);
        identities.saw(crop.marks(), Slots.start(range.to()));
        identities.ask(until);
        List<ServiceSpan> before = observations.service();
        List<ServiceSpan> service = observations.addService(before, spans);
        Map<Key, Values> raw = keep(range, merged, invalid);
        if (!crop.nodes().isEmpty()) {
            rollUp.roll(range, raw, service, until, now);
        }
        for (Range changed : changedElsewhere(range, before, service, seenUntil, until)) {
            rollUp.roll(changed, service, until, now);
        }
        var silent = observations.lastSeenWithin(until.minus(RollUp.PATIENCE), until.minus(Duration.ofHours(1)));
        return FinalHours.end(range, merged, wasFinal, silent);
    }

    private Map<NodeReadings, List<Place>> place(Collection<NodeReadings> nodes) {
        var sightings = new ArrayList<Sighting>();
        var counts = new LinkedHashMap<NodeReadings, Integer>();
        for (NodeReadings node : nodes) {
            List<Sighting> own = node.sightings();
            sightings.addAll(own);
            counts.put(node, own.size());
        }
        var places = observations.place(sightings).iterator();
        var placed = new HashMap<NodeReadings, List<Place>>();
        counts.forEach((node, count) -> {
            var own = new ArrayList<Place>();
            for (int i = 0; i < count; i++) {
                own.add(places.next());
            }
            placed.put(node, own);
        });
        return placed;
    }

    /** Returns all that is kept then of the days that the range touches. */
    private Map<Key, Values> keep(Range range, Map<Key, float[]> merged, Map<Key, int[]> invalid) {
        if (merged.isEmpty()) {
            return Map.of();
        }
        Range whole = rollUp.around(range);
        Map<Key, Values> all = rawUsage.read(whole);
        int offset = Math.toIntExact(range.from() - whole.from());
        merged.forEach((key, read) -> {
            Values kept = all.computeIfAbsent(key, k -> new Values(whole));
            for (int slot = 0; slot < read.length; slot++) {
                if (!Float.isNaN(read[slot])) {
                    kept.values[offset + slot] = read[slot];
                }
            }
            int[] counts = invalid.get(key);
            int first = Math.toIntExact(
                    range.firstUtcDay().toEpochDay() - whole.firstUtcDay().toEpochDay());
            for (int day = 0; counts != null && day < counts.length; day++) {
                kept.invalid[first + day] = Math.max(kept.invalid[first + day], counts[day]);
            }
        });
        rawUsage.write(range.wholeUtcDays(), whole, all);
        return all;
    }

    private static List<ServiceSpan> spans(NodeReadings node, String id, List<Place> places, Range range) {
        var pools = new String[range.utcDays()];
        for (int day = 0; day < pools.length; day++) {
            int sighting = node.sightingOn(day);
            pools[day] = sighting < 0 ? "" : places.get(sighting).pool();
        }
        var resources = new TreeSet<Resource>();
        node.values().keySet().forEach(channel -> resources.add(channel.resource()));
        long silence = ServiceSpan.LONGEST_SILENCE.toSeconds() / Slots.SECONDS;
        var spans = new ArrayList<ServiceSpan>();
        for (Resource resource : resources) {
            List<float[]> channels = node.values().entrySet().stream()
                    .filter(entry -> entry.getKey().resource().equals(resource))
                    .map(Map.Entry::getValue)
                    .toList();
            int start = -1;
            int last = -1;
            String pool = "";
            int sinceMidnight =
                    Math.toIntExact(range.from() - range.wholeUtcDays().from());
            for (int slot = 0; slot < range.size(); slot++) {
                if (isPresent(channels, slot)) {
                    String current = pools[(sinceMidnight + slot) / Slots.PER_DAY];
                    if (start >= 0 && (!current.equals(pool) || slot - last > silence)) {
                        spans.add(span(node, id, resource, pool, range, start, last));
                        start = -1;
                    }
                    start = start < 0 ? slot : start;
                    pool = current;
                    last = slot;
                }
            }
            if (start >= 0) {
                spans.add(span(node, id, resource, pool, range, start, last));
            }
        }
        return spans;
    }

    private static ServiceSpan span(
            NodeReadings node, String id, Resource resource, String pool, Range range, int start, int last) {
        long late = start == last ? 0 : missed(node.shareOf(start, start + 1));
        long early = start == last ? 0 : missed(node.shareOf(last, last - 1));
        return new ServiceSpan(
                id,
                resource,
                pool,
                Slots.start(range.from() + start).plusSeconds(late),
                Slots.start(range.from() + last + 1).minusSeconds(early));
    }

    private static long missed(double share) {
        return Math.round((1 - share) * Slots.SECONDS);
    }

    /** Returns where else a pool's sum is another one now: silences that were bridged, and silences that became absences. */
    private static Set<Range> changedElsewhere(
            Range range,
            List<ServiceSpan> before,
            List<ServiceSpan> after,
            @Nullable Instant seenUntil,
            Instant until) {
        var changed = new HashSet<Range>();
        var known = new HashMap<Line, List<ServiceSpan>>();
        before.forEach(span ->
                known.computeIfAbsent(line(span), key -> new ArrayList<>()).add(span));
        for (ServiceSpan span : after) {
            List<ServiceSpan> own = known.getOrDefault(line(span), List.of());
            if (!own.contains(span)) {
                changed.addAll(bridged(span, own, range));
            }
            boolean awaited = seenUntil != null && !span.end().isBefore(seenUntil.minus(RollUp.PATIENCE));
            if (awaited && span.end().isBefore(until.minus(RollUp.PATIENCE))) {
                changed.add(Range.of(span.end(), until));
            }
        }
        return changed;
    }

    private static Line line(ServiceSpan span) {
        return new Line(Subject.node(span.node()), span.resource());
    }

    /** @param before what was known of the same node and resource */
    private static List<Range> bridged(ServiceSpan span, List<ServiceSpan> before, Range range) {
        var parts = new ArrayList<Range>();
        parts.add(range);
        before.stream()
                .filter(old -> old.pool().equals(span.pool())
                        && !old.start().isBefore(span.start())
                        && !old.end().isAfter(span.end()))
                .forEach(old -> parts.add(Range.of(old.start(), old.end())));
        parts.sort(Comparator.comparingLong(Range::from));
        var gaps = new ArrayList<Range>();
        long covered = Slots.at(span.start());
        for (Range part : parts) {
            if (part.from() > covered && part.from() <= Slots.at(span.end())) {
                gaps.add(new Range(covered, part.from()));
            }
            covered = Math.max(covered, part.to());
        }
        return gaps;
    }

    static List<NetworkInterface> interfaces(NodeReadings node, String id, Instant until) {
        var shown = new HashMap<String, NetworkInterface>();
        for (Source source : node.sources()) {
            source.verdicts().forEach((name, verdict) -> {
                double[] traffic = source.meanTraffic(name);
                shown.put(
                        name,
                        new NetworkInterface(
                                id,
                                Harvest.storable(name),
                                verdict.link(),
                                verdict.reason(),
                                source.speed(name),
                                traffic[0],
                                traffic[1],
                                until));
            });
        }
        return List.copyOf(shown.values());
    }

    private static boolean isPresent(List<float[]> channels, int slot) {
        for (float[] values : channels) {
            if (!Float.isNaN(values[slot])) {
                return true;
            }
        }
        return false;
    }

    private static float[] larger(float[] one, float[] other) {
        var larger = one.clone();
        for (int i = 0; i < larger.length; i++) {
            if (!(larger[i] >= other[i]) && !Float.isNaN(other[i])) {
                larger[i] = other[i];
            }
        }
        return larger;
    }
}
