package dev.headroom.web;

import dev.headroom.assessment.OrderBy;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The last day to order, and the sum that leads to it. */
record OrderByWords(OrderBy orderBy, LocalDate today) {

    /** A line of the sum. */
    record Part(String name, String value) {}

    public LocalDate day() {
        return orderBy.date();
    }

    public String text() {
        return isLate() ? lateness(orderBy.date(), today) : new RoughDate(orderBy.date(), today).text();
    }

    public boolean isLate() {
        return orderBy.date().isBefore(today);
    }

    public List<Part> parts() {
        return List.of(
                new Part("Needed by, at the earliest", RoughDate.exact(orderBy.neededBy())),
                new Part("Lead time", days(orderBy.leadTimeDays())),
                new Part("Installation", days(orderBy.installDays())),
                new Part("Safety margin", days(orderBy.marginDays())),
                new Part("Order by", RoughDate.exact(orderBy.date())));
    }

    static String lateness(LocalDate due, LocalDate today) {
        long days = ChronoUnit.DAYS.between(due, today);
        return days == 1 ? "1 day late" : "%,d days late".formatted(days);
    }

    private static String days(int days) {
        return days == 0 ? "0 days" : "− " + days + (days == 1 ? " day" : " days");
    }
}
