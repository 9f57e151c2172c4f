package dev.headroom.plan;

import dev.headroom.plan.IntegerProgram.Terms;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first question where not all demand can be met: how few pool-months need stay unmet. */
final class FewestUnmet {

    private FewestUnmet() {}

    /** Finds how few pool-months must stay unmet, and bounds the program by that. */
    static Scip.Outcome solve(IntegerProgram program, List<PoolProgram> pools, Duration limit, long @Nullable [] hint) {
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
        var outcome = Scip.solve(program, limit, hint);
        long[] found = outcome.values();
        long count = found == null ? 0 : program.costOf(found);
        for (int i = 0; i < costs.length; i++) {
            program.price(i, costs[i]);
        }
        if (found != null) {
            program.row(all, -IntegerProgram.NONE, count);
        }
        return outcome;
    }
}
