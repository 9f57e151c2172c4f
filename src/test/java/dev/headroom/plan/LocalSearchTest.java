package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSearchTest {

    private static final int MONTHS = 6;
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private static ServerModel model(String id, double cpu, String monthly, Integer most) {
        return new ServerModel(id, Map.of(CPU, cpu), BigDecimal.ZERO, new BigDecimal(monthly), 0, MONTHS, most, true);
    }

    private static PoolDemand pool(String id, int failures, double cpu) {
        return new PoolDemand(
                id, Map.of(CPU, 1.0), failures, 1, List.of(), Map.of(CPU, Collections.nCopies(MONTHS, cpu)));
    }

    private static PlanningProblem problem(List<PoolDemand> pools, ServerModel... models) {
        return new PlanningProblem("EUR", Problems.START, MONTHS, pools, List.of(models), List.of(), Budget.UNLIMITED);
    }

    /** What both pools want first is worth most to the second one, which can replace it by the dearest only. */
    @Test
    void poolsThatCompeteLeaveAServerToTheOneThatSavesMostByIt() {
        var problem = problem(
                List.of(pool("thrifty", 0, 10), pool("large", 0, 100)),
                model("wanted", 100, "100", 1),
                model("small", 10, "110", null));
        var tariff = new Tariff(problem);
        var chains = problem.pools().stream()
                .map(pool -> new PoolChains(problem, tariff, new PoolNeeds(problem, pool)))
                .toList();
        long now = System.nanoTime();
        var alone = chains.stream()
                .map(pool -> new PoolImprovement(problem, tariff, pool)
                        .improved(
                                new Greedy(problem, tariff, pool.needs, List.of())
                                        .completed(Fleet.asOwned(problem, pool.needs)),
                                1,
                                now + LONG,
                                100))
                .toList();
        assertThat(SharedLimits.kept(problem, tariff, alone)).isFalse();

        var search = new LocalSearch(problem, tariff, chains, alone, 1);
        var together = search.compete(System.nanoTime() + Duration.ofSeconds(1).toNanos(), 1);

        assertThat(together).isNotNull();
        assertThat(SharedLimits.kept(problem, tariff, together)).isTrue();
        assertThat(together.get(0).held(1, 0)).isEqualTo(1);
        assertThat(together.get(1).held(0, 0)).isEqualTo(1);
        assertThat(together.get(1).held(1, 0)).isZero();
    }

    /** As long as one large server is left it is the one that fails, so that the first small ones save nothing. */
    @Test
    void aPoolFindsOutThatAllServersOfAModelCanBeReplacedWhereOneByOneThatCostsMore() {
        var problem = problem(
                List.of(pool("workers", 1, 200)), model("large", 10, "10.50", null), model("small", 1, "1.06", null));
        var tariff = new Tariff(problem);
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        var chains = new PoolChains(problem, tariff, needs);
        var improvement = new PoolImprovement(problem, tariff, chains);
        long deadline = System.nanoTime() + LONG;

        var stuck = improvement.improved(
                new Greedy(problem, tariff, needs, List.of()).completed(Fleet.asOwned(problem, needs)),
                1,
                deadline,
                100);
        assertThat(PoolImprovement.bought(stuck)).containsExactly(0);
        var other = improvement.without(0, stuck, 1, deadline, 100);

        assertThat(PoolImprovement.bought(other)).containsExactly(1);
        assertThat(chains.unmet(other)).isZero();
        assertThat(tariff.cost(other)).isLessThan(tariff.cost(stuck));
    }
}
