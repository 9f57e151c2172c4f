package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The first question where not all demand can be met: how few pool-months need stay unmet. */
final class FewestUnmet {

    private FewestUnmet() {}

    /**
     * What is known of a program's best solution: the one with the fewest pool-months unmet, of these the cheapest.
     *
     * @param fewest whether none leaves fewer unmet
     * @param cost what is known of the costs of those that leave no more unmet
     */
    record Best(long[] values, boolean fewest, Scip.Outcome cost) {}

    /**
     * Searches until the best solution is proven, or the time is up.
     *
     * @param known a solution to begin with
     */
    static Best best(IntegerProgram program, List<PoolProgram> pools, long end, long[] known) {
        var first = fewest(program, pools, left(end).dividedBy(2), known);
        var cost = tightened(program, pools, end, first.values);
        while (!first.proven && cost.state() == Scip.State.OPTIMAL && !left(end).isZero()) {
            var cheapest = Objects.requireNonNull(cost.values());
            first = fewest(program, pools, left(end), cheapest);
            if (first.values == cheapest) {
                return new Best(cheapest, first.proven, cost);
            }
            cost = tightened(program, pools, end, first.values);
        }
        var cheapest = cost.values();
        return new Best(cheapest == null ? first.values : cheapest, first.proven, cost);
    }

    /** Solves once cuts have made the program tight: those known so far were found for months that are all met. */
    private static Scip.Outcome tightened(IntegerProgram program, List<PoolProgram> pools, long end, long[] known) {
        new CuttingPlanes(
                        program,
                        pools,
                        System.nanoTime() + left(end).dividedBy(3).toNanos())
                .tighten();
        return Scip.solve(program, left(end), known);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** A solution, and whether none leaves fewer pool-months unmet. */
    private record Fewest(long[] values, boolean proven) {}

    /** Finds how few pool-months must stay unmet, and bounds the program by that; what is known stays if it's as good. */
    private static Fewest fewest(IntegerProgram program, List<PoolProgram> pools, Duration limit, long[] known) {
        var costs = new long[program.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = program.cost(i);
            program.price(i, 0);
        }
        var all = new Terms();
        for (var pool : pools) {
            for (int unmet : pool.unmet) {
                all.add(unmet, 1);
                program.price(unmet, 1);
            }
        }
        var outcome = tightened(program, pools, System.nanoTime() + limit.toNanos(), known);
        for (int i = 0; i < costs.length; i++) {
            program.price(i, costs[i]);
        }
        long[] found = outcome.values();
        long[] values = found == null || all.of(found) >= all.of(known) ? known : found;
        program.row(all, -IntegerProgram.NONE, all.of(values));
        return new Fewest(values, outcome.state() == Scip.State.OPTIMAL);
    }
}
