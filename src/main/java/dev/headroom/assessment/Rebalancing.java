package dev.headroom.assessment;

import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.assessment.PlanAssessment.Alternative;
import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PlanAssessment.Step;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.assessment.Planning.PoolProblem;
import dev.headroom.assessment.Solver.Solved;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands nodes from one pool to another at the start of the plan, where the operator allows it for both and the plan of all
 * pools gets cheaper by it.
 *
 * <p>Of all moves of 1, 2 or 4 like nodes between two pools the one that saves most is made, then the next on top, until none
 * saves anything: a climb, so a better combination is not ruled out.
 */
final class Rebalancing {

    private static final int[] SIZES = {1, 2, 4};
    private static final int MOST_MOVES = 12;

    private final Solver solver;
    private final Look look;
    private final BiFunction<PoolOutlook, Look, PoolProblem> posing;

    Rebalancing(Solver solver, Look look, BiFunction<PoolOutlook, Look, PoolProblem> posing) {
        this.solver = solver;
        this.look = look;
        this.posing = posing;
    }

    /**
     * What came of it.
     *
     * @param alternative the plan without moves; empty where none is made
     */
    record Balanced(List<PoolProblem> problems, List<Order> moves, Optional<Alternative> alternative) {}

    private record Move(int from, int to, @Nullable String model, int count, List<PoolProblem> after, Solved solved) {}

    Balanced of(List<PoolProblem> problems) {
        if (problems.stream()
                        .filter(pool -> look.rules().mayRebalance(pool.id()))
                        .count()
                < 2) {
            return new Balanced(problems, List.of(), Optional.empty());
        }
        var apart = solve(problems);
        var now = problems;
        var solved = apart;
        var moves = new ArrayList<Order>();
        while (moves.size() < MOST_MOVES) {
            var best = best(now, solved);
            if (best.isEmpty()) {
                break;
            }
            var move = best.get();
            moves.add(order(now, move, solved));
            now = move.after();
            solved = move.solved();
        }
        return new Balanced(
                now, moves, moves.isEmpty() ? Optional.empty() : Optional.of(alternative(problems, apart, solved)));
    }

    private Optional<Move> best(List<PoolProblem> problems, Solved solved) {
        var moves = new ArrayList<Move>();
        for (int from = 0; from < problems.size(); from++) {
            for (int to = 0; to < problems.size(); to++) {
                if (from != to
                        && look.rules().mayRebalance(problems.get(from).id())
                        && look.rules().mayRebalance(problems.get(to).id())) {
                    moves.addAll(moves(problems, from, to));
                }
            }
        }
        return moves.stream()
                .filter(move -> isBetter(move.solved(), solved))
                .min(Comparator.comparing((Move move) -> move.solved().unmetPoolMonths())
                        .thenComparing(move -> move.solved().totalCost())
                        .thenComparing(Move::count));
    }

    private static boolean isBetter(Solved one, Solved other) {
        int unmet = Integer.compare(one.unmetPoolMonths(), other.unmetPoolMonths());
        return unmet < 0 || unmet == 0 && one.totalCost().compareTo(other.totalCost()) < 0;
    }

    private List<Move> moves(List<PoolProblem> problems, int from, int to) {
        var giving = problems.get(from).outlook();
        var models = giving.pool().nodes().stream()
                .map(node -> node.node().model())
                .distinct()
                .toList();
        int least = look.rules().planning().surviveFailures() + 1;
        var moves = new ArrayList<Move>();
        for (var model : models) {
            var alike = giving.pool().nodes().stream()
                    .filter(node -> Objects.equals(node.node().model(), model))
                    .toList();
            for (int count : SIZES) {
                if (count <= alike.size() && giving.pool().nodes().size() - count >= least) {
                    var after = after(problems, from, to, alike.subList(alike.size() - count, alike.size()));
                    moves.add(new Move(from, to, model, count, after, solve(after)));
                }
            }
        }
        return moves;
    }

    private List<PoolProblem> after(List<PoolProblem> problems, int from, int to, List<NodeInService> moved) {
        var after = new ArrayList<>(problems);
        var giving = new ArrayList<>(problems.get(from).outlook().pool().nodes());
        giving.removeAll(moved);
        var taking = new ArrayList<>(problems.get(to).outlook().pool().nodes());
        taking.addAll(moved);
        after.set(from, posed(problems.get(from), giving));
        after.set(to, posed(problems.get(to), taking));
        return after;
    }

    private PoolProblem posed(PoolProblem pool, List<NodeInService> nodes) {
        var outlook = pool.outlook();
        var changed = new PoolInService(
                outlook.pool().id(), outlook.pool().name(), outlook.pool().site(), nodes);
        return posing.apply(new PoolOutlook(changed, outlook.forecasts(), outlook.egressBytes()), look);
    }

    private Solved solve(List<PoolProblem> problems) {
        return solver.solve(
                problems.stream().map(PoolProblem::problem).toList(),
                look.rules().budget(),
                look.rules().planning().solverTime());
    }

    private Order order(List<PoolProblem> before, Move move, Solved solved) {
        var from = before.get(move.from());
        var to = before.get(move.to());
        var model = move.model() == null ? "own server" : move.model();
        var saved = money(solved).minus(money(move.solved()));
        var start = look.months().start();
        int unmet = solved.unmetPoolMonths() - move.solved().unmetPoolMonths();
        var gain = unmet > 0
                ? "it meets demand in " + unmet + (unmet == 1 ? " more month" : " more months")
                : "the plan of both pools costs " + Figures.money(saved) + " less over "
                        + look.months().count() + " months";
        return new Order(
                "",
                to.id(),
                model,
                move.count(),
                Kind.MOVE,
                start,
                null,
                start,
                "Move " + move.count() + " × " + model + " from " + from.name() + " to " + to.name() + ": " + gain
                        + ".",
                List.of(),
                Money.zero(saved.currency()),
                Money.zero(saved.currency()),
                "no price: the servers are there already",
                null,
                List.of(
                        new Step("All pools' plan before this move", Figures.money(money(solved)), "planner"),
                        new Step("All pools' plan after it", Figures.money(money(move.solved())), "planner"),
                        saved.amount().signum() < 0
                                ? new Step(
                                        "The move costs",
                                        Figures.money(money(move.solved()).minus(money(solved))),
                                        null)
                                : new Step("The move saves", Figures.money(saved), null)));
    }

    private Alternative alternative(List<PoolProblem> problems, Solved apart, Solved moved) {
        var extra = money(apart).minus(money(moved));
        int unmet = apart.unmetPoolMonths() - moved.unmetPoolMonths();
        return new Alternative(
                "Move nothing between pools",
                "Each pool keeps its nodes." + Alternatives.consequence(extra, unmet, look.months()),
                extra.rounded(),
                "apart",
                problems.getFirst().id(),
                unmet,
                null);
    }

    private Money money(Solved solved) {
        return new Money(solved.totalCost(), look.rules().settings().currency());
    }
}
