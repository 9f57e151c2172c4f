package dev.headroom.plan;

import dev.headroom.plan.PoolChains.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states of a corridor's months: for each of its chains a digit, how many more there are than the fleet has, counted
 * from the reach below it. What a digit costs and has is the same in all months, so it is added up once.
 */
final class CorridorStates {

    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Tariff tariff;
    private final PoolChains chains;
    private final PoolNeeds needs;
    private final int resources;

    private List<Chain> free = List.of();
    private int reach;
    private int width;
    private int across;
    private int size;

    /** By state, what it pays more for a month than the fleet does. */
    private long[] pays = {};

    /** By resource and state, what it has more than the fleet. */
    private final long[][] has;

    /** By resource, what the largest nodes may have that fail. */
    private final long[] mostLost;

    /** By type, whether there are upgrades of it. */
    private final boolean[] upgraded;

    /** Types with upgrades that the chains change, and by state, how many more bare nodes of each there are. */
    private int[] hosts = {};

    private final List<long[]> bare = new ArrayList<>();

    private final long[] counts;
    private final byte[] digits = new byte[16];

    CorridorStates(Tariff tariff, PoolChains chains) {
        this.tariff = tariff;
        this.chains = chains;
        needs = chains.needs;
        resources = needs.resources.size();
        has = new long[resources][0];
        counts = new long[needs.types.size()];
        upgraded = new boolean[counts.length];
        for (var chain : chains.all) {
            if (chain.host() != PoolChains.NONE) {
                upgraded[chain.host()] = true;
            }
        }
        mostLost = new long[resources];
        for (int r = 0; r < resources; r++) {
            mostLost[r] =
                    needs.failures * Arrays.stream(needs.capacity[r]).max().orElse(0);
        }
    }

    void prepare(List<Chain> free, int reach) {
        this.free = free;
        this.reach = reach;
        width = 2 * reach + 1;
        across = 1;
        for (int i = 1; i < free.size(); i++) {
            across *= width;
        }
        size = across * width;
        if (pays.length < size) {
            pays = new long[size];
            for (int r = 0; r < resources; r++) {
                has[r] = new long[size];
            }
        }
        fill(pays, free.stream().mapToLong(Chain::hold).toArray());
        for (int r = 0; r < resources; r++) {
            var capacity = needs.capacity[r];
            fill(
                    has[r],
                    free.stream()
                            .mapToLong(chain -> capacity[chain.type()]
                                    - (chain.host() == PoolChains.NONE ? 0 : capacity[chain.host()]))
                            .toArray());
        }
        hosts = free.stream()
                .mapToInt(chain -> chain.host() == PoolChains.NONE ? chain.type() : chain.host())
                .filter(j -> upgraded[j])
                .distinct()
                .toArray();
        while (bare.size() < hosts.length) {
            bare.add(new long[0]);
        }
        for (int h = 0; h < hosts.length; h++) {
            int j = hosts[h];
            if (bare.get(h).length < size) {
                bare.set(h, new long[size]);
            }
            fill(
                    bare.get(h),
                    free.stream()
                            .mapToLong(chain -> chain.host() == j ? -1 : chain.type() == j ? 1 : 0)
                            .toArray());
        }
    }

    /** Sets the sum over the chains for each state. */
    private void fill(long[] sums, long[] each) {
        sums[0] = 0;
        int size = 1;
        for (long one : each) {
            for (int d = width - 1; d >= 0; d--) {
                for (int o = 0; o < size; o++) {
                    sums[d * size + o] = sums[o] + (d - reach) * one;
                }
            }
            size *= width;
        }
    }

    /** Returns the state of the fleet itself. */
    int zero() {
        return (size - 1) / 2;
    }

    /** Returns a state's digits; they are good until the next call. */
    byte[] digits(int state) {
        int left = state;
        for (int i = 0; i < free.size(); i++) {
            digits[i] = (byte) (left % width);
            left /= width;
        }
        return digits;
    }

    /**
     * Adds the price of holding each state in a month, and a penalty where the demand is not carried; returns what the fleet
     * itself pays.
     *
     * @param value by the last chain's digit and the others'; {@link #NEVER} where there can't be the nodes, or no money
     * @param beyond what a unit of money beyond the room costs more; infinite where there is no more
     */
    long hold(int m, Fleet now, long[][] value, long room, double beyond, long penalty) {
        var own = chains.types(now, m);
        var base = new long[resources];
        chains.weigh(own, base);
        long cost = 0;
        for (var chain : free) {
            cost += chain.of(now)[m] * chain.hold();
        }
        long most = room >= Room.UNBOUNDED / 2 ? Long.MAX_VALUE : room - tariff.monthly(now, m);
        boolean fewer = false;
        for (int j : hosts) {
            fewer |= own[j] < (long) reach * free.size();
        }
        boolean fails = false;
        var least = new long[resources];
        for (int r = 0; r < resources; r++) {
            least[r] = Math.max(needs.total[r][m], needs.surviving[r][m]) - base[r];
            fails |= needs.surviving[r][m] > 0 && needs.surviving[r][m] + mostLost[r] > needs.total[r][m];
        }
        boolean strict = Double.isInfinite(beyond);
        long unchanged = most < 0 && strict
                ? NEVER
                : cost + more(0, most, beyond) + (chains.carried(m, own, base) ? 0 : penalty);
        for (int d = 0; d < width; d++) {
            var part = value[d];
            int start = d * across;
            for (int o = 0; o < across; o++) {
                if (part[o] < NEVER) {
                    int x = start + o;
                    part[o] = pays[x] > most && strict || fewer && missing(x, own)
                            ? NEVER
                            : part[o]
                                    + cost
                                    + pays[x]
                                    + more(pays[x], most, beyond)
                                    + (carried(x, least) && !(fails && lost(m, x, own, base)) ? 0 : penalty);
                }
            }
        }
        return unchanged;
    }

    /** Returns the surcharge on what is paid beyond the most that may be. */
    private static long more(long pays, long most, double beyond) {
        return pays > most ? (long) Math.min(NEVER, (pays - most) * beyond) : 0;
    }

    private boolean carried(int x, long[] least) {
        for (int r = 0; r < least.length; r++) {
            if (has[r][x] < least[r]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a state has more upgrades than nodes to carry them. */
    private boolean missing(int x, long[] own) {
        for (int h = 0; h < hosts.length; h++) {
            if (own[hosts[h]] + bare.get(h)[x] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether too little is left when the largest nodes have failed. */
    private boolean lost(int m, int x, long[] own, long[] base) {
        boolean counted = false;
        for (int r = 0; r < resources; r++) {
            long surviving = needs.surviving[r][m];
            long all = base[r] + has[r][x];
            if (surviving > 0 && all - mostLost[r] < surviving) {
                if (!counted) {
                    count(x, own);
                    counted = true;
                }
                if (all - chains.lost(r, counts) < surviving) {
                    return true;
                }
            }
        }
        return false;
    }

    private void count(int x, long[] own) {
        System.arraycopy(own, 0, counts, 0, counts.length);
        int left = x;
        for (var chain : free) {
            int by = left % width - reach;
            left /= width;
            counts[chain.type()] += by;
            if (chain.host() != PoolChains.NONE) {
                counts[chain.host()] -= by;
            }
        }
    }
}
