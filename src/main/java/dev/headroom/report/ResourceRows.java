package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.assessment.Status;
import dev.headroom.report.ReportContent.Row;
import dev.headroom.report.ReportEditor.Concern;
import dev.headroom.units.Figures;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Puts a resource into the words of one row. */
final class ResourceRows {

    static final String NONE = "–";

    private final Assessment assessment;
    private final LocalDate today;
    private final PastUsage past;

    ResourceRows(Assessment assessment, LocalDate today, PastUsage past) {
        this.assessment = assessment;
        this.today = today;
        this.past = past;
    }

    Row row(Concern concern, String name) {
        var resource = concern.resource();
        var crossing = binding(resource);
        return new Row(
                name,
                now(resource),
                amount(resource),
                lastWeek(concern),
                crossing(resource, crossing),
                range(crossing),
                orderBy(resource),
                resource.status(),
                note(resource));
    }

    /** Returns the crossing of the limit that binds. */
    static @Nullable CrossingDates binding(ResourceAssessment resource) {
        return resource.bindingLimit() == BindingLimit.NODE_FAILURE && resource.usableCrossing() != null
                ? resource.usableCrossing()
                : resource.crossing();
    }

    private static String now(ResourceAssessment resource) {
        var utilization = resource.utilization();
        return utilization == null ? NONE : Figures.percent(utilization);
    }

    private static String amount(ResourceAssessment resource) {
        var used = resource.used();
        var capacity = resource.capacity();
        var unit = resource.resource().unit();
        if (used == null) {
            return "no data";
        }
        return capacity == null
                ? Figures.quantity(used, unit) + " of an unknown capacity"
                : Figures.share(used, capacity, unit);
    }

    private String lastWeek(Concern concern) {
        var usedOn = concern.resource().usedOn();
        if (usedOn == null) {
            return NONE;
        }
        var day = usedOn.minusWeeks(1);
        return past.ofPool(concern.pool().id(), concern.resource().resource(), day, day.plusDays(1)).stream()
                .map(ResourceRows::utilization)
                .findFirst()
                .orElse(NONE);
    }

    private static String utilization(PastUsage.Day day) {
        var capacity = day.capacity();
        return capacity == null || capacity <= 0 ? NONE : Figures.percent(day.used() / capacity);
    }

    private String crossing(ResourceAssessment resource, @Nullable CrossingDates crossing) {
        if (crossing == null) {
            return resource.status() == Status.UNKNOWN ? "Unknown" : NONE;
        }
        var likely = crossing.p50();
        if (likely == null) {
            return "Not before " + RoughDate.monthOf(assessment.asOf().plusDays(assessment.horizon()));
        }
        return likely.isAfter(assessment.asOf()) ? capitalized(new RoughDate(likely, today).text()) : "Reached";
    }

    private @Nullable String range(@Nullable CrossingDates crossing) {
        if (crossing == null) {
            return null;
        }
        var early = crossing.p10();
        var late = crossing.p90();
        if (early == null || !early.isAfter(assessment.asOf()) && late != null && !late.isAfter(assessment.asOf())) {
            return null;
        }
        if (crossing.p50() == null) {
            return new RoughDate(early, today).text() + " at the earliest";
        }
        return late == null ? new RoughDate(early, today).text() + " or later" : RoughDate.range(early, late, today);
    }

    private String orderBy(ResourceAssessment resource) {
        var orderBy = resource.orderBy();
        if (orderBy == null) {
            return NONE;
        }
        long late = ChronoUnit.DAYS.between(orderBy.date(), today);
        if (late > 0) {
            return late + (late == 1 ? " day late" : " days late");
        }
        return late == 0 ? "Today" : capitalized(new RoughDate(orderBy.date(), today).text());
    }

    private static @Nullable String note(ResourceAssessment resource) {
        if (resource.status() == Status.UNKNOWN) {
            return ReportEditor.sentence(resource.reason());
        }
        return resource.bindingLimit() == BindingLimit.NODE_FAILURE
                ? "What binds is the loss of a node, before the " + Figures.percent(resource.threshold())
                        + " threshold."
                : null;
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
