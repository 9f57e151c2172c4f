package dev.headroom.assessment;

import dev.headroom.forecast.Forecast;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in sentences what a forecast rests on. */
final class ForecastNotes {

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
        found.excluded()
                .forEach(point -> notes.add("Left out: " + RoughDate.exact(history.dateAt(point.index())) + ", "
                        + Figures.quantity(point.value(), unit) + ": " + point.reason() + "."));
        if (!found.members().isEmpty()) {
            notes.add("Combines "
                    + found.members().stream()
                            .map(member -> member.name() + " (" + Figures.percent(member.weight()) + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return notes;
    }
}
