package dev.headroom.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Finds the cheapest whole numbers of instances whose cores and memory both suffice. The answer is an exact minimum; among
 * equally cheap mixes it leans to fewer, larger instances. Remembers its answers and may be shared between threads.
 */
final class InstanceMix {

    /*
     * A covering problem in two dimensions: least p·x with c·x ≥ C and m·x ≥ M, x whole.
     *
     * 1. A type that the others can stand in for at no higher price is set aside. A price list is mostly sizes of a few
     *    families, so three to six types remain.
     * 2. Depth first over the rest, with linear programming's bound for what is still uncovered. By duality that bound is
     *    the greatest u·C + v·M over the corners (u, v) of {u·c + v·m ≤ p for every type left, u, v ≥ 0}, which are
     *    few and known beforehand. As a function of one type's count the bound is convex: counts are tried outwards from
     *    its lowest point, and the first that can't beat the best mix ends its direction.
     *
     * Prices are whole multiples of their greatest common divisor, counted in longs. The bound alone is floating point; it is
     * lowered by far more than its rounding error before it is believed.
     */

    /** A mix and its exact price. */
    record Mix(Map<InstanceType, Integer> counts, BigDecimal monthlyPrice) {}

    private static final double ROUNDING = 1e-11;
    private static final int REMEMBERED = 10_000;

    private final List<InstanceType> types;
    private final BigDecimal priceUnit;
    private final long memoryUnit;
    private final int[] kept;
    private final long[] cores;
    private final long[] memory;
    private final long[] prices;
    private final List<List<double[]>> corners; // of the types from each position on
    private final List<Substitute> substitutes = new ArrayList<>();
    private final Map<Need, Mix> known = new ConcurrentHashMap<>();

    private record Need(long cores, long memory) {}

    /** What stands in for a type that was set aside at the very same price. */
    private record Substitute(int type, int[] counts) {}

    /** Considers the types that have a price for the commitment. */
    InstanceMix(Collection<InstanceType> offered, Commitment commitment) {
        types = offered.stream()
                .filter(type -> type.monthlyPrice(commitment).isPresent())
                .sorted(Comparator.comparingInt(InstanceType::physicalCores)
                        .thenComparingLong(InstanceType::memoryBytes)
                        .reversed()
                        .thenComparing(InstanceType::name))
                .toList();
        var monthly = types.stream()
                .map(type -> type.monthlyPrice(commitment).orElseThrow())
                .toList();
        int scale = monthly.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        var whole = monthly.stream()
                .map(price -> price.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue())
                .toList();
        var divisor = whole.stream().reduce(BigInteger.ZERO, BigInteger::gcd).max(BigInteger.ONE);
        priceUnit = new BigDecimal(divisor, scale);
        memoryUnit = Math.max(
                1, types.stream().mapToLong(InstanceType::memoryBytes).reduce(0, InstanceMix::greatestCommonDivisor));
        cores = types.stream().mapToLong(InstanceType::physicalCores).toArray();
        memory = types.stream()
                .mapToLong(type -> type.memoryBytes() / memoryUnit)
                .toArray();
        prices = whole.stream()
                .mapToLong(price -> price.divide(divisor).longValueExact())
                .toArray();
        kept = setAsideTheReplaceable();
        corners = cornersOf(kept);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    /**
     * Returns the cheapest mix; empty if no type has a price.
     *
     * @throws ArithmeticException if the demand is beyond all measure, so that its price doesn't fit a long
     */
    Optional<Mix> cheapest(BigDecimal coresNeeded, long bytesNeeded) {
        if (isEmpty()) {
            return Optional.empty();
        }
        var need = new Need(
                coresNeeded.setScale(0, RoundingMode.CEILING).longValueExact(), Math.ceilDiv(bytesNeeded, memoryUnit));
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        return Optional.of(known.computeIfAbsent(need, this::solve));
    }

    private Mix solve(Need need) {
        var search = new Search(kept, corners, Long.MAX_VALUE);
        search.run(need.cores, need.memory);
        var counts = consolidate(search.best, need);
        var mix = new LinkedHashMap<InstanceType, Integer>();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingLong((Integer i) -> Math.multiplyExact(prices[i], counts[i]))
                .reversed()
                .thenComparing(i -> types.get(i).name()));
        order.forEach(i -> mix.put(types.get(i), Math.toIntExact(counts[i])));
        return new Mix(Collections.unmodifiableMap(mix), priceUnit.multiply(BigDecimal.valueOf(search.bestCost)));
    }

