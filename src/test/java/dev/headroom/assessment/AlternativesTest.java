package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.assessment.PlanAssessment.Alternative;
import dev.headroom.catalog.PriceBook;
import dev.headroom.inventory.Capacity;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Node;
import dev.headroom.plan.Budget;
import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.ServerModel;
import dev.headroom.testing.RunningServer;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What was not chosen, against every plan of a pool so small that all can be tried. */
class AlternativesTest extends RunningServer {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final int MONTHS = 6;
    private static final int OWNED = 2;
    private static final int MOST_ORDERS = 3;
    private static final double THRESHOLD = 0.8;
    private static final Pattern RISE = Pattern.compile("cost €([0-9.,]+) a month more");

    @Autowired
    private PlanningSettings settings;

    @Test
    void theRunnerUpIsTheBestPlanWithoutTheModelThatIsOrderedFirst() {
        var chosen = chosen(10.0, 10.0, 10.0, 10.0, 38.0, 38.0);
        var first = chosen.plan().orders().getFirst().model();

        var runnerUp = alternative(chosen, "runner-up");

        var best = best(chosen.problem(), server -> server);
        var without = best(chosen.problem(), server -> server.id().equals(first) ? unorderable(server) : server);
        assertThat(chosen.plan().totalCost()).isEqualByComparingTo(best.cost());
        assertThat(runnerUp.extraUnmet()).isEqualTo(without.unmet() - best.unmet());
        assertThat(runnerUp.extraCost().amount())
                .isEqualByComparingTo(without.cost().subtract(best.cost()));
        assertThat(runnerUp.extraCost().amount()).isPositive();
    }

    @Test
    void saysWhereNoOtherServerTakesThePlaceOfTheOneThatIsOrderedFirst() {
        var any = chosen(10.0, 10.0, 10.0, 10.0, 38.0, 38.0);
        var first = any.plan().orders().getFirst().model();
        var problem = any.problem()
                .withSupply(
                        any.problem().models().stream()
                                .map(server -> server.id().equals(first) ? server : unorderable(server))
                                .toList(),
                        any.problem().upgrades());
        var plan = new Planner().plan(problem, settings.planning().solverTime());
        var of = new Planning.PoolProblem(any.outlook(), any.supply(), problem);

        var runnerUp = alternative(new Planning.PoolPlan(of, plan), "runner-up");

        assertThat(runnerUp.extraUnmet()).isEqualTo(2);
        assertThat(runnerUp.explanation())
                .startsWith("No other server that can be ordered takes its place."
                        + " It leaves demand unmet in 2 more months. It costs €")
                .endsWith(" less over 6 months.");
        assertThat(runnerUp.winsIf()).isNull();
    }

    @Test
    void theRunnerUpWinsAtThePriceThatIsNamedAndNotTwoCentsBelow() {
        var chosen = chosen(10.0, 10.0, 10.0, 10.0, 38.0, 38.0);
        var first = chosen.plan().orders().getFirst().model();

        var winsIf = alternative(chosen, "runner-up").winsIf();

        var matcher = RISE.matcher(String.valueOf(winsIf));
        assertThat(matcher.find()).as(winsIf).isTrue();
        var rise = new BigDecimal(matcher.group(1).replace(",", ""));
        var without = best(chosen.problem(), server -> server.id().equals(first) ? unorderable(server) : server);
        assertThat(best(chosen.problem(), dearer(first, rise)).cost()).isEqualByComparingTo(without.cost());
        assertThat(best(chosen.problem(), dearer(first, rise.subtract(new BigDecimal("0.02"))))
                        .cost())
                .isLessThan(without.cost());
    }

    @Test
    void waitingCostsWhatTheBestPlanWithOrdersAMonthLaterDoes() {
        var early = chosen(10.0, 10.0, 10.0, 38.0, 38.0, 38.0);

        var wait = alternative(early, "wait");

        var best = best(early.problem(), server -> server);
        var later = best(early.problem(), server -> aMonthOn(early.supply(), server));
        assertThat(best.unmet()).isZero();
        assertThat(wait.extraUnmet()).isEqualTo(later.unmet()).isPositive();
        assertThat(wait.extraCost().amount()).isEqualByComparingTo(later.cost().subtract(best.cost()));
    }

    private record Best(int unmet, BigDecimal cost) {}

    /** Tries all orders of up to {@link #MOST_ORDERS} a month, and all ways to give back what is owned; terms outlast the months. */
    private static Best best(PlanningProblem problem, UnaryOperator<ServerModel> change) {
        var models = problem.models().stream().map(change).toList();
        var best = new Best(Integer.MAX_VALUE, BigDecimal.ZERO);
        var held = new int[models.size()][MONTHS];
        for (int[] owned : ownedPaths()) {
            held[0] = owned;
            best = better(best, orders(problem, models, held, 1, 0, BigDecimal.ZERO));
        }
        return best;
    }

    private static List<int[]> ownedPaths() {
        return IntStream.range(0, (int) Math.pow(OWNED + 1, MONTHS - 1))
                .mapToObj(code -> {
                    var path = new int[MONTHS];
                    path[0] = OWNED;
                    for (int m = 1, rest = code; m < MONTHS; m++, rest /= OWNED + 1) {
                        path[m] = rest % (OWNED + 1);
                    }
                    return path;
                })
                .filter(path -> IntStream.range(1, MONTHS).allMatch(m -> path[m] <= path[m - 1]))
                .toList();
    }

