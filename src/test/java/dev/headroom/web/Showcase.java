package dev.headroom.web;

import dev.headroom.assessment.Scenario;
import dev.headroom.assessment.ScenarioChanges;
import dev.headroom.assessment.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows for what the sample assessment doesn't hold, so that no page is empty: history, questions, a purchase, an alert, a scenario. */
final class Showcase {

    static final UUID PURCHASE = UUID.fromString("5d0f3c1e-0c1a-4a51-9a0f-3a7e9d1f2b31");

    private static final UUID ALERT = UUID.fromString("7b6a5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d");
    private static final UUID USER = UUID.fromString("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    private static @Nullable UUID scenario;

    private final JdbcClient jdbc;
    private final Scenarios scenarios;

    Showcase(JdbcClient jdbc, Scenarios scenarios) {
        this.jdbc = jdbc;
        this.scenarios = scenarios;
    }

    /** @param name what everything is called that somebody outside may name */
    void fill(String name) {
        jdbc.sql("""
                        insert into daily_usage (subject_kind, subject_id, resource, day, mean, p95, max, covered, slots)
                        select 'pool', 'workers', 'bandwidth-public', date '2026-11-23' - i, v, v * 1.2, v * 1.5, 288, 288
                        from generate_series(0, 400) i, lateral (select 6.6e9 * (1 - i / 900.0)) as x (v)
                        on conflict do nothing""").update();
        jdbc.sql("insert into pool (id, name) values ('seen', ?) on conflict do nothing")
                .param(name)
                .update();
        jdbc.sql("""
                        insert into node (id, name, pool_id, first_seen, last_seen) values
                          ('seen-1', :name || '-1', 'seen', now() - interval '9 days', now() - interval '30 hours'),
                          ('seen-2', :name || '-2', 'seen', now() - interval '29 hours', now()) on conflict do nothing""").param("name", name).update();
        jdbc.sql("""
                        insert into network_interface values
                          ('seen-2', 'eth0', 'public', 'physical interface', 1e10, 1e9, 2e9, now()),
                          ('seen-2', 'eth1', 'public', 'physical interface', 2.5e10, 1e9, 2e9, now()),
                          ('seen-2', :name, null, 'virtual: repeats what a physical interface carries', null, 1e9, 2e9, now())
                        on conflict do nothing""").param("name", name).update();
        jdbc.sql("""
                        insert into fleet_question (kind, node_id, other_id, evidence, asked_at)
                        values ('renamed', 'seen-1', 'seen-2', 'They share the serial number ' || :name || '.', now())
                        on conflict do nothing""").param("name", name).update();
        jdbc.sql("""
                        insert into purchase (id, state, pool, kind, model, quantity, delivered_quantity, currency, one_time, monthly,
                          purchase_order_number, reason, expected_on, proposed_at, proposed_by, proposed_by_person, ordered_on)
                        values (:id, 'ordered', :name, 'server', :name || '/AX162-S', 2, 1, 'EUR', 79, 212,
                          :name, :name, date '2026-11-01', now(), :name, :name, date '2026-10-01') on conflict do nothing""").param("id", PURCHASE).param("name", name).update();
        jdbc.sql("insert into purchase_delivery values (?, date '2026-10-20', 1)")
                .param(PURCHASE)
                .update();
        jdbc.sql("""
                        insert into alert (id, key, kind, urgency, title, detail, opened_at, acknowledged_by, acknowledged_at)
                        values (:id, 'showcase', 'order-late', 1, 'Order of ' || :name, :name, now(), :name, now())""").param("id", ALERT).param("name", name).update();
        jdbc.sql("""
                        insert into user_account (id, email, password_hash, role, created_at)
                        values (:id, lower(:name), '{noop}x', 'viewer', now())""").param("id", USER).param("name", name).update();
        jdbc.sql("update scenario set name = :name, created_by = :name where id = :id")
                .param("name", name)
                .param("id", scenario().id())
                .update();
    }

    void clear() {
        jdbc.sql("delete from daily_usage where subject_id = 'workers'").update();
        for (var table : List.of("fleet_question", "network_interface")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from node where pool_id = 'seen'").update();
        jdbc.sql("delete from pool where id = 'seen'").update();
        jdbc.sql("delete from purchase_delivery where purchase_id = ?")
                .param(PURCHASE)
                .update();
        jdbc.sql("delete from purchase where id = ?").param(PURCHASE).update();
        jdbc.sql("delete from alert where id = ?").param(ALERT).update();
        jdbc.sql("delete from user_account where id = ?").param(USER).update();
    }

    /** A scenario that has been computed, once for all tests. */
    Scenario scenario() {
        var found = scenario == null ? null : scenarios.find(scenario).orElse(null);
        if (found == null) {
            var changes = new ScenarioChanges(
                    List.of(new ScenarioChanges.Growth(null, null, 2.0, null)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    List.of());
            found = scenarios.create("Twice the growth", changes, "test");
            scenario = found.id();
        }
        return scenarios.await(found.id(), Duration.ofSeconds(30)).orElseThrow();
    }
}
