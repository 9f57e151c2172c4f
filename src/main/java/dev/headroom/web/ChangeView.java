package dev.headroom.web;

import dev.headroom.assessment.CostAnswers.Effect;
import dev.headroom.assessment.CostAnswers.Moved;
import dev.headroom.catalog.RowChange;
import dev.headroom.units.Figures;
import java.util.List;
import java.util.stream.Collectors;

/** A row that two versions of the price book differ in. */
record ChangeView(String table, String row, String what) {

    static ChangeView of(RowChange change) {
        var what = change.before() == null
                ? "added"
                : change.after() == null
                        ? "removed"
                        : change.cells().stream()
                                .map(cell -> PriceRow.title(cell.column()) + ": " + empty(cell.before()) + " → "
                                        + empty(cell.after()))
                                .collect(Collectors.joining("; "));
        return new ChangeView(
                change.table().title(), VisibleText.name(String.join(", ", change.key())), VisibleText.sentence(what));
    }

    private static String empty(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    /** What a change did to the totals. */
    record EffectView(String cause, boolean isAll, List<MovedView> moved) {

        static EffectView of(Effect effect) {
            return new EffectView(
                    effect.change()
                            .map(ChangeView::of)
                            .map(change -> change.table() + ", " + change.row() + ": " + change.what())
                            .orElse("All changes together"),
                    effect.change().isEmpty(),
                    effect.moved().stream().map(MovedView::of).toList());
        }
    }

    record MovedView(String way, String before, String after, String difference) {

        static MovedView of(Moved moved) {
            var before = moved.before();
            var after = moved.after();
            return new MovedView(
                    CostView.name(moved.provider(), moved.commitment()),
                    CostView.money(before),
                    CostView.money(after),
                    before == null || after == null
                            ? ""
                            : (after.compareTo(before) > 0 ? "+" : "") + Figures.money(after.minus(before)));
        }
    }
}
