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
 * the least over all steps is found chain by chain, and a month takes no more than states × chains × width. The states
 * are kept as one array for each digit of the chain whose turn it is, so that loops run over whole arrays, which the
 * compiler turns into vector instructions; each turn makes the next chain's digit the one that tells arrays apart. Not
 * safe for use by several threads: it keeps its tables.
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
     * @param weights of one-time costs, by month: above 1 where their budget is short
     */
    record Neighbourhood(List<Chain> free, int reach, int from, int to, boolean returns, double[] weights) {}

    private final Tariff tariff;
    private final PoolChains chains;
    private final int months;

    private int width;
    private int chosen;

    /** States with the same digit of one chain. */
    private int across;

    private final CorridorStates states;

    /** By month of the corridor, what each state costs at the least, by the last chain's digit. */
    private long[][][] layers = {};

    private long[][] before = {};
    private long[][] after = {};

    /** By month of the corridor and chain, the price of a step from one digit to another. */
    private long[][][] prices = {};

    private long[][] lines = {};
    private long[] sums = {};

    Corridor(Tariff tariff, PoolChains chains) {
        this.tariff = tariff;
        this.chains = chains;
        months = chains.needs.months;
        states = new CorridorStates(tariff, chains);
    }

    /** Returns a fleet that is better than the given one; null where the corridor holds none within the room. */
    @Nullable
    Fleet better(Fleet now, Neighbourhood around, Room room, @Nullable Surcharges surcharges) {
        prepare(around);
        long penalty = 4 * tariff.cost(now) + 1_000_000;
        int end = Math.min(around.to + 1, months - 1);
        long unchanged = 0;
        int zero = states.zero();
        var value = before;
        for (int d = 0; d < width; d++) {
            Arrays.fill(value[d], 0, across, NEVER);
        }
        value[zero / across][zero % across] = 0;
        for (int m = around.from; m <= end; m++) {
            int at = m - around.from;
            for (int i = chosen - 1; i >= 0; i--) {
                price(i, m, now, around, room, surcharges, prices[at][i]);
                unchanged = Math.min(NEVER, unchanged + prices[at][i][around.reach * width + around.reach]);
                var next = i > 0 ? value == before ? after : before : layers[at];
                turn(value, next, prices[at][i]);
                value = next;
            }
            if (m <= around.to) {
                double beyond = surcharges == null
                        ? Double.POSITIVE_INFINITY
                        : surcharges.monthly()[m];
                unchanged = Math.min(NEVER, unchanged + states.hold(m, now, value, room.monthly()[m], beyond, penalty));
            }
        }
        int last = zero;
        if (around.to + 1 >= months) {
            for (int x = 0; x < width * across; x++) {
                last = at(value, x) < at(value, last) ? x : last;
            }
        }
        return at(value, last) >= unchanged ? null : traced(last, end, now, around);
    }

    private long at(long[][] value, int x) {
        return value[x / across][x % across];
    }

    private void prepare(Neighbourhood around) {
        chosen = around.free.size();
        width = 2 * around.reach + 1;
        across = 1;
        for (int i = 1; i < chosen; i++) {
            across *= width;
        }
        states.prepare(around.free, around.reach);
        before = grown(before);
        after = grown(after);
        int steps = around.to - around.from + 2;
        if (layers.length < steps) {
            layers = Arrays.copyOf(layers, steps);
            prices = Arrays.copyOf(prices, steps);
        }
        for (int t = 0; t < steps; t++) {
            layers[t] = grown(layers[t] == null ? new long[0][] : layers[t]);
            if (prices[t] == null || prices[t].length < chosen || prices[t][0].length < width * width) {
                prices[t] = new long[chosen][width * width];
            }
        }
        lines = grown(lines);
    }

    private long[][] grown(long[][] value) {
        var grown = value.length < width ? Arrays.copyOf(value, width) : value;
        for (int d = 0; d < width; d++) {
            if (grown[d] == null || grown[d].length < across) {
                grown[d] = new long[across];
            }
        }
        return grown;
    }

    /** Sets the prices of one chain's steps into a month; {@link #NEVER} where it can't take them. */
    private void price(
            int i, int m, Fleet now, Neighbourhood around, Room room, @Nullable Surcharges surcharges, long[] prices) {
        var chain = around.free.get(i);
        var track = chain.of(now);
        int rise = m == 0 ? chain.kind() == Kind.OWNED ? 0 : track[0] : track[m] - track[m - 1];
        boolean can = chain.canRiseIn(m);
        boolean limited = can && chain.kind() == Kind.BOUGHT;
        long most = limited ? Math.max(0, room.arrivals()[chain.index()][m]) : can ? Long.MAX_VALUE : 0;
        long surcharge = limited && surcharges != null ? (long) surcharges.orders()[chain.index()][m] : NEVER;
        long price = can ? (long) (chain.step() * around.weights[m]) : 0;
        boolean fixed = m == 0 && chain.kind() == Kind.OWNED;
        boolean locked = !around.returns && chain.term() > 1;
        int low = m > around.to ? 0 : Math.max(0, chains.least(chain, m) - track[m] + around.reach);
        long high = m > around.to
                ? width - 1
                : Math.min(width - 1L, (long) chains.most(chain, m) - track[m] + around.reach);
        for (int b = 0; b < width; b++) {
            for (int d = 0; d < width; d++) {
                int risen = rise + d - b;
                boolean never = d < low
                        || d > high
                        || risen > most && surcharge == NEVER
                        || fixed && d != b
                        || locked && d < b && risen < 0;
                prices[b * width + d] = never
                        ? NEVER
                        : (risen > 0 ? risen * price : 0) + (risen > most ? (risen - most) * surcharge : 0);
            }
        }
    }

    /** Takes the least over the steps of the chain whose turn it is, the last one; it becomes the first. */
    private void turn(long[][] from, long[][] to, long[] prices) {
        for (int d = 0; d < width; d++) {
            Arrays.fill(lines[d], 0, across, NEVER);
            for (int b = 0; b < width; b++) {
                if (prices[b * width + d] < NEVER) {
                    least(lines[d], from[b], prices[b * width + d], across);
                }
            }
        }
        int block = across / width;
        int start = 0;
        for (int part = 0; part < width; part++) {
            if (block == 0) {
                to[part][0] = lines[part][0];
            } else if (width == 3) {
                mixed(to[part], lines[0], lines[1], lines[2], start, block);
            } else {
                mixed(to[part], start, block);
            }
            start += block;
        }
    }

    private void mixed(long[] to, int start, int block) {
        int at = 0;
        for (int o = start; o < start + block; o++) {
            for (int d = 0; d < width; d++) {
                to[at++] = lines[d][o];
            }
        }
    }

    private static void mixed(long[] to, long[] first, long[] second, long[] third, int start, int block) {
        int at = 0;
        for (int o = start; o < start + block; o++) {
            to[at] = first[o];
            to[at + 1] = second[o];
            to[at + 2] = third[o];
            at += 3;
        }
    }

    private static void least(long[] line, long[] from, long price, int size) {
        for (int o = 0; o < size; o++) {
            line[o] = Math.min(line[o], from[o] + price);
        }
    }

    private Fleet traced(int last, int end, Fleet now, Neighbourhood around) {
        var fleet = PoolChains.copy(now);
        int at = last;
        for (int m = end; m >= around.from; m--) {
            var digits = states.digits(at);
            for (int i = 0; i < chosen && m <= around.to; i++) {
                around.free.get(i).of(fleet)[m] += digits[i] - around.reach;
            }
            at = m == around.from ? at : cheapest(m - around.from, digits, at);
        }
        for (var chain : around.free) {
            if (chain.kind() == Kind.BOUGHT) {
                chains.arrive(chain, fleet);
            }
        }
        return fleet;
    }

    /** Returns the state from which a month's state is reached for the least. */
    private int cheapest(int step, byte[] digits, int same) {
        int size = 1;
        if (sums.length < width * across) {
            sums = new long[width * across];
        }
        sums[0] = 0;
        for (int i = 0; i < chosen; i++) {
            for (int b = width - 1; b >= 0; b--) {
                long price = prices[step][i][b * width + digits[i]];
                for (int o = 0; o < size; o++) {
                    sums[b * size + o] = Math.min(NEVER, sums[o] + price);
                }
            }
            size *= width;
        }
        var value = layers[step - 1];
        int best = same;
        long least = at(value, same) + sums[same];
        for (int d = 0; d < width; d++) {
            for (int o = 0; o < across; o++) {
                long cost = value[d][o] + sums[d * across + o];
                if (cost < least) {
                    least = cost;
                    best = d * across + o;
                }
            }
        }
        return best;
    }
}
