package dev.headroom.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The counts of a pool that a plan chooses month by month, and a quick look at whether a fleet carries a month. */
final class PoolChains {

    enum Kind {
        OWNED,
        BOUGHT,
        ACTIVE
    }

    /**
     * One count that runs through the months.
     *
     * @param index of the model, or of the upgrade
     * @param first the first month in which it can rise; never for nodes that are owned at the start
     * @param hold the price of one for a month
     * @param step the price of one more than the month before
     * @param term how many months it must last after it rose
     * @param type of node that there is one more of
     * @param host the type of node that there is one less of, or {@link #NONE}
     */
    record Chain(Kind kind, int index, int first, long hold, long step, int term, int type, int host) {
        int[] of(Fleet fleet) {
            return switch (kind) {
                case OWNED -> fleet.owned()[index];
                case BOUGHT -> fleet.bought()[index];
                case ACTIVE -> fleet.active()[index];
            };
        }

        boolean canRiseIn(int month) {
            return month >= first;
        }
    }

    static final int NONE = -1;
    private static final int NEVER = Integer.MAX_VALUE;

    final PoolNeeds needs;
    final List<Chain> all = new ArrayList<>();

    /** By model and month, how many of the owned nodes can still serve. */
    final int[][] available;

    /** By model and month, how many of the owned nodes must serve. */
    final int[][] bound;

    /** By resource, the types from the largest to the smallest. */
    final int[][] bySize;

