package dev.headroom.web;

import dev.headroom.access.Caller;
import dev.headroom.access.Role;
import dev.headroom.access.Roles;
import dev.headroom.catalog.BookRow;
import dev.headroom.catalog.BookTable;
import dev.headroom.catalog.OutdatedBook;
import dev.headroom.catalog.PriceBooks;
import dev.headroom.catalog.PriceSettings;
import dev.headroom.cost.Assumption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything that the comparison rests on beside the prices, each with its source; each own cost can be set to nothing. */
@Controller
class AssumptionsPage {

    private final PriceBooks books;
    private final PriceSettings settings;

    AssumptionsPage(PriceBooks books, PriceSettings settings) {
        this.books = books;
        this.settings = settings;
    }

    /** A figure of one's own. */
    record OwnCostView(int row, String name, String value, boolean nothing, String source, String asOf, String notes) {}

    record FactView(
            String key, String value, String unit, String source, String asOf, String confidence, boolean stale) {}

    record MeasuredView(String name, String value, String source, String asOf) {}

    @GetMapping("/costs/assumptions")
    String assumptions(@ModelAttribute("frame") Frame frame, Model model) {
        int version = books.newest();
        var contents = books.version(version).orElseThrow().contents();
        var own = contents.rows(BookTable.OWN_COSTS);
        var ownViews = new ArrayList<OwnCostView>();
        for (int i = 0; i < own.size(); i++) {
            ownViews.add(ownCost(i, own.get(i)));
        }
        model.addAttribute("version", version);
        model.addAttribute("own", ownViews);
        model.addAttribute(
                "facts",
                contents.rows(BookTable.TCO_ASSUMPTIONS).stream()
                        .map(row -> fact(row, frame))
                        .toList());
        model.addAttribute("measured", measured(frame, ownViews));
        model.addAttribute("staleAfter", settings.staleAfterDays());
        model.addAttribute(
                "mayEdit",
                Caller.ifAny()
                        .map(Caller::role)
                        .filter(role -> role == Role.FINANCE || role == Role.ADMINISTRATOR)
                        .isPresent());
        model.addAttribute("api", "/api/v1/catalog/tables/own-costs");
        return "costs/assumptions";
    }

    @Roles({Role.FINANCE, Role.ADMINISTRATOR})
    @PostMapping("/costs/assumptions/nothing")
    String setToNothing(@RequestParam int version, @RequestParam int row) {
        var contents = books.version(version)
                .orElseThrow(() -> new NotOnRecord("version of the price book", Integer.toString(version)))
                .contents();
        var rows = new ArrayList<>(contents.rows(BookTable.OWN_COSTS));
        if (row < 0 || row >= rows.size()) {
            throw new NotOnRecord("row", Integer.toString(row));
        }
        var cells = new LinkedHashMap<>(rows.get(row).cells());
        cells.put("value", "");
        rows.set(row, new BookRow(BookTable.OWN_COSTS, cells));
        try {
            books.change(
                    version,
                    contents.with(BookTable.OWN_COSTS, rows),
                    Caller.current().name(),
                    "set " + cells.get("key") + " to nothing");
        } catch (OutdatedBook outdated) {
            return "redirect:/costs/assumptions?changed";
        }
        return "redirect:/costs/assumptions";
    }

    private static OwnCostView ownCost(int index, BookRow row) {
        var value = row.cell("value");
        return new OwnCostView(
                index,
                title(row.cell("key")),
                value.isEmpty()
                        ? "nothing counted"
                        : VisibleText.name((row.cell("currency") + " " + value + " " + row.cell("unit")).strip()),
                value.isEmpty(),
                VisibleText.sentence(row.cell("source")),
                VisibleText.name(row.cell("as_of")),
                row.cell("notes").isEmpty() ? "" : VisibleText.sentence(row.cell("notes")));
    }

    private static String title(String key) {
        try {
            return Assumption.Kind.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'))
                    .title();
        } catch (IllegalArgumentException e) {
            return VisibleText.name(key);
        }
    }

    private FactView fact(BookRow row, Frame frame) {
        return new FactView(
                VisibleText.name(row.cell("key")),
                VisibleText.name(row.cell("value")),
                VisibleText.name(row.cell("unit")),
                VisibleText.sentence(row.cell("source")),
                VisibleText.name(row.cell("as_of")),
                VisibleText.name(row.cell("confidence")),
                PriceRow.isStale(row, settings, frame.today()));
    }

    private static List<MeasuredView> measured(Frame frame, List<OwnCostView> own) {
        var assessment = frame.assessment();
        var costs = assessment == null ? null : assessment.costs();
        if (costs == null) {
            return List.of();
        }
        var named = own.stream()
                .map(OwnCostView::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return costs.assumptions().stream()
                .filter(a -> !named.contains(a.name().toLowerCase(Locale.ROOT)))
                .map(a -> new MeasuredView(
                        VisibleText.sentence(a.name()),
                        VisibleText.sentence(a.value()),
                        VisibleText.sentence(a.source()),
                        Objects.toString(a.asOf(), "")))
                .toList();
    }
}
