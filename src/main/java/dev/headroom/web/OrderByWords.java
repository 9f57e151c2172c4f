package dev.headroom.web;

import dev.headroom.assessment.OrderBy;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
        var parts = new ArrayList<Part>();
        parts.add(new Part("Needed by, at the earliest", RoughDate.exact(orderBy.neededBy())));
        parts.add(new Part("Lead time", days(orderBy.leadTimeDays())));
        if (orderBy.shutdownDays() > 0) {
            parts.add(new Part("Suppliers' holidays within it", days(orderBy.shutdownDays())));
        }
        parts.add(new Part("Installation", days(orderBy.installDays())));
        if (orderBy.confidence() != null) {
            parts.add(new Part(
                    "For " + Figures.percent(orderBy.confidence()) + " confidence, as deliveries vary",
                    days(orderBy.oddsDays())));
        }
        parts.add(new Part("Safety margin", days(orderBy.marginDays())));
        parts.add(new Part("Order by", RoughDate.exact(orderBy.date())));
        return parts;
    }

    static String lateness(LocalDate due, LocalDate today) {
        long days = ChronoUnit.DAYS.between(due, today);
        return days == 1 ? "1 day late" : "%,d days late".formatted(days);
    }

    private static String days(int days) {
        int size = Math.abs(days);
        return days == 0 ? "0 days" : (days > 0 ? "− " : "+ ") + size + (size == 1 ? " day" : " days");
    }
}
