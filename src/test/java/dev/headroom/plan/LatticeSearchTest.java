package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatticeSearchTest {

    private final PoolChains[] chains = new PoolChains[1];

    private LatticeSearch.Outcome solve(PlanningProblem problem, double reach) {
        var tariff = new Tariff(problem);
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        chains[0] = new PoolChains(problem, tariff, needs);
        var lattice = new Lattice(chains[0]);
        var plain = new Greedy(problem, tariff, needs, List.of()).completed(Fleet.asOwned(problem, needs));
        var dearest = new long[problem.months()];
        var hopeless = new boolean[problem.months()];
        for (int m = 0; m < dearest.length; m++) {
            dearest[m] = (long) (reach * tariff.monthly(plain, m)) + 1;
            hopeless[m] = !Reach.canBeCarried(problem, needs, m);
        }
        assertThat(lattice.fill(Arrays.stream(dearest).max().orElse(0), 500_000))
                .isTrue();
        var room = Room.beside(problem, tariff, List.of(plain), 0);
        return new LatticeSearch(problem, lattice, room, hopeless, dearest, Room.UNBOUNDED / 2).solve(Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void boundsTheBestPlanHoweverFewFleetsItLooksAt(long seed) {
        var problem = Problems.tiny(seed);
        var best = Enumeration.best(problem, 4);
        var tariff = new Tariff(problem);

        for (double reach : new double[] {0.8, 1, 1.5, 4}) {
            var found = solve(problem, reach);

            var fleet = found.fleet();
            boolean carriesAll = fleet != null && chains[0].unmet(fleet) == best.unmet();
            if (best.unmet() == hopelessMonths(problem)) {
                assertThat(tariff.amount(found.bound())).isLessThanOrEqualTo(best.cost());
            }
            assertThat(fleet == null || carriesAll).isTrue();
        }
    }

    private static int hopelessMonths(PlanningProblem problem) {
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        int count = 0;
        for (int m = 0; m < problem.months(); m++) {
            count += Reach.canBeCarried(problem, needs, m) ? 0 : 1;
        }
        return count;
    }
}
