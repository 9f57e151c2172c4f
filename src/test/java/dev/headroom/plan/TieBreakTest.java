package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static dev.headroom.units.Resource.MEMORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.PurchasePlan.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the plans that cost the same is given. */
class TieBreakTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void takesTheModelThatStandsFirst() {
        var forwards = plan(List.of(server("a", 32, "0", "100"), server("b", 32, "0", "100")), 0, 20.0, 20.0);
        var backwards = plan(List.of(server("b", 32, "0", "100"), server("a", 32, "0", "100")), 0, 20.0, 20.0);

        assertThat(forwards.orders()).extracting(Order::model).containsOnly("a");
        assertThat(backwards.orders()).extracting(Order::model).containsOnly("b");
    }

    @Test
    void ordersOneServerRatherThanTwoThatCostAsMuch() {
        var plan = plan(List.of(server("half", 16, "25", "50"), server("whole", 32, "50", "100")), 0, 20.0, 20.0);

        assertThat(plan.orders()).containsExactly(new Order("p", "whole", 1, 0, 0));
    }

    @Test
    void paysForWhatCostsNothingToKeepAsLateAsItCan() {
        var plan = plan(List.of(server("bought", 32, "3600", "0")), 0, 0.0, 0.0, 0.0, 20.0, 20.0);

        assertThat(plan.orders()).containsExactly(new Order("p", "bought", 1, 3, 3));
    }

    @Test
    void costsNotACentMoreForIt() {
        var one = plan(List.of(server("first", 32, "0", "100.01"), server("second", 32, "0", "100")), 0, 20.0);

        assertThat(one.orders()).extracting(Order::model).containsOnly("second");
        assertThat(one.totalCost()).isEqualByComparingTo("100");
    }

    /** Alike in pairs, so that each month has a choice. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isTheSamePlanHoweverLongTheSearchAndWhicheverPoolComesFirst(long seed) {
        var problem = doubled(Problems.twoPools(seed));
        var mirrored = new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                problem.pools().reversed(),
                problem.models(),
                problem.upgrades(),
                problem.budget());

        var plans = Stream.of(
                        new Planner().plan(problem, LIMIT),
                        new Planner().plan(problem, LIMIT.multipliedBy(2)),
                        new Planner().plan(mirrored, LIMIT))
                .peek(plan -> assertThat(plan.status()).isEqualTo(PurchasePlan.Status.OPTIMAL))
                .map(TieBreakTest::deeds)
                .collect(Collectors.toSet());

        assertThat(plans).hasSize(1);
    }

    /** Returns a problem with a second model for each, as good and as dear, and without the limits that pools share. */
    private static PlanningProblem doubled(PlanningProblem problem) {
        var models = new ArrayList<ServerModel>();
        for (var model : problem.models()) {
            for (var id : List.of(model.id(), model.id() + "-twin")) {
                models.add(new ServerModel(
                        id,
                        model.capacity(),
                        model.oneTime(),
                        model.monthly(),
                        model.leadMonths(),
                        model.termMonths(),
                        null,
                        true));
            }
        }
        return new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                problem.pools(),
                models,
                problem.upgrades(),
                problem.budget());
    }

    private static Set<String> deeds(PurchasePlan plan) {
        var deeds = new TreeSet<String>();
        plan.orders().forEach(order -> deeds.add(order.toString()));
        plan.returns().forEach(back -> deeds.add(back.toString()));
        plan.upgrades().forEach(use -> deeds.add(use.toString()));
        return deeds;
    }

    private static ServerModel server(String id, double cores, String oneTime, String monthly) {
        return new ServerModel(
                id,
                Map.of(CPU, cores, MEMORY, 64.0),
                new BigDecimal(oneTime),
                new BigDecimal(monthly),
                0,
                0,
                null,
                true);
    }

    private static PurchasePlan plan(List<ServerModel> models, int failures, Double... cpu) {
        var pool = new PoolDemand("p", Map.of(CPU, 0.8), failures, 1, List.of(), Map.of(CPU, List.of(cpu)));
        return new Planner()
                .plan(
                        new PlanningProblem(
                                "EUR", Problems.START, cpu.length, List.of(pool), models, List.of(), Budget.UNLIMITED),
                        LIMIT);
    }
}
