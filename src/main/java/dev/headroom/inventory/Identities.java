package dev.headroom.inventory;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notices which new node may be an old one under another name, and which silent one may be gone; asks, and never decides. */
@Service
public class Identities {

    /** One began where the other ended, with the same marks, or in the same place and alike. */
    private static final String CANDIDATES = """
            select o.id old, n.id fresh,
                   (select string_agg(distinct m.kind, ', ') from identity_mark m join identity_mark k
                      on k.kind = m.kind and k.value = m.value and k.node_id = n.id where m.node_id = o.id) shared,
                   exists (select 1 from identity_mark m join identity_mark k on k.kind = m.kind and k.node_id = n.id
                      where m.node_id = o.id and m.kind in ('serial', 'uuid')
                        and not exists (select 1 from identity_mark s join identity_mark t
                            on t.kind = s.kind and t.value = s.value and t.node_id = n.id
                            where s.node_id = o.id and s.kind in ('serial', 'uuid'))) differs,
                   o.pool_id = n.pool_id and n.first_seen between o.last_seen - interval '6 hours' and o.last_seen + interval '6 hours'
                     and (select value from capacity_change c where c.node_id = o.id and resource = 'cpu' order by valid_from desc limit 1)
                       = (select value from capacity_change c where c.node_id = n.id and resource = 'cpu' order by valid_from limit 1)
                     and (select round(value / 1e9) from capacity_change c where c.node_id = o.id and resource = 'memory'
                            order by valid_from desc limit 1)
                       = (select round(value / 1e9) from capacity_change c where c.node_id = n.id and resource = 'memory'
                            order by valid_from limit 1) handover,
                   o.last_seen gone_at, n.first_seen came_at
            from node o join node n on n.id <> o.id
            where o.merged_into is null and n.merged_into is null and o.retired_at is null
              and n.first_seen > o.first_seen and n.last_seen > o.last_seen and o.last_seen < ?::timestamptz - interval '1 hour'
              and n.first_seen between o.last_seen - interval '6 hours' and o.last_seen + interval '7 days'""";

    private static final Map<String, String> WORDS =
            Map.of("serial", "serial number", "uuid", "hardware UUID", "machine", "machine id", "address", "address");

    private final JdbcTemplate jdbc;
    private final Inventory inventory;

    Identities(JdbcTemplate jdbc, Inventory inventory) {
        this.jdbc = jdbc;
        this.inventory = inventory;
    }

    private record Candidate(
            String old,
            String fresh,
            @Nullable String shared,
            boolean differs,
            boolean handover,
            Instant goneAt,
            Instant cameAt) {}

    /** Takes in the marks that nodes showed; those of unknown nodes are left out. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void saw(Collection<IdentityMark> marks, Instant at) {
        var ids = new HashMap<String, String>();
        jdbc.query("select name, id from node", row -> {
            ids.put(row.getString(1), row.getString(2));
        });
        var known = marks.stream().filter(mark -> ids.containsKey(mark.node())).toList();
        jdbc.update(
                """
                insert into identity_mark (node_id, kind, value, seen_at)
                select node_id, kind, value, ?::timestamptz from unnest(?, ?, ?) as n (node_id, kind, value)
                on conflict (node_id, kind, value) do update set seen_at = greatest(identity_mark.seen_at, excluded.seen_at)""",
                at.atOffset(ZoneOffset.UTC),
                Observations.column(known, mark -> ids.get(mark.node())),
                Observations.column(known, mark -> mark.kind().id()),
                Observations.column(known, IdentityMark::value));
    }

    /** Asks what has come up by now; what was asked or answered before is not asked again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ask(Instant until) {
        var now = until.atOffset(ZoneOffset.UTC);
        var candidates = JdbcClient.create(jdbc)
                .sql(CANDIDATES)
                .param(now)
                .query((row, number) -> new Candidate(
                        row.getString("old"),
                        row.getString("fresh"),
                        row.getString("shared"),
                        row.getBoolean("differs"),
                        row.getBoolean("handover"),
                        row.getObject("gone_at", OffsetDateTime.class).toInstant(),
                        row.getObject("came_at", OffsetDateTime.class).toInstant()))
                .list();
        for (Candidate candidate : candidates) {
            evidence(candidate)
                    .ifPresent(evidence -> jdbc.update(
                            "insert into fleet_question (kind, node_id, other_id, evidence, asked_at)"
                                    + " values ('renamed', ?, ?, ?, ?) on conflict do nothing",
                            candidate.old(),
                            candidate.fresh(),
                            evidence,
                            now));
        }
        jdbc.update("""
                delete from fleet_question q using node n where q.kind = 'silent' and n.id = q.node_id
                  and n.last_seen > ?::timestamptz - interval '24 hours'""", now);
        jdbc.update("""
                insert into fleet_question (kind, node_id, evidence, asked_at)
                select 'silent', id, 'It has sent nothing for 24 hours, and its capacity still counts.', ?::timestamptz from node
                where merged_into is null and retired_at is null
                  and last_seen between ?::timestamptz - interval '7 days' and ?::timestamptz - interval '24 hours'
                on conflict do nothing""", now, now, now);
    }

    /** Returns the questions that are open, about nodes that are still apart, the oldest first. */
    public List<FleetQuestion> questions() {
        var nodes = new HashMap<String, Node>();
        inventory.nodes().forEach(node -> nodes.put(node.id(), node));
        return JdbcClient.create(jdbc)
                .sql(
                        "select kind, node_id, other_id, evidence, asked_at from fleet_question where answer is null order by asked_at, node_id")
                .query((row, number) -> question(
                        FleetQuestion.Kind.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)),
                        nodes.get(row.getString(2)),
                        nodes.get(row.getString(3)),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<FleetQuestion> question(
            FleetQuestion.Kind kind, @Nullable Node node, @Nullable Node other, String evidence, Instant askedAt) {
        boolean whole = node != null
                && (kind == FleetQuestion.Kind.SILENT ? node.state() == Node.State.MISSING : other != null);
        return node == null || !whole
                ? Optional.empty()
                : Optional.of(new FleetQuestion(kind, node, other, evidence, askedAt));
    }

    /** Returns why two may be one; empty where nothing speaks for it, or their firmware against. */
    private static Optional<String> evidence(Candidate candidate) {
        String when = "One fell silent at " + candidate.goneAt() + ", the other came at " + candidate.cameAt();
        if (candidate.shared() != null
                && !(candidate.differs() && !candidate.shared().matches(".*(serial|uuid).*"))) {
            var shared = candidate.shared();
            var words = WORDS.entrySet().stream()
                    .filter(word -> List.of(shared.split(", ")).contains(word.getKey()))
                    .map(Map.Entry::getValue)
                    .sorted()
                    .toList();
            return Optional.of(when + "; they share the " + String.join(" and the ", words) + ".");
        }
        return candidate.handover() && !candidate.differs()
                ? Optional.of(when + ", in the same pool and with the same hardware.")
                : Optional.empty();
    }
}
