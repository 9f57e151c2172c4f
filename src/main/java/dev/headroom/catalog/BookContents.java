package dev.headroom.catalog;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables of a price book as CSV: what is stored, imported and exported. Immutable. */
public final class BookContents {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<BookTable, String> csv;

    private BookContents(Map<BookTable, String> csv) {
        this.csv = csv;
    }

    /** Takes the tables; one that is missing is empty. */
    public static BookContents of(Map<BookTable, String> tables) {
        var csv = new EnumMap<BookTable, String>(BookTable.class);
        for (var table : BookTable.values()) {
            var text = tables.get(table);
            csv.put(table, text == null ? write(table, List.of()) : text);
        }
        return new BookContents(csv);
    }

    public String csv(BookTable table) {
        return csv.getOrDefault(table, "");
    }

    /** Returns this with a table replaced by a file, which is checked when the book is read. */
    public BookContents with(BookTable table, String file) {
        var copy = new EnumMap<>(csv);
        copy.put(table, file.startsWith(BYTE_ORDER_MARK) ? file.substring(1) : file);
        return new BookContents(copy);
    }

    /** Returns this with a table's rows replaced. */
    public BookContents with(BookTable table, Collection<BookRow> rows) {
        return with(table, write(table, rows));
    }

    /**
     * Returns a table's rows, in order.
     *
     * @throws BadRow if it is no CSV with the table's columns
     */
    public List<BookRow> rows(BookTable table) {
        var rows = new ArrayList<BookRow>();
        try (var reader = CsvReader.builder().ofNamedCsvRecord(csv(table))) {
            reader.forEach(line -> rows.add(new BookRow(table, line.getFieldsAsMap())));
        } catch (CsvParseException e) {
            throw new BadRow(table.file(), 1, "is no CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Returns the rows of all tables, in order. */
    List<BookRow> rows() {
        return Arrays.stream(BookTable.values())
                .flatMap(table -> rows(table).stream())
                .toList();
    }

    /** Returns what differs in a later version, table by table; a row whose key changed was removed and added. */
    public List<RowChange> changesTo(BookContents later) {
        return Arrays.stream(BookTable.values())
                .filter(table -> !csv(table).equals(later.csv(table)))
                .flatMap(table -> changes(table, byKey(rows(table)), byKey(later.rows(table))).stream())
                .toList();
    }

    /** Returns this with one change made. */
    public BookContents with(RowChange change) {
        var rows = byKey(rows(change.table()));
        var after = change.after();
        if (after == null) {
            rows.remove(numbered(change.key(), 1));
        } else {
            rows.put(numbered(change.key(), 1), after);
        }
        return with(change.table(), rows.values());
    }

    private static List<RowChange> changes(
            BookTable table, Map<List<String>, BookRow> before, Map<List<String>, BookRow> after) {
        var changes = new ArrayList<RowChange>();
        before.forEach((key, row) -> {
            var now = after.get(key);
            if (now == null) {
                changes.add(new RowChange(table, row, null));
            } else if (!now.equals(row)) {
                changes.add(new RowChange(table, row, now));
            }
        });
        after.forEach((key, row) -> {
            if (!before.containsKey(key)) {
                changes.add(new RowChange(table, null, row));
            }
        });
        return changes;
    }

    private static Map<List<String>, BookRow> byKey(List<BookRow> rows) {
        var byKey = new LinkedHashMap<List<String>, BookRow>();
        var counts = new LinkedHashMap<List<String>, Integer>();
        rows.forEach(row -> byKey.put(numbered(row.key(), counts.merge(row.key(), 1, Integer::sum)), row));
        return byKey;
    }

    private static List<String> numbered(List<String> key, int number) {
        var numbered = new ArrayList<>(key);
        numbered.add(Integer.toString(number));
        return numbered;
    }

    private static String write(BookTable table, Collection<BookRow> rows) {
        var text = new StringWriter();
        try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(table.columns());
            rows.forEach(row -> writer.writeRecord(row.cells().values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookContents that && csv.equals(that.csv);
    }

    @Override
    public int hashCode() {
        return csv.hashCode();
    }
}
