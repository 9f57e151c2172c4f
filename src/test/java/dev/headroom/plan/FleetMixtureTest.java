package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetMixtureTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsTheBestPlanByWhatItsPricesCut(long seed) {
        var two = Problems.twoPools(seed);
        var problem = new PlanningProblem(
                two.currency(),
                two.start(),
                two.months(),
                List.of(two.pools().getFirst()),
                two.models(),
                two.upgrades(),
                two.budget());
        var tariff = new Tariff(problem);
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        var search = new PoolSearch(problem, tariff, needs);
        search.search(LONG);

        double byPrices = bound(problem, tariff, needs, search, false);
        double mixed = bound(problem, tariff, needs, search, true);

        assertThat(search.proven()).isTrue();
        assertThat(mixed).isLessThanOrEqualTo(tariff.cost(search.fleet()));
        assertThat(mixed).isGreaterThanOrEqualTo(byPrices * (1 - 1e-3));
    }

    /** Returns the relaxation's bound with cuts at monthly prices alone, or at the mixture's too. */
    private static double bound(
            PlanningProblem problem, Tariff tariff, PoolNeeds needs, PoolSearch search, boolean mixes) {
        var cuts = new PoolCuts(needs, tariff.monthly(needs.types));
        var rows = new IntegerProgram();
        var pool = new PoolProgram(rows, problem, tariff, needs, cuts, false);
        if (search.leastUnmet() == search.forced()) {
            search.fixUnmet(rows, pool);
        } else {
            search.allowUnmet(rows, pool);
        }
        long deadline = System.nanoTime() + LONG.toNanos();
        var cutting = new CuttingPlanes(rows, List.of(pool), deadline);
        double relaxed = cutting.tightenByPrices(2);
        if (!mixes) {
            return relaxed;
        }
        var mixture = new FleetMixture(rows, pool, cuts.fleets());
        mixture.begin(pool.savings(cutting.prices()), relaxed - pool.paid(cutting.prices()));
        for (int m = 0; m < problem.months(); m++) {
            mixture.add(m, search.chains().types(search.fleet(), m));
        }
        mixture.search(deadline);
        if (search.leastUnmet() == search.forced()) {
            assertThat(mixture.bound()).isLessThanOrEqualTo(tariff.cost(search.fleet()));
            assertThat(mixture.bound()).isGreaterThanOrEqualTo(relaxed * (1 - 1e-5));
        }
        var prices = mixture.prices();
        for (int m = 0; m < prices.length; m++) {
            var cut = mixture.concerns(m) ? cuts.cut(m, prices[m]) : null;
            if (cut != null) {
                pool.cut(m, cut);
            }
        }
        return new CuttingPlanes(rows, List.of(pool), deadline).tightenByPrices(1);
    }
}
