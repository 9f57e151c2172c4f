package dev.headroom.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A problem's prices as whole numbers of one small unit, so that two plans' costs compare exactly. */
final class Tariff {

    private static final int MOST_DECIMALS = 6;

    /** The solvers add a price times a count for each month; this leaves them room below 2^63. */
    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    final long[] modelOneTime;
    final long[] modelMonthly;
    final long[] upgradeOneTime;
    final long[] upgradeMonthly;

    private final int scale;

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
        while (largest.movePointRight(decimals).compareTo(LARGEST) > 0) {
            decimals--;
        }
        scale = decimals;
        modelOneTime =
                problem.models().stream().mapToLong(m -> units(m.oneTime())).toArray();
        modelMonthly =
                problem.models().stream().mapToLong(m -> units(m.monthly())).toArray();
        upgradeOneTime =
                problem.upgrades().stream().mapToLong(u -> units(u.oneTime())).toArray();
        upgradeMonthly =
                problem.upgrades().stream().mapToLong(u -> units(u.monthly())).toArray();
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
        return price.setScale(scale, RoundingMode.HALF_EVEN)
                .movePointRight(scale)
                .longValueExact();
    }

    /** Returns the most units that stay within an amount. */
    long unitsWithin(BigDecimal amount) {
        return amount.setScale(scale, RoundingMode.FLOOR).movePointRight(scale).longValueExact();
    }

    BigDecimal amount(double units) {
        return new BigDecimal(units).movePointLeft(scale);
    }

    BigDecimal amount(long units) {
        return BigDecimal.valueOf(units, scale);
    }
}
