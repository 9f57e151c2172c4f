package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.assessment.CostAnswers;
import dev.headroom.catalog.BookContents;
import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.Objection;
import dev.headroom.catalog.OutdatedBook;
import dev.headroom.catalog.PriceBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.PriceSettings;
import dev.headroom.catalog.RefusedBook;
import dev.headroom.units.RoughDate;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The price book: every table with its sources and dates, editing, import and export, and what a change moved. */
@Controller
class PriceBookPages {

    private static final int SHOWN_ROWS = 500;

    private final PriceBooks books;
    private final PriceSettings settings;
    private final CostAnswers answers;

    PriceBookPages(PriceBooks books, PriceSettings settings, CostAnswers answers) {
        this.books = books;
        this.settings = settings;
        this.answers = answers;
    }

    /** A table, and how many of its rows are old. */
    record TableView(BookTable table, int rows, int stale) {}

    record VersionView(int number, String by, String when, String reason, boolean first) {}

    @GetMapping("/costs/prices")
    String prices(@ModelAttribute("frame") Frame frame, Model model) {
        int newest = books.newest();
        var book = book(newest);
        model.addAttribute(
                "tables",
                Arrays.stream(BookTable.values())
                        .map(table -> tableView(book, table, frame))
                        .toList());
        model.addAttribute("staleAfter", settings.staleAfterDays());
        model.addAttribute("newest", newest);
        model.addAttribute(
                "versions",
                books.versions().stream()
                        .limit(50)
                        .map(version -> new VersionView(
                                version.number(),
                                VisibleText.name(version.madeBy()),
                                frame.moment(version.madeAt()),
                                VisibleText.sentence(version.reason()),
                                version.number() == 1))
                        .toList());
        model.addAttribute("api", "/api/v1/catalog/versions");
        return "costs/prices";
    }

    private TableView tableView(PriceBook book, BookTable table, Frame frame) {
        var rows = book.contents().rows(table);
        int stale = (int) rows.stream()
                .filter(row -> PriceRow.isStale(row, settings, frame.today()))
                .count();
        return new TableView(table, rows.size(), stale);
    }

    @GetMapping("/costs/prices/{table}")
    String table(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String table,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Integer row,
            Model model) {
        return filled(frame, model, known(table), q, row, null, List.of());
    }

    private String filled(
            Frame frame,
            Model model,
            BookTable table,
            String q,
            @Nullable Integer edited,
            @Nullable BookRow draft,
            List<String> errors) {
        int version = books.newest();
        var book = book(version);
        var rows = book.contents().rows(table);
        var found = new ArrayList<PriceRow>();
        for (int i = 0; i < rows.size() && found.size() < SHOWN_ROWS; i++) {
            if (PriceRow.matches(rows.get(i), q)) {
                found.add(PriceRow.of(i, rows.get(i), settings, book, frame.today()));
            }
        }
        if (edited != null && (edited < 0 || edited >= rows.size())) {
            throw new BadParameter("row", edited, "is no row of this table");
        }
        var form = draft != null ? draft : edited != null ? rows.get(edited) : new BookRow(table, Map.of());
        model.addAttribute("table", table);
        model.addAttribute("rows", found);
        model.addAttribute("all", rows.size());
        model.addAttribute("cut", found.size() == SHOWN_ROWS);
        model.addAttribute("columns", PriceRow.columns(table));
        model.addAttribute("fields", PriceRow.fields(form));
        model.addAttribute("edited", edited);
        model.addAttribute("version", version);
        model.addAttribute("q", q);
        model.addAttribute("staleAfter", settings.staleAfterDays());
        model.addAttribute("errors", errors);
        model.addAttribute("mayEdit", mayEdit());
        model.addAttribute("api", "/api/v1/catalog/tables/" + table.id());
        return "costs/table";
    }

