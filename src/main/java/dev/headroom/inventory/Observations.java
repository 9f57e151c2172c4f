package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes in what the collector sees of the fleet. Taking the same in twice changes nothing. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Observations {

    private final Nodes nodes;
    private final Pools pools;
    private final JdbcTemplate jdbc;
    private final Inventory inventory;

    /** Where a sighting belongs: the ids of the node and of its pool. */
    public record Place(String node, String pool) {}

    /**
     * What was read of a node's capacity.
     *
     * @param readings in order; empty from when on it is unknown
     */
    public record ReadCapacity(String node, Resource resource, NavigableMap<Instant, Optional<Double>> readings) {}

    private record Held(String node, String resource) {}

    private record Change(Held of, Instant at, Optional<Double> value) {}

    private record Begun(String node, Resource resource, Instant at) {

        static Begun of(ServiceSpan span) {
            return new Begun(span.node(), span.resource(), span.start());
        }
    }

    Observations(Nodes nodes, Pools pools, JdbcTemplate jdbc, Inventory inventory) {
        this.nodes = nodes;
        this.pools = pools;
        this.jdbc = jdbc;
        this.inventory = inventory;
    }

    /**
     * Returns where each sighting belongs, in their order; nodes and pools not seen before are added.
     *
     * <p>The pool is the operator's where there is one, else that of the sighting's labels.
     */
    public List<Place> place(Collection<Sighting> sightings) {
        var naming = new Naming(nodes, pools);
        var places = new ArrayList<Place>();
        for (Sighting sighting : sightings) {
            String labelled = naming.pool(sighting.pool(), sighting.site());
            StoredNode node = naming.node(sighting.name());
            if (node == null) {
                node = nodes.save(new StoredNode(naming.freeNodeId(sighting.name()), sighting, labelled));
                naming.add(node);
            } else {
                node.see(sighting, labelled);
            }
            StoredNode whole = node;
            if (node.mergedInto() != null) {
                whole = nodes.findById(node.mergedInto()).orElse(node);
                whole.see(sighting, labelled);
            }
            places.add(new Place(whole.getId(), whole.isMovedAt(sighting.lastSeen()) ? whole.poolId() : labelled));
        }
        nodes.flush(); // writes what is new of all; what is written past JPA refers to them
        inventory.forget();
        return places;
    }

    /**
     * Returns when each node was last seen that was so within a time, and is expected back.
     *
     * @param from nodes last seen before are left out
     * @param to   as are those that were seen after it
     */
    public List<Instant> lastSeenWithin(Instant from, Instant to) {
        Boolean any = jdbc.queryForObject(
                "select exists (select from node where merged_into is null and retired_at is null"
                        + " and last_seen between ? and ?)",
                Boolean.class,
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC));
        return !Boolean.TRUE.equals(any)
                ? List.of()
                : inventory.nodes().stream()
                        .filter(node -> node.state() != Node.State.RETIRED)
                        .map(Node::lastSeen)
                        .filter(seen -> !seen.isBefore(from) && !seen.isAfter(to))
                        .toList();
    }

    /** Returns all service spans known. */
    public List<ServiceSpan> service() {
        return Inventory.spans(JdbcClient.create(jdbc));
    }

    /**
     * Adds service, joining it with what it continues.
     *
     * @param before all spans known so far
     * @return all spans known then
     */
    public List<ServiceSpan> addService(List<ServiceSpan> before, Collection<ServiceSpan> observed) {
        var known = new HashMap<String, List<ServiceSpan>>();
        before.forEach(span ->
                known.computeIfAbsent(key(span), key -> new ArrayList<>()).add(span));
        observed.forEach(span ->
                known.computeIfAbsent(key(span), key -> new ArrayList<>()).add(span));
        var after = new ArrayList<ServiceSpan>();
        known.values().forEach(spans -> after.addAll(joined(spans)));
        write(before, after);
        inventory.forget();
        return after;
    }

    /**
     * Replaces measured capacities within a time by what was read there.
     *
     * @param observed each node's in order, as they are to be taken in
     */
    public void addCapacities(Instant from, Instant to, Collection<ReadCapacity> observed) {
        var timelines = new HashMap<Held, NavigableMap<Instant, Optional<Double>>>();
        jdbc.query(
                "select node_id, resource, valid_from, value from capacity_change where node_id = any(?)",
                row -> {
                    timelines
                            .computeIfAbsent(new Held(row.getString(1), row.getString(2)), key -> new TreeMap<>())
                            .put(row.getTimestamp(3).toInstant(), Optional.ofNullable(row.getObject(4, Double.class)));
                },
                (Object) observed.stream().map(ReadCapacity::node).distinct().toArray(String[]::new));
        var before = new HashMap<Held, Map<Instant, Optional<Double>>>();
        timelines.forEach((key, timeline) -> before.put(key, Map.copyOf(timeline)));
        for (ReadCapacity read : observed) {
            if (!read.readings().isEmpty()) {
                var key = new Held(read.node(), read.resource().id());
                take(timelines.computeIfAbsent(key, k -> new TreeMap<>()), from, to, read.readings());
            }
        }
        var gone = new ArrayList<Held>();
        var fresh = new ArrayList<Change>();
        timelines.forEach((key, timeline) -> {
            var changes = changesOf(timeline);
            var known = before.getOrDefault(key, Map.of());
            if (!changes.equals(known)) {
                if (!known.isEmpty()) {
                    gone.add(key);
                }
                changes.forEach((moment, value) -> fresh.add(new Change(key, moment, value)));
            }
        });
        if (!gone.isEmpty()) {
            jdbc.update(
                    "delete from capacity_change c using unnest(?, ?) as n (node_id, resource)"
                            + " where c.node_id = n.node_id and c.resource = n.resource",
                    column(gone, Held::node),
                    column(gone, Held::resource));
        }
        if (!fresh.isEmpty()) {
            jdbc.update(
                    "insert into capacity_change (node_id, resource, valid_from, value)"
                            + " select * from unnest(?, ?, ?::timestamptz[], ?::float8[])",
                    column(fresh, change -> change.of().node()),
                    column(fresh, change -> change.of().resource()),
                    column(fresh, Change::at),
                    column(fresh, change -> change.value().orElse(null)));
        }
        inventory.forget();
    }

    private static void take(
            NavigableMap<Instant, Optional<Double>> timeline,
            Instant from,
            Instant to,
            NavigableMap<Instant, Optional<Double>> readings) {
        Map.Entry<Instant, Optional<Double>> ahead = timeline.lowerEntry(to);
        timeline.subMap(from, true, to, false).clear();
        timeline.putAll(readings);
        if (ahead != null && !timeline.containsKey(to) && readings.lastKey().isBefore(ahead.getKey())) {
            timeline.put(ahead.getKey(), ahead.getValue()); // read before, absent now: late data is never taken away
        }
    }

    /**
     * Replaces what is shown of the interfaces of the nodes named, but for traffic that was shown within six hours; where two
     * selves of a node show one, the busier stands.
     */
    public void showInterfaces(Collection<NetworkInterface> seen) {
        var busiest = new LinkedHashMap<Map.Entry<String, String>, NetworkInterface>();
        seen.forEach(one -> busiest.merge(
                Map.entry(one.node(), one.name()),
                one,
                (known, other) -> traffic(known) >= traffic(other) ? known : other));
        Collection<NetworkInterface> interfaces = busiest.values();
        @Nullable String[] nodes = column(interfaces, NetworkInterface::node);
        @Nullable String[] names = column(interfaces, NetworkInterface::name);
        jdbc.update("""
                delete from network_interface i where node_id = any(?)
                  and not exists (select from unnest(?, ?) as n (node_id, name)
                    where n.node_id = i.node_id and n.name = i.name)""", nodes, nodes, names);
        jdbc.update(
                """
                insert into network_interface as i
                  (node_id, name, link, reason, speed_bps, receive_bps, transmit_bps, measured_at)
                select * from unnest(?, ?, ?, ?, ?::float8[], ?::float8[], ?::float8[], ?::timestamptz[])
                on conflict (node_id, name) do update set (link, reason, speed_bps, receive_bps, transmit_bps, measured_at)
                  = (excluded.link, excluded.reason, excluded.speed_bps, excluded.receive_bps, excluded.transmit_bps,
                     excluded.measured_at)
                where (i.link, i.reason, i.speed_bps) is distinct from (excluded.link, excluded.reason, excluded.speed_bps)
                  or i.measured_at not between excluded.measured_at - interval '6 hours' and excluded.measured_at""",
                nodes,
                names,
                column(interfaces, NetworkInterface::link),
                column(interfaces, NetworkInterface::reason),
                column(interfaces, NetworkInterface::speedBitsPerSecond),
                column(interfaces, NetworkInterface::receiveBitsPerSecond),
                column(interfaces, NetworkInterface::transmitBitsPerSecond),
                column(interfaces, NetworkInterface::measuredAt));
    }

    private static double traffic(NetworkInterface shown) {
        return shown.receiveBitsPerSecond() + shown.transmitBitsPerSecond();
    }

    /** Notes up to when the fleet has been looked at. */
    public void seenUntil(Instant until) {
        jdbc.update(
                "insert into observation (until) values (?)"
                        + " on conflict (id) do update set until = greatest(observation.until, excluded.until)",
                until.atOffset(ZoneOffset.UTC));
        inventory.forget();
    }

    private void write(List<ServiceSpan> before, List<ServiceSpan> after) {
        var old = new HashMap<Begun, ServiceSpan>();
        before.forEach(span -> old.put(Begun.of(span), span));
        var longer = new ArrayList<ServiceSpan>();
        var fresh = new ArrayList<ServiceSpan>();
        for (ServiceSpan span : after) {
            ServiceSpan same = old.remove(Begun.of(span));
            if (same == null) {
                fresh.add(span);
            } else if (!same.equals(span)) {
                longer.add(span);
            }
        }
        write("""
                delete from service_span s using %s
                where s.node_id = n.node_id and s.resource = n.resource and s.started_at = n.started_at""", old.values());
        write("""
                update service_span s set pool_id = n.pool_id, ended_at = n.ended_at from %s
                where s.node_id = n.node_id and s.resource = n.resource and s.started_at = n.started_at""", longer);
        write("insert into service_span (node_id, resource, pool_id, started_at, ended_at) select * from %s", fresh);
    }

    /** Runs a statement on all spans at once: for each on its own, the database would take ten times as long. */
    private void write(String statement, Collection<ServiceSpan> spans) {
        if (!spans.isEmpty()) {
            jdbc.update(
                    statement.formatted("unnest(?, ?, ?, ?::timestamptz[], ?::timestamptz[])"
                            + " as n (node_id, resource, pool_id, started_at, ended_at)"),
                    column(spans, ServiceSpan::node),
                    column(spans, span -> span.resource().id()),
                    column(spans, ServiceSpan::pool),
                    column(spans, ServiceSpan::start),
                    column(spans, ServiceSpan::end));
        }
    }

    /** Returns a value of each row, as PostgreSQL's {@code unnest} takes them. */
    static <T> @Nullable String[] column(Collection<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(cell -> cell == null ? null : cell.toString())
                .toArray(String[]::new);
    }

    static List<ServiceSpan> joined(List<ServiceSpan> spans) {
        var sorted = spans.stream()
                .sorted(Comparator.comparing(ServiceSpan::start).thenComparing(ServiceSpan::end))
                .toList();
        var result = new ArrayList<ServiceSpan>();
        for (ServiceSpan span : sorted) {
            if (result.isEmpty()) {
                result.add(span);
                continue;
            }
            ServiceSpan last = result.getLast();
            if (span.continues(last)) {
                result.set(result.size() - 1, span.joinedWith(last));
            } else if (span.start().isBefore(last.end())) {
                if (span.end().isAfter(last.end())) { // a node is in one pool at a time: the earlier label stands
                    result.add(new ServiceSpan(span.node(), span.resource(), span.pool(), last.end(), span.end()));
                }
            } else {
                result.add(span);
            }
        }
        return result;
    }

    static Map<Instant, Optional<Double>> changesOf(NavigableMap<Instant, Optional<Double>> timeline) {
        var changes = new HashMap<Instant, Optional<Double>>();
        Optional<Double> previous = null;
        for (var entry : timeline.entrySet()) {
            if (!entry.getValue().equals(previous)) {
                changes.put(entry.getKey(), entry.getValue());
                previous = entry.getValue();
            }
        }
        return changes;
    }

    private static String key(ServiceSpan span) {
        return span.node() + "\n" + span.resource();
    }
}
