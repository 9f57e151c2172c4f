package dev.headroom.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes two nodes of one that had been merged. Lives as long as one transaction. */
final class Parting {

    private final JdbcTemplate jdbc;
    private final MergedRows rows;
    private final long merge;
    private final String old;
    private final String whole;

    Parting(JdbcTemplate jdbc, MergedRows rows, long merge, String old, String whole) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.merge = merge;
        this.old = old;
        this.whole = whole;
    }

    /**
     * Gives each what it had, and the whole one what came since; but where the old one has reported since, which of the two
     * did is known only once it is read anew.
     *
     * @param until from when on what there is came after the merge
     * @return whether the old one has reported since
     */
    boolean part(Instant until) {
        boolean reported = hasReported();
        partNodes(reported);
        partCapacity(until);
        partService(until, reported);
        rows.change(merge, "link_capacity", """
                delete from link_capacity l using %s where k.subject_id = ? and l.subject_kind = 'node' and l.subject_id = ?
                  and (l.link, l.valid_from, l.bits_per_second) = (k.link, k.valid_from, k.bits_per_second)""", old, whole);
        rows.restore(merge, "link_capacity", "subject_id = ?", old);
        rows.change(merge, "identity_mark", """
                delete from identity_mark i using %s where k.node_id = ? and i.node_id = ? and (i.kind, i.value) = (k.kind, k.value)
                  and i.seen_at <= k.seen_at""", old, whole);
        rows.restore(merge, "identity_mark", "node_id = ?", old);
        rows.change(
                merge,
                "identity_mark",
                "insert into identity_mark select k.* from %s where k.node_id = ? on conflict do nothing",
                whole);
        jdbc.update("delete from network_interface where node_id = ?", old);
        rows.restore(merge, "network_interface", "node_id = ?", old);
        return reported;
    }

    private boolean hasReported() {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select n.last_seen > (m.row ->> 'last_seen')::timestamptz or n.first_seen < (m.row ->> 'first_seen')::timestamptz
                from node n join node_merge_row m on m.row ->> 'id' = n.id
                where m.merge_id = ? and m.relation = 'node' and n.id = ?""", Boolean.class, merge, old));
    }

    private void partNodes(boolean reported) {
        rows.change(merge, "node", """
                update node n set merged_into = null, first_seen = k.first_seen, last_seen = k.last_seen from %s
                where n.id = k.id and n.id = ?""", old);
        rows.change(
                merge,
                "node",
                "update node n set merged_into = k.merged_into from %s where n.id = k.id and k.merged_into = ?",
                old);
        rows.change(merge, "node", """
                update node n set first_seen = k.first_seen from %s where n.id = k.id and n.id = ?""", whole);
        if (reported) {
            rows.change(
                    merge,
                    "node",
                    "update node n set last_seen = k.last_seen from %s where n.id = k.id and n.id = ?",
                    whole);
        }
    }

    private void partCapacity(Instant until) {
        var merging = new Merging(jdbc);
        var since = merging.capacity(whole);
        jdbc.update("delete from capacity_change where node_id = ?", whole);
        rows.restore(merge, "capacity_change", "true");
        var after = merging.capacity(whole);
        since.forEach((resource, timeline) ->
                after.computeIfAbsent(resource, key -> new TreeMap<>()).putAll(timeline.tailMap(until, false)));
        jdbc.update("delete from capacity_change where node_id = ?", whole);
        merging.writeCapacity(whole, after);
    }

    private void partService(Instant until, boolean reported) {
        var spans = new ArrayList<ServiceSpan>();
        for (ServiceSpan span : Inventory.spans(JdbcClient.create(jdbc))) {
            if (span.node().equals(whole) && span.end().isAfter(until) && !reported) {
                Instant start = span.start().isAfter(until) ? span.start() : until;
                spans.add(new ServiceSpan(whole, span.resource(), span.pool(), start, span.end()));
            }
        }
        jdbc.update("delete from service_span where node_id = ?", whole);
        rows.restore(merge, "service_span", "true");
        Inventory.spans(JdbcClient.create(jdbc)).stream()
                .filter(span -> span.node().equals(whole))
                .forEach(spans::add);
        jdbc.update("delete from service_span where node_id = ?", whole);
        new Merging(jdbc).write(spans);
    }
}
