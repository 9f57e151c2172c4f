package dev.headroom.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A row of a table as text, by column; an empty cell is unknown. */
public record BookRow(BookTable table, Map<String, String> cells) {

    public BookRow {
        var inOrder = new LinkedHashMap<String, String>();
        for (var column : table.columns()) {
            inOrder.put(
                    column, Objects.requireNonNullElse(cells.get(column), "").strip());
        }
        cells = Collections.unmodifiableMap(inOrder);
    }

    public String cell(String column) {
        return Objects.requireNonNullElse(cells.get(column), "");
    }

    /** Returns the cells that tell the row apart. */
    public List<String> key() {
        return table.key().stream().map(this::cell).toList();
    }
}