    PoolChains(PlanningProblem problem, Tariff tariff, PoolNeeds needs) {
        this.needs = needs;
        available = new int[problem.models().size()][];
        bound = new int[problem.models().size()][];
        for (int j = 0; j < needs.types.size(); j++) {
            var type = needs.types.get(j);
            int s = type.model();
            var model = problem.models().get(s);
            if (type.isBare()) {
                available[s] = needs.ownedAvailable(problem, s);
                bound[s] = needs.ownedBound(problem, s);
                if (needs.months > 0 && available[s][0] > 0) {
                    all.add(new Chain(Kind.OWNED, s, NEVER, tariff.modelMonthly[s], 0, 1, j, NONE));
                }
                if (model.orderable() && model.leadMonths() < needs.months) {
                    all.add(new Chain(
                            Kind.BOUGHT,
                            s,
                            model.leadMonths(),
                            tariff.modelMonthly[s],
                            tariff.modelOneTime[s],
                            model.shortestService(),
                            j,
                            NONE));
                }
            } else {
                int u = type.upgrade();
                all.add(new Chain(
                        Kind.ACTIVE,
                        u,
                        problem.upgrades().get(u).leadMonths(),
                        tariff.upgradeMonthly[u],
                        tariff.upgradeOneTime[u],
                        1,
                        j,
                        needs.bareType(s)));
            }
        }
        bySize = new int[needs.resources.size()][];
        for (int r = 0; r < bySize.length; r++) {
            var capacity = needs.capacity[r];
            bySize[r] = IntStream.range(0, capacity.length)
                    .boxed()
                    .sorted((a, b) -> Long.compare(capacity[b], capacity[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** Returns the most that a chain can count in a month. */
    int most(Chain chain, int month) {
        return switch (chain.kind) {
            case OWNED -> available[chain.index][month];
            case BOUGHT, ACTIVE -> chain.canRiseIn(month) ? PoolNeeds.MOST_NODES : 0;
        };
    }

    /** Returns the least that a chain can count in a month. */
    int least(Chain chain, int month) {
        return chain.kind == Kind.OWNED ? bound[chain.index][month] : 0;
    }

    /** Returns whether counts of nodes by type carry a month's demand. */
    boolean carried(int month, long[] counts) {
        var sums = new long[bySize.length];
        weigh(counts, sums);
        return carried(month, counts, sums);
    }

    /**
     * Returns whether counts of nodes by type carry a month's demand.
     *
     * @param sums by resource, the capacity of all nodes
     */
    boolean carried(int month, long[] counts, long[] sums) {
        for (int r = 0; r < sums.length; r++) {
            if (sums[r] < needs.total[r][month] || sums[r] < needs.surviving[r][month]) {
                return false;
            }
        }
        for (int r = 0; r < sums.length && needs.failures > 0; r++) {
            if (needs.surviving[r][month] > 0 && sums[r] - lost(r, counts) < needs.surviving[r][month]) {
                return false;
            }
        }
        return true;
    }

    /** Sets the sums to the capacity of all nodes, by resource. */
    void weigh(long[] counts, long[] sums) {
        for (int r = 0; r < sums.length; r++) {
            sums[r] = 0;
            for (int j = 0; j < counts.length; j++) {
                sums[r] += needs.capacity[r][j] * counts[j];
            }
        }
    }

    /** Returns the capacity that is lost when the largest nodes fail. */
    long lost(int r, long[] counts) {
        long left = needs.failures;
        long lost = 0;
        for (int j : bySize[r]) {
            long failing = Math.min(left, counts[j]);
            lost += failing * needs.capacity[r][j];
            left -= failing;
            if (left == 0) {
                break;
            }
        }
        return lost;
    }

    /** Returns the counts of the node types that chains' counts make. */
    long[] types(Fleet fleet, int month) {
        var counts = new long[needs.types.size()];
        for (var chain : all) {
            int count = chain.of(fleet)[month];
            counts[chain.type] += count;
            if (chain.host != NONE) {
                counts[chain.host] -= count;
            }
        }
        return counts;
    }

    int unmet(Fleet fleet) {
        int unmet = 0;
        for (int m = 0; m < needs.months; m++) {
            unmet += carried(m, types(fleet, m)) ? 0 : 1;
        }
        return unmet;
    }

    /** Returns whether no bought server leaves within its term, if the oldest leave first. */
    boolean keepsTerms(Fleet fleet) {
        for (var chain : all) {
            if (chain.kind == Kind.BOUGHT && chain.term > 1 && !keepsTerm(chain, fleet)) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsTerm(Chain chain, Fleet fleet) {
        var arrivals = fleet.arrivals()[chain.index];
        long within = 0;
        for (int m = 0; m < needs.months; m++) {
            within += arrivals[m] - (m >= chain.term ? arrivals[m - chain.term] : 0);
            if (fleet.bought()[chain.index][m] < within) {
                return false;
            }
        }
        return true;
    }

    /** Sets the arrivals of a model to the rises of what is held. */
    void arrive(Chain chain, Fleet fleet) {
        var bought = fleet.bought()[chain.index];
        var arrivals = fleet.arrivals()[chain.index];
        for (int m = 0; m < needs.months; m++) {
            arrivals[m] = Math.max(0, bought[m] - (m == 0 ? 0 : bought[m - 1]));
        }
    }

    /** Returns a fleet that holds as many of each model in each month, as many as possible of them owned from the start. */
    Fleet settled(Fleet fleet) {
        var settled = copy(fleet);
        for (var chain : all) {
            if (chain.kind == Kind.BOUGHT && available[chain.index][0] > 0) {
                var owned = settled.owned()[chain.index];
                var bought = settled.bought()[chain.index];
                for (int m = 1; m < needs.months; m++) {
                    int held = owned[m] + bought[m];
                    owned[m] = Math.min(held, Math.min(owned[m - 1], available[chain.index][m]));
                    bought[m] = held - owned[m];
                }
                arrive(chain, settled);
            }
        }
        return settled;
    }

    static Fleet copy(Fleet fleet) {
        return new Fleet(
                copy(fleet.arrivals()), copy(fleet.bought()), copy(fleet.owned()), copy(fleet.active()), fleet.bound());
    }

    private static int[][] copy(int[][] rows) {
        return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
    }
}
