package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static dev.headroom.units.Resource.MEMORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.plan.PurchasePlan.Order;
import dev.headroom.plan.PurchasePlan.Return;
import dev.headroom.plan.PurchasePlan.Status;
import dev.headroom.testing.Records;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final Resource PUBLIC = new Resource("bandwidth-public");

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
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void findsTheBestOfAllPlansThatKeepTheContracts(long seed) {
        var problem = Problems.withContracts(Problems.withDemandTimes(Problems.tiny(seed), 0.4), seed);

        var plan = plan(problem);

        var best = Enumeration.best(problem, 4);
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.unmetPoolMonths()).isEqualTo(best.unmet());
        assertThat(plan.totalCost()).isEqualByComparingTo(best.cost());
    }

    @Test
    void givesBackNothingThatAContractBinds() {
        var nodes = List.of(new OwnedNodes("ax", 1, null, 2), new OwnedNodes("ax", 2, null));
        var pool =
                new PoolDemand("workers", Map.of(CPU, 0.8), 0, 1, nodes, Map.of(CPU, List.of(1.0, 0.0, 0.0, 0.0, 0.0)));

        var plan = plan(problem(pool, SERVER));

        assertThat(plan.returns())
                .containsExactlyInAnyOrder(
                        new PurchasePlan.Return("workers", "ax", 2, null, 0),
                        new PurchasePlan.Return("workers", "ax", 1, null, 2));
        assertThat(plan.totalCost()).isEqualByComparingTo(SERVER.monthly().multiply(BigDecimal.valueOf(5)));
    }

    @Test
    void paysForWhatIsBoundWhateverTheBudget() {
        var nodes = List.of(new OwnedNodes("ax", 2, null, 2));
        var pool = new PoolDemand("workers", Map.of(CPU, 0.8), 0, 1, nodes, Map.of(CPU, List.of(1.0, 1.0, 1.0, 1.0)));

        var plan = plan(Problems.withBudget(problem(pool, SERVER), new Budget(null, new BigDecimal("250"))));

        assertThat(plan.unmet()).isEmpty();
        assertThat(plan.returns()).containsExactly(new PurchasePlan.Return("workers", "ax", 1, null, 2));
        assertThat(plan.warnings()).hasSize(3).last().asString().contains("424.74 EUR in month 2, more than budget");
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
    void provesNothingWhereCapacitiesLieTooFarApartToBeWeighed() {
        var small = new ServerModel(
                "small", Map.of(MEMORY, 48.0), BigDecimal.ZERO, BigDecimal.valueOf(200), 0, 0, null, true);
        var large = new ServerModel(
                "large", Map.of(MEMORY, 1e15), BigDecimal.ZERO, BigDecimal.valueOf(900), 0, 0, null, true);
        var pool = new PoolDemand("p", Map.of(MEMORY, 1.0), 0, 1, List.of(), Map.of(MEMORY, List.of(30.0, 1e15)));

        var plan = plan(problem(pool, small, large));

        assertThat(plan.unmet()).isEmpty();
        assertThat(plan.status()).isEqualTo(Status.FEASIBLE);
        assertThat(plan.lowerBound()).isLessThanOrEqualTo(BigDecimal.valueOf(1100));
        assertThat(plan.warnings()).singleElement().asString().startsWith("p has capacities that lie too far apart");
    }

    @Test
    void addsUpAMillionNodesOfTheHighestPriceForYears() {
        var dear = new ServerModel(
                "dear", Map.of(CPU, 1.0), new BigDecimal("1e12"), new BigDecimal("1e12"), 0, 0, null, false);
        var pool = new PoolDemand(
                "p",
                Map.of(CPU, 1.0),
                0,
                1,
                List.of(new OwnedNodes("dear", 1_000_000, null)),
                Map.of(CPU, Collections.nCopies(14, 1e7)));

        var plan = new Planner().plan(problem(pool, dear), LIMIT); // the verifier would follow every single one

        assertThat(plan.unmetPoolMonths()).isEqualTo(14);
        assertThat(plan.totalCost()).isEqualByComparingTo("1e18");
    }

    /** A search that went a call deeper for each node would run out of stack. */
    @Test
    void plansMoreNodesThanCallsCanBeNested() {
        var small = new ServerModel(
                "small", Map.of(CPU, 16.0, MEMORY, 64e9), BigDecimal.ZERO, BigDecimal.valueOf(100), 0, 0, null, true);
        var large = new ServerModel(
                "large", Map.of(CPU, 23.0, MEMORY, 90e9), BigDecimal.ZERO, BigDecimal.valueOf(145), 0, 0, null, true);
        var pool = new PoolDemand("p", Map.of(), 1, 1, List.of(), Map.of(CPU, List.of(3e5), MEMORY, List.of(1e15)));

        var plan = plan(problem(pool, small, large));

        assertThat(plan.unmet()).isEmpty();
        assertThat(plan.gap()).isLessThan(1e-4);
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
    void plansNoMonthsOfAPoolThatOwnsNodes() {
        var pool = new PoolDemand("p", Map.of(), 1, 1, List.of(new OwnedNodes("ax", 3, null)), Map.of(CPU, List.of()));

        var plan = plan(problem(pool, SERVER));

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.totalCost()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 4})
    void costsTheSameWhereManyDearerModelsCouldBeOrderedToo(long seed) {
        var problem = Problems.tiny(seed);

        var plan = plan(Problems.withDearerModels(problem, 14));

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.unmetPoolMonths()).isEqualTo(plan(problem).unmetPoolMonths());
        assertThat(plan.totalCost()).isEqualByComparingTo(plan(problem).totalCost());
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

    private static PlanningProblem problem(PoolDemand pool, List<ServerModel> models, List<Upgrade> upgrades) {
        return new PlanningProblem(
                "EUR",
                Problems.START,
                pool.demand().values().iterator().next().size(),
                List.of(pool),
                models,
                upgrades,
                Budget.UNLIMITED);
    }

    private static ServerModel server(String id, double cores, double gbit, String oneTime, String monthly) {
        return new ServerModel(
                id,
                Map.of(CPU, cores, PUBLIC, gbit * 1e9),
                new BigDecimal(oneTime),
                new BigDecimal(monthly),
                0,
                0,
                null,
                true);
    }

    @Test
    void replacesManySmallServersByFewLargerOnesWhereThatIsCheaper() {
        var small = server("small", 16, 10, "0", "100");
        var large = server("large", 96, 10, "50", "300");
        var nodes = List.of(new OwnedNodes("small", 6, null));
        var demand = List.of(70.0, 70.0, 70.0, 70.0);
        var pool = new PoolDemand("p", Map.of(), 0, 1, nodes, Map.of(CPU, demand));

        var plan = plan(problem(pool, List.of(small, large), List.of()));

        assertThat(plan.orders()).containsExactly(new Order("p", "large", 1, 1, 1));
        assertThat(plan.returns()).containsExactly(new Return("p", "small", 6, null, 0));
        assertThat(plan.totalCost()).isEqualByComparingTo("1550");
    }

    @Test
    void upgradesALinkOnOnlyTheNodesThatNeedIt() {
        var node = server("node", 16, 2, "0", "100");
        var upgrade = new Upgrade("nic", "node", Map.of(PUBLIC, 25e9), BigDecimal.TEN, new BigDecimal("20"), 0);
        var nodes = List.of(new OwnedNodes("node", 5, null));
        var pool = new PoolDemand(
                "p", Map.of(), 1, 1, nodes, Map.of(CPU, List.of(60.0, 60.0, 60.0), PUBLIC, List.of(5e9, 20e9, 20e9)));

        var plan = plan(problem(pool, List.of(node), List.of(upgrade)));

        assertThat(plan.orders()).isEmpty();
        assertThat(plan.upgrades()).containsExactly(new PurchasePlan.UpgradeUse("p", "nic", List.of(0, 2, 2)));
    }

    @Test
    void keepsAnUpgradeWhereItIsAmongModelsThatCostTheSame() {
        var problem = twoModelsAlike(null);

        var steady = SteadyUpgrades.of(problem, staying(plan(problem), List.of(1, 0, 1, 0, 1), List.of(0, 1, 0, 2, 2)));

        assertThat(steady.upgrades())
                .containsExactly(
                        new PurchasePlan.UpgradeUse("p", "nic-a", List.of(1, 1, 1, 2, 2)),
                        new PurchasePlan.UpgradeUse("p", "nic-b", List.of(0, 0, 0, 0, 1)));
    }

    @Test
    void beginsAnUpgradeOnTheNodesThatStayLongest() {
        var problem = twoModelsAlike(2);

        var steady = SteadyUpgrades.of(problem, staying(plan(problem), List.of(1, 1, 1, 0, 0), List.of(0, 0, 0, 1, 1)));

        assertThat(steady.upgrades())
                .containsExactly(new PurchasePlan.UpgradeUse("p", "nic-b", List.of(1, 1, 1, 1, 1)));
    }

    /** Two nodes of each of two models; those of the first may leave after a month. */
    private static PlanningProblem twoModelsAlike(@Nullable Integer lastMonth) {
        var models = List.of(server("a", 16, 2, "0", "100"), server("b", 16, 2, "0", "100"));
        var upgrades = Stream.of("a", "b")
                .map(model -> new Upgrade(
                        "nic-" + model, model, Map.of(PUBLIC, 25e9), BigDecimal.ZERO, new BigDecimal("20"), 0))
                .toList();
        var nodes = List.of(new OwnedNodes("a", 2, lastMonth), new OwnedNodes("b", 2, null));
        var pool = new PoolDemand("p", Map.of(), 0, 1, nodes, Map.of(CPU, Collections.nCopies(5, 20.0)));
        return problem(pool, models, upgrades);
    }

    /** The same upgrades on servers that all stay. */
    private static PurchasePlan staying(PurchasePlan plan, List<Integer> onA, List<Integer> onB) {
        return Records.with(Problems.upgraded(plan, onA, onB), Map.of("orders", List.of(), "returns", List.of()));
    }

    @Test
    void countsTheUpgradedNodeAsTheOneThatFails() {
        var node = server("node", 16, 10, "0", "100");
        var upgrade = new Upgrade("nic", "node", Map.of(PUBLIC, 25e9), BigDecimal.ZERO, new BigDecimal("1"), 0);
        var nodes = List.of(new OwnedNodes("node", 3, null));
        var demand = Collections.nCopies(2, 21e9);
        var pool = new PoolDemand("p", Map.of(PUBLIC, 1.0), 1, 1, nodes, Map.of(PUBLIC, demand));

        var plan = plan(problem(pool, List.of(node), List.of(upgrade)));

        assertThat(plan.upgrades()).containsExactly(new PurchasePlan.UpgradeUse("p", "nic", List.of(2, 2)));
    }

    @Test
    void keepsAServerForItsTermThoughTheNeedIsGone() {
        var server =
                new ServerModel("year", Map.of(CPU, 48.0), BigDecimal.ZERO, new BigDecimal("100"), 0, 4, null, true);
        var pool = new PoolDemand("p", Map.of(), 0, 1, List.of(), Map.of(CPU, List.of(30.0, 0.0, 0.0, 0.0, 0.0, 0.0)));

        var plan = plan(problem(pool, server));

        assertThat(plan.totalCost()).isEqualByComparingTo("400");
        assertThat(plan.returns()).containsExactly(new Return("p", "year", 1, 0, 3));
    }

    @Test
    void sharesTheOrdersOfAMonthBetweenPools() {
        var scarce =
                new ServerModel("scarce", Map.of(CPU, 48.0), BigDecimal.ZERO, new BigDecimal("100"), 0, 0, 1, true);
        var first = new PoolDemand("a", Map.of(), 0, 1, List.of(), Map.of(CPU, List.of(0.0, 30.0, 30.0)));
        var second = new PoolDemand("b", Map.of(), 0, 1, List.of(), Map.of(CPU, List.of(0.0, 30.0, 70.0)));
        var problem = new PlanningProblem(
                "EUR", Problems.START, 3, List.of(first, second), List.of(scarce), List.of(), Budget.UNLIMITED);

        var plan = plan(problem);

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.unmet()).isEmpty();
        assertThat(plan.totalCost()).isEqualByComparingTo("600");
    }

    @Test
    void saysWhyADemandStaysUnmet() {
        var late = new ServerModel("late", Map.of(CPU, 48.0), BigDecimal.ZERO, new BigDecimal("100"), 2, 0, 1, true);
        var pool = new PoolDemand(
                "p",
                Map.of(),
                0,
                1,
                List.of(),
                Map.of(CPU, List.of(1.0, 1.0, 1.0, 99.0), MEMORY, List.of(0.0, 0.0, 0.0, 1.0)));

        var plan = plan(problem(pool, late));

        assertThat(plan.warnings())
                .containsExactly(
                        "p lacks cpu in months 0 to 1: no order that brings any can be in service before month 2.",
                        "p lacks cpu in month 3: the most that could have been ordered and arrived by then is not enough.",
                        "p lacks memory in month 3: no model that is owned or can arrive within the horizon has any.");
    }

    @Test
    void tellsWhichLimitBindsNextAndWhatStaysIdle() {
        var node = server("node", 48, 10, "0", "100");
        var nodes = List.of(new OwnedNodes("node", 3, null));
        var pool = new PoolDemand("p", Map.of(), 1, 1, nodes, Map.of(CPU, List.of(90.0), PUBLIC, List.of(5e9)));
        var problem = problem(pool, List.of(node), List.of());

        var explanation = Explanation.of(problem, plan(problem));

        var turns = explanation.inTurn("p", 0);
        assertThat(turns)
                .extracting(Explanation.Bound::rule)
                .startsWith(BindingLimit.Rule.FAILURE, BindingLimit.Rule.THRESHOLD, BindingLimit.Rule.FAILURE);
        assertThat(turns.getFirst().idle()).isEqualTo(6);
        assertThat(explanation.stranded("p", 0, CPU)).isZero();
        assertThat(explanation.stranded("p", 0, PUBLIC)).isCloseTo(20e9 - 5e9 * 96 / 90, within(1.0));
    }
}
