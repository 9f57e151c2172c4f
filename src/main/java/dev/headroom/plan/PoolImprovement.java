package dev.headroom.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Improves plans of one pool, as if it were alone. */
final class PoolImprovement {

    private final PlanningProblem problem;
    private final Tariff tariff;
    private final PoolChains chains;
    private double[] relaxed = {};

    PoolImprovement(PlanningProblem problem, Tariff tariff, PoolChains chains) {
        this.problem = problem;
        this.tariff = tariff;
        this.chains = chains;
    }

    /** Tries those chains more often that a relaxed plan uses. */
    void favour(double[] relaxed) {
        this.relaxed = relaxed;
    }

    /**
     * Returns a plan that is no worse, when nothing was gained for many steps or at the deadline.
     *
     * @param patience steps without a gain for each chain
     */
    Fleet improved(Fleet start, long seed, long deadline, long patience) {
        return run(search(start, seed), deadline, patience);
    }

    /**
     * Returns a plan that may be dearer: what the given one leads to where it has to do without one model for a while. What
     * many servers of it do others may do for less, though not one by one: the largest that is left decides what fails.
     */
    Fleet without(int model, Fleet fleet, long seed, long deadline, long patience) {
        var other = new Greedy(problem, tariff, chains.needs, List.of())
                .without(model)
                .completed(fleet);
        var search = search(other, seed);
        search.leave(0, model);
        return improved(run(search, deadline, patience / 2), seed, deadline, patience);
    }

    private LocalSearch search(Fleet start, long seed) {
        var search = new LocalSearch(problem, tariff, List.of(chains), List.of(start), seed);
        search.favour(0, relaxed);
        return search;
    }

    private Fleet run(LocalSearch search, long deadline, long patience) {
        search.run(deadline, 1, patience * chains.all.size());
        return search.fleets().getFirst();
    }

    /** Returns the models of which a fleet buys servers. */
    static int[] bought(Fleet fleet) {
        return IntStream.range(0, fleet.bought().length)
                .filter(s -> Arrays.stream(fleet.bought()[s]).anyMatch(count -> count > 0))
                .toArray();
    }
}