    /** Puts larger types in place of smaller ones where that costs the same and still suffices. */
    private long[] consolidate(long[] counts, Need need) {
        long spareCores = total(cores, counts) - need.cores;
        long spareMemory = total(memory, counts) - need.memory;
        for (var substitute : substitutes) { // largest first
            long times = Long.MAX_VALUE;
            long lostCores = -cores[substitute.type];
            long lostMemory = -memory[substitute.type];
            long parts = 0;
            for (int i = 0; i < counts.length; i++) {
                if (substitute.counts[i] > 0) {
                    times = Math.min(times, counts[i] / substitute.counts[i]);
                    lostCores += cores[i] * substitute.counts[i];
                    lostMemory += memory[i] * substitute.counts[i];
                    parts += substitute.counts[i];
                }
            }
            if (parts < 2) {
                continue;
            }
            times = lostCores > 0 ? Math.min(times, spareCores / lostCores) : times;
            times = lostMemory > 0 ? Math.min(times, spareMemory / lostMemory) : times;
            if (times > 0) {
                for (int i = 0; i < counts.length; i++) {
                    counts[i] -= substitute.counts[i] * times;
                }
                counts[substitute.type] += times;
                spareCores -= lostCores * times;
                spareMemory -= lostMemory * times;
            }
        }
        return counts;
    }

    private static long total(long[] each, long[] counts) {
        long sum = 0;
        for (int i = 0; i < each.length; i++) {
            sum += each[i] * counts[i];
        }
        return sum;
    }

    private int[] setAsideTheReplaceable() {
        var staying = new boolean[types.size()];
        Arrays.fill(staying, true);
        for (int i = 0; i < staying.length; i++) {
            for (int j = 0; j < staying.length && staying[i]; j++) {
                if (i != j && staying[j]) {
                    long copies = Math.max(Math.ceilDiv(cores[i], cores[j]), Math.ceilDiv(memory[i], memory[j]));
                    if (Math.multiplyHigh(copies, prices[j]) == 0 && copies * prices[j] <= prices[i]) {
                        staying[i] = false;
                    }
                }
            }
        }
        for (int i = 0; i < staying.length; i++) {
            if (staying[i]) {
                staying[i] = false;
                staying[i] = !canReplace(i, positions(staying), prices[i]);
            }
        }
        var stayed = positions(staying);
        for (int i = 0; i < staying.length; i++) {
            if (!staying[i]) {
                var search = new Search(stayed, cornersOf(stayed), prices[i] + 1);
                search.run(cores[i], memory[i]);
                if (search.bestCost == prices[i]) {
                    substitutes.add(new Substitute(
                            i,
                            Arrays.stream(search.best)
                                    .mapToInt(Math::toIntExact)
                                    .toArray()));
                }
            }
        }
        return stayed;
    }

    private boolean canReplace(int type, int[] others, long price) {
        if (others.length == 0) {
            return false;
        }
        var search = new Search(others, cornersOf(others), price + 1);
        search.run(cores[type], memory[type]);
        return search.bestCost <= price;
    }