    private static Best orders(
            PlanningProblem problem, List<ServerModel> models, int[][] held, int s, int month, BigDecimal oneTime) {
        if (s == models.size()) {
            return judged(problem, models, held, oneTime);
        }
        if (month == MONTHS) {
            return orders(problem, models, held, s + 1, 0, oneTime);
        }
        var best = new Best(Integer.MAX_VALUE, BigDecimal.ZERO);
        var model = models.get(s);
        int most = model.orderable() && month >= model.leadMonths() ? MOST_ORDERS : 0;
        for (int arriving = 0; arriving <= most; arriving++) {
            held[s][month] = (month == 0 ? 0 : held[s][month - 1]) + arriving;
            best = better(
                    best,
                    orders(
                            problem,
                            models,
                            held,
                            s,
                            month + 1,
                            oneTime.add(model.oneTime().multiply(BigDecimal.valueOf(arriving)))));
        }
        return best;
    }

    private static Best judged(PlanningProblem problem, List<ServerModel> models, int[][] held, BigDecimal oneTime) {
        var demand = problem.pools().getFirst().demand().get(Resource.CPU);
        int unmet = 0;
        var cost = oneTime;
        for (int m = 0; m < MONTHS; m++) {
            double capacity = 0;
            for (int s = 0; s < models.size(); s++) {
                capacity += held[s][m] * models.get(s).capacityOf(Resource.CPU);
                cost = cost.add(models.get(s).monthly().multiply(BigDecimal.valueOf(held[s][m])));
            }
            boolean lacking = demand.get(m) > THRESHOLD * capacity * (1 + 1e-9);
            if (lacking && m > 0 && held[0][m] < held[0][m - 1]) {
                // nothing that is owned is given back into a month that lacks
                return new Best(Integer.MAX_VALUE, BigDecimal.ZERO);
            }
            unmet += lacking ? 1 : 0;
        }
        return new Best(unmet, cost);
    }

    private static Best better(Best a, Best b) {
        return b.unmet < a.unmet || b.unmet == a.unmet && b.cost.compareTo(a.cost) < 0 ? b : a;
    }

    private static ServerModel unorderable(ServerModel server) {
        return with(server, server.oneTime(), server.monthly(), server.leadMonths(), false);
    }

    private static UnaryOperator<ServerModel> dearer(String model, BigDecimal by) {
        return server -> server.id().equals(model)
                ? with(server, server.oneTime(), server.monthly().add(by), server.leadMonths(), server.orderable())
                : server;
    }

    private static ServerModel aMonthOn(Supply supply, ServerModel server) {
        if (!server.orderable()) {
            return server;
        }
        var pace = BigDecimal.valueOf(Math.pow(1 + supply.drift(server.id()).orElse(0.0), 1 / 12.0));
        return with(
                server,
                server.oneTime().multiply(pace).setScale(2, RoundingMode.HALF_UP),
                server.monthly().multiply(pace).setScale(2, RoundingMode.HALF_UP),
                server.leadMonths() + 1,
                true);
    }

    private static ServerModel with(
            ServerModel server, BigDecimal oneTime, BigDecimal monthly, int leadMonths, boolean orderable) {
        return new ServerModel(
                server.id(),
                server.capacity(),
                oneTime,
                monthly,
                leadMonths,
                server.termMonths(),
                server.maxPerMonth(),
                orderable);
    }

    private Alternative alternative(Planning.PoolPlan chosen, String kind) {
        var solver = new Solver(new Planner());
        var solved = solver.solve(
                List.of(chosen.problem()), Budget.UNLIMITED, settings.planning().solverTime());
        return new Alternatives(solver, look(), List.of(chosen), solved, 0)
                .all().stream()
                        .filter(other -> kind.equals(other.kind()))
                        .findFirst()
                        .orElseThrow();
    }

    /** A pool of small servers that the shipped price book can add small and large ones to. */
    private Planning.PoolPlan chosen(Double... cpu) {
        var pool = pool();
        var supply = Supply.of(
                pool,
                Set.of(Resource.CPU),
                PriceBook.shipped(),
                look().rules(),
                0,
                TODAY,
                new QuoteLimits(),
                look().months(),
                List.of());
        var demand = new PoolDemand(
                pool.id(),
                Map.of(Resource.CPU, THRESHOLD),
                0,
                1,
                supply.owned(),
                Map.of(Resource.CPU, Arrays.asList(cpu)));
        var problem = new PlanningProblem(
                "EUR",
                look().months().start(),
                MONTHS,
                List.of(demand),
                supply.models(),
                supply.upgrades(),
                Budget.UNLIMITED);
        var plan = new Planner().plan(problem, settings.planning().solverTime());
        return new Planning.PoolPlan(
                new Planning.PoolProblem(new Planning.PoolOutlook(pool, new TreeMap<>(), 0), supply, problem), plan);
    }

    private Outlooks.Look look() {
        return new Outlooks.Look(
                UUID.randomUUID(),
                TODAY.minusDays(1),
                TODAY,
                Instant.parse("2026-11-24T02:00:00Z"),
                PlanningMonths.after(TODAY.minusDays(1), TODAY, MONTHS),
                new Rules(settings, ScenarioChanges.NONE, List.of()));
    }

    private static PoolInService pool() {
        return new PoolInService(
                "few",
                "few",
                null,
                IntStream.rangeClosed(1, OWNED)
                        .mapToObj(i -> new NodeInService(
                                new Node(
                                        "few" + i,
                                        "few" + i,
                                        "few",
                                        "hetzner/AX42",
                                        null,
                                        Instant.parse("2025-01-01T00:00:00Z"),
                                        Instant.parse("2026-11-24T00:00:00Z"),
                                        Node.State.ACTIVE),
                                List.of(new Capacity(Resource.CPU, 16.0, Capacity.MEASURED))))
                        .toList());
    }
}
