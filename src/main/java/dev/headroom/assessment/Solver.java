package dev.headroom.assessment;

import dev.headroom.plan.Budget;
import dev.headroom.plan.KeptUpgrades;
import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PurchasePlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Solves pools apart, or together where they share a budget. A problem that was solved lately is not solved again: equal
 * problems have the same plan, even where a time limit ended the search.
 */
final class Solver {

    private static final int KEPT = 200;
    /** In months; an upgrade that is needed again so soon stays. */
    static final int LONGEST_PAUSE = 6;

    private final Planner planner;
    private final Map<Question, Answer> solved = Collections.synchronizedMap(new Lately());

    private record Question(PlanningProblem problem, Duration limit) {}

    private record Answer(PurchasePlan plan, BigDecimal staying) {}

    private static final class Lately extends LinkedHashMap<Question, Answer> {
        private Lately() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > KEPT;
        }
    }

    Solver(Planner planner) {
        this.planner = planner;
    }

    /**
     * The plans of all pools and what they add up to.
     *
     * @param plans   in the order of the problems, each with the names of its own problem; where the pools share a budget
     *                their costs stand in the sums alone
     * @param staying what it costs that link upgrades stay which are needed again soon; a part of the total
     */
    record Solved(
            List<PurchasePlan> plans,
            boolean proven,
            BigDecimal totalCost,
            BigDecimal lowerBound,
            List<BigDecimal> monthlyCost,
            List<BigDecimal> oneTimeCost,
            BigDecimal staying,
            List<String> warnings) {

        int unmetPoolMonths() {
            return plans.stream().mapToInt(PurchasePlan::unmetPoolMonths).sum();
        }
    }

    /** Solves one problem for each pool; every problem has the same months. */
    Solved solve(List<PlanningProblem> pools, Budget budget, Duration limit) {
        if (budget.equals(Budget.UNLIMITED)) {
            return sum(pools.stream().map(pool -> answer(pool, limit)).toList());
        }
        var joint = new JointProblem(pools, budget);
        var answer = answer(joint.problem(), limit);
        var plan = answer.plan();
        return new Solved(
                joint.apart(plan),
                plan.status() == PurchasePlan.Status.OPTIMAL,
                plan.totalCost(),
                plan.lowerBound(),
                plan.monthlyCost(),
                plan.oneTimeCost(),
                answer.staying(),
                joint.warnings(plan));
    }

    private Answer answer(PlanningProblem problem, Duration limit) {
        var question = new Question(problem, limit);
        var known = solved.get(question);
        if (known == null) {
            var cheapest = keeping(problem, planner.plan(problem, limit), limit);
            var steady = KeptUpgrades.of(problem, cheapest, LONGEST_PAUSE);
            known = new Answer(steady, steady.totalCost().subtract(cheapest.totalCost()));
            solved.put(question, known);
        }
        return known;
    }

    private PurchasePlan keeping(PlanningProblem problem, PurchasePlan plan, Duration limit) {
        return Keeping.of(problem, plan)
                .map(bound -> planner.plan(bound, limit))
                .filter(kept -> Keeping.isAllowed(kept, plan, problem))
                .orElse(plan);
    }

    private static Solved sum(List<Answer> answers) {
        var plans = answers.stream().map(Answer::plan).toList();
        int months = plans.getFirst().monthlyCost().size();
        var monthly = new ArrayList<>(Collections.nCopies(months, BigDecimal.ZERO));
        var oneTime = new ArrayList<>(Collections.nCopies(months, BigDecimal.ZERO));
        var total = BigDecimal.ZERO;
        var bound = BigDecimal.ZERO;
        var warnings = new ArrayList<String>();
        for (var plan : plans) {
            total = total.add(plan.totalCost());
            bound = bound.add(plan.lowerBound());
            for (int m = 0; m < months; m++) {
                monthly.set(m, monthly.get(m).add(plan.monthlyCost().get(m)));
                oneTime.set(m, oneTime.get(m).add(plan.oneTimeCost().get(m)));
            }
            warnings.addAll(plan.warnings());
        }
        boolean proven = plans.stream().allMatch(plan -> plan.status() == PurchasePlan.Status.OPTIMAL);
        var staying = answers.stream().map(Answer::staying).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Solved(plans, proven, total, bound, monthly, oneTime, staying, warnings);
    }
}
