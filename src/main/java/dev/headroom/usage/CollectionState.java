package dev.headroom.usage;

import dev.headroom.usage.CollectionStatus.Backfill;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps how far the metric store has been read. */
@Repository
class CollectionState {

    private final JdbcClient jdbc;

    /**
     * How far it has been read: everything within [oldest, newest), and back to the floor once that is done.
     *
     * @param oldest null, as {@code newest} is, before anything was read
     * @param zone   the days stored begin there
     * @param finalUntil up to where hours are final; null, as {@code newest} is, before anything was read
     */
    record Progress(
            ZoneId zone,
            @Nullable Instant newest,
            @Nullable Instant oldest,
            @Nullable Instant floor,
            @Nullable Instant finalUntil,
            Backfill.State backfill,
            @Nullable Instant lastSuccess,
            @Nullable String lastError,
            String product,
            @Nullable String version) {}

    CollectionState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Progress> load() {
        return jdbc.sql("select * from collection")
                .query((row, number) -> new Progress(
                        ZoneId.of(row.getString("time_zone")),
                        instant(row.getObject("newest", OffsetDateTime.class)),
                        instant(row.getObject("oldest", OffsetDateTime.class)),
                        instant(row.getObject("floor", OffsetDateTime.class)),
                        instant(row.getObject("final_until", OffsetDateTime.class)),
                        Backfill.State.valueOf(row.getString("backfill_state").toUpperCase(Locale.ROOT)),
                        instant(row.getObject("last_success", OffsetDateTime.class)),
                        row.getString("last_error"),
                        row.getString("product"),
                        row.getString("version")))
                .optional();
    }

    /** Starts over where the zone is another one: days must be cut anew, as far back as five-minute values go. */
    void begin(ZoneId zone, Instant floor, Instant now) {
        jdbc.sql("""
            insert into collection (time_zone, floor) values (?, ?)
            on conflict (id) do update set zone_before = collection.time_zone, zone_changed_at = ?,
                time_zone = excluded.time_zone, newest = null, oldest = null,
                final_until = null, floor = excluded.floor, backfill_state = 'running'\
            """).params(zone.getId(), offset(floor), offset(now)).update();
    }

    /** Reads all that the store has once more, from the newest on. */
    void readAnew() {
        jdbc.sql("update collection set newest = null, oldest = null, final_until = null, backfill_state = 'running'")
                .update();
    }

    /** Keeps other instances out until the transaction ends. */
    void lock() {
        jdbc.sql("select id from collection for update").query(Integer.class).list();
    }

    void readFrom(Instant oldest) {
        jdbc.sql("update collection set oldest = ?").param(offset(oldest)).update();
    }

    /**
     * Notes that everything up to a moment has been read, from {@code oldest} on where nothing had been before, and up to
     * where it is final.
     */
    void readUpTo(Instant newest, Instant oldest, Instant finalUntil) {
        jdbc.sql("update collection set newest = greatest(newest, ?), oldest = coalesce(oldest, ?), final_until = ?")
                .params(offset(newest), offset(oldest), offset(finalUntil))
                .update();
    }

    /** Changes the state of the back-fill, unless an operator has stopped it. */
    void backfill(Backfill.State state) {
        jdbc.sql("update collection set backfill_state = ? where backfill_state <> 'stopped'")
                .param(state.name().toLowerCase(Locale.ROOT))
                .update();
    }

    void failBackfill() {
        jdbc.sql("update collection set backfill_state = 'failed' where backfill_state = 'running'")
                .update();
    }

    /** Returns whether there was anything to stop. */
    boolean stopBackfill() {
        return jdbc.sql("update collection set backfill_state = 'stopped' where backfill_state in ('running',"
                                + " 'failed')")
                        .update()
                > 0;
    }

    /** Returns whether it had been stopped. */
    boolean resumeBackfill() {
        return jdbc.sql("update collection set backfill_state = 'running' where backfill_state = 'stopped'")
                        .update()
                > 0;
    }

    void succeeded(Instant at, String product, @Nullable String version) {
        jdbc.sql("update collection set last_success = ?, last_error = null, product = ?, version = ?")
                .param(offset(at))
                .param(product)
                .param(version)
                .update();
    }

    void failed(String error) {
        jdbc.sql("update collection set last_error = ?").param(error).update();
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
