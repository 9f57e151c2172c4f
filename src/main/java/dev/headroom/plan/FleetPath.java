package dev.headroom.plan;

import dev.headroom.plan.PoolChains.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cheapest way of a pool from one of a few given fleets to another, month by month.
 *
 * <p>The fleets are those that were found while cutting, each the cheapest of a month at some prices. Terms are only
 * guessed at here, so what a way costs must be looked at again.
 */
final class FleetPath {

    private static final long NEVER = Long.MAX_VALUE / 4;
    private static final int MOST_FLEETS = 700;

    /** What a server within its term is thought to cost that leaves, in months. */
    private static final int EARLY = 2;

    private final PlanningProblem problem;
    private final PoolChains chains;
    private final Room room;
    private final int months;
    private final int models;

    /** By fleet: servers by model, then upgrades. */
    private final List<int[]> counts = new ArrayList<>();

    private final List<long[]> types = new ArrayList<>();
    private final long[] hold;
    private final long[] rise;
    private final long[] fall;
    private final int[] first;

    FleetPath(PlanningProblem problem, Tariff tariff, PoolChains chains, Room room, List<long[]> fleets) {
        this.problem = problem;
        this.chains = chains;
        this.room = room;
        months = problem.months();
        models = problem.models().size();
        int columns = models + problem.upgrades().size();
        hold = new long[columns];
        rise = new long[columns];
        fall = new long[columns];
        first = new int[columns];
        Arrays.fill(first, Integer.MAX_VALUE);
        for (int s = 0; s < models; s++) {
            hold[s] = tariff.modelMonthly[s];
        }
        for (var chain : chains.all) {
            if (chain.kind() != Kind.OWNED) {
                int c = chain.kind() == Kind.BOUGHT ? chain.index() : models + chain.index();
                hold[c] = chain.hold();
                rise[c] = chain.step();
                first[c] = chain.first();
                fall[c] = chain.term() > 1 && chains.available[chain.index()][0] == 0 ? EARLY * chain.hold() : 0;
            }
        }
        fleets.stream()
                .skip(Math.max(0, fleets.size() - MOST_FLEETS))
                .map(fleet -> Arrays.stream(fleet).boxed().toList())
                .distinct()
                .forEach(fleet -> add(fleet.stream().mapToLong(count -> count).toArray()));
    }

    private void add(long[] fleet) {
        var count = new int[hold.length];
        for (int j = 0; j < fleet.length; j++) {
            var type = chains.needs.types.get(j);
            count[type.model()] += (int) fleet[j];
            if (!type.isBare()) {
                count[models + type.upgrade()] += (int) fleet[j];
            }
        }
        counts.add(count);
        types.add(fleet);
    }

    /**
     * Returns the way, with servers kept as long as their terms last.
     *
     * @param hopeless by month, whether no fleet can carry it
     */
    Fleet cheapest(boolean[] hopeless) {
        var start = new int[hold.length];
        for (int s = 0; s < models; s++) {
            start[s] = chains.available[s] == null || months == 0 ? 0 : chains.available[s][0];
        }
        int size = counts.size();
        var value = new long[size];
        var choices = new int[months][size];
        for (int m = 0; m < months; m++) {
            var next = new long[size];
            for (int x = 0; x < size; x++) {
                next[x] = NEVER;
                if (!hopeless[m] && !chains.carried(m, types.get(x))) {
                    continue;
                }
                for (int y = 0; y < size; y++) {
                    if (m == 0 && y > 0) {
                        break;
                    }
                    if (m == 0 || value[y] < next[x]) {
                        long before = m == 0 ? 0 : value[y];
                        long cost = before + step(m == 0 ? start : counts.get(y), counts.get(x), m, next[x] - before);
                        if (cost < next[x]) {
                            next[x] = cost;
                            choices[m][x] = y;
                        }
                    }
                }
                next[x] = Math.min(NEVER, next[x] + price(counts.get(x)));
            }
            if (Arrays.stream(next).allMatch(cost -> cost >= NEVER)) {
                // no fleet can be reached: whatever is there goes on, to be completed later
                for (int x = 0; x < size; x++) {
                    next[x] = m == 0 ? price(counts.get(x)) : value[x];
                    choices[m][x] = x;
                }
            }
            value = next;
        }
        int at = 0;
        for (int x = 1; x < size; x++) {
            at = value[x] < value[at] ? x : at;
        }
        var way = new int[months][];
        for (int m = months - 1; m >= 0; m--) {
            way[m] = counts.get(at);
            at = choices[m][at];
        }
        return fleet(way);
    }

    private long price(int[] count) {
        long price = 0;
        for (int c = 0; c < count.length; c++) {
            price += count[c] * hold[c];
        }
        return price;
    }

    /** Returns the price of a step; may stop counting beyond {@code most}. */
    private long step(int[] from, int[] to, int m, long most) {
        long cost = 0;
        for (int c = 0; c < to.length && cost < most; c++) {
            int by = to[c] - from[c];
            if (by > 0) {
                if (m < first[c] || c < models && by > room.arrivals()[c][m]) {
                    return NEVER;
                }
                cost += by * rise[c];
            } else {
                cost -= by * fall[c];
            }
        }
        return cost;
    }

    private Fleet fleet(int[][] way) {
        var fleet = Fleet.asOwned(problem, chains.needs);
        for (int s = 0; s < models; s++) {
            if (chains.available[s] == null) {
                continue;
            }
            int term = problem.models().get(s).shortestService();
            var owned = fleet.owned()[s];
            var bought = fleet.bought()[s];
            var arrivals = fleet.arrivals()[s];
            for (int m = 0; m < months; m++) {
                if (m > 0) {
                    owned[m] = Math.max(
                            chains.bound[s][m], Math.min(way[m][s], Math.min(owned[m - 1], chains.available[s][m])));
                }
                int before = m == 0 ? 0 : bought[m - 1];
                long most = m < first[s] ? 0 : room.arrivals()[s][m];
                arrivals[m] = (int) Math.clamp((long) way[m][s] - owned[m] - before, 0, Math.max(0, most));
                int within = 0;
                for (int a = Math.max(0, m - term + 1); a <= m; a++) {
                    within += arrivals[a];
                }
                bought[m] = Math.min(before + arrivals[m], Math.max(within, way[m][s] - owned[m]));
                int left = fleet.held(s, m);
                for (int u = 0; u < problem.upgrades().size(); u++) {
                    if (problem.upgrades()
                                    .get(u)
                                    .model()
                                    .equals(problem.models().get(s).id())
                            && m >= first[models + u]) {
                        fleet.active()[u][m] = Math.min(left, way[m][models + u]);
                        left -= fleet.active()[u][m];
                    }
                }
            }
        }
        return fleet;
    }
}
