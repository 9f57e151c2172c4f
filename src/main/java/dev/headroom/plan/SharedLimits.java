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
