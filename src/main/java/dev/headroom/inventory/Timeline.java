package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that the inventory knows, at one moment: who was in service when, and what it could carry. Immutable. */
final class Timeline {

    /** Silent for longer, a node is missing. */
    private static final Duration LATELY = Duration.ofHours(1);

    /** Within so much of a node's end, an equal node that begins is the same place filled anew. */
    private static final Duration CHANGEOVER = Duration.ofHours(6);

    /** Capacity is read once an hour, so the first reading speaks for a while before it too. */
    private static final Duration FIRST_READING = Duration.ofDays(1);

    private final ZoneId zone;
    private final Links links;
    private final Instant until;
    private final Map<String, StoredPool> pools;
    private final Map<String, StoredNode> nodes;
    private final Map<String, List<ServiceSpan>> service; // by node, over all its resources, in order
    private final Map<String, Map<Resource, List<ServiceSpan>>> spans;
    private final Map<String, Map<Resource, NavigableMap<Instant, Optional<Double>>>> measured;
    private final Map<String, NavigableMap<LocalDate, Double>> figures; // operator's, by subject and link
    private final Set<String> gone;

    record Change(
            String node,
            Resource resource,
            Instant from,
            @Nullable Double value) {}

    record Figure(Subject subject, String link, LocalDate from, double bitsPerSecond) {}

    Timeline(
            ZoneId zone,
            Links links,
            Instant until,
            List<StoredPool> pools,
            List<StoredNode> nodes,
            List<ServiceSpan> spans,
            List<Change> changes,
            List<Figure> figures) {
        this.zone = zone;
        this.links = links;
        this.until = until;
        this.pools = pools.stream().collect(Collectors.toMap(StoredPool::getId, pool -> pool));
        this.nodes = new TreeMap<>();
        nodes.stream().filter(node -> node.mergedInto() == null).forEach(node -> this.nodes.put(node.getId(), node));
        this.spans = new HashMap<>();
        this.service = new HashMap<>();
        spans.stream().sorted(Comparator.comparing(ServiceSpan::start)).forEach(this::add);
        this.measured = new HashMap<>();
        changes.forEach(change -> measured.computeIfAbsent(change.node(), node -> new TreeMap<>())
                .computeIfAbsent(change.resource(), resource -> new TreeMap<>())
                .put(change.from(), Optional.ofNullable(change.value())));
        this.figures = new HashMap<>();
        figures.forEach(figure -> this.figures
                .computeIfAbsent(figure.subject() + "/" + figure.link(), key -> new TreeMap<>())
                .put(figure.from(), figure.bitsPerSecond()));
        this.gone = new HashSet<>();
        findTheGone();
    }

