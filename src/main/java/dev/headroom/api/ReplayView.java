package dev.headroom.api;

import dev.headroom.assessment.FleetReplay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What purchase rules would have brought the pools; as a table, one row a pool, resource and rule. */
record ReplayView(List<Item> items) implements Table.Tabular {

    /**
     * One pool and resource.
     *
     * @param haveDays   of history
     * @param needDays   from which on there is an answer
     * @param deciding   whether the pool needs most nodes for this resource: the same nodes carry the others
     * @param unanswered why there is no answer
     */
    record Item(
            String pool,
            String resource,
            String unit,
            LocalDate asOf,
            int haveDays,
            int needDays,
            boolean deciding,
            @Nullable String unanswered,
            @Nullable Answer answer) {}

    /**
     * The courses, and what is the same for all.
     *
     * @param judgedFrom the first day that counts: what comes before, no rule could have prevented
     * @param nodes      in service on the first day
     * @param perNode    what a node may carry
     * @param monthly    of one node
     */
    record Answer(
            LocalDate from,
            LocalDate judgedFrom,
            int nodes,
            double perNode,
            String leadTime,
            @Nullable Amount monthly,
            String priceSource,
            List<Course> courses) {}

    /** {@code rule} is {@code order-at-80-percent}, {@code straight-line}, {@code headroom} or {@code hindsight}. */
    record Course(
            String rule,
            String title,
            int daysOver,
            long nodeDays,
            @Nullable Amount cost,
            List<Deed> deeds) {}

    /**
     * An order or a return.
     *
     * @param quantity negative for a return
     * @param effect   the first day of service, or the first day without
     */
    record Deed(LocalDate day, int quantity, LocalDate effect) {}

    static ReplayView of(List<FleetReplay> replays) {
        var deciding = FleetReplay.deciding(replays);
        return new ReplayView(replays.stream()
                .map(replay -> item(replay, deciding.contains(replay)))
                .toList());
    }

    private static Item item(FleetReplay replay, boolean deciding) {
        var answer = replay.answer();
        return new Item(
                replay.pool(),
                replay.resource().id(),
                replay.resource().unit().symbol(),
                replay.asOf(),
                replay.haveDays(),
                replay.needDays(),
                deciding,
                replay.unanswered(),
                answer == null ? null : answer(answer));
    }

    private static Answer answer(FleetReplay.Answer answer) {
        return new Answer(
                answer.from(),
                answer.judgedFrom(),
                answer.nodes(),
                answer.perNode(),
                answer.leadTime(),
                answer.monthly() == null ? null : Amount.of(answer.monthly()),
                answer.priceSource(),
                answer.courses().stream()
                        .map(course -> new Course(
                                course.rule(),
                                course.title(),
                                course.daysOver(),
                                course.nodeDays(),
                                course.cost() == null ? null : Amount.of(course.cost()),
                                course.deeds().stream()
                                        .map(deed -> new Deed(deed.day(), deed.quantity(), deed.effect()))
                                        .toList()))
                        .toList());
    }

    @Override
    public Table table() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var item : items) {
            var answer = item.answer();
            if (answer != null) {
                for (var course : answer.courses()) {
                    var cost = course.cost();
                    rows.add(Arrays.asList(
                            item.pool(),
                            item.resource(),
                            answer.judgedFrom(),
                            item.asOf(),
                            course.rule(),
                            course.daysOver(),
                            course.nodeDays(),
                            cost == null ? null : Amount.cell(cost),
                            cost == null ? null : cost.currency()));
                }
            }
        }
        return new Table(
                "replay",
                List.of("pool", "resource", "judgedFrom", "to", "rule", "daysOver", "nodeDays", "cost", "currency"),
                rows);
    }
}
