package dev.headroom.plan;

import java.util.Arrays;
import java.util.List;

/**
 * What the other pools leave of the limits that all share; {@link #UNBOUNDED} where there is no limit.
 *
 * @param arrivals servers that may enter service, by model and month
 * @param oneTime one-time costs, by month
 * @param monthly monthly costs, by month
 */
record Room(long[][] arrivals, long[] oneTime, long[] monthly) {

    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    /** In the place of a pool: all of them take their part. */
    static final int NOBODY = -1;

    /** Returns what fleets other than the one at {@code pool} leave. */
    static Room beside(PlanningProblem problem, Tariff tariff, List<Fleet> fleets, int pool) {
        var left = all(problem, tariff, fleets);
        for (int p = 0; p < fleets.size(); p++) {
            for (int m = 0; m < left.oneTime.length && p != pool; m++) {
                left.oneTime[m] -= tariff.oneTime(fleets.get(p), m);
                left.monthly[m] -= tariff.monthly(fleets.get(p), m);
                for (int s = 0; s < left.arrivals.length; s++) {
                    left.arrivals[s][m] -= fleets.get(p).arrivals()[s][m];
                }
            }
        }
        return left;
    }

    /**
     * Returns what all pools may take together.
     *
     * @param fleets of all pools: what is bound is paid whatever the budget
     */
    private static Room all(PlanningProblem problem, Tariff tariff, List<Fleet> fleets) {
        int months = problem.months();
        var arrivals = new long[problem.models().size()][months];
        for (int s = 0; s < arrivals.length; s++) {
            var most = problem.models().get(s).maxPerMonth();
            Arrays.fill(arrivals[s], most == null ? UNBOUNDED : most);
        }
        var budget = problem.budget();
        var oneTime = new long[months];
        Arrays.fill(
                oneTime, budget.oneTimePerMonth() == null ? UNBOUNDED : tariff.unitsWithin(budget.oneTimePerMonth()));
        var monthly = new long[months];
        Arrays.fill(monthly, budget.monthlyMax() == null ? UNBOUNDED : tariff.unitsWithin(budget.monthlyMax()));
        for (int m = 0; m < months; m++) {
            monthly[m] = Math.max(monthly[m], bound(tariff, fleets, m));
        }
        return new Room(arrivals, oneTime, monthly);
    }

    /** Returns what a month costs with nothing but what is owned and bound, which is paid whatever the budget. */
    static long bound(Tariff tariff, List<Fleet> fleets, int month) {
        long sum = 0;
        for (var fleet : fleets) {
            for (int s = 0; s < tariff.modelMonthly.length; s++) {
                sum += fleet.bound()[s][month] * tariff.modelMonthly[s];
            }
        }
        return sum;
    }

    boolean holds(Tariff tariff, Fleet fleet) {
        for (int m = 0; m < oneTime.length; m++) {
            if (tariff.oneTime(fleet, m) > oneTime[m] || tariff.monthly(fleet, m) > monthly[m]) {
                return false;
            }
            for (int s = 0; s < arrivals.length; s++) {
                if (fleet.arrivals()[s][m] > arrivals[s][m]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns whether one-time costs are bounded. */
    boolean boundsOneTime() {
        return oneTime.length > 0 && oneTime[0] < UNBOUNDED / 2;
    }
}
