package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static dev.headroom.units.Resource.MEMORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.plan.PurchasePlan.Return;
import dev.headroom.plan.PurchasePlan.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ServerModel SERVER =
            new ServerModel("ax", Map.of(CPU, 48.0), new BigDecimal("79"), new BigDecimal("212.37"), 1, 2, 4, true);

    private static PurchasePlan plan(PlanningProblem problem) {
        var plan = new Planner().plan(problem, LIMIT);
        Verifier.verify(problem, plan);
        return plan;
    }

    private static PlanningProblem problem(PoolDemand pool, ServerModel... models) {
        return new PlanningProblem(
                "EUR",
                Problems.START,
                pool.demand().values().stream().findFirst().orElseThrow().size(),
                List.of(pool),
                List.of(models),
                List.of(),
                Budget.UNLIMITED);
    }

    private static PoolDemand pool(int failures, int owned, Double... cpu) {
        return new PoolDemand(
                "workers",
                Map.of(),
                failures,
                1,
                List.of(new OwnedNodes("ax", owned, null)),
                Map.of(CPU, List.of(cpu)));
    }

    private static void costsNoMoreThan(PurchasePlan cheaper, PurchasePlan dearer) {
        assertThat(cheaper.unmetPoolMonths()).isLessThanOrEqualTo(dearer.unmetPoolMonths());
        if (cheaper.unmetPoolMonths() == dearer.unmetPoolMonths()) {
            assertThat(cheaper.totalCost()).isLessThanOrEqualTo(dearer.totalCost());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void findsTheBestOfAllPlans(long seed) {
        var problem = Problems.tiny(seed);

        var plan = plan(problem);

        var best = Enumeration.best(problem, 4);
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.unmetPoolMonths()).isEqualTo(best.unmet());
        assertThat(plan.totalCost()).isEqualByComparingTo(best.cost());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5})
    void keepsItsLawsWherePoolsCompete(long seed) {
        var problem = Problems.twoPools(seed);

        var plan = plan(problem);

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        costsNoMoreThan(plan, plan(Problems.withDemandTimes(problem, 1.1)));
        costsNoMoreThan(plan, plan(Problems.withLongerLeads(problem, 1)));
        costsNoMoreThan(plan, plan(Problems.withBudget(problem, new Budget(BigDecimal.valueOf(150), null))));
        assertThat(plan(Problems.withDemandTimes(problem, 1))).isEqualTo(plan);
    }

    @Test
    void ordersInTimeForTheMonthInWhichTheThresholdIsPassed() {
        var plan = plan(problem(pool(0, 1, 30.0, 38.4, 38.5, 38.5), SERVER));

        assertThat(plan.orders()).containsExactly(new Order("workers", "ax", 1, 1, 2));
        assertThat(plan.totalCost()).isEqualByComparingTo("1353.22");
    }

    @Test
    void buysForTheLossOfTheLargestNode() {
        var plan = plan(problem(pool(1, 2, 38.0, 38.0, 60.0), SERVER));

        assertThat(plan.orders()).containsExactly(new Order("workers", "ax", 1, 1, 2));
    }

    @Test
    void givesBackWhatIsNoLongerNeeded() {
        var plan = plan(problem(pool(0, 3, 100.0, 30.0, 30.0), SERVER));

        assertThat(plan.returns()).containsExactly(new Return("workers", "ax", 2, null, 0));
    }

    @Test
    void reportsWhatNoOrderCanCarryInTime() {
        var plan = plan(problem(pool(0, 1, 100.0, 100.0), SERVER));

        assertThat(plan.unmet()).singleElement().satisfies(unmet -> {
            assertThat(unmet.month()).isZero();
            assertThat(unmet.demand()).isEqualTo(100);
            assertThat(unmet.usable()).isCloseTo(38.4, org.assertj.core.data.Offset.offset(1e-9));
        });
    }

    @Test
    void reportsADemandThatNoModelHasCapacityFor() {
        var pool = new PoolDemand("p", Map.of(), 1, 1, List.of(), Map.of(MEMORY, List.of(1e15, 0.0)));

        var plan = plan(problem(pool, SERVER));

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(unmet -> assertThat(unmet.resource()).isEqualTo(MEMORY));
        assertThat(plan.totalCost()).isZero();
    }

    @Test
    void carriesAPetabyte() {
        var model = new ServerModel(
                "big", Map.of(MEMORY, 512.0 * (1L << 30)), BigDecimal.ZERO, new BigDecimal("99.99"), 0, 0, null, true);
        var pool = new PoolDemand("p", Map.of(), 1, 1, List.of(), Map.of(MEMORY, List.of(1e15)));

        var plan = plan(problem(pool, model));

        assertThat(plan.unmet()).isEmpty();
        assertThat(plan.orders())
                .singleElement()
                .satisfies(order -> assertThat(order.quantity()).isEqualTo(2274));
    }

    @Test
    void plansNothingWhereThereIsNothing() {
        var empty = new PlanningProblem("EUR", Problems.START, 0, List.of(), List.of(), List.of(), Budget.UNLIMITED);
        var noModels = problem(
                new PoolDemand("p", Map.of(), 2, 1, List.of(), Map.of(CPU, List.of(1.0, 0.0))), new ServerModel[0]);

        assertThat(plan(empty).totalCost()).isZero();
        assertThat(plan(noModels).unmetPoolMonths()).isEqualTo(1);
    }

    @Test
    void takesWhatIsFree() {
        var free = new ServerModel("free", Map.of(CPU, 7.0), BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, null, true);

        var plan = plan(problem(new PoolDemand("p", Map.of(), 1, 1, List.of(), Map.of(CPU, List.of(50.0))), free));

        assertThat(plan.totalCost()).isZero();
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void saysThatTheOwnedNodesAloneExceedTheBudget() {
        var problem =
                Problems.withBudget(problem(pool(0, 2, 38.0, 38.0), SERVER), new Budget(null, new BigDecimal("250")));

        var plan = plan(problem);

        assertThat(plan.warnings()).singleElement().asString().contains("424.74 EUR", "monthlyMax");
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void explainsAnOrderByTheLimitThatWouldBreakWithoutIt() {
        var problem = problem(pool(1, 2, 38.0, 38.0, 60.0), SERVER);

        var explanation = Explanation.of(problem, plan(problem));

        assertThat(explanation.reasons()).singleElement().satisfies(reason -> {
            var limit = reason.without().orElseThrow();
            assertThat(limit.month()).isEqualTo(2);
            assertThat(limit.rule()).isEqualTo(BindingLimit.Rule.FAILURE);
            assertThat(limit.usable()).isEqualTo(48);
        });
        assertThat(explanation.tightest("workers", 2).orElseThrow().idle()).isEqualTo(36);
    }
}
