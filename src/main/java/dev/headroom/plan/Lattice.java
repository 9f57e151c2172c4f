package dev.headroom.plan;

import dev.headroom.plan.PoolChains.Chain;
import dev.headroom.plan.PoolChains.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All fleets of a pool that cost no more than some price a month, each with the fleets that have one node or upgrade
 * less.
 *
 * <p>A model that is owned and can be bought is one dimension, unless a last month ends the service of what is owned:
 * what is owned leaves before what was bought. Upgrades that cost nothing once are no dimension: each month takes the
 * cheapest that it needs. (Where the nodes they are for are two dimensions, what they cost once is left out.)
 */
final class Lattice {

    static final int NONE = -1;
    private static final int MOST_OF_A_KIND = 120;

    final PoolChains chains;

    /** Upgrades come last. */
    final List<Chain> dimensions = new ArrayList<>();

    final List<Chain> freely = new ArrayList<>();

    /** By dimension, how many the pool owns at the start. */
    final int[] owned;

    int size;

    /** By dimension and fleet. */
    final byte[][] count;

    /** By dimension and fleet, the fleet that has one less; {@link #NONE} where there is none. */
    final int[][] less;

    /** By fleet, the monthly price without upgrades that cost nothing once. */
    long[] price = {};

    /** By resource and fleet, all capacity, and what is left when the largest nodes have failed. */
    final long[][] total;

    final long[][] surviving;

    /** By resource and fleet, how much upgrades that cost nothing once can add at the most. */
    private final long[][] addable;

    private long[] keys = {};
    private int[] slots = {};
    private final long[] radix;

    Lattice(PoolChains chains) {
        this.chains = chains;
        var merged = new ArrayList<Integer>();
        for (var chain : chains.all) {
            if (chain.kind() == Kind.BOUGHT && staysOwned(chain.index())) {
                merged.add(chain.index());
            }
        }
        for (var chain : chains.all) {
            if (chain.kind() == Kind.BOUGHT || chain.kind() == Kind.OWNED && !merged.contains(chain.index())) {
                dimensions.add(chain);
            }
        }
        for (var chain : chains.all) {
            if (chain.kind() == Kind.ACTIVE) {
                (chain.step() == 0 || isSplit(chain.host()) ? freely : dimensions).add(chain);
            }
        }
        owned = dimensions.stream()
                .mapToInt(chain ->
                        chain.kind() == Kind.OWNED || chain.kind() == Kind.BOUGHT && merged.contains(chain.index())
                                ? chains.available[chain.index()][0]
                                : 0)
                .toArray();
        count = new byte[dimensions.size()][];
        less = new int[dimensions.size()][];
        total = new long[chains.bySize.length][];
        surviving = new long[chains.bySize.length][];
        addable = new long[chains.bySize.length][];
        radix = new long[dimensions.size()];
    }

    /** Where nodes of a type are two dimensions, their upgrades could not pass from one to the other on the way. */
    private boolean isSplit(int type) {
        return dimensions.stream().filter(chain -> chain.type() == type).count() > 1;
    }

    private boolean staysOwned(int model) {
        var available = chains.available[model];
        return available[0] > 0 && available[available.length - 1] == available[0];
    }

    /**
     * Fills the lattice.
     *
     * @return false if there are more fleets than {@code most}, or one that is owned is not among them
     */
    boolean fill(long dearest, int most) {
        int dims = dimensions.size();
        long all = 1;
        var high = new int[dims];
        for (int i = 0; i < dims; i++) {
            var chain = dimensions.get(i);
            high[i] = highest(chain, owned[i]);
            boolean tooMany = high[i] > MOST_OF_A_KIND && chain.hold() * (MOST_OF_A_KIND + 1L) <= dearest;
            high[i] = Math.min(MOST_OF_A_KIND, high[i]);
            if (tooMany || owned[i] > high[i] || all > Long.MAX_VALUE / (high[i] + 1)) {
                return false;
            }
            radix[i] = all;
            all *= high[i] + 1;
        }
        keys = new long[1024];
        size = 0;
        if (!enumerate(0, 0, 0, dearest, most, high, new int[dims])) {
            return false;
        }
        connect();
        weigh();
        return true;
    }

    private int highest(Chain chain, int owned) {
        return switch (chain.kind()) {
            case OWNED -> owned;
            case BOUGHT -> owned + enough(chain);
            case ACTIVE -> MOST_OF_A_KIND;
        };
    }

    private int enough(Chain chain) {
        long enough = 0;
        for (int j = 0; j < chains.needs.types.size(); j++) {
            enough += chains.needs.types.get(j).model() == chain.index() ? chains.needs.enough(j) : 0;
        }
        return (int) Math.min(enough, MOST_OF_A_KIND + 1);
    }

    private boolean enumerate(int i, long key, long spent, long dearest, int most, int[] high, int[] counts) {
        if (i == counts.length) {
            if (size == most) {
                return false;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
            }
            keys[size++] = key;
            return true;
        }
        var chain = dimensions.get(i);
        long hold = chain.hold();
        int limit = chain.kind() == Kind.ACTIVE ? Math.min(high[i], hosts(chain, i, counts)) : high[i];
        for (int n = 0; n <= limit && spent + n * hold <= dearest; n++) {
            counts[i] = n;
            if (!enumerate(i + 1, key + n * radix[i], spent + n * hold, dearest, most, high, counts)) {
                return false;
            }
        }
        counts[i] = 0;
        return true;
    }

