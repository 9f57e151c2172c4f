package dev.headroom.inventory;

import dev.headroom.units.Resource;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the past of one node that of another, and moves a node's service from pool to pool. Lives as long as one transaction. */
final class Merging {

    private final JdbcTemplate jdbc;

    Merging(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what {@link #join} changes. */
    void keep(MergedRows rows, long merge, String old, String whole) {
        rows.keep(merge, "node", "id in (?, ?) or merged_into = ?", old, whole, old);
        for (var table : List.of("capacity_change", "service_span", "identity_mark", "network_interface")) {
            rows.keep(merge, table, "node_id in (?, ?)", old, whole);
        }
        rows.keep(merge, "link_capacity", "subject_kind = 'node' and subject_id in (?, ?)", old, whole);
    }

    void join(String old, String whole) {
        joinCapacity(old, whole);
        var spans = new ArrayList<ServiceSpan>();
        for (ServiceSpan span : Inventory.spans(JdbcClient.create(jdbc))) {
            if (span.node().equals(old) || span.node().equals(whole)) {
                spans.add(new ServiceSpan(whole, span.resource(), span.pool(), span.start(), span.end()));
            }
        }
        jdbc.update("delete from service_span where node_id in (?, ?)", old, whole);
        write(spans);
        jdbc.update("""
                update link_capacity o set subject_id = ? where subject_kind = 'node' and subject_id = ? and not exists
                  (select 1 from link_capacity n where n.subject_kind = 'node' and n.subject_id = ? and n.link = o.link
                     and n.valid_from = o.valid_from)""", whole, old, whole);
        jdbc.update("delete from link_capacity where subject_kind = 'node' and subject_id = ?", old);
        jdbc.update(
                "insert into identity_mark select ?, kind, value, seen_at from identity_mark where node_id = ? on conflict do nothing",
                whole,
                old);
        jdbc.update("delete from identity_mark where node_id = ?", old);
        jdbc.update("delete from network_interface where node_id = ?", old);
        jdbc.update("update node set merged_into = ? where merged_into = ?", whole, old);
    }

    /** Puts what a node served from a moment on into another pool. */
    void move(String node, String pool, Instant since) {
        var spans = new ArrayList<ServiceSpan>();
        for (ServiceSpan span : Inventory.spans(JdbcClient.create(jdbc))) {
            if (!span.node().equals(node)) {
                continue;
            }
            Instant cut = span.start().isAfter(since) ? span.start() : since;
            if (span.start().isBefore(cut)) {
                spans.add(new ServiceSpan(
                        node, span.resource(), span.pool(), span.start(), cut.isBefore(span.end()) ? cut : span.end()));
            }
            if (cut.isBefore(span.end())) {
                spans.add(new ServiceSpan(node, span.resource(), pool, cut, span.end()));
            }
        }
        jdbc.update("delete from service_span where node_id = ?", node);
        write(spans);
    }

    void write(List<ServiceSpan> spans) {
        var byResource = new HashMap<Resource, List<ServiceSpan>>();
        spans.forEach(span -> byResource
                .computeIfAbsent(span.resource(), key -> new ArrayList<>())
                .add(span));
        byResource
                .values()
                .forEach(own -> jdbc.batchUpdate(
                        "insert into service_span (node_id, resource, pool_id, started_at, ended_at) values (?, ?, ?, ?, ?)",
                        Observations.joined(own).stream()
                                .map(span -> new Object[] {
                                    span.node(),
                                    span.resource().id(),
                                    span.pool(),
                                    Timestamp.from(span.start()),
                                    Timestamp.from(span.end())
                                })
                                .toList()));
    }

    private void joinCapacity(String old, String whole) {
        var before = capacity(old);
        var after = capacity(whole);
        jdbc.update("delete from capacity_change where node_id in (?, ?)", old, whole);
        before.forEach((resource, timeline) -> {
            NavigableMap<Instant, Optional<Double>> own = after.computeIfAbsent(resource, key -> new TreeMap<>());
            own.putAll(own.isEmpty() ? timeline : timeline.headMap(own.firstKey(), false));
        });
        writeCapacity(whole, after);
    }

    void writeCapacity(String node, Map<Resource, NavigableMap<Instant, Optional<Double>>> timelines) {
        timelines.forEach((resource, timeline) -> jdbc.batchUpdate(
                "insert into capacity_change (node_id, resource, valid_from, value) values (?, ?, ?, ?)",
                Observations.changesOf(timeline).entrySet().stream()
                        .map(change -> new @Nullable Object[] {
                            node,
                            resource.id(),
                            Timestamp.from(change.getKey()),
                            change.getValue().orElse(null)
                        })
                        .toList()));
    }

    Map<Resource, NavigableMap<Instant, Optional<Double>>> capacity(String node) {
        var found = new HashMap<Resource, NavigableMap<Instant, Optional<Double>>>();
        jdbc.query(
                "select resource, valid_from, value from capacity_change where node_id = ?",
                row -> {
                    found.computeIfAbsent(new Resource(row.getString(1)), key -> new TreeMap<>())
                            .put(row.getTimestamp(2).toInstant(), Optional.ofNullable(row.getObject(3, Double.class)));
                },
                node);
        return found;
    }
}
