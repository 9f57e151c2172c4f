package dev.headroom.plan;

import dev.headroom.plan.PoolChains.Chain;
import dev.headroom.plan.PoolChains.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way of a pool through the fleets of a lattice, month by month; the terms and the one-time budget are
 * left out, so that it costs no more than the best plan.
 *
 * <p>A step between two fleets costs a sum over the dimensions. So all steps of a month are taken at once: down
 * dimension by dimension, which is free, then up. Fleets that are too dear for the lattice are together one more state,
 * which costs a little more than the dearest fleet of the month and from which every fleet is reached for nothing: a
 * way through it costs no more than any real way through them.
 */
final class LatticeSearch {

    static final long NEVER = Long.MAX_VALUE / 4;

    /** The months × fleets whose values fit into memory. */
    static final long LARGEST = 24_000_000;

    /**
     * What the search knows.
     *
     * @param bound no plan that carries every month that can be carried costs less; {@link #NEVER} where none
     *     costs less than the one that was known
     * @param fleet the cheapest way; null where it leads through fleets outside the lattice, or is none
     */
    record Outcome(long bound, @Nullable Fleet fleet) {}

    private final PlanningProblem problem;
    private final Lattice lattice;
    private final Room room;
    private final boolean[] hopeless;
    private final int months;
    private final long[] dearest;
    private final long known;
    private final long[][] values;
    private final long[] after;

    /**
     * Begins a search.
     *
     * @param hopeless by month, whether no plan can carry it
     * @param dearest by month, the price above which fleets are not looked at one by one
     * @param known what a plan costs; dearer ways are dropped
     */
    LatticeSearch(PlanningProblem problem, Lattice lattice, Room room, boolean[] hopeless, long[] dearest, long known) {
        this.problem = problem;
        this.lattice = lattice;
        this.room = room;
        this.hopeless = hopeless;
        this.dearest = dearest;
        this.known = known;
        months = problem.months();
        values = new long[months][];
        after = new long[months];
    }

    /** Searches; knows nothing if the deadline passes. */
    Outcome solve(long deadline) {
        floors();
        var value = new long[lattice.size];
        Arrays.fill(value, NEVER);
        int start = lattice.find(lattice.owned);
        if (start == Lattice.NONE) {
            return new Outcome(0, null);
        }
        value[start] = 0;
        long outside = NEVER;
        for (int m = 0; m < months; m++) {
            if (System.nanoTime() > deadline) {
                return new Outcome(0, null);
            }
            long least = Arrays.stream(value).min().orElse(NEVER);
            long entered = Math.min(least, outside);
            if (m > 0) {
                fall(value);
            }
            rise(value, m);
            hold(value, m, outside);
            boolean possible = m > 0 || starts() || lattice.price[start] > dearest[0];
            outside = !possible || entered >= NEVER || entered + dearest[m] + 1 + after[m] >= known
                    ? NEVER
                    : entered + dearest[m] + 1;
            values[m] = value.clone();
        }
        int last = 0;
        for (int x = 1; x < lattice.size; x++) {
            last = value[x] < value[last] ? x : last;
        }
        return new Outcome(
                Math.min(value[last], outside), value[last] >= NEVER || outside < value[last] ? null : traced(last));
    }

    /** Returns whether the pool can hold in month 0 what it does not own. */
    private boolean starts() {
        return lattice.chains.all.stream().anyMatch(chain -> chain.canRiseIn(0));
    }

    /** Finds what the months after each cost at the least, whatever the fleets before. */
    private void floors() {
        long sum = 0;
        for (int m = months - 1; m >= 0; m--) {
            after[m] = sum;
            long least = dearest[m];
            for (int x = 0; x < lattice.size; x++) {
                if (lattice.price[x] < least && (hopeless[m] || lattice.mayCarry(x, m))) {
                    least = lattice.price[x];
                }
            }
            sum += least;
        }
    }

    private void fall(long[] value) {
        for (int i = lattice.less.length - 1; i >= 0; i--) {
            var less = lattice.less[i];
            for (int x = value.length - 1; x >= 0; x--) {
                int lower = less[x];
                if (lower >= 0 && value[x] < value[lower]) {
                    value[lower] = value[x];
                }
            }
        }
    }

    private void rise(long[] value, int m) {
        for (int i = 0; i < lattice.less.length; i++) {
            var chain = lattice.dimensions.get(i);
            if (chain.kind() != Kind.OWNED && chain.canRiseIn(m)) {
                long most = most(chain, m);
                rise(value, lattice.less[i], chain.step(), most);
            }
        }
    }

    private long most(Chain chain, int m) {
        return chain.kind() == Kind.BOUGHT ? room.arrivals()[chain.index()][m] : Room.UNBOUNDED;
    }

    private static void rise(long[] value, int[] less, long step, long most) {
        if (most > Byte.MAX_VALUE) {
            for (int x = 0; x < value.length; x++) {
                if (less[x] >= 0) {
                    value[x] = Math.min(value[x], value[less[x]] + step);
                }
            }
            return;
        }
        boolean changed = true;
        for (int times = 0; times < most && changed; times++) {
            changed = false;
            for (int x = value.length - 1; x >= 0; x--) {
                int lower = less[x];
                if (lower >= 0 && value[lower] + step < value[x]) {
                    value[x] = value[lower] + step;
                    changed = true;
                }
            }
        }
    }