    private int hosts(Chain upgrade, int before, int[] counts) {
        int hosts = 0;
        for (int i = 0; i < before; i++) {
            var chain = dimensions.get(i);
            if (chain.kind() == Kind.ACTIVE && chain.host() == upgrade.host()) {
                hosts -= counts[i];
            } else if (chain.kind() != Kind.ACTIVE && chain.type() == upgrade.host()) {
                hosts += counts[i];
            }
        }
        return hosts;
    }

    private void connect() {
        int capacity = Integer.highestOneBit(Math.max(16, size * 2)) * 2;
        slots = new int[capacity];
        Arrays.fill(slots, NONE);
        for (int x = 0; x < size; x++) {
            int at = slot(keys[x]);
            while (slots[at] != NONE) {
                at = at + 1 & slots.length - 1;
            }
            slots[at] = x;
        }
        price = new long[size];
        for (int i = 0; i < dimensions.size(); i++) {
            long span = i + 1 < radix.length ? radix[i + 1] / radix[i] : Long.MAX_VALUE;
            count[i] = new byte[size];
            less[i] = new int[size];
            for (int x = 0; x < size; x++) {
                count[i][x] = (byte) (keys[x] / radix[i] % span);
                less[i][x] = count[i][x] == 0 ? NONE : find(keys[x] - radix[i]);
                price[x] += count[i][x] * dimensions.get(i).hold();
            }
        }
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & slots.length - 1;
    }

    private int find(long key) {
        int at = slot(key);
        while (slots[at] != NONE) {
            if (keys[slots[at]] == key) {
                return slots[at];
            }
            at = at + 1 & slots.length - 1;
        }
        return NONE;
    }

    /** Returns the fleet with the counts given, or {@link #NONE}. */
    int find(int[] counts) {
        long key = 0;
        for (int i = 0; i < counts.length; i++) {
            key += counts[i] * radix[i];
        }
        return find(key);
    }

    private void weigh() {
        for (int r = 0; r < total.length; r++) {
            total[r] = new long[size];
            surviving[r] = new long[size];
            addable[r] = new long[size];
        }
        var sums = new long[total.length];
        for (int x = 0; x < size; x++) {
            var types = types(x);
            chains.weigh(types, sums);
            for (int r = 0; r < total.length; r++) {
                total[r][x] = sums[r];
                surviving[r][x] = sums[r] - chains.lost(r, types);
                for (var upgrade : freely) {
                    var capacity = chains.needs.capacity[r];
                    addable[r][x] +=
                            types[upgrade.host()] * Math.max(0, capacity[upgrade.type()] - capacity[upgrade.host()]);
                }
            }
        }
    }

    /** Returns the nodes of each type, none with an upgrade that costs nothing once. */
    long[] types(int fleet) {
        var types = new long[chains.needs.types.size()];
        for (int i = 0; i < count.length; i++) {
            var chain = dimensions.get(i);
            types[chain.type()] += count[i][fleet];
            if (chain.host() != PoolChains.NONE) {
                types[chain.host()] -= count[i][fleet];
            }
        }
        return types;
    }

    /** Returns whether a fleet carries a month as it is. */
    boolean carries(int fleet, int month) {
        var needs = chains.needs;
        for (int r = 0; r < total.length; r++) {
            if (total[r][fleet] < needs.total[r][month] || surviving[r][fleet] < needs.surviving[r][month]) {
                return false;
            }
        }
        return true;
    }

    /** Returns false only if a fleet can't carry a month, whatever upgrades that cost nothing once it is given. */
    boolean mayCarry(int fleet, int month) {
        var needs = chains.needs;
        for (int r = 0; r < total.length; r++) {
            if (total[r][fleet] + addable[r][fleet] < needs.total[r][month]
                    || surviving[r][fleet] + addable[r][fleet] < needs.surviving[r][month]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns how many of each upgrade that costs nothing once make a fleet carry a month at the least price; null
     * where none do.
     */
    int @Nullable [] cheapestUpgrades(int fleet, int month) {
        var search = new UpgradeSearch(month, types(fleet));
        search.from(0, 0);
        return search.best;
    }

    private final class UpgradeSearch {
        private final int month;
        private final long[] types;
        private final int[] taken = new int[freely.size()];
        private long least = Long.MAX_VALUE;
        private int @Nullable [] best;

        UpgradeSearch(int month, long[] types) {
            this.month = month;
            this.types = types;
        }

        void from(int i, long spent) {
            if (spent >= least) {
                return;
            }
            if (chains.carried(month, types)) {
                least = spent;
                best = taken.clone();
                return;
            }
            if (i == taken.length) {
                return;
            }
            var upgrade = freely.get(i);
            from(i + 1, spent);
            int most = upgrade.canRiseIn(month) ? (int) types[upgrade.host()] : 0;
            for (int n = 1; n <= most; n++) {
                taken[i] = n;
                types[upgrade.host()]--;
                types[upgrade.type()]++;
                from(i + 1, spent + n * upgrade.hold());
            }
            types[upgrade.host()] += taken[i];
            types[upgrade.type()] -= taken[i];
            taken[i] = 0;
        }
    }
}