    @Roles({Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/costs/prices/{table}")
    String save(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String table,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable Integer row,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam Map<String, String> form,
            HttpServletResponse response,
            Model model) {
        var edited = known(table);
        var draft = new BookRow(edited, cells(edited, form));
        var rows = rows(version, edited);
        if (row == null) {
            rows.add(draft);
        } else {
            rows.set(checked(row, rows), draft);
        }
        return change(
                frame, model, edited, version, contents(version).with(edited, rows), reason, row, draft, response);
    }

    @Roles({Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/costs/prices/{table}/remove")
    String remove(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String table,
            @RequestParam int version,
            @RequestParam int row,
            HttpServletResponse response,
            Model model) {
        var edited = known(table);
        var rows = rows(version, edited);
        var gone = rows.remove(checked(row, rows));
        return change(
                frame,
                model,
                edited,
                version,
                contents(version).with(edited, rows),
                "removed " + String.join(", ", gone.key()),
                null,
                null,
                response);
    }

    @Roles({Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/costs/prices/{table}/import")
    String importFile(
            @ModelAttribute("frame") Frame frame,
            @PathVariable String table,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultipartFile file,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var edited = known(table);
        var csv = new String(file.getBytes(), StandardCharsets.UTF_8);
        return change(
                frame,
                model,
                edited,
                version,
                contents(version).with(edited, csv),
                reason.isBlank() ? "import of " + edited.file() : reason,
                null,
                null,
                response);
    }

    private String change(
            Frame frame,
            Model model,
            BookTable table,
            int version,
            BookContents contents,
            String reason,
            @Nullable Integer row,
            @Nullable BookRow draft,
            HttpServletResponse response) {
        List<String> errors;
        try {
            books.change(version, contents, Caller.current().name(), reason);
            return "redirect:/costs/prices/" + table.id();
        } catch (RefusedBook refused) {
            errors = refused.objections().stream()
                    .limit(20)
                    .map(PriceBookPages::words)
                    .toList();
        } catch (OutdatedBook outdated) {
            errors = List.of("Somebody else has changed the price book meanwhile: look at it again, then save.");
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return filled(frame, model, table, "", row, draft, errors);
    }

    private static String words(Objection objection) {
        return VisibleText.sentence(
                objection.column().isEmpty()
                        ? "Line " + objection.line() + ": " + objection.reason()
                        : PriceRow.title(objection.column()) + " '" + objection.value() + "' " + objection.reason()
                                + " (line " + objection.line() + ").");
    }

    @GetMapping("/costs/prices/changes")
    String changes(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Model model) {
        int newest = books.newest();
        int after = to == null ? newest : to;
        int before = from == null ? Math.max(1, after - 1) : from;
        var changes = book(before).contents().changesTo(book(after).contents());
        var assessment = frame.assessment();
        var effects = assessment == null ? List.<CostAnswers.Effect>of() : answers.effects(assessment, before, after);
        model.addAttribute("from", before);
        model.addAttribute("to", after);
        model.addAttribute("versions", books.versions());
        model.addAttribute(
                "changes",
                changes.stream().limit(SHOWN_ROWS).map(ChangeView::of).toList());
        model.addAttribute("count", changes.size());
        model.addAttribute(
                "effects", effects.stream().map(ChangeView.EffectView::of).toList());
        model.addAttribute("api", "/api/v1/catalog/changes?from=" + before + "&to=" + after);
        return "costs/changes";
    }

    private BookTable known(String id) {
        return BookTable.of(id).orElseThrow(() -> new NotOnRecord("price table", id));
    }

    private PriceBook book(int version) {
        books.newest();
        return books.version(version)
                .orElseThrow(() -> new NotOnRecord("version of the price book", Integer.toString(version)));
    }

    private BookContents contents(int version) {
        return book(version).contents();
    }

    private List<BookRow> rows(int version, BookTable table) {
        return new ArrayList<>(contents(version).rows(table));
    }

    private static int checked(int row, List<BookRow> rows) {
        if (row < 0 || row >= rows.size()) {
            throw new NotOnRecord("row", Integer.toString(row));
        }
        return row;
    }

    private static Map<String, String> cells(BookTable table, Map<String, String> form) {
        var cells = new LinkedHashMap<String, String>();
        table.columns().forEach(column -> cells.put(column, form.getOrDefault("cell-" + column, "")));
        return cells;
    }

    private static boolean mayEdit() {
        return Caller.ifAny()
                .map(Caller::role)
                .filter(role -> role == Role.FINANCE || role == Role.ADMINISTRATOR)
                .isPresent();
    }

    /** The day of a version, for a heading. */
    static String day(PriceBook book) {
        return RoughDate.exact(book.date());
    }
}
