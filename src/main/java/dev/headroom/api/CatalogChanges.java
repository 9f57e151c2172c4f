package dev.headroom.api;

import dev.headroom.assessment.CostAnswers.Effect;
import dev.headroom.assessment.CostAnswers.Moved;
import dev.headroom.catalog.RowChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two versions of the price book differ in.
 *
 * @param moved  the totals over the planned months that are others, all changes together
 * @param causes those changes that move a total by themselves; empty where there are too many to try each
 */
record CatalogChanges(int from, int to, List<Change> changes, List<MovedView> moved, List<Cause> causes) {

    /** A row that was added, removed or changed. */
    record Change(String table, String row, String kind, List<RowChange.Cell> cells) {

        static Change of(RowChange change) {
            var kind = change.before() == null ? "added" : change.after() == null ? "removed" : "changed";
            return new Change(change.table().id(), String.join(", ", change.key()), kind, change.cells());
        }
    }

    record MovedView(
            String provider,
            @Nullable String commitment,
            @Nullable Amount before,
            @Nullable Amount after) {

        static MovedView of(Moved moved) {
            return new MovedView(
                    moved.provider(),
                    moved.commitment(),
                    Amount.ofNullable(moved.before()),
                    Amount.ofNullable(moved.after()));
        }
    }

    record Cause(Change change, List<MovedView> moved) {}

    static CatalogChanges of(int from, int to, List<RowChange> changes, List<Effect> effects) {
        return new CatalogChanges(
                from,
                to,
                changes.stream().map(Change::of).toList(),
                effects.stream()
                        .filter(effect -> effect.change().isEmpty())
                        .flatMap(effect -> effect.moved().stream())
                        .map(MovedView::of)
                        .toList(),
                effects.stream()
                        .flatMap(effect -> effect.change().stream()
                                .map(change -> new Cause(
                                        Change.of(change),
                                        effect.moved().stream()
                                                .map(MovedView::of)
                                                .toList())))
                        .toList());
    }
}
