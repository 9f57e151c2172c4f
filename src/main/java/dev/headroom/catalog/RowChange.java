package dev.headroom.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs between two versions of the book.
 *
 * @param before null where it was added
 * @param after  null where it was removed
 */
public record RowChange(
        BookTable table, @Nullable BookRow before, @Nullable BookRow after) {

    /** A cell that was changed. */
    public record Cell(String column, String before, String after) {}

    /** Returns the cells that tell the row apart. */
    public List<String> key() {
        return after != null ? after.key() : before != null ? before.key() : List.of();
    }

    /** Returns the changed cells; none where the row was added or removed. */
    public List<Cell> cells() {
        var was = before;
        var is = after;
        if (was == null || is == null) {
            return List.of();
        }
        return table.columns().stream()
                .filter(column -> !was.cell(column).equals(is.cell(column)))
                .map(column -> new Cell(column, was.cell(column), is.cell(column)))
                .toList();
    }
}
