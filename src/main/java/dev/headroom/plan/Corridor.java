package dev.headroom.plan;

import dev.headroom.plan.PoolChains.Chain;
import dev.headroom.plan.PoolChains.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best fleet within a corridor around a given one: some chains may be up to a reach above or below, in some
 * months; all others stay.
 *
 * <p>Dynamic programming over the months. The price of a step from one month to the next is a sum over the chains, so
 * the least over all steps is found chain by chain, and a month takes no more than states × chains × width. Not safe
 * for use by several threads: it keeps its tables.
 */
final class Corridor {

    private static final long NEVER = Long.MAX_VALUE / 4;

    /**
     * What may change.
     *
     * @param reach how many more or fewer of each chain there may be
     * @param from the first month that may change
     * @param to the last month that may change
     * @param returns whether servers within a term may leave earlier than now; the result must then be checked
     * @param weight of one-time costs: above 1 where their budget is short
     */
    record Neighbourhood(List<Chain> free, int reach, int from, int to, boolean returns, double weight) {}

    private final Tariff tariff;
    private final PoolChains chains;
    private final int months;
    private final int resources;

    private long[] value = {};
    private byte[][] choices = {};
    private int width;
    private int states;
    private int[] stride = {};
    private int[] digits = {};
    private long[] counts = {};
    private long[] sums = {};
    private long[][] capacities = {};

    Corridor(Tariff tariff, PoolChains chains) {
        this.tariff = tariff;
        this.chains = chains;
        months = chains.needs.months;
        resources = chains.needs.resources.size();
    }

    /** Returns the best fleet, which may be an equal one; null where the corridor holds none within the room. */
    @Nullable
    Fleet best(Fleet now, Neighbourhood around, Room room) {
        prepare(around);
        int zero = 0;
        for (int stride : this.stride) {
            zero += around.reach * stride;
        }
        Arrays.fill(value, 0, states, NEVER);
        value[zero] = 0;
        long penalty = 4 * tariff.cost(now) + 1_000_000;
        int dimensions = around.free.size();
        int end = Math.min(around.to + 1, months - 1);
        for (int m = around.from; m <= end; m++) {
            for (int i = 0; i < dimensions; i++) {
                step(i, m, now, around, room, choices[(m - around.from) * dimensions + i]);
            }
            if (m <= around.to) {
                hold(m, now, around, room.monthly()[m], penalty);
            }
        }
        int last = zero;
        if (around.to + 1 >= months) {
            for (int x = 0; x < states; x++) {
                last = value[x] < value[last] ? x : last;
            }
        }
        return value[last] >= NEVER ? null : traced(last, end, now, around);
    }

