package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Odds;
import dev.headroom.assessment.PlanAssessment.OddsPoint;
import dev.headroom.forecast.Crossing;
import dev.headroom.plan.OrderOdds;
import dev.headroom.plan.WorkingCalendar;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last days to order, so that what is ordered comes in time with the chosen confidence. */
final class Deadlines {

    private static final int CURVE_STEP = 7;
    private static final int CURVE_BEFORE = 8;
    private static final int CURVE_AFTER = 16;
    private static final double FEW = 0.1;
    private static final double MANY = 0.9;

    private final PlanningSettings.Planning settings;
    private final WorkingCalendar calendar;
    private final LocalDate asOf;
    private final Delivery delivery;
    private final int leadTimeDays;
    private final int installDays;

    private Deadlines(PlanningSettings.Planning settings, LocalDate asOf, Delivery delivery, int installDays) {
        this.settings = settings;
        this.calendar = settings.calendar();
        this.asOf = asOf;
        this.delivery = delivery;
        this.leadTimeDays = delivery.days();
        this.installDays = installDays;
    }

    static Deadlines ofServers(PlanningSettings.Planning settings, LocalDate asOf, Delivery delivery) {
        return new Deadlines(settings, asOf, delivery, settings.installDays());
    }

    static Deadlines ofUpgrades(PlanningSettings.Planning settings, LocalDate asOf, Delivery delivery) {
        return new Deadlines(settings, asOf, delivery, 0);
    }

    /** Returns the last day to order before a crossing; empty where its early day is not within the horizon. */
    Optional<OrderBy> before(Crossing crossing, int horizon) {
        if (crossing.p10().isEmpty()) {
            return Optional.empty();
        }
        var neededBy = asOf.plusDays(crossing.p10().getAsInt());
        return Optional.of(odds(crossing, horizon)
                .latest(settings.confidence())
                .map(latest -> summed(neededBy, latest))
                .orElseGet(() -> before(neededBy)));
    }

    /** Returns the last day to order for a day that is set, not forecast. */
    OrderBy before(LocalDate neededBy) {
        int shutdown = 0;
        var latest = neededBy.minusDays((long) leadTimeDays + installDays);
        // each closed day that the span grows by may reach another
        for (int closed = closed(latest); closed > shutdown; closed = closed(latest)) {
            latest = latest.minusDays(closed - shutdown);
            shutdown = closed;
        }
        return OrderBy.of(neededBy, leadTimeDays, shutdown, installDays, settings.marginDays());
    }

    private OrderBy summed(LocalDate neededBy, LocalDate latest) {
        int shutdown = closed(latest);
        var date = latest.minusDays(settings.marginDays());
        long rest =
                ChronoUnit.DAYS.between(date, neededBy) - leadTimeDays - shutdown - installDays - settings.marginDays();
        return new OrderBy(
                date,
                neededBy,
                leadTimeDays,
                shutdown,
                installDays,
                Math.toIntExact(rest),
                settings.marginDays(),
                settings.confidence());
    }

    private int closed(LocalDate ordered) {
        return Math.toIntExact(ChronoUnit.DAYS.between(ordered, calendar.after(ordered, leadTimeDays)) - leadTimeDays);
    }

    /** Returns how the odds worsen from week to week, around the last day to order or today. */
    @Nullable
    Odds around(Crossing crossing, int horizon, LocalDate orderBy, LocalDate today) {
        if (crossing.p10().isEmpty()) {
            return null;
        }
        var odds = odds(crossing, horizon);
        var curve = new ArrayList<OddsPoint>();
        var first = orderBy.minusDays((long) CURVE_STEP * CURVE_BEFORE);
        for (int week = 0; week <= CURVE_BEFORE + CURVE_AFTER; week++) {
            var day = first.plusDays((long) CURVE_STEP * week);
            if (!day.isBefore(today)) {
                curve.add(new OddsPoint(day, odds.broken(day)));
            }
        }
        return new Odds(
                settings.confidence(),
                odds.broken(orderBy.isBefore(today) ? today : orderBy),
                odds.broken(today),
                delivery.leadTime().quantile(FEW),
                delivery.leadTime().quantile(MANY),
                delivery.basis(),
                curve);
    }

    private OrderOdds odds(Crossing crossing, int horizon) {
        return new OrderOdds(crossing, asOf, horizon, delivery.leadTime(), calendar, installDays);
    }
}
