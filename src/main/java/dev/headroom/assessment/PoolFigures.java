package dev.headroom.assessment;

import static java.util.Objects.requireNonNull;

import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Money;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The figures that the story of a pool's plan quotes. */
final class PoolFigures {

    final Planning.PoolPlan pool;
    private final Outlooks.Look look;

    PoolFigures(Planning.PoolPlan pool, Outlooks.Look look) {
        this.pool = pool;
        this.look = look;
    }

    List<Double> demand(Resource resource) {
        return requireNonNull(pool.problem().pools().getFirst().demand().get(resource));
    }

    /** Returns what the pool may carry in a month, with the plan carried out. */
    double usable(Resource resource, int month) {
        Map<Resource, List<Double>> usable = requireNonNull(pool.plan().usable().get(poolId()));
        return requireNonNull(usable.get(resource)).get(month);
    }

    /** Returns what the pool may carry in the month before; before the first month, with what is owned. */
    double usableBefore(Resource resource, int month) {
        return month == 0 ? ownedUsable(resource) : usable(resource, month - 1);
    }

    /** Returns how much more of a resource is in service in a month than in the month before, or at the start. */
    double capacityChange(Resource resource, int month) {
        Map<Resource, List<Double>> capacity =
                requireNonNull(pool.plan().capacity().get(poolId()));
        var months = requireNonNull(capacity.get(resource));
        return months.get(month) - (month == 0 ? ownedCapacity(resource) : months.get(month - 1));
    }

    private double ownedCapacity(Resource resource) {
        return pool.supply().owned().stream()
                .mapToDouble(group -> group.count() * model(group.model()).capacityOf(resource))
                .sum();
    }

    private double ownedUsable(Resource resource) {
        var demand = pool.problem().pools().getFirst();
        double capacity = ownedCapacity(resource);
        var each = new ArrayList<Double>();
        for (var group : pool.supply().owned()) {
            double one = model(group.model()).capacityOf(resource);
            each.addAll(Collections.nCopies(group.count(), one));
        }
        double lost = each.stream()
                .sorted(Comparator.reverseOrder())
                .limit(demand.surviveFailures())
                .mapToDouble(Double::doubleValue)
                .sum();
        double byThreshold = demand.thresholdOf(resource) * capacity;
        return demand.surviveFailures() == 0
                ? byThreshold
                : Math.min(byThreshold, demand.failureThreshold() * (capacity - lost));
    }

    /** Returns the name by which a step of the arithmetic cites a resource's forecast. */
    String forecast(Resource resource) {
        var forecast = requireNonNull(pool.outlook().forecasts().get(resource)).forecast();
        return "forecast " + look.assessment() + "/" + poolId() + "/" + resource.id() + " (" + forecast.model()
                + ", history to " + look.months().asOf() + ")";
    }

    ServerModel model(String id) {
        return pool.supply().models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Upgrade upgrade(String id) {
        return pool.supply().upgrades().stream()
                .filter(upgrade -> upgrade.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many nodes are in service in a month, with the plan carried out. */
    int held(int month) {
        return pool.supply().models().stream()
                .mapToInt(model -> held(model.id(), month))
                .sum();
    }

    /** Returns how many nodes of a model are in service in a month, with the plan carried out. */
    int held(String model, int month) {
        return Settled.held(
                pool.problem().pools().getFirst(),
                pool.plan().orders(),
                pool.plan().returns(),
                model,
                month);
    }

    Money money(BigDecimal amount) {
        return new Money(amount, look.rules().settings().currency());
    }

    String poolId() {
        return pool.outlook().pool().id();
    }

    String poolName() {
        return pool.outlook().pool().name();
    }
}
