package dev.headroom.usage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Writes many rows at once, on the connection of the running transaction, in PostgreSQL's binary format: neither side
 * has to write or read figures as text. Each row's values are given in the order of the columns.
 */
final class Copy implements AutoCloseable {

    private static final int BLOCK = 1 << 18;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NO_VALUE = -1;
    private static final short NO_MORE_ROWS = -1;
    private static final LocalDate FIRST_DATE = LocalDate.of(2000, 1, 1);
    private static final Instant FIRST_MOMENT = Instant.parse("2000-01-01T00:00:00Z");
    private static final int SMALLINT = 21; // object ids of types, as PostgreSQL's catalog has them
    private static final int REAL = 700;

    private final CopyIn copy;
    private final short columns;
    private ByteBuffer block = ByteBuffer.allocate(BLOCK + (1 << 14));

    Copy(JdbcTemplate jdbc, String table, String... columns) {
        var dataSource = Objects.requireNonNull(jdbc.getDataSource());
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy into " + table, e);
        }
        this.columns = (short) columns.length;
        block.put(SIGNATURE).putInt(0).putInt(0).putShort(this.columns);
    }

    Copy text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Copy date(LocalDate day) {
        room(Integer.BYTES).putInt(Integer.BYTES).putInt((int) (day.toEpochDay() - FIRST_DATE.toEpochDay()));
        return this;
    }

    Copy moment(Instant moment) {
        room(Long.BYTES).putInt(Long.BYTES).putLong(FIRST_MOMENT.until(moment, ChronoUnit.MICROS));
        return this;
    }

    Copy smallint(int value) {
        room(Short.BYTES).putInt(Short.BYTES).putShort((short) value);
        return this;
    }

    Copy integer(int value) {
        room(Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    /** Adds a {@code double precision}, null where it is not a number. */
    Copy number(double value) {
        if (Double.isNaN(value)) {
            room(0).putInt(NO_VALUE);
        } else {
            room(Double.BYTES).putInt(Double.BYTES).putDouble(value);
        }
        return this;
    }

    Copy bytes(byte[] value) {
        room(value.length).putInt(value.length).put(value);
        return this;
    }

    Copy smallints(short[] values) {
        array(SMALLINT, values.length, Short.BYTES);
        for (short value : values) {
            block.putInt(Short.BYTES).putShort(value);
        }
        return this;
    }

    Copy reals(float[] values) {
        array(REAL, values.length, Float.BYTES);
        for (float value : values) {
            block.putInt(Float.BYTES).putFloat(value);
        }
        return this;
    }

    void end() {
        if (block.position() >= BLOCK) {
            flush();
        }
        room(0).putShort(columns); // of the row to come
    }

    @Override
    public void close() {
        block.position(block.position() - Short.BYTES); // no row came
        block.putShort(NO_MORE_ROWS);
        flush();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy", e);
        }
    }

    private void array(int type, int size, int bytesEach) {
        int header = 5 * Integer.BYTES; // dimensions, whether any is null, type, size, first index
        int length = header + size * (Integer.BYTES + bytesEach);
        room(length)
                .putInt(length)
                .putInt(1)
                .putInt(0)
                .putInt(type)
                .putInt(size)
                .putInt(1);
    }

    private ByteBuffer room(int bytes) {
        int needed = bytes + 2 * Integer.BYTES;
        if (block.remaining() < needed) {
            var larger = ByteBuffer.allocate(block.capacity() + Math.max(needed, BLOCK));
            block = larger.put(block.flip());
        }
        return block;
    }

    private void flush() {
        try {
            copy.writeToCopy(block.array(), 0, block.position());
            block.clear();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy", e);
        }
    }
}