    private void hold(long[] value, int m, long outside) {
        var most = most(m);
        var least = least(m);
        for (int x = 0; x < value.length; x++) {
            long before = Math.min(value[x], outside);
            if (before >= NEVER
                    || lattice.price[x] > dearest[m]
                    || before + lattice.price[x] + after[m] >= known
                    || !available(x, least, most)) {
                value[x] = NEVER;
                continue;
            }
            long upgrades = upgrades(x, m);
            boolean kept = upgrades < NEVER
                    && before + lattice.price[x] + upgrades + after[m] < known
                    && lattice.price[x] + upgrades <= room.monthly()[m];
            value[x] = kept ? before + lattice.price[x] + upgrades : NEVER;
        }
    }

    private int[] most(int m) {
        var most = new int[lattice.count.length];
        for (int i = 0; i < most.length; i++) {
            var chain = lattice.dimensions.get(i);
            most[i] = chain.kind() == Kind.OWNED
                    ? lattice.chains.available[chain.index()][m]
                    : chain.canRiseIn(m) ? Byte.MAX_VALUE : lattice.owned[i];
        }
        return most;
    }

    private int[] least(int m) {
        var least = new int[lattice.count.length];
        for (int i = 0; i < least.length; i++) {
            var chain = lattice.dimensions.get(i);
            boolean owned = chain.kind() == Kind.OWNED || chain.kind() == Kind.BOUGHT && lattice.owned[i] > 0;
            least[i] = owned ? lattice.chains.bound[chain.index()][m] : 0;
        }
        return least;
    }

    private boolean available(int x, int[] least, int[] most) {
        for (int i = 0; i < most.length; i++) {
            if (lattice.count[i][x] < least[i] || lattice.count[i][x] > most[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the price of the upgrades that a fleet needs in a month, {@link #NEVER} where none suffice. */
    private long upgrades(int x, int m) {
        if (hopeless[m] || lattice.carries(x, m)) {
            return 0;
        }
        if (lattice.freely.isEmpty() || !lattice.mayCarry(x, m)) {
            return NEVER;
        }
        var counts = lattice.cheapestUpgrades(x, m);
        if (counts == null) {
            return NEVER;
        }
        long price = 0;
        for (int i = 0; i < counts.length; i++) {
            price += counts[i] * lattice.freely.get(i).hold();
        }
        return price;
    }

    private @Nullable Fleet traced(int last) {
        var fleet = new Fleet(
                new int[problem.models().size()][months],
                new int[problem.models().size()][months],
                new int[problem.models().size()][months],
                new int[problem.upgrades().size()][months],
                lattice.chains.bound);
        int at = last;
        for (int m = months - 1; m >= 0; m--) {
            write(fleet, at, m);
            at = m > 0 ? before(at, m) : at;
            if (at == Lattice.NONE) {
                return null;
            }
        }
        for (var chain : lattice.chains.all) {
            if (chain.kind() == Kind.BOUGHT) {
                split(chain, fleet);
                lattice.chains.arrive(chain, fleet);
            }
        }
        return fleet;
    }

    private void write(Fleet fleet, int x, int m) {
        for (int i = 0; i < lattice.count.length; i++) {
            lattice.dimensions.get(i).of(fleet)[m] = lattice.count[i][x];
        }
        if (!hopeless[m] && !lattice.carries(x, m)) {
            var counts = lattice.cheapestUpgrades(x, m);
            for (int i = 0; counts != null && i < counts.length; i++) {
                lattice.freely.get(i).of(fleet)[m] = counts[i];
            }
        }
    }

    /** Returns the fleet of the month before; {@link Lattice#NONE} where the way comes from outside the lattice. */
    private int before(int x, int m) {
        long target = values[m][x] - lattice.price[x] - upgrades(x, m);
        for (int y = 0; y < lattice.size; y++) {
            if (values[m - 1][y] <= target && values[m - 1][y] + step(y, x, m) == target) {
                return y;
            }
        }
        return Lattice.NONE;
    }

    private long step(int from, int to, int m) {
        long cost = 0;
        for (int i = 0; i < lattice.count.length; i++) {
            int rise = lattice.count[i][to] - lattice.count[i][from];
            if (rise > 0) {
                var chain = lattice.dimensions.get(i);
                if (chain.kind() == Kind.OWNED || !chain.canRiseIn(m) || rise > most(chain, m)) {
                    return NEVER;
                }
                cost += rise * chain.step();
            }
        }
        return cost;
    }

    /** Where owned and bought nodes are one dimension: owned ones that are not bound leave first, since no term holds them. */
    private void split(Chain chain, Fleet fleet) {
        int dimension = lattice.dimensions.indexOf(chain);
        int left = lattice.owned[dimension];
        if (left == 0) {
            return;
        }
        var bought = fleet.bought()[chain.index()];
        var owned = fleet.owned()[chain.index()];
        int before = left;
        for (int m = 0; m < months; m++) {
            int bound = lattice.chains.bound[chain.index()][m];
            left -= Math.clamp(before - bought[m], 0, left - bound);
            before = bought[m];
            owned[m] = left;
            bought[m] -= left;
        }
    }
}
