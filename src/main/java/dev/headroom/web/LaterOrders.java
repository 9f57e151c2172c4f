package dev.headroom.web;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.catalog.OfferName;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells the orders that need no decision yet in few rows: like orders of a pool are one for each quarter to decide in. */
final class LaterOrders {

    private static final int SOON_MONTHS = 6;
    private static final int MOST_CARDS = 4;

    private LaterOrders() {}

    /** Orders of one pool and model. */
    record Row(String decide, String what, String pool, String when, String monthly, String oneTime) {}

    private record Alike(int year, int quarter, Kind kind, String model, String pool) {}

    /** Returns what is to be decided within half a year, the first few. */
    static List<OrderView> soon(List<OrderView> orders) {
        return orders.stream()
                .filter(order -> order.order().orderBy().isBefore(order.today().plusMonths(SOON_MONTHS)))
                .limit(MOST_CARDS)
                .toList();
    }

    static List<Row> of(List<OrderView> orders) {
        var soon = soon(orders);
        var alike = new LinkedHashMap<Alike, List<OrderView>>();
        for (var order : orders) {
            if (!soon.contains(order)) {
                alike.computeIfAbsent(alike(order), key -> new ArrayList<>()).add(order);
            }
        }
        return alike.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    private static Alike alike(OrderView order) {
        var day = order.order().orderBy();
        return new Alike(
                day.getYear(),
                (day.getMonthValue() + 2) / 3,
                order.order().kind(),
                order.order().model(),
                order.pool());
    }

    private static Row row(Alike alike, List<OrderView> orders) {
        var verb = switch (alike.kind()) {
            case SERVER, UPGRADE -> "Order ";
            case RETIRE -> "Give back ";
            case DOWNGRADE -> "End ";
            case MOVE -> "Move ";
        };
        return new Row(
                "Q" + alike.quarter() + " " + alike.year(),
                verb + VisibleText.name(OfferName.of(alike.model())),
                alike.pool(),
                when(orders),
                Figures.money(sum(
                        orders.stream().map(order -> order.order().monthly()).toList())),
                Figures.money(sum(
                        orders.stream().map(order -> order.order().oneTime()).toList())));
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money::plus).orElseThrow();
    }

    /** {@code 1 each in June, July 2027}, or {@code 2 in June, 1 in July 2027}. */
    private static String when(List<OrderView> orders) {
        int first = orders.getFirst().order().quantity();
        boolean equal = orders.stream().allMatch(order -> order.order().quantity() == first);
        if (equal) {
            return "%,d %sin %s"
                    .formatted(
                            first,
                            orders.size() > 1 ? "each " : "",
                            months(orders.stream()
                                    .map(order -> order.order().inService())
                                    .toList()));
        }
        return orders.stream()
                .map(order -> "%,d in %s"
                        .formatted(
                                order.order().quantity(),
                                months(List.of(order.order().inService()))))
                .collect(Collectors.joining(", "));
    }

    private static String months(List<LocalDate> days) {
        var byYear = new LinkedHashMap<Integer, List<String>>();
        days.stream()
                .map(YearMonth::from)
                .distinct()
                .forEach(month -> byYear.computeIfAbsent(month.getYear(), year -> new ArrayList<>())
                        .add(month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        return byYear.entrySet().stream()
                .map(year -> String.join(", ", year.getValue()) + " " + year.getKey())
                .collect(Collectors.joining(", "));
    }
}
