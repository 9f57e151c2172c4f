package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.assessment.Status;
import dev.headroom.report.ReportContent.Row;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Puts a resource into the words of one row. */
final class ResourceRows {

    static final String NONE = "–";

    private final Assessment assessment;
    private final LocalDate today;
    private final PastUsage past;
    private final Words words;
    private final Told told;

    ResourceRows(Assessment assessment, LocalDate today, PastUsage past, Words words, Told told) {
        this.assessment = assessment;
        this.today = today;
        this.past = past;
        this.words = words;
        this.told = told;
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
                words.status(resource.status()),
                note(resource));
    }

    /** Returns the crossing of the limit that binds. */
    static @Nullable CrossingDates binding(ResourceAssessment resource) {
        return resource.bindingLimit() == BindingLimit.NODE_FAILURE && resource.usableCrossing() != null
                ? resource.usableCrossing()
                : resource.crossing();
    }

    private String now(ResourceAssessment resource) {
        var utilization = resource.utilization();
        return utilization == null ? NONE : words.percent(utilization);
    }

    private String amount(ResourceAssessment resource) {
        var used = resource.used();
        var capacity = resource.capacity();
        var unit = resource.resource().unit();
        if (used == null) {
            return words.text("row.no-data");
        }
        return capacity == null
                ? words.text("row.unknown-capacity", words.quantity(used, unit))
                : words.share(used, capacity, unit);
    }

    private String lastWeek(Concern concern) {
        var usedOn = concern.resource().usedOn();
        if (usedOn == null) {
            return NONE;
        }
        var day = usedOn.minusWeeks(1);
        return past.ofPool(concern.pool().id(), concern.resource().resource(), day, day.plusDays(1)).stream()
                .map(this::utilization)
                .findFirst()
                .orElse(NONE);
    }

    private String utilization(PastUsage.Day day) {
        var capacity = day.capacity();
        return capacity == null || capacity <= 0 ? NONE : words.percent(day.used() / capacity);
    }

    /** Returns {@code Public bandwidth: week of 8 March 2027 (February to April 2027)}. */
    String inWords(Concern concern, String name) {
        var crossing = binding(concern.resource());
        var range = range(crossing);
        var when = crossing(concern.resource(), crossing);
        return range == null ? words.text("row.short", name, when) : words.text("row.short-range", name, when, range);
    }

    String crossing(ResourceAssessment resource, @Nullable CrossingDates crossing) {
        if (crossing == null) {
            return resource.status() == Status.UNKNOWN ? words.status(Status.UNKNOWN) : NONE;
        }
        var likely = crossing.p50();
        if (likely == null) {
            return words.text("row.not-before", words.monthOf(assessment.asOf().plusDays(assessment.horizon())));
        }
        return likely.isAfter(assessment.asOf()) ? capitalized(words.rough(likely, today)) : words.text("row.reached");
    }

    @Nullable
    String range(@Nullable CrossingDates crossing) {
        if (crossing == null) {
            return null;
        }
        var early = crossing.p10();
        var late = crossing.p90();
        if (early == null || !early.isAfter(assessment.asOf()) && late != null && !late.isAfter(assessment.asOf())) {
            return null;
        }
        if (crossing.p50() == null) {
            return words.text("range.earliest", words.rough(early, today));
        }
        return late == null ? words.text("range.open", words.rough(early, today)) : words.range(early, late, today);
    }

    private String orderBy(ResourceAssessment resource) {
        var orderBy = resource.orderBy();
        if (orderBy == null) {
            return NONE;
        }
        long late = ChronoUnit.DAYS.between(orderBy.date(), today);
        if (late > 0) {
            return words.text("late", late);
        }
        return late == 0 ? words.text("row.today") : capitalized(words.rough(orderBy.date(), today));
    }

    private @Nullable String note(ResourceAssessment resource) {
        if (resource.status() == Status.UNKNOWN) {
            return told.reason(resource);
        }
        return resource.bindingLimit() == BindingLimit.NODE_FAILURE
                ? words.text("row.failure", words.percent(resource.threshold()))
                : null;
    }

    static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
