package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows every single node of a plan through the months, and computes rules, costs and unmet months anew. */
public final class Verifier {

    private record Node(int from, int to, boolean givenBack) {}

    private final PlanningProblem problem;
    private final BigDecimal[] oneTime;
    private final BigDecimal[] monthly;
    private int unmetPoolMonths;

    private Verifier(PlanningProblem problem) {
        this.problem = problem;
        oneTime = new BigDecimal[problem.months()];
        monthly = new BigDecimal[problem.months()];
        java.util.Arrays.fill(oneTime, BigDecimal.ZERO);
        java.util.Arrays.fill(monthly, BigDecimal.ZERO);
    }

    public static void verify(PlanningProblem problem, PurchasePlan plan) {
        var verifier = new Verifier(problem);
        verifier.orders(plan);
        for (var pool : problem.pools()) {
            verifier.pool(pool, plan);
        }
        verifier.costs(plan);
    }

    private void orders(PurchasePlan plan) {
        var perMonth = new HashMap<String, Integer>();
        for (var order : plan.orders()) {
            var model = model(order.model());
            assertThat(model.orderable()).isTrue();
            assertThat(order.quantity()).isPositive();
            assertThat(order.orderMonth()).isNotNegative();
            assertThat(order.inServiceMonth())
                    .isEqualTo(order.orderMonth() + model.leadMonths())
                    .isLessThan(problem.months());
            perMonth.merge(model.id() + "@" + order.orderMonth(), order.quantity(), Integer::sum);
            oneTime[order.inServiceMonth()] =
                    oneTime[order.inServiceMonth()].add(model.oneTime().multiply(BigDecimal.valueOf(order.quantity())));
        }
        perMonth.forEach((key, quantity) -> {
            var most = model(key.substring(0, key.indexOf('@'))).maxPerMonth();
            assertThat(most == null || quantity <= most).as(key).isTrue();
        });
    }

    private void pool(PoolDemand pool, PurchasePlan plan) {
        var byModel = new HashMap<String, List<Node>>();
        for (var model : problem.models()) {
            byModel.put(model.id(), nodes(pool, model, plan));
        }
        for (int m = 0; m < problem.months(); m++) {
            month(pool, byModel, plan, m);
            bound(pool, byModel, m);
        }
    }

    private static void bound(PoolDemand pool, Map<String, List<Node>> byModel, int m) {
        byModel.forEach((id, nodes) -> {
            int bound = 0;
            for (var owned : pool.nodes()) {
                Integer through = owned.boundThrough();
                bound += owned.model().equals(id) && through != null && through >= m ? owned.count() : 0;
            }
            assertThat(nodes.stream().filter(n -> n.from < 0 && n.to >= m).count())
                    .isGreaterThanOrEqualTo(bound);
        });
    }

    private List<Node> nodes(PoolDemand pool, ServerModel model, PurchasePlan plan) {
        var nodes = new ArrayList<Node>();
        for (var owned : pool.nodes()) {
            for (int i = 0; i < owned.count() && owned.model().equals(model.id()); i++) {
                Integer last = owned.lastMonth();
                nodes.add(new Node(-1, last == null ? problem.months() : last, false));
            }
        }
        plan.orders().stream()
                .filter(o -> o.pool().equals(pool.id()) && o.model().equals(model.id()))
                .forEach(o -> nodes.addAll(
                        Collections.nCopies(o.quantity(), new Node(o.inServiceMonth(), problem.months(), false))));
        plan.returns().stream()
                .filter(r -> r.pool().equals(pool.id()) && r.model().equals(model.id()))
                .forEach(r -> {
                    for (int i = 0; i < r.quantity(); i++) {
                        giveBack(nodes, model, r.inServiceMonth(), r.afterMonth());
                    }
                });
        return nodes;
    }

    private void giveBack(List<Node> nodes, ServerModel model, @Nullable Integer cameIn, int after) {
        int from = cameIn == null ? -1 : cameIn;
        var given = nodes.stream()
                .filter(n -> n.from == from && n.to >= after && !n.givenBack)
                .min((a, b) -> Integer.compare(a.to, b.to))
                .orElseThrow(() -> new AssertionError("gives back what it has not: " + model.id()));
        if (cameIn != null) {
            assertThat(after - cameIn + 1).isGreaterThanOrEqualTo(model.termMonths());
        }
        nodes.remove(given);
        nodes.add(new Node(from, after, true));
    }

