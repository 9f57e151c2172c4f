package dev.headroom.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Writes many rows at once, on the connection of the running transaction. */
final class Copy implements AutoCloseable {

    private static final int BLOCK = 1 << 18;

    private final CopyIn copy;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(BLOCK + (1 << 14));
    private final StringBuilder row = new StringBuilder();

    Copy(JdbcTemplate jdbc, String tableAndColumns) {
        var dataSource = Objects.requireNonNull(jdbc.getDataSource());
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + tableAndColumns + " from stdin");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy into " + tableAndColumns, e);
        }
    }

    Copy text(String value) {
        return raw(value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r"));
    }

    /** Adds a value, null where it is not a number. */
    Copy number(double value) {
        return raw(Double.isNaN(value) ? "\\N" : Double.toString(value));
    }

    Copy raw(String value) {
        if (!row.isEmpty()) {
            row.append('\t');
        }
        row.append(value);
        return this;
    }

    void end() {
        row.append('\n');
        block.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        row.setLength(0);
        if (block.size() >= BLOCK) {
            flush();
        }
    }

    @Override
    public void close() {
        flush();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy", e);
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(block.toByteArray(), 0, block.size());
            block.reset();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("can't copy", e);
        }
    }
}
