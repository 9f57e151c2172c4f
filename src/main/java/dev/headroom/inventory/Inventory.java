package dev.headroom.inventory;

import dev.headroom.access.Audit;
import dev.headroom.units.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The fleet: pools, nodes and links, and what they could carry when. */
@Service
public class Inventory {

    /** Another instance may have written meanwhile. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Nodes nodes;
    private final Pools pools;
    private final JdbcClient jdbc;
    private final Links links;
    private final ZoneId zone;
    private final Clock clock;
    private final DataSource source;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private volatile @Nullable Loaded loaded;

    private record Loaded(Timeline timeline, Instant at) {}

    Inventory(
            Nodes nodes,
            Pools pools,
            JdbcClient jdbc,
            Links links,
            ZoneId planningZone,
            Clock clock,
            DataSource source,
            Audit audit,
            ApplicationEventPublisher events) {
        this.nodes = nodes;
        this.pools = pools;
        this.jdbc = jdbc;
        this.links = links;
        this.zone = planningZone;
        this.clock = clock;
        this.source = source;
        this.audit = audit;
        this.events = events;
    }

    /** Returns the pools that have an active or a missing node, by name. */
    public List<Pool> pools() {
        return timeline().pools();
    }

    /** Returns all nodes by name, the retired too. */
    public List<Node> nodes() {
        return timeline().nodes();
    }

    public Optional<Pool> pool(String id) {
        return timeline().pool(id);
    }

    public Optional<Node> node(String id) {
        return timeline().node(id);
    }

    /** Returns the pools and nodes in service at the end of a day, or up to now where the day is not over. */
    public Fleet fleetOn(LocalDate day) {
        return timeline().fleetOn(day);
    }

    /** Returns what a pool or a node could carry at the end of a day, resource by resource. */
    public List<Capacity> capacities(Subject subject, LocalDate day) {
        return timeline().capacities(subject, day);
    }

    /** Returns what a pool or a node could carry at the end of each day; null where that is unknown. */
    public List<@Nullable Double> capacities(
            Subject subject, Resource resource, LocalDate from, LocalDate toExclusive) {
        return timeline().capacities(subject, resource, from, toExclusive);
    }