    private void prepare(Neighbourhood around) {
        int dimensions = around.free.size();
        width = 2 * around.reach + 1;
        states = 1;
        stride = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            stride[i] = states;
            states *= width;
        }
        if (value.length < states) {
            value = new long[states];
        }
        int tables = (around.to - around.from + 2) * dimensions;
        if (choices.length < tables) {
            choices = Arrays.copyOf(choices, tables);
        }
        for (int t = 0; t < tables; t++) {
            if (choices[t] == null || choices[t].length < states) {
                choices[t] = new byte[states];
            }
        }
        digits = new int[dimensions];
        capacities = new long[dimensions][resources];
        for (int i = 0; i < dimensions; i++) {
            for (int r = 0; r < resources; r++) {
                var chain = around.free.get(i);
                capacities[i][r] = chains.needs.capacity[r][chain.type()]
                        - (chain.host() == PoolChains.NONE ? 0 : chains.needs.capacity[r][chain.host()]);
            }
        }
    }

    /** Takes the least over the steps of one chain into a month. */
    private void step(int i, int m, Fleet now, Neighbourhood around, Room room, byte[] choice) {
        var chain = around.free.get(i);
        var track = chain.of(now);
        int rise = m == 0 ? chain.kind() == Kind.OWNED ? 0 : track[0] : track[m] - track[m - 1];
        boolean can = chain.canRiseIn(m);
        long most = !can ? 0 : chain.kind() == Kind.BOUGHT ? room.arrivals()[chain.index()][m] : Long.MAX_VALUE;
        long price = can ? (long) (chain.step() * around.weight) : 0;
        boolean fixed = m == 0 && chain.kind() == Kind.OWNED;
        boolean locked = !around.returns && chain.term() > 1;
        int across = stride[i];
        int block = across * width;
        long[] line = new long[width];
        for (int start = 0; start < states; start += block) {
            for (int o = start; o < start + across; o++) {
                for (int d = 0; d < width; d++) {
                    line[d] = value[o + d * across];
                }
                for (int d = 0; d < width; d++) {
                    long best = NEVER;
                    int from = d;
                    for (int b = 0; b < width; b++) {
                        int risen = rise + d - b;
                        if (line[b] >= best || risen > most || fixed && d != b || locked && d < b && risen < 0) {
                            continue;
                        }
                        long cost = line[b] + (risen > 0 ? risen * price : 0);
                        if (cost < best) {
                            best = cost;
                            from = b;
                        }
                    }
                    value[o + d * across] = best;
                    choice[o + d * across] = (byte) from;
                }
            }
        }
    }

    /** Adds the price of holding each state in a month, and a penalty where the demand is not carried. */
    private void hold(int m, Fleet now, Neighbourhood around, long room, long penalty) {
        int dimensions = digits.length;
        counts = chains.types(now, m);
        sums = new long[resources];
        for (int r = 0; r < resources; r++) {
            for (int j = 0; j < counts.length; j++) {
                sums[r] += chains.needs.capacity[r][j] * counts[j];
            }
        }
        long cost = 0;
        var low = new int[dimensions];
        var high = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            var chain = around.free.get(i);
            int held = chain.of(now)[m];
            low[i] = chains.least(chain, m) - held;
            high[i] = chains.most(chain, m) - held;
            cost += held * chain.hold();
            digits[i] = 0;
        }
        long others = tariff.monthly(now, m) - cost;
        for (int i = 0; i < dimensions; i++) {
            cost += shift(i, around.free.get(i), -around.reach);
        }
        for (int x = 0; x < states; x++) {
            if (value[x] < NEVER) {
                boolean within = cost + others <= room;
                for (int i = 0; i < dimensions && within; i++) {
                    within = digits[i] >= low[i] && digits[i] <= high[i];
                }
                for (int j = 0; j < counts.length && within; j++) {
                    within = counts[j] >= 0;
                }
                value[x] = within ? value[x] + cost + (chains.carried(m, counts, sums) ? 0 : penalty) : NEVER;
            }
            for (int i = 0; i < dimensions; i++) {
                var chain = around.free.get(i);
                if (digits[i] < around.reach) {
                    cost += shift(i, chain, 1);
                    break;
                }
                cost += shift(i, chain, -2 * around.reach);
            }
        }
    }

    private long shift(int i, Chain chain, int by) {
        digits[i] += by;
        counts[chain.type()] += by;
        if (chain.host() != PoolChains.NONE) {
            counts[chain.host()] -= by;
        }
        for (int r = 0; r < resources; r++) {
            sums[r] += by * capacities[i][r];
        }
        return by * chain.hold();
    }

    private Fleet traced(int last, int end, Fleet now, Neighbourhood around) {
        var fleet = PoolChains.copy(now);
        int dimensions = around.free.size();
        int at = last;
        for (int m = end; m >= around.from; m--) {
            for (int i = 0; i < dimensions && m <= around.to; i++) {
                around.free.get(i).of(fleet)[m] += at / stride[i] % width - around.reach;
            }
            for (int i = dimensions - 1; i >= 0; i--) {
                int before = choices[(m - around.from) * dimensions + i][at];
                at += (before - at / stride[i] % width) * stride[i];
            }
        }
        for (var chain : around.free) {
            if (chain.kind() == Kind.BOUGHT) {
                chains.arrive(chain, fleet);
            }
        }
        return fleet;
    }
}
