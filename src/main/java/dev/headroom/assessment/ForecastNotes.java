package dev.headroom.assessment;

import dev.headroom.forecast.Explanation.Excluded;
import dev.headroom.forecast.Explanation.Member;
import dev.headroom.forecast.Forecast;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Says in sentences what a forecast rests on. */
final class ForecastNotes {

    private static final double TOLD_WEIGHT = 0.05;

    private ForecastNotes() {}

    static List<String> of(Forecast forecast, DailySeries history, Resource resource) {
        var notes = new ArrayList<String>();
        var found = forecast.explanation();
        notes.add("Rests on " + found.observations() + " of " + history.size() + " days, "
                + RoughDate.exact(history.start()) + " to "
                + RoughDate.exact(history.end().minusDays(1)) + ".");
        var unit = resource.unit();
        notes.add("The level is " + Figures.quantity(found.level(), unit) + " and "
                + (found.growthPerMonth() >= 0 ? "grows" : "shrinks") + " by "
                + Figures.quantity(Math.abs(found.growthPerMonth()), unit) + " a month.");
        found.seasons().forEach(season -> notes.add("A pattern repeats each " + season.name() + "."));
        found.steps()
                .forEach(step -> notes.add("The level changed by " + (step.change() < 0 ? "−" : "+")
                        + Figures.quantity(Math.abs(step.change()), unit) + " on "
                        + RoughDate.exact(history.dateAt(step.index()))
                        + (step.known() ? ", an entered event." : ".")));
        found.excluded().stream()
                .collect(Collectors.groupingBy(Excluded::reason, LinkedHashMap::new, Collectors.toList()))
                .forEach((reason, points) -> notes.add("Left out as " + reason + ": "
                        + points.stream()
                                .map(point -> RoughDate.exact(history.dateAt(point.index())) + " ("
                                        + Figures.quantity(point.value(), unit) + ")")
                                .collect(Collectors.joining(", "))
                        + "."));
        if (!found.members().isEmpty()) {
            notes.add("Combines " + combined(found.members()) + ".");
        }
        return notes;
    }

    private static String combined(List<Member> members) {
        var heavy = members.stream()
                .filter(member -> member.weight() >= TOLD_WEIGHT || members.size() == 1)
                .map(member -> member.name() + " (" + Figures.percent(member.weight()) + ")")
                .collect(Collectors.joining(", "));
        double rest = members.stream()
                .mapToDouble(Member::weight)
                .filter(weight -> weight < TOLD_WEIGHT)
                .sum();
        return rest > 0 && members.size() > 1 ? heavy + ", others (" + Figures.percent(rest) + ")" : heavy;
    }
}
