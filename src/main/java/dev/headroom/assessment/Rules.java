package dev.headroom.assessment;

import dev.headroom.assessment.ScenarioChanges.Event;
import dev.headroom.assessment.ScenarioChanges.LeadTimes;
import dev.headroom.assessment.ScenarioChanges.Offer;
import dev.headroom.assessment.ScenarioChanges.Price;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.KnownEvent;
import dev.headroom.plan.Budget;
import dev.headroom.procurement.LeadTimes.Observed;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.usage.Drivers;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run plans by: the operator's settings, and the changes that were adopted or are tried on top. */
final class Rules {

    private final PlanningSettings settings;
    private final ScenarioChanges changes;
    private final DeliveryTimes deliveries;

    /** @param observed what deliveries have taken so far */
    Rules(PlanningSettings settings, ScenarioChanges changes, List<Observed> observed) {
        this.settings = with(settings, changes);
        this.changes = changes;
        this.deliveries = DeliveryTimes.of(this.settings.planning(), changes.leadTimes(), observed);
    }

    private static PlanningSettings with(PlanningSettings settings, ScenarioChanges changes) {
        var set = settings.planning();
        var spans = changes.leadTimes() == null ? new LeadTimes(null, null, null, null) : changes.leadTimes();
        return new PlanningSettings(
                settings.currency(),
                new PlanningSettings.Planning(
                        set.threshold(),
                        changes.surviveFailures() == null ? set.surviveFailures() : changes.surviveFailures(),
                        set.failureThreshold(),
                        either(spans.serverDays(), set.leadTimeDays()),
                        either(spans.upgradeDays(), set.upgradeLeadDays()),
                        either(spans.installDays(), set.installDays()),
                        either(spans.marginDays(), set.marginDays()),
                        set.keepMonths(),
                        set.horizonDays(),
                        set.months(),
                        set.solverTime(),
                        set.confidence(),
                        set.shutdowns()));
    }

    private static int either(@Nullable Integer changed, int set) {
        return changed == null ? set : changed;
    }

    /** Returns the settings with the changes made to them; the threshold there is that of what has no other. */
    PlanningSettings settings() {
        return settings;
    }

    PlanningSettings.Planning planning() {
        return settings.planning();
    }

    ScenarioChanges changes() {
        return changes;
    }

    DeliveryTimes deliveries() {
        return deliveries;
    }

    /** Returns the utilization that counts as full; of several changes that fit, the last counts. */
    double threshold(String pool, Resource resource) {
        double threshold = settings.planning().threshold();
        for (var change : changes.thresholds()) {
            if (fits(change.pool(), pool) && fits(change.resource(), resource.id())) {
                threshold = change.threshold();
            }
        }
        return threshold;
    }

    /** Returns another price for an offer; of several, the last counts. */
    Optional<Price> price(String offer) {
        return changes.prices().stream()
                .filter(price -> price.model().equals(offer))
                .reduce((first, last) -> last);
    }

    List<Offer> offers() {
        return changes.offers();
    }

    Budget budget() {
        var budget = changes.budget();
        return budget == null ? Budget.UNLIMITED : new Budget(budget.oneTimePerMonth(), budget.monthlyMax());
    }

    /**
     * Forecasts a pool's resource, with the events, the growth and the numbers of the business that the changes name for it.
     *
     * @param readings of the pool's drivers
     */
    DemandAhead forecast(
            Forecaster forecaster,
            String pool,
            Resource resource,
            DailySeries history,
            int horizon,
            List<Drivers.Reading> readings) {
        var demand = grown(forecaster, pool, resource, history, horizon);
        var drivers = new DriverChanges(changes.drivers(), pool, readings);
        return drivers.isEmpty() ? demand : demand.times(drivers.factors(history, horizon));
    }

    private DemandAhead grown(Forecaster forecaster, String pool, Resource resource, DailySeries history, int horizon) {
        var events = events(pool, resource, history);
        var forecast = forecaster.forecast(history.values(), horizon, events);
        double factor = 1;
        double perYear = 1;
        for (var growth : changes.growth()) {
            if (fits(growth.pool(), pool) && fits(growth.resource(), resource.id())) {
                factor *= growth.factor() == null ? 1 : growth.factor();
                perYear *= growth.perYear() == null ? 1 : 1 + growth.perYear();
            }
        }
        if (factor == 1 && perYear == 1) {
            return DemandAhead.of(forecast);
        }
        return DemandAhead.grown(
                forecast,
                factor == 1 ? forecast : undisturbed(forecaster, history, horizon, events, forecast),
                factor,
                perYear - 1);
    }

    private static Forecast undisturbed(
            Forecaster forecaster, DailySeries history, int horizon, List<KnownEvent> events, Forecast forecast) {
        var past =
                events.stream().filter(event -> event.index() < history.size()).toList();
        return past.size() == events.size() ? forecast : forecaster.forecast(history.values(), horizon, past);
    }

    private List<KnownEvent> events(String pool, Resource resource, DailySeries history) {
        var known = new ArrayList<KnownEvent>();
        for (Event event : changes.events()) {
            Double change = event.demand().get(resource.id());
            long index = ChronoUnit.DAYS.between(history.start(), event.date());
            if (event.pool().equals(pool) && change != null && index >= 0) {
                known.add(new KnownEvent(event.name(), Math.toIntExact(index), change));
            }
        }
        return known;
    }

    private static boolean fits(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }

    /** Returns whether a pool may hand nodes to others, and take theirs. */
    boolean mayRebalance(String pool) {
        return changes.rebalance().contains(pool);
    }
}
