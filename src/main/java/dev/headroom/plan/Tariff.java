package dev.headroom.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A problem's prices as whole numbers of one small unit, so that two plans' costs compare exactly.
 *
 * <p>The last digits of a price are not money: they make one plan the best of those that cost the same, and so the same one
 * in every search. It has few orders, few months of service, and of what it may choose from the first of the problem. They raise no price by more than {@link #FINEST} of itself, which is less than the smallest coin
 * of all costs together.
 */
final class Tariff {

    private static final int MOST_DECIMALS = 6;

    /** The most units that a price is. */
    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    /** The most units that all nodes may cost in all months: the solvers' sums stay below 2^63. */
    private static final BigDecimal LARGEST_SUM = new BigDecimal("4e18");

    /** How much of a price the digits that are not money may be. */
    private static final double FINEST = 1e-9;

    private static final long MOST_FINE = 10_000_000;

    final long[] modelOneTime;
    final long[] modelMonthly;
    final long[] upgradeOneTime;
    final long[] upgradeMonthly;

    private final int scale;

    /** How many units the smallest amount of money is. */
    private final long fine;

    Tariff(PlanningProblem problem) {
        var prices = new ArrayList<BigDecimal>();
        problem.models().forEach(model -> {
            prices.add(model.oneTime());
            prices.add(model.monthly());
        });
        problem.upgrades().forEach(upgrade -> {
            prices.add(upgrade.oneTime());
            prices.add(upgrade.monthly());
        });
        int decimals = 0;
        var largest = BigDecimal.ZERO;
        for (var price : prices) {
            decimals = Math.max(decimals, price.stripTrailingZeros().scale());
            largest = largest.max(price);
        }
        decimals = Math.min(decimals, MOST_DECIMALS);
        var most = LARGEST.min(LARGEST_SUM.divideToIntegralValue(BigDecimal.valueOf(nodeMonths(problem))));
        while (largest.movePointRight(decimals).compareTo(most) > 0) {
            decimals--;
        }
        scale = decimals;
        long room = most.divideToIntegralValue(largest.movePointRight(decimals).max(BigDecimal.ONE))
                .longValue();
        fine = Math.min(MOST_FINE, room);
        modelOneTime =
                problem.models().stream().mapToLong(m -> units(m.oneTime())).toArray();
        modelMonthly =
                problem.models().stream().mapToLong(m -> units(m.monthly())).toArray();
        upgradeOneTime =
                problem.upgrades().stream().mapToLong(u -> units(u.oneTime())).toArray();
        upgradeMonthly =
                problem.upgrades().stream().mapToLong(u -> units(u.monthly())).toArray();
        breakTies(problem);
    }

    /** Returns for how many months of nodes a plan pays at the most, an order counted as one more. */
    private static long nodeMonths(PlanningProblem problem) {
        long nodes = 1;
        for (var pool : problem.pools()) {
            var needs = new PoolNeeds(problem, pool);
            nodes += pool.nodes().stream().mapToLong(OwnedNodes::count).sum();
            for (int s = 0; s < problem.models().size(); s++) {
                nodes += problem.models().get(s).orderable() ? needs.mostBought(s) : 0;
            }
        }
        return nodes * (problem.months() + 1);
    }

    /** Each digit is small beside what a plan pays for what it is added to, for one month at the least. */
    private void breakTies(PlanningProblem problem) {
        var owned = problem.pools().stream()
                .flatMap(pool -> pool.nodes().stream())
                .map(OwnedNodes::model)
                .collect(Collectors.toSet());
        long perOrder = Long.MAX_VALUE;
        for (int s = 0; s < modelMonthly.length; s++) {
            if (problem.models().get(s).orderable()) {
                perOrder = Math.min(perOrder, share(modelOneTime[s] + modelMonthly[s]));
            }
        }
        for (int s = 0; s < modelMonthly.length; s++) {
            boolean free = modelMonthly[s] == 0
                    && owned.contains(problem.models().get(s).id());
            long paid = free ? 0 : modelMonthly[s] + modelOneTime[s] / Math.max(1, problem.months());
            modelMonthly[s] += Math.min(1 + s, share(paid));
            modelOneTime[s] += perOrder == Long.MAX_VALUE ? 0 : perOrder;
        }
        for (int u = 0; u < upgradeMonthly.length; u++) {
            upgradeMonthly[u] += Math.min(1 + u, share(upgradeMonthly[u]));
        }
    }

    private static long share(long price) {
        return (long) (FINEST / 3 * price);
    }

    /** Returns the one-time and monthly costs of a pool's fleet over the horizon. */
    long cost(Fleet fleet) {
        long cost = 0;
        int months = modelMonthly.length == 0 ? 0 : fleet.arrivals()[0].length;
        for (int m = 0; m < months; m++) {
            cost += oneTime(fleet, m) + monthly(fleet, m);
        }
        return cost;
    }

    long oneTime(Fleet fleet, int month) {
        long sum = 0;
        for (int s = 0; s < modelOneTime.length; s++) {
            sum += fleet.arrivals()[s][month] * modelOneTime[s];
        }
        for (int u = 0; u < upgradeOneTime.length; u++) {
            int before = month == 0 ? 0 : fleet.active()[u][month - 1];
            sum += Math.max(0, fleet.active()[u][month] - before) * upgradeOneTime[u];
        }
        return sum;
    }

    long monthly(Fleet fleet, int month) {
        long sum = 0;
        for (int s = 0; s < modelMonthly.length; s++) {
            sum += fleet.held(s, month) * modelMonthly[s];
        }
        for (int u = 0; u < upgradeMonthly.length; u++) {
            sum += fleet.active()[u][month] * upgradeMonthly[u];
        }
        return sum;
    }

    /** Returns what a node costs a month, by type. */
    double[] monthly(List<NodeType> types) {
        return types.stream()
                .mapToDouble(type -> modelMonthly[type.model()] + (type.isBare() ? 0 : upgradeMonthly[type.upgrade()]))
                .toArray();
    }

    private long units(BigDecimal price) {
        return fine
                * price.setScale(scale, RoundingMode.HALF_EVEN)
                        .movePointRight(scale)
                        .longValueExact();
    }

    /** Returns the most units that stay within an amount. */
    long unitsWithin(BigDecimal amount) {
        return BigDecimal.valueOf(coinsWithin(amount))
                .multiply(BigDecimal.valueOf(fine))
                .add(BigDecimal.valueOf(fine - 1))
                .min(BigDecimal.valueOf(Room.UNBOUNDED))
                .longValueExact();
    }

    /** Returns the most of the smallest coins that stay within an amount. */
    long coinsWithin(BigDecimal amount) {
        return amount.setScale(scale, RoundingMode.FLOOR)
                .movePointRight(scale)
                .min(BigDecimal.valueOf(Room.UNBOUNDED))
                .longValueExact();
    }

    /** Returns how many of the smallest coins a price is, without the digits that are not money. */
    long coins(long price) {
        return price / fine;
    }

    /** Returns whether no plan costs less money, if none costs less than a bound in units. */
    boolean proves(double bound, long cost) {
        return bound >= cost || bound / (1 + FINEST) / fine > cost / fine - 1;
    }

    /** Returns an amount of money that no plan costs less than, if none costs less than a bound in units. */
    BigDecimal amount(double units) {
        return new BigDecimal(units / (1 + FINEST) / fine).movePointLeft(scale);
    }
}
