package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.DriverChange;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.usage.Drivers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a pool's resource becomes where numbers of the business change: as far as it has followed them. */
final class DriverChanges {

    private final List<DriverChange> changes;
    private final List<Drivers.Reading> readings;

    /**
     * @param changes  of all pools
     * @param pool     the pool that is asked about
     * @param readings of that pool's drivers
     */
    DriverChanges(List<DriverChange> changes, String pool, List<Drivers.Reading> readings) {
        this.changes =
                changes.stream().filter(change -> change.pool().equals(pool)).toList();
        this.readings = readings;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Returns what each day behind a history is multiplied by: 1 where the resource doesn't follow the driver. */
    double[] factors(DailySeries history, int horizon) {
        var factors = new double[horizon];
        Arrays.fill(factors, 1);
        for (var change : changes) {
            double factor = factor(change, history);
            for (int day = 0; day < horizon; day++) {
                LocalDate date = history.end().plusDays(day);
                if (change.from() == null || !date.isBefore(change.from())) {
                    factors[day] *= factor;
                }
            }
        }
        return factors;
    }

    /** Says for each change what it does to the resource, or why it does nothing. */
    List<String> notes(String subject, Resource resource, DailySeries history) {
        var notes = new ArrayList<String>();
        for (var change : changes) {
            var problem = readings.stream()
                    .filter(reading -> reading.driver().name().equals(change.driver()))
                    .flatMap(reading -> Stream.ofNullable(reading.problem()))
                    .findFirst();
            double factor = factor(change, history);
            String what = resource.title() + " of " + subject;
            if (problem.isPresent()) {
                notes.add(what + " stays as forecast: " + change.driver() + " is unknown, " + problem.get() + ".");
            } else if (change.change() == 0) {
                notes.add(what + " stays as forecast: " + change.driver() + " does.");
            } else if (factor == 1) {
                notes.add(what + " stays as forecast: it does not follow " + change.driver() + " closely enough.");
            } else {
                notes.add(what + " becomes " + Figures.percent(Math.abs(factor - 1)) + (factor < 1 ? " less" : " more")
                        + ": so closely it has followed " + change.driver() + ".");
            }
        }
        return notes;
    }

    private double factor(DriverChange change, DailySeries history) {
        double factor = 1;
        for (var reading : readings) {
            var values = reading.values();
            if (values != null && reading.driver().name().equals(change.driver())) {
                factor *= DriverNotes.fit(values, history)
                        .map(driver -> driver.factor(change.change()))
                        .orElse(1.0);
            }
        }
        return factor;
    }
}
