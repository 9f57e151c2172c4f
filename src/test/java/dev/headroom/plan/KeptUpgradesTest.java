package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.plan.PurchasePlan.Status;
import dev.headroom.plan.PurchasePlan.UpgradeUse;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptUpgradesTest {

    private static final Resource PUBLIC = new Resource("bandwidth-public");
    private static final int PAUSE = 2;

    @Test
    void keepsAnUpgradeThroughAShortPauseAndEndsItForALongOne() {
        var problem = problem(Budget.UNLIMITED, 9.0, 3.0, 3.0, 9.0, 3.0, 3.0, 3.0, 9.0);

        var kept = kept(problem);

        assertThat(kept.upgrades()).containsExactly(new UpgradeUse("p", "nic", List.of(1, 1, 1, 1, 0, 0, 0, 1)));
    }

    @Test
    void saysWhatThatMayCostAboveTheLeast() {
        var problem = problem(Budget.UNLIMITED, 9.0, 3.0, 9.0, 9.0);
        var plan = plan(problem);

        var kept = KeptUpgrades.of(problem, plan, PAUSE);

        assertThat(kept.totalCost()).isEqualByComparingTo(plan.totalCost().add(BigDecimal.valueOf(20)));
        assertThat(kept.monthlyCost().get(1))
                .isEqualByComparingTo(kept.monthlyCost().get(0));
        assertThat(kept.status()).isEqualTo(Status.FEASIBLE);
        assertThat(kept.lowerBound()).isEqualByComparingTo(plan.totalCost());
        assertThat(kept.gap()).isCloseTo(20.0 / 880, within(1e-12));
    }

    @Test
    void leavesAPlanAloneThatPausesNothing() {
        var problem = problem(Budget.UNLIMITED, 3.0, 9.0, 9.0, 3.0, 3.0);
        var plan = plan(problem);

        assertThat(KeptUpgrades.of(problem, plan, PAUSE)).isSameAs(plan);
    }

    @Test
    void spendsNoMoreThanMayBeSpentInAMonth() {
        var problem = problem(new Budget(null, new BigDecimal("220")), 9.0, 3.0, 9.0);
        var tight = problem(new Budget(null, new BigDecimal("219")), 3.0, 3.0, 3.0);

        assertThat(kept(problem).upgrades()).containsExactly(new UpgradeUse("p", "nic", List.of(1, 1, 1)));
        assertThat(kept(tight).upgrades()).isEmpty();
    }

    /** In the months at either end the second's would do, in the middle only the first's. */
    @Test
    void takesOneUpgradeForAllMonthsWhereAnotherWouldStandInForAMonth() {
        var models = List.of(server("a", 2e9), server("b", 3e9));
        var upgrades = List.of(upgrade("nic-a", "a", 10e9), upgrade("nic-b", "b", 10e9));
        var nodes = List.of(new OwnedNodes("a", 1, null), new OwnedNodes("b", 1, null));
        var pool = new PoolDemand(
                "p", Map.of(PUBLIC, 1.0), 0, 1, nodes, Map.of(PUBLIC, List.of(11e9, 13e9, 11e9), CPU, ones(3)));
        var problem = new PlanningProblem("EUR", Problems.START, 3, List.of(pool), models, upgrades, Budget.UNLIMITED);
        var plan = Problems.upgraded(plan(problem), List.of(0, 1, 0), List.of(1, 0, 1));

        var kept = KeptUpgrades.of(problem, plan, PAUSE);

        Verifier.verify(problem, kept);
        assertThat(kept.upgrades()).containsExactly(new UpgradeUse("p", "nic-a", List.of(1, 1, 1)));
        assertThat(kept.totalCost()).isEqualByComparingTo(plan.totalCost());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void pausesNoUpgradeShortlyAndKeepsEveryRuleOfThePlan(long seed) {
        var problem = drawn(seed);
        var plan = plan(problem);

        var kept = KeptUpgrades.of(problem, plan, PAUSE);

        Verifier.verify(problem, kept);
        assertThat(kept.unmetPoolMonths()).isEqualTo(plan.unmetPoolMonths());
        assertThat(kept.orders()).isEqualTo(plan.orders());
        assertThat(kept.returns()).isEqualTo(plan.returns());
        assertThat(kept.totalCost()).isGreaterThanOrEqualTo(plan.totalCost());
        assertThat(kept.lowerBound()).isLessThanOrEqualTo(plan.totalCost());
        assertThat(kept.status() == Status.OPTIMAL)
                .isEqualTo(plan.status() == Status.OPTIMAL && kept.totalCost().compareTo(plan.totalCost()) == 0);
        for (var use : kept.upgrades()) {
            assertThat(pauses(use.active())).as(use.toString()).noneMatch(months -> months <= PAUSE);
        }
    }

    /** The lengths of the pauses, at each height. */
    private static List<Integer> pauses(List<Integer> active) {
        var pauses = new ArrayList<Integer>();
        int most = active.stream().mapToInt(count -> count).max().orElse(0);
        for (int height = 1; height <= most; height++) {
            int last = -1;
            for (int m = 0; m < active.size(); m++) {
                if (active.get(m) >= height) {
                    if (last >= 0 && m - last > 1) {
                        pauses.add(m - last - 1);
                    }
                    last = m;
                }
            }
        }
        return pauses;
    }

    private static PlanningProblem drawn(long seed) {
        var random = new SplittableRandom(seed);
        int months = 14;
        var models = List.of(server("a", 2e9), server("b", 3e9));
        var upgrades = List.of(upgrade("nic-a", "a", 10e9), upgrade("nic-b", "b", 10e9), upgrade("nic-c", "b", 6e9));
        var nodes = List.of(new OwnedNodes("a", 3, null), new OwnedNodes("b", 2, null));
        var demand = IntStream.range(0, months)
                .mapToObj(m -> 1e9 * Math.round(5 + m + 9 * random.nextDouble()))
                .toList();
        var pool = new PoolDemand(
                "p", Map.of(PUBLIC, 0.8), random.nextInt(2), 1, nodes, Map.of(PUBLIC, demand, CPU, ones(months)));
        return new PlanningProblem("EUR", Problems.START, months, List.of(pool), models, upgrades, Budget.UNLIMITED);
    }

    private static List<Double> ones(int months) {
        return IntStream.range(0, months).mapToObj(m -> 1.0).toList();
    }

    private static PlanningProblem problem(Budget budget, Double... gigabits) {
        var demand = IntStream.range(0, gigabits.length)
                .mapToObj(m -> gigabits[m] * 1e9)
                .toList();
        var pool = new PoolDemand(
                "p",
                Map.of(PUBLIC, 1.0),
                0,
                1,
                List.of(new OwnedNodes("a", 2, null)),
                Map.of(
                        PUBLIC,
                        demand,
                        CPU,
                        IntStream.range(0, gigabits.length).mapToObj(m -> 20.0).toList()));
        return new PlanningProblem(
                "EUR",
                Problems.START,
                gigabits.length,
                List.of(pool),
                List.of(server("a", 2e9)),
                List.of(upgrade("nic", "a", 10e9)),
                budget);
    }

    private static ServerModel server(String id, double link) {
        return new ServerModel(
                id, Map.of(CPU, 16.0, PUBLIC, link), BigDecimal.ZERO, new BigDecimal("100"), 0, 0, null, false);
    }

    private static Upgrade upgrade(String id, String model, double link) {
        return new Upgrade(id, model, Map.of(PUBLIC, link), BigDecimal.ZERO, new BigDecimal("20"), 0);
    }

    private static PurchasePlan plan(PlanningProblem problem) {
        return new Planner().plan(problem, Duration.ofSeconds(20));
    }

    private static PurchasePlan kept(PlanningProblem problem) {
        var kept = KeptUpgrades.of(problem, plan(problem), PAUSE);
        Verifier.verify(problem, kept);
        return kept;
    }
}
