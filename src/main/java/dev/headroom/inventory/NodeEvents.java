package dev.headroom.inventory;

import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.Unit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells a node's life from its capacity timeline and from what operators said. */
final class NodeEvents {

    private final JdbcClient jdbc;

    NodeEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<FleetEvent> of(String node) {
        var events = new ArrayList<FleetEvent>();
        events.addAll(
                jdbc.sql("""
                        select resource, valid_from, value, lag(value) over w, row_number() over w from capacity_change
                        where node_id = ? window w as (partition by resource order by valid_from)""").param(node).query((row, number) -> capacity(row)).list());
        events.addAll(jdbc.sql("""
                        select name, last_seen from node where merged_into = ?""")
                .param(node)
                .query((row, number) ->
                        new FleetEvent(moment(row, 2), "Was called " + row.getString(1) + " until then."))
                .list());
        events.addAll(jdbc.sql("select retired_at, last_seen from node where id = ? and retired_at is not null")
                .param(node)
                .query((row, number) -> new FleetEvent(moment(row, 1), "Retired by an operator."))
                .list());
        events.addAll(jdbc.sql("select p.name, n.pool_since from node n join pool p on p.id = n.pool_id"
                        + " where n.id = ? and n.pool_since is not null")
                .param(node)
                .query((row, number) ->
                        new FleetEvent(moment(row, 2), "Moved to the pool " + row.getString(1) + " by an operator."))
                .list());
        events.addAll(jdbc.sql("select link, valid_from::timestamptz, bits_per_second from link_capacity"
                        + " where subject_kind = 'node' and subject_id = ?")
                .param(node)
                .query((row, number) -> new FleetEvent(
                        moment(row, 2),
                        Resource.bandwidth(row.getString(1)).title() + " set to "
                                + Figures.quantity(row.getDouble(3), Unit.BITS_PER_SECOND) + " by an operator."))
                .list());
        return events.stream()
                .sorted(Comparator.comparing(FleetEvent::at).reversed())
                .toList();
    }

    private static FleetEvent capacity(ResultSet row) throws SQLException {
        var resource = new Resource(row.getString(1));
        Double now = row.getObject(3, Double.class);
        Double before = row.getObject(4, Double.class);
        String shown = now == null ? "unknown" : Figures.quantity(now, resource.unit());
        return new FleetEvent(
                moment(row, 2),
                row.getInt(5) == 1
                        ? resource.title() + ": " + shown + " at first."
                        : resource.title() + ": "
                                + (before == null ? "unknown" : Figures.quantity(before, resource.unit())) + " became "
                                + shown + ".");
    }

    private static java.time.Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