    private void month(PoolDemand pool, Map<String, List<Node>> byModel, PurchasePlan plan, int m) {
        var bare = new HashMap<String, Integer>();
        byModel.forEach((id, nodes) -> {
            int held =
                    (int) nodes.stream().filter(n -> n.from <= m && n.to >= m).count();
            bare.put(id, held);
            monthly[m] = monthly[m].add(model(id).monthly().multiply(BigDecimal.valueOf(held)));
        });
        var upgraded = new HashMap<Upgrade, Integer>();
        for (var use : plan.upgrades()) {
            if (use.pool().equals(pool.id())) {
                var upgrade = problem.upgrades().stream()
                        .filter(u -> u.id().equals(use.upgrade()))
                        .findFirst()
                        .orElseThrow();
                int active = use.active().get(m);
                int before = m == 0 ? 0 : use.active().get(m - 1);
                assertThat(active == 0 || m >= upgrade.leadMonths()).isTrue();
                upgraded.put(upgrade, active);
                bare.merge(upgrade.model(), -active, Integer::sum);
                monthly[m] = monthly[m].add(upgrade.monthly().multiply(BigDecimal.valueOf(active)));
                oneTime[m] =
                        oneTime[m].add(upgrade.oneTime().multiply(BigDecimal.valueOf(Math.max(0, active - before))));
            }
        }
        assertThat(bare.values()).allMatch(count -> count >= 0);
        boolean met = true;
        for (var resource : pool.resources()) {
            var capacities = new ArrayList<Double>();
            bare.forEach((id, count) ->
                    capacities.addAll(Collections.nCopies(count, model(id).capacityOf(resource))));
            upgraded.forEach((u, count) -> capacities.addAll(Collections.nCopies(
                    count, u.capacity().getOrDefault(resource, model(u.model()).capacityOf(resource)))));
            capacities.sort(Collections.reverseOrder());
            double sum = capacities.stream().mapToDouble(c -> c).sum();
            double rest = capacities.stream()
                    .skip(pool.surviveFailures())
                    .mapToDouble(c -> c)
                    .sum();
            double demand = pool.demandOf(resource).get(m);
            met &= demand <= pool.thresholdOf(resource) * sum * (1 + 1e-7) + 1e-9;
            met &= pool.surviveFailures() == 0 || demand <= pool.failureThreshold() * rest * (1 + 1e-7) + 1e-9;
            assertThat(plan.capacity().get(pool.id()).get(resource).get(m)).isEqualTo(sum);
        }
        boolean reported = plan.unmet().stream().anyMatch(u -> u.pool().equals(pool.id()) && u.month() == m);
        assertThat(reported).as("unmet %s %d", pool.id(), m).isEqualTo(!met);
        unmetPoolMonths += met ? 0 : 1;
    }

    private void costs(PurchasePlan plan) {
        var total = BigDecimal.ZERO;
        for (int m = 0; m < problem.months(); m++) {
            assertThat(plan.monthlyCost().get(m)).isEqualByComparingTo(monthly[m]);
            assertThat(plan.oneTimeCost().get(m)).isEqualByComparingTo(oneTime[m]);
            total = total.add(monthly[m]).add(oneTime[m]);
            var budget = problem.budget();
            assertThat(budget.oneTimePerMonth() == null || oneTime[m].compareTo(budget.oneTimePerMonth()) <= 0)
                    .isTrue();
            assertThat(budget.monthlyMax() == null
                            || monthly[m].compareTo(budget.monthlyMax()) <= 0
                            || inMonth(plan.warnings(), m))
                    .isTrue();
        }
        assertThat(plan.totalCost()).isEqualByComparingTo(total);
        assertThat(plan.lowerBound()).isLessThanOrEqualTo(total);
        assertThat(plan.unmetPoolMonths()).isEqualTo(unmetPoolMonths);
    }

    /** A budget is only exceeded by what is owned and bound, and said to be. */
    private static boolean inMonth(List<String> warnings, int m) {
        return warnings.stream()
                .anyMatch(warning -> warning.contains(" in month " + m + ", more than budget.monthlyMax"));
    }

    private ServerModel model(String id) {
        return problem.models().stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
