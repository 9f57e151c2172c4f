package dev.headroom.assessment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The changes that have been made to the baseline, oldest first; what was undone stays on record. */
@Service
class Adoptions {

    private final JdbcClient database;
    private final SnapshotJson json = new SnapshotJson();

    Adoptions(JdbcClient database) {
        this.database = database;
    }

    /** Returns all changes that held at a moment, the later ones on top. */
    ScenarioChanges inForce(Instant moment) {
        return at(moment).stream().map(Adoption::changes).reduce(ScenarioChanges.NONE, ScenarioChanges::with);
    }

    List<Adoption> at(Instant moment) {
        var at = OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
        return database.sql("select id, scenario_id, name, changes, adopted_by, adopted_at from adoption"
                        + " where adopted_at <= ? and (ended_at is null or ended_at > ?) order by adopted_at, id")
                .params(at, at)
                .query((row, number) -> new Adoption(
                        row.getObject("id", UUID.class),
                        row.getObject("scenario_id", UUID.class),
                        row.getString("name"),
                        json.read(row.getString("changes"), ScenarioChanges.class),
                        row.getString("adopted_by"),
                        row.getObject("adopted_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Returns false where the scenario is in force already. */
    boolean adopt(Scenario scenario, String by, Instant now) {
        return database.sql(
                                "insert into adoption (id, scenario_id, name, changes, adopted_by, adopted_at)"
                                        + " values (?, ?, ?, ?, ?, ?) on conflict (scenario_id) where ended_at is null do nothing")
                        .params(
                                UUID.randomUUID(),
                                scenario.id(),
                                scenario.name(),
                                json.write(scenario.changes()),
                                by,
                                OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** Returns false where the scenario is not in force. */
    boolean end(UUID scenario, String by, Instant now) {
        return database.sql("update adoption set ended_by = ?, ended_at = ? where scenario_id = ? and ended_at is null")
                        .params(by, OffsetDateTime.ofInstant(now, ZoneOffset.UTC), scenario)
                        .update()
                > 0;
    }

    /** Returns whether the scenario is or was in force. */
    boolean everAdopted(UUID scenario) {
        return database.sql("select count(*) from adoption where scenario_id = ?")
                        .param(scenario)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
