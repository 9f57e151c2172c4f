package dev.headroom.web;

import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceDate;
import dev.headroom.catalog.PriceSettings;
import dev.headroom.catalog.ServerOffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A row of the price book as a page shows it.
 *
 * @param index  in its table
 * @param cells  of the columns that the page shows
 * @param source who says so, and how far it can be trusted
 * @param marks  what a reader must know of it: stale, not recommended
 */
record PriceRow(
        int index, String name, List<String> cells, String source, String asOf, boolean stale, List<String> marks) {

    private static final Set<String> BESIDE =
            Set.of("source", "as_of", "confidence", "notes", "commit_source", "commit_as_of");
    private static final Set<String> LONG = Set.of("source", "notes", "commit_source", "reason");

    /** A cell in a form. */
    record Field(String column, String title, String value, boolean isLong, boolean isKey) {}

    static PriceRow of(int index, BookRow row, PriceSettings settings, PriceBook book, LocalDate today) {
        boolean stale = isStale(row, settings, today);
        var marks = new ArrayList<String>();
        if (stale) {
            marks.add("stale");
        }
        if (row.table() == BookTable.BARE_METAL_SERVERS) {
            markServer(row, book, today, marks);
        }
        if (row.table() == BookTable.QUOTES && isOver(row.cell("valid_until"), today)) {
            marks.add("expired: backs no recommendation");
        }
        var confidence = row.cell("confidence");
        return new PriceRow(
                index,
                VisibleText.name(String.join(", ", row.key())),
                shown(row.table()).stream()
                        .map(column -> row.cell(column).isEmpty() ? "" : VisibleText.name(row.cell(column)))
                        .toList(),
                row.cell("source").isEmpty()
                        ? "not stated"
                        : VisibleText.sentence(
                                row.cell("source") + (confidence.isEmpty() ? "" : " (" + confidence + ")")),
                row.cell("as_of").isEmpty() ? "" : VisibleText.name(row.cell("as_of")),
                stale,
                marks);
    }

    private static void markServer(BookRow row, PriceBook book, LocalDate today, List<String> marks) {
        var lifecycle = row.cell("lifecycle");
        var id = ServerOffer.idOf(row.cell("vendor"), row.cell("model"));
        if (!lifecycle.equals("orderable")
                && book.servers().stream()
                        .filter(offer -> offer.id().equals(id))
                        .noneMatch(offer -> offer.isOrderableOn(today))) {
            marks.add("never recommended");
        } else if (!book.isAllowed(id)) {
            marks.add("not allowed to buy");
        }
    }

    private static boolean isOver(String day, LocalDate today) {
        try {
            return LocalDate.parse(day).isBefore(today);
        } catch (DateTimeException e) {
            return false;
        }
    }

    static boolean isStale(BookRow row, PriceSettings settings, LocalDate today) {
        return !row.table().isOwn() && settings.isStale(PriceDate.of(row.cell("as_of")), today);
    }

    static boolean matches(BookRow row, String q) {
        var wanted = q.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || row.cells().values().stream()
                        .anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Returns the titles of the columns that the page shows. */
    static List<String> columns(BookTable table) {
        return shown(table).stream().map(PriceRow::title).toList();
    }

    static List<Field> fields(BookRow row) {
        return row.table().columns().stream()
                .map(column -> new Field(
                        column,
                        title(column),
                        row.cell(column),
                        LONG.contains(column),
                        row.table().key().contains(column)))
                .toList();
    }

    static String title(String column) {
        var words = column.replace("as_of", "as of").replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<String> shown(BookTable table) {
        return switch (table) {
            case BARE_METAL_SERVERS ->
                List.of(
                        "vendor",
                        "model",
                        "region",
                        "cores",
                        "ram_gb",
                        "price_monthly",
                        "price_capex",
                        "setup_fee",
                        "currency",
                        "lifecycle");
            case CLOUD_INSTANCES ->
                List.of(
                        "provider",
                        "instance_type",
                        "region",
                        "vcpu",
                        "physical_cores",
                        "on_demand_hourly",
                        "commit_1y_monthly",
                        "commit_3y_monthly",
                        "currency");
            case QUOTES ->
                List.of(
                        "reference",
                        "vendor",
                        "model",
                        "quantity",
                        "price_monthly",
                        "price_capex",
                        "setup_fee",
                        "currency",
                        "valid_until",
                        "lead_time_days");
            default ->
                table.columns().stream()
                        .filter(column -> !BESIDE.contains(column))
                        .toList();
        };
    }
}
