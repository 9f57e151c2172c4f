package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says of the fleet, read without the application around it. */
final class KeptFleet {

    private final JdbcClient jdbc;

    KeptFleet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the names of the nodes in service, the other names of merged ones included. */
    Set<String> inService() {
        return new TreeSet<>(jdbc.sql("""
                        select name from node n
                        where exists (select 1 from node whole
                                      where whole.id = coalesce(n.merged_into, n.id) and whole.retired_at is null
                                        and whole.last_seen > (select until from observation) - interval '7 days')
                          and n.last_seen > (select until from observation) - interval '7 days'""").query(String.class).list());
    }

    /** Returns the operator's word on interfaces. */
    Map<Links.Card, String> choices() {
        var choices = new HashMap<Links.Card, String>();
        jdbc.sql("select pool, interface, link from interface_choice").query(row -> {
            choices.put(new Links.Card(row.getString(1), row.getString(2)), row.getString(3));
        });
        return choices;
    }

    /** Returns the names of renamed nodes that nobody has said anything of yet, old and new. */
    List<String> renamed() {
        return jdbc.sql("""
                        select o.name || ' → ' || n.name from fleet_question q join node o on o.id = q.node_id
                        join node n on n.id = q.other_id
                        where q.kind = 'renamed' and q.answer is null and o.merged_into is null and n.merged_into is null
                        order by 1""").query((row, number) -> row.getString(1)).list();
    }

    /** Returns the operator's capacity of each link in bits per second, by the node's name. */
    Map<String, Map<String, Double>> figures(Links links, LocalDate today) {
        var chosen = new HashMap<String, Double>();
        jdbc.sql("""
                        select distinct on (subject_kind, subject_id, link) subject_kind, subject_id, link, bits_per_second
                        from link_capacity where valid_from <= ? order by subject_kind, subject_id, link, valid_from desc""").param(today).query(row -> {
            chosen.put(key(row.getString(1), row.getString(2), row.getString(3)), row.getDouble(4));
        });
        var figures = new TreeMap<String, Map<String, Double>>();
        jdbc.sql("select n.id, n.name, p.id, p.name from node n join pool p on p.id = n.pool_id")
                .query(row -> {
                    var ofNode = new TreeMap<String, Double>();
                    for (var link : links.names()) {
                        Double figure = first(
                                chosen.get(key("node", row.getString(1), link)),
                                chosen.get(key("pool", row.getString(3), link)),
                                links.capacity(link, row.getString(3), row.getString(4)));
                        if (figure != null) {
                            ofNode.put(link, figure);
                        }
                    }
                    figures.put(row.getString(2), ofNode);
                });
        return figures;
    }

    private static @Nullable Double first(@Nullable Double... values) {
        for (var value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static String key(String kind, String id, String link) {
        return kind + "/" + id + "/" + link;
    }
}
