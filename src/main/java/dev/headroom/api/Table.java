package dev.headroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a spreadsheet.
 *
 * @param name of the file, without its ending
 * @param rows cells are text, numbers, dates, moments, or null where unknown
 */
record Table(String name, List<String> columns, List<List<@Nullable Object>> rows) {

    /** An answer that is a table too. */
    interface Tabular {
        Table table();
    }
}
