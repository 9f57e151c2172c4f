package dev.headroom.plan;

import java.util.ArrayList;
import java.util.List;

/** A plain plan for when the search has no time: keeps what is owned, and adds the server that helps most for its price. */
final class Greedy {

    private static final int MOST_ADDED = 2000;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final PoolNeeds needs;
    private final List<Fleet> others;

    Greedy(PlanningProblem problem, Tariff tariff, PoolNeeds needs, List<Fleet> others) {
        this.problem = problem;
        this.tariff = tariff;
        this.needs = needs;
        this.others = others;
    }

    Fleet fleet() {
        var fleet = Fleet.asOwned(problem, needs);
        int added = 0;
        for (int m = 0; m < problem.months(); m++) {
            while (!needs.carried(m, fleet.counts(needs, m)) && added++ < MOST_ADDED && add(fleet, m)) {}
        }
        return fleet;
    }

    private boolean add(Fleet fleet, int month) {
        int bestModel = -1;
        int bestArrival = -1;
        double most = 0;
        for (int s = 0; s < problem.models().size(); s++) {
            double help = help(fleet, s, month);
            for (int a = month; help > most && a >= problem.models().get(s).leadMonths(); a--) {
                if (fits(fleet, s, a)) {
                    most = help;
                    bestModel = s;
                    bestArrival = a;
                    break;
                }
            }
        }
        if (bestModel < 0) {
            return false;
        }
        change(fleet, bestModel, bestArrival, 1);
        return true;
    }

    private double help(Fleet fleet, int s, int month) {
        int type = needs.bareType(s);
        if (type < 0 || !problem.models().get(s).orderable()) {
            return 0;
        }
        double help = 0;
        var counts = fleet.counts(needs, month);
        for (int r = 0; r < needs.resources.size(); r++) {
            if (!needs.carried(r, month, counts)) {
                double need = Math.max(needs.total[r][month], needs.surviving[r][month]);
                help += Math.min(1, needs.capacity[r][type] / need);
            }
        }
        long price = tariff.modelOneTime[s] + tariff.modelMonthly[s] * (problem.months() - month);
        return help / (1.0 + price);
    }

    private boolean fits(Fleet fleet, int s, int arrival) {
        change(fleet, s, arrival, 1);
        var all = new ArrayList<>(others);
        all.add(fleet);
        boolean kept = SharedLimits.kept(problem, tariff, all);
        change(fleet, s, arrival, -1);
        return kept;
    }

    private void change(Fleet fleet, int s, int arrival, int by) {
        fleet.arrivals()[s][arrival] += by;
        for (int m = arrival; m < problem.months(); m++) {
            fleet.bought()[s][m] += by;
        }
    }
}
