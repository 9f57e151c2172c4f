package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.util.List;

/** The limits that all pools share: the orders of a month by model, and the budget. */
final class SharedLimits {

    private SharedLimits() {}

    /**
     * Adds the limits to a program.
     *
     * @param others fleets of pools outside the program: they have taken their part already
     */
    static void add(
            IntegerProgram program,
            PlanningProblem problem,
            Tariff tariff,
            List<PoolProgram> pools,
            List<Fleet> others) {
        for (int m = 0; m < problem.months(); m++) {
            for (int s = 0; s < problem.models().size(); s++) {
                limitOrders(program, problem, pools, others, s, m);
            }
            limitOneTime(program, problem, tariff, pools, others, m);
            limitMonthly(program, problem, tariff, pools, others, m);
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
            IntegerProgram program,
            PlanningProblem problem,
            List<PoolProgram> pools,
            List<Fleet> others,
            int s,
            int m) {
        var most = problem.models().get(s).maxPerMonth();
        var orders = new Terms();
        for (var pool : pools) {
            add(orders, pool.arrivals[s][m], 1);
        }
        long taken = others.stream().mapToLong(fleet -> fleet.arrivals()[s][m]).sum();
        if (most != null && (orders.variables().length > 1 || taken > 0)) {
            program.row(orders, -IntegerProgram.NONE, most - taken);
        }
    }

    private static void limitOneTime(
            IntegerProgram program,
            PlanningProblem problem,
            Tariff tariff,
            List<PoolProgram> pools,
            List<Fleet> others,
            int m) {
        var limit = problem.budget().oneTimePerMonth();
        var costs = new Terms();
        for (var pool : pools) {
            for (int s = 0; s < pool.arrivals.length; s++) {
                add(costs, pool.arrivals[s][m], tariff.modelOneTime[s]);
            }
            for (int u = 0; u < pool.activated.length; u++) {
                add(costs, pool.activated[u][m], tariff.upgradeOneTime[u]);
            }
        }
        if (limit != null && costs.variables().length > 0) {
            program.row(costs, -IntegerProgram.NONE, tariff.unitsWithin(limit) - oneTime(tariff, others, m));
        }
    }

    private static void limitMonthly(
            IntegerProgram program,
            PlanningProblem problem,
            Tariff tariff,
            List<PoolProgram> pools,
            List<Fleet> others,
            int m) {
        var limit = problem.budget().monthlyMax();
        if (limit == null) {
            return;
        }
        long forced = Room.bound(tariff, others, m);
        var costs = new Terms();
        for (var pool : pools) {
            for (int s = 0; s < pool.bought.length; s++) {
                add(costs, pool.bought[s][m], tariff.modelMonthly[s]);
                add(costs, pool.owned[s][m], tariff.modelMonthly[s]);
                forced += pool.owned[s][m] == PoolProgram.ABSENT
                        ? 0
                        : program.low(pool.owned[s][m]) * tariff.modelMonthly[s];
            }
            for (int u = 0; u < pool.active.length; u++) {
                add(costs, pool.active[u][m], tariff.upgradeMonthly[u]);
            }
        }
        if (costs.variables().length > 0) {
            program.row(
                    costs,
                    -IntegerProgram.NONE,
                    Math.max(forced, tariff.unitsWithin(limit)) - monthly(tariff, others, m));
        }
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