    List<Node> nodes() {
        return nodes.values().stream()
                .map(this::describe)
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id)).map(this::describe);
    }

    /** Returns the pools that have a node; a pool whose last node has left is history. */
    List<Pool> pools() {
        return pools.values().stream()
                .map(this::describe)
                .filter(pool -> !pool.nodes().isEmpty())
                .sorted(Comparator.comparing(Pool::name).thenComparing(Pool::id))
                .toList();
    }

    Optional<Pool> pool(String id) {
        return Optional.ofNullable(pools.get(id)).map(this::describe);
    }

    Fleet fleetOn(LocalDate day) {
        Instant moment = endOf(day);
        var members = new TreeMap<String, List<Fleet.NodeInService>>();
        for (StoredNode node : nodes.values()) {
            String pool = poolAt(node, moment);
            if (pool != null) {
                members.computeIfAbsent(pool, id -> new ArrayList<>())
                        .add(new Fleet.NodeInService(describe(node), capacities(node, day)));
            }
        }
        return new Fleet(
                day,
                members.entrySet().stream()
                        .map(entry -> {
                            StoredPool pool = poolNamed(entry.getKey());
                            return new Fleet.PoolInService(pool.getId(), pool.name(), pool.site(), entry.getValue());
                        })
                        .toList());
    }

    /** Returns what a subject could carry at the end of a day, a resource that it did not have being absent. */
    List<Capacity> capacities(Subject subject, LocalDate day) {
        if (subject.kind() == Subject.Kind.NODE) {
            StoredNode node = nodes.get(subject.id());
            return node == null ? List.of() : capacities(node, day);
        }
        var sums = new TreeMap<Resource, Capacity>();
        Instant moment = endOf(day);
        for (StoredNode node : nodes.values()) {
            if (subject.id().equals(poolAt(node, moment))) {
                capacities(node, day).forEach(capacity -> sums.merge(capacity.resource(), capacity, Timeline::sum));
            }
        }
        return List.copyOf(sums.values());
    }

    /** Returns a subject's capacity at the end of each day; null where unknown or where it was not in service. */
    List<@Nullable Double> capacities(Subject subject, Resource resource, LocalDate from, LocalDate toExclusive) {
        var candidates = subject.kind() == Subject.Kind.NODE
                ? Optional.ofNullable(nodes.get(subject.id())).stream().toList()
                : List.copyOf(nodes.values());
        var found = new ArrayList<@Nullable Double>();
        for (LocalDate day = from; day.isBefore(toExclusive); day = day.plusDays(1)) {
            found.add(capacity(candidates, subject, resource, day));
        }
        return found;
    }

    private @Nullable Double capacity(List<StoredNode> candidates, Subject subject, Resource resource, LocalDate day) {
        Instant moment = endOf(day);
        double sum = 0;
        for (StoredNode node : candidates) {
            String pool = poolAt(node, moment);
            boolean wanted = subject.kind() == Subject.Kind.NODE
                    ? isKnownBy(node, day)
                    : subject.id().equals(pool);
            if (wanted && has(node, resource, moment, subject.kind() == Subject.Kind.NODE)) {
                Double value = capacity(node, resource, day).value();
                if (value == null) {
                    return null;
                }
                sum += value;
            }
        }
        return sum > 0 ? sum : null;
    }

    private List<Capacity> capacities(StoredNode node, LocalDate day) {
        var found = new ArrayList<Capacity>();
        for (Resource resource :
                new TreeSet<>(spans.getOrDefault(node.getId(), Map.of()).keySet())) {
            if (has(node, resource, endOf(day), false)) {
                found.add(capacity(node, resource, day));
            }
        }
        return found;
    }

    private Capacity capacity(StoredNode node, Resource resource, LocalDate day) {
        Instant moment = endOf(day);
        if (resource.isBandwidth()) {
            String at = poolAt(node, moment);
            Double figure = figure(node, at == null ? node.poolId() : at, resource.link(), day);
            if (figure != null) {
                return new Capacity(resource, figure, Capacity.OPERATOR);
            }
        }
        var changes = measured.getOrDefault(node.getId(), Map.of()).get(resource);
        if (changes == null) {
            return Capacity.unknown(resource);
        }
        var entry = changes.lowerEntry(moment);
        if (entry == null && !changes.firstKey().isAfter(moment.plus(FIRST_READING))) {
            entry = changes.firstEntry();
        }
        return entry == null || entry.getValue().isEmpty()
                ? Capacity.unknown(resource)
                : new Capacity(resource, entry.getValue().get(), Capacity.MEASURED);
    }

    private @Nullable Double figure(StoredNode node, String pool, String link, LocalDate day) {
        Double own = figureOf(Subject.node(node.getId()), link, day);
        if (own != null) {
            return own;
        }
        Double ofPool = figureOf(Subject.pool(pool), link, day);
        return ofPool == null ? links.capacity(link, pool, poolNamed(pool).name()) : ofPool;
    }

    private @Nullable Double figureOf(Subject subject, String link, LocalDate day) {
        var timeline = figures.get(subject + "/" + link);
        var entry = timeline == null ? null : timeline.floorEntry(day);
        return entry == null ? null : entry.getValue();
    }

    /** Returns the pool of a node at a moment; null where it was not in service. */
    private @Nullable String poolAt(StoredNode node, Instant moment) {
        var own = service.getOrDefault(node.getId(), List.of());
        if (node.retiredAt() != null && !moment.isBefore(node.retiredAt())) {
            return null;
        }
        for (int i = own.size() - 1; i >= 0; i--) {
            ServiceSpan span = own.get(i);
            boolean last = i == own.size() - 1;
            if (span.start().isBefore(moment)) {
                boolean serving = !span.end().isBefore(moment) || (last && !gone.contains(node.getId()));
                return serving ? (node.isMovedAt(moment) ? node.poolId() : span.pool()) : null;
            }
        }
        return null;
    }

    private boolean has(StoredNode node, Resource resource, Instant moment, boolean onItsLastDayToo) {
        var own = spans.getOrDefault(node.getId(), Map.of()).getOrDefault(resource, List.of());
        for (int i = own.size() - 1; i >= 0; i--) {
            ServiceSpan span = own.get(i);
            if (span.start().isBefore(moment)) {
                Instant end = onItsLastDayToo ? endOf(LocalDate.ofInstant(span.end(), zone)) : span.end();
                return !end.isBefore(moment) || (i == own.size() - 1 && !isSilent(span.end()));
            }
        }
        return false;
    }

    private boolean isKnownBy(StoredNode node, LocalDate day) {
        return node.firstSeen().isBefore(endOf(day));
    }

    private void findTheGone() {
        var starts = new HashMap<String, Instant>();
        service.forEach((node, own) -> starts.put(node, own.getFirst().start()));
        service.forEach((id, own) -> {
            Instant end = own.getLast().end();
            if (isSilent(end) || (end.isBefore(until.minus(LATELY)) && hasSuccessor(id, own.getLast(), starts))) {
                gone.add(id);
            }
        });
    }

    private boolean hasSuccessor(String id, ServiceSpan last, Map<String, Instant> starts) {
        return service.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(id))
                .filter(entry -> entry.getValue().getFirst().pool().equals(last.pool()))
                .filter(entry -> entry.getValue().getLast().end().isAfter(last.end()))
                .filter(entry -> {
                    Instant start = Objects.requireNonNull(starts.get(entry.getKey()));
                    return start.isAfter(Objects.requireNonNull(starts.get(id)))
                            && Duration.between(last.end(), start).abs().compareTo(CHANGEOVER) <= 0;
                })
                .anyMatch(entry -> isAlike(id, entry.getKey()));
    }

    private boolean isAlike(String one, String other) {
        return newest(one, Resource.CPU).equals(newest(other, Resource.CPU))
                && newest(one, Resource.MEMORY).equals(newest(other, Resource.MEMORY));
    }

    private Optional<Double> newest(String node, Resource resource) {
        var changes = measured.getOrDefault(node, Map.of()).get(resource);
        return changes == null ? Optional.empty() : changes.lastEntry().getValue();
    }

    private boolean isSilent(Instant end) {
        return end.isBefore(until.minus(ServiceSpan.LONGEST_SILENCE));
    }

    private Node describe(StoredNode node) {
        return new Node(
                node.getId(),
                node.name(),
                node.poolId(),
                node.model(),
                node.site(),
                node.firstSeen(),
                node.lastSeen(),
                state(node));
    }

    private Node.State state(StoredNode node) {
        if (node.retiredAt() != null || gone.contains(node.getId()) || isSilent(node.lastSeen())) {
            return Node.State.RETIRED;
        }
        return node.lastSeen().isBefore(until.minus(LATELY)) ? Node.State.MISSING : Node.State.ACTIVE;
    }

    private Pool describe(StoredPool pool) {
        var members = nodes().stream()
                .filter(node -> node.pool().equals(pool.getId()) && node.state() != Node.State.RETIRED)
                .toList();
        return new Pool(pool.getId(), pool.name(), pool.site(), members);
    }

    private StoredPool poolNamed(String id) {
        return Objects.requireNonNull(pools.get(id), () -> "pool " + id);
    }

    /** Returns the last moment of a day that has been looked at. */
    private Instant endOf(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        return end.isBefore(until) ? end : until;
    }

    private void add(ServiceSpan span) {
        spans.computeIfAbsent(span.node(), node -> new HashMap<>())
                .computeIfAbsent(span.resource(), resource -> new ArrayList<>())
                .add(span);
        var own = service.computeIfAbsent(span.node(), node -> new ArrayList<>());
        var whole = new ServiceSpan(span.node(), Resource.CPU, span.pool(), span.start(), span.end());
        if (!own.isEmpty() && whole.continues(own.getLast())) {
            own.set(own.size() - 1, whole.joinedWith(own.getLast()));
        } else {
            own.add(whole);
        }
    }

    private static Capacity sum(Capacity one, Capacity other) {
        if (one.value() == null || other.value() == null) {
            return Capacity.unknown(one.resource());
        }
        boolean byOperator =
                one.source().equals(Capacity.OPERATOR) || other.source().equals(Capacity.OPERATOR);
        return new Capacity(
                one.resource(), one.value() + other.value(), byOperator ? Capacity.OPERATOR : Capacity.MEASURED);
    }
}