    /** Returns a node's network interfaces with their raw traffic, and whether and why each counts. */
    public List<NetworkInterface> interfaces(String node) {
        return jdbc.sql("select * from network_interface where node_id = ? order by name")
                .param(node)
                .query((row, number) -> new NetworkInterface(
                        row.getString("node_id"),
                        row.getString("name"),
                        row.getString("link"),
                        row.getString("reason"),
                        row.getObject("speed_bps", Double.class),
                        row.getDouble("receive_bps"),
                        row.getDouble("transmit_bps"),
                        row.getObject("measured_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Returns where operators put nodes, by the nodes' names; the old selves of a node are where it is. */
    public Map<String, PoolMove> moves() {
        var moves = new HashMap<String, PoolMove>();
        jdbc.sql("""
                        select n.name, p.name, w.pool_since from node n join node w on w.id = coalesce(n.merged_into, n.id)
                        join pool p on p.id = w.pool_id where w.pool_by_operator""").query(row -> {
            var since = row.getObject(3, OffsetDateTime.class);
            moves.put(
                    row.getString(1),
                    new PoolMove(row.getString(2), since == null ? Instant.EPOCH : since.toInstant()));
        });
        return moves;
    }

    /**
     * Puts a node into a pool from a day on, whatever its labels say; a pool of that name is made where there is none.
     *
     * @throws NoSuchElementException   if there is no such node
     * @throws IllegalArgumentException if the pool's name is blank, or the day is to come
     */
    @Transactional
    public void assign(String node, String poolName, LocalDate from) {
        Instant since = from.atStartOfDay(zone).toInstant();
        if (poolName.isBlank() || since.isAfter(clock.instant())) {
            throw new IllegalArgumentException("a pool must have a name, and hold from a day that has begun: " + from);
        }
        StoredNode stored = stored(node);
        String before = stored.poolId();
        stored.assignTo(new Naming(nodes, pools).pool(poolName.strip(), stored.site()), since);
        nodes.saveAndFlush(stored);
        new Merging(new JdbcTemplate(source)).move(node, stored.poolId(), since);
        audit.record(
                "node.moved", "node:" + node, Map.of("from", before, "to", stored.poolId(), "since", from.toString()));
        changed(new PoolChosen(node, since));
        if (differInLinks(node, before, stored.poolId())) {
            events.publishEvent(new LinksChosen());
        }
    }

    /**
     * Says which link interfaces belong to; an empty link sets one aside. What the store still has is read anew.
     *
     * @throws IllegalArgumentException if there is no such link
     */
    @Transactional
    public void chooseLinks(Map<Links.Card, String> chosen) {
        boolean moves = false;
        for (var choice : chosen.entrySet()) {
            if (!choice.getValue().isEmpty() && !links.names().contains(choice.getValue())) {
                throw new IllegalArgumentException("no link '" + choice.getValue() + "'; there are " + links.names());
            }
            moves |= counts(choice.getKey()).stream().anyMatch(link -> !link.equals(choice.getValue()));
            jdbc.sql("""
                            insert into interface_choice (pool, interface, link) values (?, ?, ?)
                            on conflict (pool, interface) do update set link = excluded.link""")
                    .params(choice.getKey().pool(), choice.getKey().name(), choice.getValue())
                    .update();
            audit.record(
                    "interface.confirmed",
                    "interface:" + choice.getKey().name(),
                    Map.of("pool", choice.getKey().pool(), "link", choice.getValue()));
        }
        links.choose(LinkChoices.load(jdbc));
        jdbc.sql("""
                        update network_interface i set reason = ? from interface_choice c, node n join pool p on p.id = n.pool_id
                        where n.id = i.node_id and c.interface = i.name and c.pool in ('', p.name) and c.link = i.link""").param(NetworkInterface.CONFIRMED).update();
        changed(moves ? new LinksChosen() : null);
    }

    /** Returns whether operators said something else of a node's interfaces in one pool than in the other. */
    private boolean differInLinks(String node, String before, String after) {
        return jdbc.sql("""
                        select count(*) > 0 from network_interface i
                        left join interface_choice b on b.interface = i.name and b.pool = (select name from pool where id = ?)
                        left join interface_choice a on a.interface = i.name and a.pool = (select name from pool where id = ?)
                        left join interface_choice e on e.interface = i.name and e.pool = ''
                        where i.node_id = ? and coalesce(b.link, e.link) is distinct from coalesce(a.link, e.link)""").params(before, after, node).query(Boolean.class).single();
    }

    /** Returns what an interface of a pool counts for now, empty text being nothing. */
    private List<String> counts(Links.Card card) {
        return jdbc.sql("""
                        select distinct coalesce(i.link, '') from network_interface i join node n on n.id = i.node_id
                        join pool p on p.id = n.pool_id where i.name = ? and ? in ('', p.name)""")
                .params(card.name(), card.pool())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Returns the interfaces of the nodes that are in service, by pool and name. */
    public List<InterfaceGroup> interfaceGroups() {
        return jdbc.sql("""
                        with card as (
                          select p.name pool, i.name, i.link, i.reason, i.speed_bps, i.receive_bps, i.transmit_bps
                          from network_interface i join node n on n.id = i.node_id join pool p on p.id = n.pool_id
                          where n.retired_at is null and n.merged_into is null)
                        select pool, name, max(link) link, mode() within group (order by reason) reason, count(*)::int nodes,
                               max(speed_bps) speed, sum(receive_bps) receive, sum(transmit_bps) transmit,
                               (select max(o.speed_bps) from card o where o.pool = c.pool and o.name <> c.name and o.link is not null) fastest
                        from card c group by pool, name order by pool, max(link) is null, name""")
                .query((row, number) -> new InterfaceGroup(
                        row.getString("pool"),
                        row.getString("name"),
                        row.getString("link"),
                        row.getString("reason"),
                        row.getInt("nodes"),
                        row.getObject("speed", Double.class),
                        row.getDouble("receive"),
                        row.getDouble("transmit"),
                        row.getObject("fastest", Double.class)))
                .list();
    }

    /** Returns what happened to a node's hardware and name, the newest first. */
    public List<FleetEvent> events(String node) {
        return new NodeEvents(jdbc).of(node);
    }

    /**
     * Says which server model a node is; null takes it back.
     *
     * @throws NoSuchElementException if there is no such node
     */
    @Transactional
    public void setModel(String node, @Nullable String model) {
        StoredNode stored = stored(node);
        stored.setModel(model);
        nodes.saveAndFlush(stored);
        audit.record("node.model-set", "node:" + node, Map.of("model", model == null ? "" : model));
        changed(null);
    }

    /**
     * Says that a node has left; it is back once it reports again.
     *
     * @throws NoSuchElementException if there is no such node
     */
    @Transactional
    public void retire(String node) {
        StoredNode stored = stored(node);
        stored.retire(stored.lastSeen());
        nodes.saveAndFlush(stored);
        audit.record(
                "node.retired",
                "node:" + node,
                Map.of("lastSeen", stored.lastSeen().toString()));
        changed(null);
    }

    /**
     * Sets what a link of a node, or of each node of a pool, can carry from a day on; a node's own figure beats its pool's.
     *
     * @param bitsPerSecond one direction; null takes the figure of that day back
     */
    @Transactional
    public void setLinkCapacity(Subject subject, String link, LocalDate validFrom, @Nullable Double bitsPerSecond) {
        Resource.bandwidth(link);
        jdbc.sql("delete from link_capacity where subject_kind = ? and subject_id = ? and link = ? and valid_from = ?")
                .params(subject.kind().id(), subject.id(), link, validFrom)
                .update();
        if (bitsPerSecond != null) {
            if (!(bitsPerSecond > 0 && bitsPerSecond < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("capacity must be finite and above 0: " + bitsPerSecond);
            }
            jdbc.sql("insert into link_capacity values (?, ?, ?, ?, ?)")
                    .params(subject.kind().id(), subject.id(), link, validFrom, bitsPerSecond)
                    .update();
        }
        audit.record(
                "link.capacity-set",
                subject.kind().id() + ":" + subject.id(),
                Map.of(
                        "link",
                        link,
                        "from",
                        validFrom.toString(),
                        "bitsPerSecond",
                        bitsPerSecond == null ? "" : bitsPerSecond));
        changed(null);
    }

    /** Tells the other modules that the fleet is another one, after what an event says of it. */
    void changed(@Nullable Object event) {
        forget();
        if (event != null) {
            events.publishEvent(event);
        }
        events.publishEvent(new FleetChanged());
    }

    /** Makes the next reader load anew, once the running transaction is through. */
    void forget() {
        loaded = null;
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    loaded = null;
                }
            });
        }
    }

    StoredNode stored(String id) {
        return nodes.findById(id).orElseThrow(() -> new NoSuchElementException("no node " + id));
    }

    private Timeline timeline() {
        Loaded current = loaded;
        if (current == null || current.at().plus(FRESH).isBefore(clock.instant())) {
            current = new Loaded(load(), clock.instant());
            loaded = current;
        }
        return current.timeline();
    }

    private Timeline load() {
        Instant until = jdbc.sql("select until from observation")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
        return new Timeline(zone, links, until, pools.findAll(), nodes.findAll(), spans(jdbc), changes(), figures());
    }

    static List<ServiceSpan> spans(JdbcClient jdbc) {
        return jdbc.sql("select node_id, resource, pool_id, started_at, ended_at from service_span")
                .query((row, number) -> new ServiceSpan(
                        row.getString(1),
                        new Resource(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    private List<Timeline.Change> changes() {
        return jdbc.sql("select node_id, resource, valid_from, value from capacity_change")
                .query((row, number) -> new Timeline.Change(
                        row.getString(1),
                        new Resource(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getObject(4, Double.class)))
                .list();
    }

    private List<Timeline.Figure> figures() {
        return jdbc.sql("select subject_kind, subject_id, link, valid_from, bits_per_second from link_capacity")
                .query((row, number) -> new Timeline.Figure(
                        row.getString(1).equals(Subject.Kind.POOL.id())
                                ? Subject.pool(row.getString(2))
                                : Subject.node(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getDouble(5)))
                .list();
    }
}
