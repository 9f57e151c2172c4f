package dev.headroom.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.regex.Pattern;

/**
 * A week from Monday to Sunday, in the year that holds its Thursday: 1 January may lie in week 53 of the year before.
 *
 * @param year the week-based year
 */
public record IsoWeek(int year, int week) {

    private static final Pattern FORM = Pattern.compile("(\\d{4})-W(\\d{2})");

    public IsoWeek {
        if (week < 1
                || week
                        > IsoFields.WEEK_OF_WEEK_BASED_YEAR
                                .rangeRefinedBy(thursdayIn(year))
                                .getMaximum()) {
            throw new IllegalArgumentException("no such week: " + week + " of " + year);
        }
    }

    private static LocalDate thursdayIn(int year) {
        return LocalDate.of(year, 1, 4);
    }

    public static IsoWeek of(LocalDate day) {
        return new IsoWeek(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** Reads what {@link #toString()} writes. */
    public static IsoWeek parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("week must look like 2026-W48: '" + text + "'");
        }
        return new IsoWeek(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    public LocalDate monday() {
        return thursdayIn(year).with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
    }

    public LocalDate sunday() {
        return monday().plusDays(6);
    }

    public IsoWeek next() {
        return of(monday().plusWeeks(1));
    }

    @Override
    public String toString() {
        return "%04d-W%02d".formatted(year, week);
    }
}
