package dev.headroom.usage;

import dev.headroom.units.Resource;
import dev.headroom.usage.Slots.Range;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Keeps five-minute values, a UTC day in a row, for as long as statistics may still be taken from them. */
@Repository
class RawUsage {

    /** Tells the driver to ask for binary values from the first time on. */
    private static final int BINARY_AT_ONCE = -1;

    private static final int ROWS_AT_ONCE = 2000;

    private final JdbcTemplate jdbc;

    /** A series of a node. */
    record Key(String node, Channel channel) {}

    /**
     * Five-minute values of a range; NaN where there is none.
     *
     * @param invalid how many were impossible, by UTC day of the range
     */
    static final class Values {
        final float[] values;
        final int[] invalid;

        Values(Range range) {
            values = Source.empty(range.size());
            invalid = new int[range.utcDays()];
        }
    }

    RawUsage(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns what is kept of a range of whole UTC days. */
    Map<Key, Values> read(Range range) {
        var found = new HashMap<Key, Values>();
        var channels = new HashMap<String, Channel>();
        jdbc.query(
                connection -> {
                    var statement =
                            connection.prepareStatement("select node_id, resource, direction, day, readings, invalid"
                                    + " from five_minute_usage where day between ? and ?");
                    statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
                    statement.setFetchSize(ROWS_AT_ONCE);
                    statement.setObject(1, range.firstUtcDay());
                    statement.setObject(2, range.lastUtcDay());
                    return statement;
                },
                row -> {
                    String resource = row.getString(2);
                    char direction = row.getString(3).charAt(0);
                    Channel channel = channels.computeIfAbsent(
                            direction + resource, key -> new Channel(new Resource(resource), direction));
                    Values values = found.computeIfAbsent(new Key(row.getString(1), channel), key -> new Values(range));
                    int index = Math.toIntExact(Slots.startOf(row.getObject(4, LocalDate.class)) - range.from());
                    ByteBuffer.wrap(row.getBytes(5)).asFloatBuffer().get(values.values, index, Slots.PER_DAY);
                    values.invalid[index / Slots.PER_DAY] = row.getInt(6);
                });
        return found;
    }

    /** Returns whether any series that is kept of a UTC day lacks values. */
    boolean hasGaps(LocalDate utcDay) {
        var empty = new byte[Float.BYTES];
        ByteBuffer.wrap(empty).putFloat(Float.NaN);
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from five_minute_usage where day = ? and position(? in readings) > 0)",
                Boolean.class,
                Date.valueOf(utcDay),
                empty));
    }

    /**
     * Replaces what is kept of some days.
     *
     * @param days  whole UTC days
     * @param range whole UTC days around them, which the values are of
     */
    void write(Range days, Range range, Map<Key, Values> all) {
        jdbc.update(
                "delete from five_minute_usage where day between ? and ?",
                Date.valueOf(days.firstUtcDay()),
                Date.valueOf(days.lastUtcDay()));
        int first = Math.toIntExact((days.from() - range.from()) / Slots.PER_DAY);
        int end = first + days.utcDays();
        try (var copy =
                new Copy(jdbc, "five_minute_usage", "node_id", "resource", "direction", "day", "readings", "invalid")) {
            var bytes = ByteBuffer.allocate(Slots.PER_DAY * Float.BYTES);
            all.forEach((key, values) -> {
                for (int day = first; day < end; day++) {
                    if (hasAny(values.values, day) || values.invalid[day] > 0) {
                        bytes.clear().asFloatBuffer().put(values.values, day * Slots.PER_DAY, Slots.PER_DAY);
                        copy.text(key.node())
                                .text(key.channel().resource().id())
                                .text(String.valueOf(key.channel().direction()))
                                .date(range.firstUtcDay().plusDays(day))
                                .bytes(bytes.array())
                                .smallint(Math.min(values.invalid[day], Slots.PER_DAY))
                                .end();
                    }
                }
            });
        }
    }

    /** Forgets days before one, but for those from another one up to and with a third. */
    void forgetBefore(LocalDate day, LocalDate keptFrom, LocalDate keptTo) {
        jdbc.update(
                "delete from five_minute_usage where day < ? and day not between ? and ?",
                Date.valueOf(day),
                Date.valueOf(keptFrom),
                Date.valueOf(keptTo));
    }

    private static boolean hasAny(float[] values, int day) {
        for (int slot = day * Slots.PER_DAY; slot < (day + 1) * Slots.PER_DAY; slot++) {
            if (!Float.isNaN(values[slot])) {
                return true;
            }
        }
        return false;
    }
}
