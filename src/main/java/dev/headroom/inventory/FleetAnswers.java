package dev.headroom.inventory;

import dev.headroom.access.Audit;
import dev.headroom.access.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What operators say of which node is which and which has left; each answer is on the audit trail. */
@Service
public class FleetAnswers {

    private final Inventory inventory;
    private final Nodes nodes;
    private final JdbcClient jdbc;
    private final DataSource source;
    private final MergedRows rows;
    private final Audit audit;
    private final Clock clock;

    /**
     * A merge that can be undone.
     *
     * @param old the id of the node that became part of another
     */
    public record Merge(long id, String old, String oldName, String whole, Instant at) {}

    private record Undoable(long id, Instant readUntil) {}

    FleetAnswers(
            Inventory inventory,
            Nodes nodes,
            JdbcClient jdbc,
            DataSource source,
            MergedRows rows,
            Audit audit,
            Clock clock) {
        this.inventory = inventory;
        this.nodes = nodes;
        this.jdbc = jdbc;
        this.source = source;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Says that a node is an old self of another, or is not. Its history becomes the other's, and whatever comes under its
     * name from now on is the other's too, until that is undone.
     *
     * @throws NoSuchElementException if there is no such node, or one is merged already
     */
    @Transactional
    public void answerRenamed(String old, String whole, boolean same) {
        StoredNode merged = inventory.stored(old);
        StoredNode stays = inventory.stored(whole);
        if (merged.mergedInto() != null || stays.mergedInto() != null || old.equals(whole)) {
            throw new NoSuchElementException("no two nodes to merge: " + old + ", " + whole);
        }
        answer("renamed", old, whole, same);
        if (same) {
            long merge = begin(old, whole);
            var merging = new Merging(new JdbcTemplate(source));
            merging.keep(rows, merge, old, whole);
            merged.mergeInto(stays);
            nodes.saveAndFlush(merged);
            nodes.saveAndFlush(stays);
            merging.join(old, whole);
            audit.record("node.merged", "node:" + whole, Map.of("old", old));
            inventory.changed(new NodesMerged(merge, old, whole));
        } else {
            audit.record("node.kept-apart", "node:" + whole, Map.of("old", old));
        }
    }

    /** Returns the merges into a node that can be undone, the newest first; only the first of them at once. */
    public List<Merge> merges(String whole) {
        return jdbc.sql("""
                        select m.id, m.old_id, o.name, m.whole_id, m.merged_at from node_merge m join node o on o.id = m.old_id
                        where m.whole_id = ? and m.undone_at is null and o.merged_into = m.whole_id order by m.id desc""")
                .param(whole)
                .query((row, number) -> new Merge(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Says that two nodes that had been merged are two after all. Each has the history again that it had then; what came
     * since belongs to the whole one, but for what the store still has of the old one, which is read anew.
     *
     * @throws NoSuchElementException if that is not the newest merge into the node, or the node is itself merged
     */
    @Transactional
    public void undoMerge(String old, String whole) {
        StoredNode stays = inventory.stored(whole);
        Merge newest = merges(whole).stream().findFirst().orElse(null);
        if (newest == null || !newest.old().equals(old) || stays.mergedInto() != null) {
            throw new NoSuchElementException("no merge to undo first: " + old + ", " + whole);
        }
        var found = jdbc.sql("update node_merge set undone_at = ? where id = ? returning id, read_until")
                .params(now(), newest.id())
                .query((row, number) -> new Undoable(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .single();
        answer("renamed", old, whole, false);
        boolean reported = new Parting(new JdbcTemplate(source), rows, found.id(), old, whole).part(found.readUntil());
        Instant moved = stays.movedSince();
        if (moved != null) {
            new Merging(new JdbcTemplate(source)).move(whole, stays.poolId(), moved);
        }
        audit.record("node.merge-undone", "node:" + whole, Map.of("old", old));
        inventory.changed(new MergeUndone(found.id(), old, whole, found.readUntil(), reported));
        jdbc.sql("delete from node_merge_row where merge_id = ?")
                .param(found.id())
                .update();
    }

    /**
     * Says that a silent node is gone, or that it comes back.
     *
     * @throws NoSuchElementException if there is no such node
     */
    @Transactional
    public void answerSilent(String node, boolean gone) {
        inventory.stored(node);
        answer("silent", node, "", gone);
        if (gone) {
            inventory.retire(node);
        } else {
            audit.record("node.expected-back", "node:" + node, Map.of());
        }
    }

    private long begin(String old, String whole) {
        return jdbc.sql("""
                        insert into node_merge (old_id, whole_id, merged_at, read_until)
                        values (?, ?, ?, coalesce((select until from observation), ?)) returning id""").params(old, whole, now(), now()).query(Long.class).single();
    }

    private void answer(String kind, String node, String other, boolean yes) {
        jdbc.sql("""
                        insert into fleet_question (kind, node_id, other_id, evidence, asked_at, answer, answered_at, answered_by)
                        values (?, ?, ?, 'An operator said so unasked.', ?, ?, ?, ?)
                        on conflict (kind, node_id, other_id) do update
                          set answer = excluded.answer, answered_at = excluded.answered_at, answered_by = excluded.answered_by""")
                .params(
                        kind,
                        node,
                        other,
                        now(),
                        yes ? "yes" : "no",
                        now(),
                        Caller.ifAny().map(Caller::name).orElse("Headroom"))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
