package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.util.Arrays;
import java.util.List;

/** The limits that all pools share: the orders of a month by model, and the budget. */
final class SharedLimits {

    private SharedLimits() {}

    /** Adds the limits to a program. */
    static void add(IntegerProgram program, PlanningProblem problem, Tariff tariff, List<PoolProgram> pools) {
        for (int m = 0; m < problem.months(); m++) {
            for (int s = 0; s < problem.models().size(); s++) {
                limitOrders(program, problem, pools, s, m);
            }
            limitOneTime(program, problem, tariff, pools, m);
            limitMonthly(program, problem, tariff, pools, m);
        }
    }

    /** Returns whether the fleets of all pools together keep the limits. */
    static boolean kept(PlanningProblem problem, Tariff tariff, List<Fleet> fleets) {
        var budget = problem.budget();
        for (int m = 0; m < problem.months(); m++) {
            for (int s = 0; s < problem.models().size(); s++) {
                long arriving = 0;
                for (var fleet : fleets) {
                    arriving += fleet.arrivals()[s][m];
                }
                var most = problem.models().get(s).maxPerMonth();
                if (most != null && arriving > most) {
                    return false;
                }
            }
            long oneTime = oneTime(tariff, fleets, m);
            long monthly = monthly(tariff, fleets, m);
            long forced = Room.bound(tariff, fleets, m);
            if (budget.oneTimePerMonth() != null && oneTime > tariff.unitsWithin(budget.oneTimePerMonth())
                    || budget.monthlyMax() != null
                            && monthly > Math.max(forced, tariff.unitsWithin(budget.monthlyMax()))) {
                return false;
            }
        }
        return true;
    }

    private static void limitOrders(
            IntegerProgram program, PlanningProblem problem, List<PoolProgram> pools, int s, int m) {
        var most = problem.models().get(s).maxPerMonth();
        var orders = new Terms();
        for (var pool : pools) {
            add(orders, pool.arrivals[s][m], 1);
        }
        if (most != null && orders.variables().length > 1) {
            program.row(orders, -IntegerProgram.NONE, most);
        }
    }

    /** Bounds what is paid once, in whole coins: a solver can't tell a limit from one that is finer than its tolerance. */
    private static void limitOneTime(
            IntegerProgram program, PlanningProblem problem, Tariff tariff, List<PoolProgram> pools, int m) {
        var limit = problem.budget().oneTimePerMonth();
        if (limit == null) {
            return;
        }
        var costs = new Terms();
        for (var pool : pools) {
            for (int s = 0; s < pool.arrivals.length; s++) {
                add(costs, pool.arrivals[s][m], tariff.coins(tariff.modelOneTime[s]));
            }
            for (int u = 0; u < pool.activated.length; u++) {
                add(costs, pool.activated[u][m], tariff.coins(tariff.upgradeOneTime[u]));
            }
        }
        bound(program, costs, tariff.coinsWithin(limit));
    }

    /** Bounds what is paid monthly, in whole coins too; what is bound is paid whatever the limit. */
    private static void limitMonthly(
            IntegerProgram program, PlanningProblem problem, Tariff tariff, List<PoolProgram> pools, int m) {
        var limit = problem.budget().monthlyMax();
        if (limit == null) {
            return;
        }
        long forced = 0;
        var costs = new Terms();
        for (var pool : pools) {
            for (int s = 0; s < pool.bought.length; s++) {
                long each = tariff.coins(tariff.modelMonthly[s]);
                add(costs, pool.bought[s][m], each);
                add(costs, pool.owned[s][m], each);
                forced += pool.owned[s][m] == PoolProgram.ABSENT ? 0 : program.low(pool.owned[s][m]) * each;
            }
            for (int u = 0; u < pool.active.length; u++) {
                add(costs, pool.active[u][m], tariff.coins(tariff.upgradeMonthly[u]));
            }
        }
        bound(program, costs, Math.max(forced, tariff.coinsWithin(limit)));
    }

    private static void bound(IntegerProgram program, Terms costs, long limit) {
        long shared = Arrays.stream(costs.coefficients()).reduce(0, SharedLimits::divisor);
        if (shared > 0) {
            program.row(costs.dividedBy(shared), -IntegerProgram.NONE, limit / shared);
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private static long oneTime(Tariff tariff, List<Fleet> fleets, int m) {
        return fleets.stream().mapToLong(fleet -> tariff.oneTime(fleet, m)).sum();
    }

    private static long monthly(Tariff tariff, List<Fleet> fleets, int m) {
        return fleets.stream().mapToLong(fleet -> tariff.monthly(fleet, m)).sum();
    }

    private static void add(Terms terms, int variable, long coefficient) {
        if (variable != PoolProgram.ABSENT) {
            terms.add(variable, coefficient);
        }
    }
}