    private static int[] positions(boolean[] set) {
        return IntStream.range(0, set.length).filter(i -> set[i]).toArray();
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private List<List<double[]>> cornersOf(int[] indexes) {
        var all = new ArrayList<List<double[]>>();
        for (int from = 0; from < indexes.length; from++) {
            all.add(corners(Arrays.copyOfRange(indexes, from, indexes.length)));
        }
        return all;
    }

    private List<double[]> corners(int[] indexes) {
        double perCore = Double.POSITIVE_INFINITY;
        double perMemory = Double.POSITIVE_INFINITY;
        for (int i : indexes) {
            perCore = Math.min(perCore, (double) prices[i] / cores[i]);
            perMemory = Math.min(perMemory, (double) prices[i] / memory[i]);
        }
        var found = new ArrayList<double[]>();
        found.add(new double[] {perCore, 0});
        found.add(new double[] {0, perMemory});
        for (int a = 0; a < indexes.length; a++) {
            for (int b = a + 1; b < indexes.length; b++) {
                int i = indexes[a];
                int j = indexes[b];
                double determinant = (double) cores[i] * memory[j] - (double) cores[j] * memory[i];
                if (determinant == 0) {
                    continue;
                }
                double u = ((double) prices[i] * memory[j] - (double) prices[j] * memory[i]) / determinant;
                double v = ((double) prices[j] * cores[i] - (double) prices[i] * cores[j]) / determinant;
                if (u >= 0 && v >= 0 && isWithinPrices(indexes, u, v)) {
                    found.add(new double[] {u, v});
                }
            }
        }
        return found;
    }

    private boolean isWithinPrices(int[] indexes, double u, double v) {
        for (int k : indexes) {
            if (u * cores[k] + v * memory[k] > prices[k] * (1 + 1e-13)) {
                return false;
            }
        }
        return true;
    }

    private final class Search {
        private final int[] indexes;
        private final List<List<double[]>> bounds;
        private final long[] counts = new long[types.size()];
        private long[] best = new long[0];
        private long bestCost;

        /** Looks for mixes that cost less than the limit. */
        Search(int[] indexes, List<List<double[]>> bounds, long limit) {
            this.indexes = indexes;
            this.bounds = bounds;
            this.bestCost = limit;
        }

        void run(long coresLeft, long memoryLeft) {
            descend(0, coresLeft, memoryLeft, 0);
        }

        private void descend(int depth, long coresLeft, long memoryLeft, long cost) {
            if (coresLeft <= 0 && memoryLeft <= 0) {
                accept(cost);
                return;
            }
            int type = indexes[depth];
            long most = needed(type, coresLeft, memoryLeft);
            if (depth == indexes.length - 1) {
                counts[type] = most;
                accept(Math.addExact(cost, Math.multiplyExact(most, prices[type])));
                counts[type] = 0;
                return;
            }
            long lowest = lowestPoint(depth, type, most, coresLeft, memoryLeft);
            for (long x = lowest; x <= most && tryCount(depth, type, x, coresLeft, memoryLeft, cost); x++) {
                // tryCount ends the walk
            }
            for (long x = lowest - 1; x >= 0 && tryCount(depth, type, x, coresLeft, memoryLeft, cost); x--) {
                // tryCount ends the walk
            }
            counts[type] = 0;
        }

        private boolean tryCount(int depth, int type, long x, long coresLeft, long memoryLeft, long cost) {
            long spent = Math.addExact(cost, Math.multiplyExact(x, prices[type]));
            long coresThen = coresLeft - x * cores[type];
            long memoryThen = memoryLeft - x * memory[type];
            double bound = bound(depth + 1, coresThen, memoryThen);
            double least = spent + Math.ceil(bound - (spent + bound) * ROUNDING);
            if (least >= bestCost) {
                return false;
            }
            counts[type] = x;
            descend(depth + 1, coresThen, memoryThen, spent);
            return true;
        }

        private long lowestPoint(int depth, int type, long most, long coresLeft, long memoryLeft) {
            long low = 0;
            long high = most;
            while (low < high) {
                long middle = (low + high) >>> 1;
                double here = bound(depth + 1, coresLeft - middle * cores[type], memoryLeft - middle * memory[type]);
                double next = bound(
                        depth + 1, coresLeft - (middle + 1) * cores[type], memoryLeft - (middle + 1) * memory[type]);
                if (next - here + prices[type] >= 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        private double bound(int depth, long coresLeft, long memoryLeft) {
            double c = Math.max(0, coresLeft);
            double m = Math.max(0, memoryLeft);
            double greatest = 0;
            for (var corner : bounds.get(depth)) {
                greatest = Math.max(greatest, corner[0] * c + corner[1] * m);
            }
            return greatest;
        }

        private long needed(int type, long coresLeft, long memoryLeft) {
            return Math.max(
                    Math.ceilDiv(Math.max(0, coresLeft), cores[type]),
                    Math.ceilDiv(Math.max(0, memoryLeft), memory[type]));
        }

        private void accept(long cost) {
            if (cost < bestCost) {
                bestCost = cost;
                best = counts.clone();
            }
        }
    }
}
