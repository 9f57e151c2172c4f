package dev.headroom.plan;

import static dev.headroom.units.Resource.CPU;
import static dev.headroom.units.Resource.MEMORY;

import dev.headroom.testing.Records;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Small planning problems, drawn by a seed. */
final class Problems {

    static final LocalDate START = LocalDate.of(2027, 1, 1);

    private Problems() {}

    /** Returns a problem so small that every plan of it can be tried. */
    static PlanningProblem tiny(long seed) {
        var random = new SplittableRandom(seed);
        int months = 2 + random.nextInt(2);
        var models = new ArrayList<ServerModel>();
        for (int s = 0; s < 2; s++) {
            models.add(new ServerModel(
                    "m" + s,
                    Map.of(CPU, 8.0 * (1 + random.nextInt(4)), MEMORY, 64.0 * (1 + random.nextInt(4))),
                    BigDecimal.valueOf(random.nextInt(3) * 50),
                    BigDecimal.valueOf(5000 + random.nextInt(20000), 2),
                    random.nextInt(2),
                    random.nextInt(3),
                    random.nextInt(2) == 0 ? null : 1 + random.nextInt(2),
                    s == 0 || random.nextInt(4) > 0));
        }
        var upgrades = new ArrayList<Upgrade>();
        if (random.nextInt(2) == 0) {
            upgrades.add(new Upgrade(
                    "more-memory",
                    "m0",
                    Map.of(MEMORY, 512.0),
                    BigDecimal.valueOf(random.nextInt(2) * 30),
                    BigDecimal.valueOf(20 + random.nextInt(40)),
                    random.nextInt(2)));
        }
        var nodes = List.of(
                new OwnedNodes("m0", 1 + random.nextInt(2), random.nextInt(3) == 0 ? 0 : null),
                new OwnedNodes("m1", random.nextInt(2), null));
        var pool = pool("p", random, models, nodes, months, random.nextInt(3));
        var budget = new Budget(
                random.nextInt(4) == 0 ? BigDecimal.valueOf(100) : null,
                random.nextInt(4) == 0 ? BigDecimal.valueOf(500) : null);
        return new PlanningProblem("EUR", START, months, List.of(pool), models, upgrades, budget);
    }

    /** Returns a plan with other upgrades of pool p: nic-a and nic-b, by month. */
    static PurchasePlan upgraded(PurchasePlan plan, List<Integer> onA, List<Integer> onB) {
        return Records.with(
                plan,
                Map.of(
                        "upgrades",
                        List.of(
                                new PurchasePlan.UpgradeUse("p", "nic-a", onA),
                                new PurchasePlan.UpgradeUse("p", "nic-b", onB))));
    }

    /** Returns a problem of two pools that may compete for the same servers. */
    static PlanningProblem twoPools(long seed) {
        var random = new SplittableRandom(seed);
        int months = 8;
        var models = new ArrayList<ServerModel>();
        for (int s = 0; s < 3; s++) {
            models.add(new ServerModel(
                    "m" + s,
                    Map.of(CPU, 8.0 * (1 + random.nextInt(6)), MEMORY, 64.0 * (1 + random.nextInt(6))),
                    BigDecimal.valueOf(random.nextInt(4) * 79),
                    BigDecimal.valueOf(5000 + random.nextInt(20000), 2),
                    random.nextInt(3),
                    random.nextInt(2) * 4,
                    random.nextInt(2) == 0 ? null : 1 + random.nextInt(2),
                    true));
        }
        var pools = new ArrayList<PoolDemand>();
        for (int p = 0; p < 2; p++) {
            var nodes = List.of(new OwnedNodes("m" + p, 2 + random.nextInt(3), random.nextInt(2) == 0 ? 4 : null));
            pools.add(pool("p" + p, random, models, nodes, months, random.nextInt(3)));
        }
        var upgrades = List.of(new Upgrade(
                "more-memory", "m0", Map.of(MEMORY, 512.0), BigDecimal.valueOf(30), BigDecimal.valueOf(25), 1));
        return new PlanningProblem("EUR", START, months, pools, models, upgrades, Budget.UNLIMITED);
    }

