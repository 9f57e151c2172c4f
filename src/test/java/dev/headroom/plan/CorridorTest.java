package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.Corridor.Neighbourhood;
import dev.headroom.plan.PoolChains.Chain;
import dev.headroom.plan.PoolChains.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorridorTest {

    private static final int MONTHS = 2;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheBestOfAllFleetsInItsBox(int seed) {
        // the budget of one-time costs is looked at afterwards
        var problem = Problems.withBudget(Problems.tiny(seed), new Budget(null, null));
        var tariff = new Tariff(problem);
        var needs = new PoolNeeds(problem, problem.pools().getFirst());
        var chains = new PoolChains(problem, tariff, needs);
        var random = new SplittableRandom(seed);
        var now = new Greedy(problem, tariff, needs, List.of()).completed(Fleet.asOwned(problem, needs));
        chains.all.stream().filter(chain -> chain.kind() == Kind.BOUGHT).forEach(chain -> chains.arrive(chain, now));
        var room = Room.beside(problem, tariff, List.of(now), 0);
        int from = random.nextInt(problem.months() - MONTHS + 1);
        var free = chains.all.subList(0, Math.min(chains.all.size(), 1 + random.nextInt(4)));
        var weights = new double[problem.months()];
        Arrays.fill(weights, 1);
        var around = new Neighbourhood(free, 1, from, from + MONTHS - 1, true, weights);

        var better = new Corridor(tariff, chains).better(now, around, room, null);

        long penalty = 4 * tariff.cost(now) + 1_000_000;
        long least = price(tariff, chains, now, penalty);
        for (int x = 0; x < Math.pow(3, free.size() * MONTHS); x++) {
            var fleet = PoolChains.copy(now);
            int left = x;
            for (var chain : free) {
                for (int m = from; m < from + MONTHS; m++) {
                    chain.of(fleet)[m] += left % 3 - 1;
                    left /= 3;
                }
                if (chain.kind() == Kind.BOUGHT) {
                    chains.arrive(chain, fleet);
                }
            }
            if (free.stream().allMatch(chain -> possible(chains, chain, fleet)) && room.holds(tariff, fleet)) {
                least = Math.min(least, price(tariff, chains, fleet, penalty));
            }
        }
        assertThat(price(tariff, chains, better == null ? now : better, penalty))
                .isEqualTo(least);
        assertThat(better == null).isEqualTo(least == price(tariff, chains, now, penalty));
    }

    private static long price(Tariff tariff, PoolChains chains, Fleet fleet, long penalty) {
        return tariff.cost(fleet) + penalty * chains.unmet(fleet);
    }

    private static boolean possible(PoolChains chains, Chain chain, Fleet fleet) {
        var track = chain.of(fleet);
        for (int m = 0; m < chains.needs.months; m++) {
            int before = m > 0 ? track[m - 1] : chain.kind() == Kind.OWNED ? chains.available[chain.index()][0] : 0;
            if (track[m] < chains.least(chain, m)
                    || track[m] > chains.most(chain, m)
                    || track[m] > before && !chain.canRiseIn(m)
                    || m == 0 && chain.kind() == Kind.OWNED && track[m] < before
                    || Arrays.stream(chains.types(fleet, m)).anyMatch(count -> count < 0)) {
                return false;
            }
        }
        return true;
    }
}
