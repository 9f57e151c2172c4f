package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private volatile @Nullable Loaded loaded;

    private record Loaded(Timeline timeline, Instant at) {}

    Inventory(Nodes nodes, Pools pools, JdbcClient jdbc, Links links, ZoneId planningZone, Clock clock) {
        this.nodes = nodes;
        this.pools = pools;
        this.jdbc = jdbc;
        this.links = links;
        this.zone = planningZone;
        this.clock = clock;
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

    /**
     * Puts a node into a pool, whatever its labels say; a pool of that name is made where there is none.
     *
     * @throws NoSuchElementException if there is no such node
     */
    @Transactional
    public void assign(String node, String poolName) {
        StoredNode stored = stored(node);
        stored.assignTo(new Naming(nodes, pools).pool(poolName, stored.site()));
        nodes.saveAndFlush(stored);
        forget();
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
        forget();
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
        forget();
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
        forget();
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

    private StoredNode stored(String id) {
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
