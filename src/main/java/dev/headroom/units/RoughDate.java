package dev.headroom.units;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * A day that is no more precise in words than a forecast can be: the day within 60 days of today, the week to 180, the month
 * beyond, and "more than 2 years" at last.
 */
public record RoughDate(LocalDate day, LocalDate today) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_OF_YEAR = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);

    /** How precise a date may be said to be. */
    public enum Precision {
        DAY,
        WEEK,
        MONTH,
        /** Too far away for any date. */
        NONE
    }

    /** Returns {@code 6 January 2027}, {@code week of 15 February 2027}, {@code October 2027} or {@code more than 2 years}. */
    public String text() {
        return switch (precision()) {
            case DAY -> DAY.format(day);
            case WEEK -> "week of " + DAY.format(monday(day));
            case MONTH -> MONTH.format(day);
            case NONE -> "more than 2 years";
        };
    }

    /** Returns the date after its preposition: {@code on 6 January 2027}, {@code in the week of …}, {@code in October 2027}. */
    public String adverb() {
        return switch (precision()) {
            case DAY -> "on " + text();
            case WEEK -> "in the " + text();
            case MONTH -> "in " + text();
            case NONE -> "in " + text();
        };
    }

    /** Returns the day itself in words, however far away: for days that are agreed, not forecast. */
    public static String exact(LocalDate day) {
        return DAY.format(day);
    }

    /** Returns the month of a day: {@code October 2027}. */
    public static String monthOf(LocalDate day) {
        return MONTH.format(day);
    }

    /**
     * Returns the span between two forecast days, as precise as the first of them: {@code 20 December 2026 to 4 February 2027},
     * {@code February to April 2027}.
     */
    public static String range(LocalDate first, LocalDate last, LocalDate today) {
        var start = new RoughDate(first, today);
        var end = new RoughDate(last, today);
        boolean sameYear = first.getYear() == last.getYear();
        if (end.precision() == Precision.NONE) {
            return start.text() + " to more than 2 years";
        }
        if (start.precision() == Precision.DAY) {
            return (sameYear ? DAY_OF_YEAR : DAY).format(first) + " to " + DAY.format(last);
        }
        if (YearMonth.from(first).equals(YearMonth.from(last))) {
            return start.precision() == Precision.WEEK && !monday(first).equals(monday(last))
                    ? "weeks of " + DAY_OF_YEAR.format(monday(first)) + " to " + DAY.format(monday(last))
                    : start.text();
        }
        return (sameYear ? MONTH_OF_YEAR : MONTH).format(first) + " to " + MONTH.format(last);
    }

    public Precision precision() {
        long days = Math.abs(ChronoUnit.DAYS.between(today, day));
        if (days <= 60) {
            return Precision.DAY;
        }
        if (days <= 180) {
            return Precision.WEEK;
        }
        return day.isAfter(today.plusMonths(24)) ? Precision.NONE : Precision.MONTH;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