    private static PoolDemand pool(
            String id,
            SplittableRandom random,
            List<ServerModel> models,
            List<OwnedNodes> nodes,
            int months,
            int failures) {
        var demand = new LinkedHashMap<Resource, List<Double>>();
        for (var resource : List.of(CPU, MEMORY)) {
            double owned = nodes.stream()
                    .mapToDouble(n -> n.count()
                            * models.get(Integer.parseInt(n.model().substring(1)))
                                    .capacityOf(resource))
                    .sum();
            double now = owned * (0.2 + 0.5 * random.nextDouble());
            double growth = 1 + 0.25 * random.nextDouble();
            var values = new ArrayList<Double>();
            for (int m = 0; m < months; m++) {
                values.add(Math.round(now * Math.pow(growth, m) * 1000) / 1000.0);
            }
            demand.put(resource, values);
        }
        return new PoolDemand(id, Map.of(CPU, 0.8), failures, random.nextInt(2) == 0 ? 0.9 : 1.0, nodes, demand);
    }

    static PlanningProblem withDemandTimes(PlanningProblem problem, double factor) {
        var pools = problem.pools().stream()
                .map(pool -> {
                    var demand = new LinkedHashMap<Resource, List<Double>>();
                    pool.demand()
                            .forEach((resource, values) -> demand.put(
                                    resource,
                                    values.stream().map(v -> v * factor).toList()));
                    return new PoolDemand(
                            pool.id(),
                            pool.threshold(),
                            pool.surviveFailures(),
                            pool.failureThreshold(),
                            pool.nodes(),
                            demand);
                })
                .toList();
        return new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                pools,
                problem.models(),
                problem.upgrades(),
                problem.budget());
    }

    /** Returns a problem in which contracts bind some of the nodes that have no last month. */
    static PlanningProblem withContracts(PlanningProblem problem, long seed) {
        var random = new SplittableRandom(seed);
        var pools = problem.pools().stream()
                .map(pool -> new PoolDemand(
                        pool.id(),
                        pool.threshold(),
                        pool.surviveFailures(),
                        pool.failureThreshold(),
                        pool.nodes().stream()
                                .flatMap(nodes -> bound(nodes, problem.months(), random))
                                .toList(),
                        pool.demand()))
                .toList();
        return new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                pools,
                problem.models(),
                problem.upgrades(),
                problem.budget());
    }

    private static Stream<OwnedNodes> bound(OwnedNodes nodes, int months, SplittableRandom random) {
        int some = random.nextInt(nodes.count() + 1);
        return nodes.lastMonth() != null
                ? Stream.of(nodes)
                : Stream.of(
                        new OwnedNodes(nodes.model(), some, null, random.nextInt(months)),
                        new OwnedNodes(nodes.model(), nodes.count() - some, null));
    }

    static PlanningProblem withLongerLeads(PlanningProblem problem, int more) {
        var models = problem.models().stream()
                .map(m -> new ServerModel(
                        m.id(),
                        m.capacity(),
                        m.oneTime(),
                        m.monthly(),
                        m.leadMonths() + more,
                        m.termMonths(),
                        m.maxPerMonth(),
                        m.orderable()))
                .toList();
        return new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                problem.pools(),
                models,
                problem.upgrades(),
                problem.budget());
    }

    /** Returns a problem in which models with less capacity than one that there is can be ordered for more. */
    static PlanningProblem withDearerModels(PlanningProblem problem, int more) {
        var models = new ArrayList<>(problem.models());
        for (int i = 0; i < more; i++) {
            models.add(new ServerModel(
                    "dear" + i,
                    Map.of(CPU, 4.0, MEMORY, 32.0),
                    BigDecimal.valueOf(200),
                    BigDecimal.valueOf(600 + i),
                    0,
                    0,
                    0,
                    true));
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

    static PlanningProblem withBudget(PlanningProblem problem, Budget budget) {
        return new PlanningProblem(
                problem.currency(),
                problem.start(),
                problem.months(),
                problem.pools(),
                problem.models(),
                problem.upgrades(),
                budget);
    }
}
