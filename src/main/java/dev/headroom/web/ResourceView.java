package dev.headroom.web;

import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.assessment.Status;
import dev.headroom.units.Figures;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a pool or node in a reader's words.
 *
 * @param owner   the pool's or node's name, as it was given
 * @param href    where more of it stands
 * @param today   the day of the assessment
 * @param horizon days that the forecast reaches
 */
record ResourceView(
        String ownerId, String owner, String href, ResourceAssessment resource, LocalDate today, int horizon) {

    /** The most urgent first: by status, then by the day to order, then by how full it is. */
    static final Comparator<ResourceView> MOST_URGENT_FIRST = Comparator.comparingInt(
                    (ResourceView v) -> StatusView.rank(v.resource.status()))
            .thenComparing(v -> v.resource.orderBy() == null
                    ? LocalDate.MAX
                    : v.resource.orderBy().date())
            .thenComparing(v -> v.resource.utilization() == null ? 0 : -v.resource.utilization())
            .thenComparing(v -> v.resource.resource());

    private static final int SCALE = 1000;

    public String title() {
        return resource.resource().title();
    }

    public String ownerName() {
        return VisibleText.name(owner);
    }

    public StatusView status() {
        var orderBy = resource.orderBy();
        if (resource.status() == Status.LATE
                && orderBy != null
                && orderBy.date().isBefore(today)) {
            return StatusView.of(Status.LATE, OrderByWords.lateness(orderBy.date(), today));
        }
        return StatusView.of(resource.status());
    }

    public String reason() {
        return VisibleText.sentence(resource.reason());
    }

    public boolean isKnown() {
        return resource.utilization() != null;
    }

    public String utilization() {
        return resource.utilization() == null ? "Unknown" : Figures.percent(resource.utilization());
    }

    /** Returns {@code 7.90 of 12.0 Gbit/s}, as far as it is known. */
    public String amounts() {
        var unit = resource.resource().unit();
        if (resource.used() == null) {
            return resource.capacity() == null ? "no data" : "of " + Figures.quantity(resource.capacity(), unit);
        }
        return resource.capacity() == null
                ? Figures.quantity(resource.used(), unit) + " used, capacity unknown"
                : Figures.share(resource.used(), resource.capacity(), unit);
    }

    public String used() {
        return resource.used() == null
                ? "unknown"
                : Figures.quantity(resource.used(), resource.resource().unit());
    }

    public String capacity() {
        return resource.capacity() == null
                ? "unknown"
                : Figures.quantity(resource.capacity(), resource.resource().unit());
    }

    public String usable() {
        return resource.usable() == null
                ? "unknown"
                : Figures.quantity(resource.usable(), resource.resource().unit());
    }

    public String limitLabel() {
        return "Reaches " + Figures.percent(limit());
    }

    public boolean isLimitedByFailure() {
        return failureBinds();
    }

    public String bindingLimit() {
        return switch (resource.bindingLimit()) {
            case THRESHOLD -> "the threshold of " + Figures.percent(resource.threshold());
            case NODE_FAILURE -> "what survives a node's failure";
            case UNKNOWN -> "unknown";
        };
    }

    public CrossingWords crossing() {
        return new CrossingWords(crossingDates(), today, horizon);
    }

    @Nullable
    public OrderByWords orderBy() {
        return resource.orderBy() == null ? null : new OrderByWords(resource.orderBy(), today);
    }

    /** Returns what stands where there is no day to order. */
    public String noOrder() {
        return resource.status() == Status.UNKNOWN ? "unknown" : "nothing to order";
    }

    public int meterFill() {
        return resource.utilization() == null ? 0 : (int) Math.round(Math.min(1, resource.utilization()) * SCALE);
    }

    public int meterLimit() {
        return (int) Math.round(Math.min(1, limit()) * SCALE);
    }

    public boolean hasRunway() {
        return crossingDates() != null;
    }

    public String horizonWords() {
        return crossing().horizonWords();
    }

    public int runwayEarly() {
        return position(crossingDates() == null ? null : crossingDates().p10());
    }

    public int runwayLikely() {
        return position(crossingDates() == null ? null : crossingDates().p50());
    }

    public int runwayLate() {
        return position(crossingDates() == null ? null : crossingDates().p90());
    }

    public boolean hasLikely() {
        return crossingDates() != null && crossingDates().p50() != null;
    }

    public int runwayOrder() {
        return position(resource.orderBy() == null ? null : resource.orderBy().date());
    }

    private @Nullable CrossingDates crossingDates() {
        return failureBinds() && resource.usableCrossing() != null ? resource.usableCrossing() : resource.crossing();
    }

    private double limit() {
        return failureBinds() && resource.usable() != null && resource.capacity() != null && resource.capacity() > 0
                ? resource.usable() / resource.capacity()
                : resource.threshold();
    }

    private boolean failureBinds() {
        return resource.bindingLimit() == BindingLimit.NODE_FAILURE;
    }

    /** Returns where a day lies between today (0) and the horizon; past days at 0, no day at the end. */
    private int position(@Nullable LocalDate day) {
        if (day == null) {
            return SCALE;
        }
        double share = (double) ChronoUnit.DAYS.between(today, day) / horizon;
        return (int) Math.round(Math.clamp(share, 0, 1) * SCALE);
    }
}
