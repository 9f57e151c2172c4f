package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plain plan for when the search has no time: from a first fleet, adds the server that helps most for its price
 * until each month is carried, then drops the servers that are not needed, the dearest first.
 */
final class Greedy {

    private static final int MOST_ADDED = 2000;
    private static final int NONE = -1;

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final PoolNeeds needs;
    private final List<Fleet> others;
    private int without = NONE;

    Greedy(PlanningProblem problem, Tariff tariff, PoolNeeds needs, List<Fleet> others) {
        this.problem = problem;
        this.tariff = tariff;
        this.needs = needs;
        this.others = others;
    }

    /** Leaves a model out: none of it is bought any more. */
    Greedy without(int model) {
        without = model;
        return this;
    }

    /**
     * Completes a fleet.
     *
     * @param first within its terms; what comes beyond the shared limits is taken out
     */
    Fleet completed(Fleet first) {
        var all = new ArrayList<>(others);
        all.add(first);
        var room = Room.beside(problem, tariff, all, others.size());
        var fleet = PoolChains.copy(first);
        for (int m = 0; m < problem.months() && without != NONE; m++) {
            while (fleet.arrivals()[without][m] > 0) {
                takeOut(fleet, without, m);
            }
        }
        trim(fleet, room);
        if (!room.holds(tariff, fleet)) {
            fleet = Fleet.asOwned(problem, needs);
        }
        int added = 0;
        for (int m = 0; m < problem.months(); m++) {
            while (!needs.carried(m, fleet.counts(needs, m)) && added++ < MOST_ADDED && add(fleet, m)) {}
        }
        dropWhatIsNotNeeded(fleet);
        return fleet;
    }

    /** Takes out the orders and upgrades of each month that the room does not hold, the dearest to begin first. */
    private void trim(Fleet fleet, Room room) {
        for (int m = 0; m < problem.months(); m++) {
            for (int s = 0; s < problem.models().size(); s++) {
                int beyond = (int) Math.max(0, fleet.arrivals()[s][m] - room.arrivals()[s][m]);
                for (int i = 0; i < beyond; i++) {
                    takeOut(fleet, s, m);
                }
            }
            while (tariff.oneTime(fleet, m) > room.oneTime()[m] && takeOutDearest(fleet, m)) {}
        }
    }

    private boolean takeOutDearest(Fleet fleet, int m) {
        int model = -1;
        for (int s = 0; s < problem.models().size(); s++) {
            if (fleet.arrivals()[s][m] > 0 && tariff.modelOneTime[s] > (model < 0 ? 0 : tariff.modelOneTime[model])) {
                model = s;
            }
        }
        if (model >= 0) {
            takeOut(fleet, model, m);
            return true;
        }
        for (int u = 0; u < tariff.upgradeOneTime.length; u++) {
            var active = fleet.active()[u];
            int before = m == 0 ? 0 : active[m - 1];
            if (tariff.upgradeOneTime[u] > 0 && active[m] > before) {
                active[m] = before;
                return true;
            }
        }
        return false;
    }

    /** Takes an arrival out, and the server with it as far as terms of others allow. */
    private void takeOut(Fleet fleet, int s, int month) {
        var arrivals = fleet.arrivals()[s];
        var bought = fleet.bought()[s];
        int term = problem.models().get(s).shortestService();
        arrivals[month]--;
        for (int m = month; m < problem.months(); m++) {
            int within = 0;
            for (int a = Math.max(0, m - term + 1); a <= m; a++) {
                within += arrivals[a];
            }
            bought[m] = Math.max(within, bought[m] - 1);
            int left = fleet.held(s, m);
            for (int u = 0; u < problem.upgrades().size(); u++) {
                if (problem.upgrades()
                        .get(u)
                        .model()
                        .equals(problem.models().get(s).id())) {
                    fleet.active()[u][m] = Math.min(fleet.active()[u][m], left);
                    left -= fleet.active()[u][m];
                }
            }
        }
    }

    private void dropWhatIsNotNeeded(Fleet fleet) {
        var byPrice = IntStream.range(0, problem.models().size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer s) -> -tariff.modelMonthly[s]))
                .toList();
        for (int s : byPrice) {
            for (int a = 0; a < problem.months(); a++) {
                while (fleet.arrivals()[s][a] > 0 && drop(fleet, s, a)) {}
            }
            for (int m = 1; m < problem.months(); m++) {
                while (giveBack(fleet, s, m)) {}
            }
        }
    }

    /** Takes out a server with the months up to the next one that is given back, which stays in its place. */
    private boolean drop(Fleet fleet, int s, int arrival) {
        var bought = fleet.bought()[s];
        int end = arrival + 1;
        while (end < problem.months() && bought[end - 1] + fleet.arrivals()[s][end] <= bought[end]) {
            end++;
        }
        int unmet = fleet.unmet(needs);
        fleet.arrivals()[s][arrival]--;
        lower(bought, arrival, end, 1);
        if (keepsUp(fleet, s, arrival, end) && fleet.unmet(needs) <= unmet) {
            return true;
        }
        fleet.arrivals()[s][arrival]++;
        lower(bought, arrival, end, -1);
        return false;
    }

    private boolean giveBack(Fleet fleet, int s, int from) {
        var owned = fleet.owned()[s];
        int end = from;
        while (end < problem.months() && owned[end] > fleet.bound()[s][end]) {
            end++;
        }
        if (end == from) {
            return false;
        }
        int unmet = fleet.unmet(needs);
        lower(owned, from, end, 1);
        if (keepsUp(fleet, s, from, end) && fleet.unmet(needs) <= unmet) {
            return true;
        }
        lower(owned, from, end, -1);
        return false;
    }

    private static void lower(int[] counts, int from, int end, int by) {
        for (int m = from; m < end; m++) {
            counts[m] -= by;
        }
    }

    /** Returns whether the nodes left can carry the upgrades. */
    private boolean keepsUp(Fleet fleet, int s, int from, int end) {
        int bare = needs.bareType(s);
        for (int m = from; m < end; m++) {
            if (bare < 0 || fleet.counts(needs, m)[bare] < 0) {
                return false;
            }
        }
        return true;
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
        if (type < 0 || s == without || !problem.models().get(s).orderable()) {
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
