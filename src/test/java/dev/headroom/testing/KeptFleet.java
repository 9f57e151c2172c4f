package dev.headroom.testing;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pools of servers of 48 cores and 256 GiB with 400 days of history, as the collection would have kept them. */
final class KeptFleet {

    private static final double GIB = 1L << 30;
    private static final Map<String, Double> CAPACITY = Map.of("cpu", 48.0, "memory", 256 * GIB);

    private final JdbcClient jdbc;

    KeptFleet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a pool.
     *
     * @param cores  in use today; memory in GiB is four times as much
     * @param growth so many cores more each day
     */
    KeptFleet add(String pool, int nodes, double cores, double growth) {
        jdbc.sql("insert into pool (id, name) values (?, ?)").params(pool, pool).update();
        for (int i = 1; i <= nodes; i++) {
            var node = pool + "-" + i;
            jdbc.sql("insert into node (id, name, pool_id, model, first_seen, last_seen)"
                            + " values (?, ?, ?, 'hetzner/AX162-R', now() - interval '400 days', now())")
                    .params(node, node, pool)
                    .update();
            CAPACITY.forEach((resource, capacity) -> {
                jdbc.sql("insert into capacity_change values (?, ?, now() - interval '400 days', ?)")
                        .params(node, resource, capacity)
                        .update();
                jdbc.sql("insert into service_span values (?, ?, ?, now() - interval '400 days', now())")
                        .params(node, resource, pool)
                        .update();
            });
        }
        jdbc.sql("insert into observation (until) values (now()) on conflict do nothing")
                .update();
        usage(pool, "cpu", cores, growth, 1);
        usage(pool, "memory", cores, growth, 4 * GIB);
        return this;
    }

    private void usage(String pool, String resource, double cores, double growth, double scale) {
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        select 'pool', ?, ?, ?::date - i, v, v, v, 288, 288
                        from generate_series(1, 400) i, lateral (select (? - i * ? + sin(i)) * ?) as x (v)""")
                .params(pool, resource, LocalDate.now(ZoneOffset.UTC), cores, growth, scale)
                .update();
    }
}
