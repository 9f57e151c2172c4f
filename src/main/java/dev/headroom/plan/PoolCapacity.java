package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** What a pool's fleet carries in each month, and how much of it may be used. */
final class PoolCapacity {

    private record Share(double each, int count) {}

    private final PlanningProblem problem;
    private final PoolDemand pool;
    private final Fleet fleet;

    PoolCapacity(PlanningProblem problem, PoolDemand pool, Fleet fleet) {
        this.problem = problem;
        this.pool = pool;
        this.fleet = fleet;
    }

    Map<Resource, List<Double>> totals() {
        return monthly(this::total);
    }

    Map<Resource, List<Double>> usable() {
        return monthly(this::usable);
    }

    private Map<Resource, List<Double>> monthly(ToDoubleBiFunction<Resource, Integer> figure) {
        var figures = new LinkedHashMap<Resource, List<Double>>();
        for (var resource : pool.resources()) {
            var values = new ArrayList<Double>();
            for (int m = 0; m < problem.months(); m++) {
                values.add(figure.applyAsDouble(resource, m));
            }
            figures.put(resource, List.copyOf(values));
        }
        return figures;
    }

    double total(Resource resource, int month) {
        return shares(resource, month).stream()
                .mapToDouble(share -> share.each * share.count)
                .sum();
    }

    /** Returns what the nodes may carry at the threshold. */
    double usableByThreshold(Resource resource, int month) {
        return pool.thresholdOf(resource) * total(resource, month);
    }

    /** Returns what may still be carried when the largest nodes have failed; infinite where none must be survived. */
    double usableAfterFailures(Resource resource, int month) {
        if (pool.surviveFailures() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        var shares = new ArrayList<>(shares(resource, month));
        shares.sort((a, b) -> Double.compare(b.each, a.each));
        double rest = total(resource, month);
        int failing = pool.surviveFailures();
        for (var share : shares) {
            int lost = Math.min(failing, share.count);
            rest -= lost * share.each;
            failing -= lost;
        }
        return pool.failureThreshold() * Math.max(0, rest);
    }

    double usable(Resource resource, int month) {
        return Math.min(usableByThreshold(resource, month), usableAfterFailures(resource, month));
    }

    private List<Share> shares(Resource resource, int month) {
        var shares = new ArrayList<Share>();
        for (int s = 0; s < problem.models().size(); s++) {
            var model = problem.models().get(s);
            int bare = fleet.held(s, month);
            for (int u = 0; u < problem.upgrades().size(); u++) {
                var upgrade = problem.upgrades().get(u);
                if (upgrade.model().equals(model.id())) {
                    int active = fleet.active()[u][month];
                    bare -= active;
                    shares.add(new Share(upgrade.capacityOf(resource, model), active));
                }
            }
            shares.add(new Share(model.capacityOf(resource), bare));
        }
        shares.removeIf(share -> share.count == 0);
        return shares;
    }
}
