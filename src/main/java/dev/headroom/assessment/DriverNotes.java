package dev.headroom.assessment;

import dev.headroom.forecast.Driver;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.TimeSeries;
import dev.headroom.usage.Drivers;
import java.util.List;
import java.util.Optional;

/** Says in sentences what a demand owes to the business. */
final class DriverNotes {

    private static final double MORE = 0.4;
    private static final double STEADY = 0.01;

    private DriverNotes() {}

    /**
     * @param readings each a value a day up to the last of the history
     */
    static List<String> of(List<Drivers.Reading> readings, DailySeries history, Resource resource) {
        return readings.stream()
                .map(reading -> note(reading, history, resource))
                .toList();
    }

    private static String note(Drivers.Reading reading, DailySeries history, Resource resource) {
        String name = reading.driver().name();
        var values = reading.values();
        if (values == null) {
            return "What it owes to " + name + " is unknown: " + reading.problem() + ".";
        }
        return fit(values, history)
                .map(driver -> told(driver, name, resource))
                .orElse(
                        "Does not follow " + name
                                + " closely enough to say more: fewer than 56 days of both, or less than 25 % of its changes explained.");
    }

    /** Fits a history to the values of a driver up to its last day; empty where it tells too little. */
    static Optional<Driver> fit(TimeSeries values, DailySeries history) {
        int days = Math.min(values.size(), history.size());
        return Driver.fit(last(history.values(), days), last(values, days));
    }

    private static String told(Driver driver, String name, Resource resource) {
        double change = driver.changePerYear();
        String trend = Math.abs(change) < STEADY
                ? ""
                : ", " + Figures.percent(Math.abs(change)) + (change < 0 ? " less" : " more") + " each year";
        return "Follows " + name + ": " + Figures.quantity(driver.perThousand(), resource.unit()) + " for each thousand"
                + trend + "; that explains " + Figures.percent(driver.explained())
                + " of its changes from week to week. With " + Figures.percent(MORE) + " more it would be "
                + Figures.percent(driver.factor(MORE) - 1) + " more.";
    }

    private static TimeSeries last(TimeSeries series, int days) {
        var last = TimeSeries.builder(series.step());
        for (int i = series.size() - days; i < series.size(); i++) {
            if (series.isPresent(i)) {
                last.add(series.value(i));
            } else {
                last.addGap();
            }
        }
        return last.build();
    }
}
