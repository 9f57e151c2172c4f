package dev.headroom.plan;

import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.plan.PurchasePlan.Return;
import dev.headroom.plan.PurchasePlan.Status;
import dev.headroom.plan.PurchasePlan.Unmet;
import dev.headroom.plan.PurchasePlan.UpgradeUse;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes fleets down as a plan: who comes and goes, what it costs to the cent, what stays unmet. */
final class Account {

    private final PlanningProblem problem;
    private final List<PoolNeeds> needs;
    private final List<Fleet> fleets;
    private final int months;
    private final BigDecimal[] oneTime;
    private final BigDecimal[] monthly;

    Account(PlanningProblem problem, List<PoolNeeds> needs, List<Fleet> fleets) {
        this.problem = problem;
        this.needs = needs;
        this.fleets = fleets;
        months = problem.months();
        oneTime = zeros();
        monthly = zeros();
        fleets.forEach(this::charge);
    }

    private BigDecimal[] zeros() {
        var zeros = new BigDecimal[months];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    private void charge(Fleet fleet) {
        for (int m = 0; m < months; m++) {
            for (int s = 0; s < problem.models().size(); s++) {
                var model = problem.models().get(s);
                oneTime[m] = oneTime[m].add(times(model.oneTime(), fleet.arrivals()[s][m]));
                monthly[m] = monthly[m].add(times(model.monthly(), fleet.held(s, m)));
            }
            for (int u = 0; u < problem.upgrades().size(); u++) {
                var upgrade = problem.upgrades().get(u);
                int active = fleet.active()[u][m];
                int before = m == 0 ? 0 : fleet.active()[u][m - 1];
                oneTime[m] = oneTime[m].add(times(upgrade.oneTime(), Math.max(0, active - before)));
                monthly[m] = monthly[m].add(times(upgrade.monthly(), active));
            }
        }
    }

    private static BigDecimal times(BigDecimal price, int count) {
        return price.multiply(BigDecimal.valueOf(count));
    }

    BigDecimal totalCost() {
        return Arrays.stream(oneTime)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .add(Arrays.stream(monthly).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /**
     * Writes the plan.
     *
     * @param lowerBound null where the plan is proven to be optimal
     */
    PurchasePlan plan(boolean optimal, BigDecimal lowerBound) {
        boolean exact = needs.stream().noneMatch(PoolNeeds::coarse);
        return exact ? written(optimal, lowerBound) : written(false, BigDecimal.ZERO);
    }

    private PurchasePlan written(boolean optimal, BigDecimal lowerBound) {
        var orders = new ArrayList<Order>();
        var returns = new ArrayList<Return>();
        var upgrades = new ArrayList<UpgradeUse>();
        var unmet = new ArrayList<Unmet>();
        var capacity = new LinkedHashMap<String, Map<Resource, List<Double>>>();
        var usable = new LinkedHashMap<String, Map<Resource, List<Double>>>();
        for (int p = 0; p < fleets.size(); p++) {
            var pool = problem.pools().get(p);
            for (int s = 0; s < problem.models().size(); s++) {
                orders(pool, s, fleets.get(p), orders);
                ownedReturns(needs.get(p), s, fleets.get(p), returns);
                boughtReturns(pool, s, fleets.get(p), returns);
            }
            for (int u = 0; u < problem.upgrades().size(); u++) {
                var active = Arrays.stream(fleets.get(p).active()[u]).boxed().toList();
                if (active.stream().anyMatch(count -> count > 0)) {
                    upgrades.add(
                            new UpgradeUse(pool.id(), problem.upgrades().get(u).id(), active));
                }
            }
            var usage = new PoolCapacity(problem, pool, fleets.get(p));
            unmet.addAll(unmet(needs.get(p), fleets.get(p), usage));
            capacity.put(pool.id(), usage.totals());
            usable.put(pool.id(), usage.usable());
        }
        var total = totalCost();
        var bound = optimal ? total : lowerBound.min(total);
        double gap = total.signum() == 0
                ? 0
                : total.subtract(bound).divide(total, MathContext.DECIMAL64).doubleValue();
        return new PurchasePlan(
                optimal ? Status.OPTIMAL : Status.FEASIBLE,
                gap,
                total,
                optimal ? total : bound.setScale(Math.max(2, total.scale()), RoundingMode.FLOOR),
                unmet,
                orders,
                returns,
                upgrades,
                capacity,
                usable,
                Arrays.asList(monthly),
                Arrays.asList(oneTime),
                warnings());
    }

    private void orders(PoolDemand pool, int s, Fleet fleet, List<Order> orders) {
        var model = problem.models().get(s);
        for (int m = 0; m < months; m++) {
            int quantity = fleet.arrivals()[s][m];
            if (quantity > 0) {
                orders.add(new Order(pool.id(), model.id(), quantity, m - model.leadMonths(), m));
            }
        }
    }

    /**
     * Nodes that a last month ends are not given back, unless others of the model are given back later: then they are
     * listed too, so that the sum of what was given back tells what is left.
     */
    private void ownedReturns(PoolNeeds needs, int s, Fleet fleet, List<Return> returns) {
        var available = needs.ownedAvailable(problem, s);
        int lastChoice = -1;
        for (int m = 1; m < months; m++) {
            int gone = fleet.owned()[s][m - 1] - fleet.owned()[s][m];
            if (gone > 0 && fleet.owned()[s][m] < available[m]) {
                lastChoice = m;
            }
        }
        for (int m = 1; m <= lastChoice; m++) {
            int gone = fleet.owned()[s][m - 1] - fleet.owned()[s][m];
            if (gone > 0) {
                returns.add(new Return(needs.pool.id(), problem.models().get(s).id(), gone, null, m - 1));
            }
        }
    }

    /** The oldest go first. */
    private void boughtReturns(PoolDemand pool, int s, Fleet fleet, List<Return> returns) {
        var left = fleet.arrivals()[s].clone();
        int oldest = 0;
        for (int m = 1; m < months; m++) {
            int gone = fleet.bought()[s][m - 1] + fleet.arrivals()[s][m] - fleet.bought()[s][m];
            while (gone > 0) {
                int quantity = Math.min(gone, left[oldest]);
                if (quantity > 0) {
                    returns.add(new Return(pool.id(), problem.models().get(s).id(), quantity, oldest, m - 1));
                    left[oldest] -= quantity;
                    gone -= quantity;
                }
                if (left[oldest] == 0) {
                    oldest++;
                }
            }
        }
    }

    private List<Unmet> unmet(PoolNeeds needs, Fleet fleet, PoolCapacity capacity) {
        var unmet = new ArrayList<Unmet>();
        for (int m = 0; m < months; m++) {
            var counts = fleet.counts(needs, m);
            for (int r = 0; r < needs.resources.size(); r++) {
                if (!needs.carried(r, m, counts)) {
                    var resource = needs.resources.get(r);
                    unmet.add(new Unmet(
                            needs.pool.id(),
                            m,
                            resource,
                            needs.pool.demandOf(resource).get(m),
                            capacity.usable(resource, m)));
                }
            }
        }
        return unmet;
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        var limit = problem.budget().monthlyMax();
        if (limit != null && months > 0 && monthly[0].compareTo(limit) > 0) {
            warnings.add("The nodes owned at the start cost " + monthly[0].toPlainString() + " " + problem.currency()
                    + " in month 0, more than budget.monthlyMax: " + limit.toPlainString());
        }
        for (int m = 1; limit != null && m < months; m++) {
            if (monthly[m].compareTo(limit) > 0) {
                warnings.add(
                        "The nodes that contracts bind cost " + monthly[m].toPlainString() + " " + problem.currency()
                                + " in month " + m + ", more than budget.monthlyMax: " + limit.toPlainString());
            }
        }
        for (int p = 0; p < fleets.size(); p++) {
            if (needs.get(p).coarse()) {
                warnings.add(needs.get(p).pool.id()
                        + " has capacities that lie too far apart to be weighed exactly: another plan may be better.");
            }
            warnings.addAll(new Shortage(problem, needs.get(p), fleets.get(p)).reasons());
        }
        return warnings;
    }
}
