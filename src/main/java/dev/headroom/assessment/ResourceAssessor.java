package dev.headroom.assessment;

import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import dev.headroom.forecast.Crossing;
import dev.headroom.units.Figures;
import dev.headroom.units.Resource;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Judges one resource of a pool or node: what is left, until when, and how urgent that is. */
final class ResourceAssessor {

    /** With fewer days there is no date: a week must have been seen twice. */
    static final int LEAST_DAYS = 14;

    private static final int PLAN_DAYS = 90;
    private static final int ORDER_NOW_DAYS = 14;

    private final PlanningSettings.Planning settings;
    private final LocalDate asOf;
    private final LocalDate today;

    ResourceAssessor(PlanningSettings.Planning settings, LocalDate asOf, LocalDate today) {
        this.settings = settings;
        this.asOf = asOf;
        this.today = today;
    }

    /**
     * What is known of a resource.
     *
     * @param threshold       the utilization that counts as full
     * @param usable          as {@link ResourceAssessment#usable()}
     * @param capacityUnknown why the capacity is unknown
     * @param forecast        {@code null} without any history
     * @param days            how many days the forecast rests on
     * @param ahead           the limits to come; {@code null} where nothing is on order
     */
    record Facts(
            Resource resource,
            @Nullable Double used,
            @Nullable LocalDate usedOn,
            @Nullable Double capacity,
            @Nullable String capacityUnknown,
            double threshold,
            @Nullable Double usable,
            BindingLimit bindingLimit,
            @Nullable DemandAhead forecast,
            int days,
            @Nullable Ahead ahead) {}

    /**
     * The limits of the days to come, where capacity is on order.
     *
     * @param threshold what the threshold allows, day by day
     * @param usable    the least of that and what the failures to survive leave
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ahead(double[] threshold, double[] usable) {}

    /**
     * Judges a resource.
     *
     * @param deadlines of what would be bought for it
     */
    ResourceAssessment assess(Facts facts, Deadlines deadlines) {
        var utilization = facts.used() == null || facts.capacity() == null || facts.capacity() == 0
                ? null
                : facts.used() / facts.capacity();
        var unknown = unknown(facts);
        if (unknown != null) {
            return result(facts, utilization, null, null, null, null, Status.UNKNOWN, unknown);
        }
        var forecast = facts.forecast();
        double capacity = value(facts.capacity());
        double usable = value(facts.usable());
        if (forecast == null) {
            throw new IllegalStateException("no forecast where days were checked for");
        }
        var ahead = facts.ahead();
        var reached =
                ahead == null ? forecast.crossing(facts.threshold() * capacity) : forecast.crossing(ahead.threshold());
        boolean failureBinds = facts.bindingLimit() == BindingLimit.NODE_FAILURE;
        var usableReached =
                !failureBinds ? reached : ahead == null ? forecast.crossing(usable) : forecast.crossing(ahead.usable());
        var crossing = dates(reached);
        var usableCrossing = dates(usableReached);
        var orderBy = orderBy(forecast, usableReached, deadlines);
        var status = status(orderBy, today);
        var runway = crossing.p50() == null ? null : (int) Math.max(0, ChronoUnit.DAYS.between(today, crossing.p50()));
        return result(
                facts,
                utilization,
                crossing,
                usableCrossing,
                runway,
                orderBy,
                status,
                sentence(facts, usable, usableCrossing));
    }

    private @Nullable String unknown(Facts facts) {
        var title = facts.resource().title();
        if (facts.capacityUnknown() != null) {
            return facts.capacityUnknown();
        }
        if (facts.used() == null) {
            return title + " has not been measured yet.";
        }
        if (facts.days() < LEAST_DAYS) {
            return title + " has " + facts.days() + " of the " + LEAST_DAYS + " days of history that a date needs.";
        }
        return null;
    }

    private CrossingDates dates(Crossing crossing) {
        return new CrossingDates(date(crossing.p10()), date(crossing.p50()), date(crossing.p90()));
    }

    private @Nullable LocalDate date(OptionalInt step) {
        // the plan looks further ahead than a date is given
        return step.isEmpty() || step.getAsInt() > settings.horizonDays() ? null : asOf.plusDays(step.getAsInt());
    }

    private @Nullable OrderBy orderBy(DemandAhead demand, Crossing crossing, Deadlines deadlines) {
        return dates(crossing).p10() == null
                ? null
                : deadlines.before(crossing, demand.horizon()).orElse(null);
    }

    static Status status(@Nullable OrderBy orderBy, LocalDate today) {
        if (orderBy == null) {
            return Status.OK;
        }
        long left = ChronoUnit.DAYS.between(today, orderBy.date());
        if (left < 0) {
            return Status.LATE;
        }
        return left <= ORDER_NOW_DAYS ? Status.ORDER_NOW : left <= PLAN_DAYS ? Status.PLAN : Status.OK;
    }

    private String sentence(Facts facts, double usable, @Nullable CrossingDates crossing) {
        var title = facts.resource().title();
        var limit = facts.bindingLimit() == BindingLimit.NODE_FAILURE
                ? "what " + (settings.surviveFailures() == 1 ? "the loss of one node" : "the loss of nodes")
                        + " leaves ("
                        + Figures.quantity(usable, facts.resource().unit()) + ")"
                : Figures.percent(facts.threshold());
        var early = facts.days() < 60 ? " Early estimate from " + facts.days() + " days of history." : "";
        if (crossing == null || crossing.p10() == null) {
            return title + " stays below " + limit + " for the next " + settings.horizonDays()
                    + " days, in nine of ten cases." + early;
        }
        if (crossing.p50() == null) {
            return title + " probably stays below " + limit + " for the next " + settings.horizonDays()
                    + " days; one time in ten it is reached before "
                    + new RoughDate(crossing.p10(), today).text() + "." + early;
        }
        if (!crossing.p50().isAfter(today)) {
            return title + " has reached " + limit + "." + early;
        }
        var range = crossing.p90() == null
                ? new RoughDate(crossing.p10(), today).text() + " or later"
                : RoughDate.range(crossing.p10(), crossing.p90(), today);
        return title + " reaches " + limit + " " + new RoughDate(crossing.p50(), today).adverb() + " (" + range + ")."
                + early;
    }

    private ResourceAssessment result(
            Facts facts,
            @Nullable Double utilization,
            @Nullable CrossingDates crossing,
            @Nullable CrossingDates usableCrossing,
            @Nullable Integer runwayDays,
            @Nullable OrderBy orderBy,
            Status status,
            String reason) {
        return new ResourceAssessment(
                facts.resource(),
                facts.used(),
                facts.usedOn(),
                facts.capacity(),
                utilization,
                facts.threshold(),
                facts.usable(),
                facts.bindingLimit(),
                crossing,
                usableCrossing,
                runwayDays,
                orderBy,
                status,
                reason);
    }

    private static double value(@Nullable Double number) {
        if (number == null) {
            throw new IllegalStateException("unknown where a number was checked for");
        }
        return number;
    }
}
