package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.util.List;

/** The limits that all pools share: the orders of a month by model, and the budget. */
final class SharedLimits {

    private SharedLimits() {}

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
            long oneTime = 0;
            long monthly = 0;
            long forced = 0;
            for (int s = 0; s < problem.models().size(); s++) {
                long arriving = 0;
                for (var fleet : fleets) {
                    arriving += fleet.arrivals()[s][m];
                    monthly += fleet.held(s, m) * tariff.modelMonthly[s];
                    forced += m == 0 ? fleet.owned()[s][0] * tariff.modelMonthly[s] : 0;
                }
                oneTime += arriving * tariff.modelOneTime[s];
                var most = problem.models().get(s).maxPerMonth();
                if (most != null && arriving > most) {
                    return false;
                }
            }
            for (int u = 0; u < problem.upgrades().size(); u++) {
                for (var fleet : fleets) {
                    int before = m == 0 ? 0 : fleet.active()[u][m - 1];
                    oneTime += Math.max(0, fleet.active()[u][m] - before) * tariff.upgradeOneTime[u];
                    monthly += fleet.active()[u][m] * tariff.upgradeMonthly[u];
                }
            }
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

    private static void limitOneTime(
            IntegerProgram program, PlanningProblem problem, Tariff tariff, List<PoolProgram> pools, int m) {
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
            program.row(costs, -IntegerProgram.NONE, tariff.unitsWithin(limit));
        }
    }

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
            program.row(costs, -IntegerProgram.NONE, Math.max(forced, tariff.unitsWithin(limit)));
        }
    }

    private static void add(Terms terms, int variable, long coefficient) {
        if (variable != PoolProgram.ABSENT) {
            terms.add(variable, coefficient);
        }
    }
}
