package dev.headroom.plan;

import dev.headroom.plan.PurchasePlan.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an upgrade that is needed again soon. Where it can be ended at any month's end and begun anew for nothing, the
 * cheapest plan ends it for a month or changes it for another one's, over and over; nobody rents links like that.
 *
 * <p>The servers stay as planned. For each pool, several ways to upgrade them are weighed: the plan's own with its pauses
 * filled, and, for several orders of preference, one that goes through the months, keeps what it has and adds what is
 * lacking. From each is taken what is not needed for long enough. The cheapest stands.
 */
public final class KeptUpgrades {

    private final PlanningProblem problem;
    private final PoolNeeds needs;
    private final Fleet planned;
    private final int pause;
    private final boolean[] carried;

    private KeptUpgrades(PlanningProblem problem, PoolNeeds needs, Fleet planned, int pause) {
        this.problem = problem;
        this.needs = needs;
        this.planned = planned;
        this.pause = pause;
        carried = new boolean[problem.months()];
        for (int m = 0; m < carried.length; m++) {
            carried[m] = needs.carried(m, planned.counts(needs, m));
        }
    }

    /**
     * Returns a plan with the same servers that leaves no more demand unmet, and ends no upgrade that it begins again
     * within so many months; the plan itself where it ends none, or where the budget bears no other.
     *
     * @param pause the longest pause in which an upgrade is kept, in months
     */
    public static PurchasePlan of(PlanningProblem problem, PurchasePlan plan, int pause) {
        var needs = new ArrayList<PoolNeeds>();
        var fleets = new ArrayList<Fleet>();
        boolean changed = false;
        for (var pool : problem.pools()) {
            var need = new PoolNeeds(problem, pool);
            var fleet = Fleet.of(problem, pool, plan);
            var kept = new KeptUpgrades(problem, need, fleet, pause).kept();
            needs.add(need);
            fleets.add(kept.orElse(fleet));
            changed |= kept.isPresent();
        }
        if (!changed) {
            return plan;
        }
        var account = new Account(problem, needs, fleets);
        boolean asCheap = account.totalCost().compareTo(plan.totalCost()) <= 0;
        var kept = account.plan(asCheap && plan.status() == Status.OPTIMAL, plan.lowerBound());
        return isAffordable(problem.budget(), kept, plan) ? kept : plan;
    }

    private static boolean isAffordable(Budget budget, PurchasePlan kept, PurchasePlan plan) {
        return IntStream.range(0, plan.monthlyCost().size())
                .allMatch(m -> isWithin(
                                budget.monthlyMax(),
                                kept.monthlyCost().get(m),
                                plan.monthlyCost().get(m))
                        && isWithin(
                                budget.oneTimePerMonth(),
                                kept.oneTimeCost().get(m),
                                plan.oneTimeCost().get(m)));
    }

    private static boolean isWithin(@Nullable BigDecimal most, BigDecimal kept, BigDecimal before) {
        return most == null || kept.compareTo(most.max(before)) <= 0;
    }

    /** Returns the pool's fleet with upgrades that stay; empty where the planned ones do. */
    private Optional<Fleet> kept() {
        if (obeys(planned.active())) {
            return Optional.empty();
        }
        var ways = new ArrayList<int[][]>();
        ways.add(filled(planned.active()));
        for (var preference : preferences()) {
            onward(preference).ifPresent(ways::add);
        }
        ways.forEach(this::trim);
        return ways.stream()
                .filter(this::obeys)
                .min(Comparator.comparing(this::cost).thenComparing(KeptUpgrades::changes))
                .map(this::with);
    }

    private Fleet with(int[][] active) {
        return new Fleet(planned.arrivals(), planned.bought(), planned.owned(), active, planned.bound());
    }

    /** What costs nothing, as what is on order and comes anyway, may pause for nothing. */
    private boolean obeys(int[][] active) {
        var filled = filled(active);
        return IntStream.range(0, active.length).allMatch(u -> isFree(u) || Arrays.equals(active[u], filled[u]));
    }

    private boolean isFree(int upgrade) {
        var of = problem.upgrades().get(upgrade);
        return of.monthly().signum() == 0 && of.oneTime().signum() == 0;
    }

    /** Fills the pauses, as far as there are nodes that bear the upgrades. */
    private int[][] filled(int[][] active) {
        var filled = copy(active);
        int months = problem.months();
        for (int u = 0; u < filled.length; u++) {
            for (int from = 0; from < months; from++) {
                for (int to = from + 2; to < months && to - from - 1 <= pause; to++) {
                    for (int m = from + 1; m < to; m++) {
                        int room = room(u, m, filled) + filled[u][m];
                        int level = Math.min(active[u][from], active[u][to]);
                        filled[u][m] = Math.max(filled[u][m], Math.min(level, room));
                    }
                }
            }
        }
        return filled;
    }

    private static int[][] copy(int[][] active) {
        var copy = new int[active.length][];
        for (int u = 0; u < copy.length; u++) {
            copy[u] = active[u].clone();
        }
        return copy;
    }

    /** Returns how many more nodes can bear an upgrade. */
    private int room(int upgrade, int month, int[][] active) {
        var model = problem.upgrades().get(upgrade).model();
        int room = planned.held(modelOf(upgrade), month);
        for (int u = 0; u < active.length; u++) {
            if (problem.upgrades().get(u).model().equals(model)) {
                room -= active[u][month];
            }
        }
        return room;
    }

    private int modelOf(int upgrade) {
        var id = problem.upgrades().get(upgrade).model();
        return problem.models().stream().map(ServerModel::id).toList().indexOf(id);
    }

    /** The upgrades that the plan uses, those first that it uses most, and each of them first once. */
    private List<List<Integer>> preferences() {
        var used = IntStream.range(0, planned.active().length)
                .filter(u -> IntStream.of(planned.active()[u]).anyMatch(count -> count > 0))
                .boxed()
                .sorted(Comparator.comparingInt(
                        (Integer u) -> -IntStream.of(planned.active()[u]).sum()))
                .toList();
        var preferences = new ArrayList<List<Integer>>();
        for (int first : used) {
            var preference = new ArrayList<>(used);
            preference.remove((Integer) first);
            preference.addFirst(first);
            preferences.add(preference);
        }
        return preferences;
    }

    /** Goes through the months, keeps what there is and adds what is lacking; empty where that doesn't carry the demand. */
    private Optional<int[][]> onward(List<Integer> preference) {
        var active = new int[planned.active().length][problem.months()];
        for (int m = 0; m < problem.months(); m++) {
            for (int u : preference) {
                int kept = isFree(u) ? planned.active()[u][m] : m == 0 ? 0 : active[u][m - 1];
                active[u][m] = Math.min(kept, room(u, m, active));
            }
            while (!suffices(m, active)) {
                int month = m;
                var next = preference.stream()
                        .filter(u -> problem.upgrades().get(u).leadMonths() <= month && room(u, month, active) > 0)
                        .findFirst();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                active[next.get()][m]++;
            }
        }
        return Optional.of(active);
    }

    private boolean suffices(int month, int[][] active) {
        return !carried[month] || needs.carried(month, with(active).counts(needs, month));
    }

    /** Takes one of an upgrade from so many months as can do without it, where that saves money and leaves no short pause. */
    private void trim(int[][] active) {
        boolean again = true;
        while (again) {
            again = false;
            for (int u = 0; u < active.length; u++) {
                for (int from = 0; from < problem.months(); from++) {
                    again |= trim(active, u, from);
                }
            }
        }
    }

    private boolean trim(int[][] active, int u, int from) {
        var before = active[u].clone();
        var cost = cost(active);
        int to = from;
        while (to < problem.months() && active[u][to] > 0) {
            active[u][to]--;
            if (!suffices(to, active)) {
                active[u][to]++;
                break;
            }
            to++;
        }
        if (to > from && cost(active).compareTo(cost) < 0 && obeys(active)) {
            return true;
        }
        active[u] = before;
        return false;
    }

    private BigDecimal cost(int[][] active) {
        var cost = BigDecimal.ZERO;
        for (int u = 0; u < active.length; u++) {
            var upgrade = problem.upgrades().get(u);
            long begun = 0;
            for (int m = 0; m < active[u].length; m++) {
                begun += Math.max(0, active[u][m] - (m == 0 ? 0 : active[u][m - 1]));
            }
            cost = cost.add(upgrade.monthly()
                            .multiply(BigDecimal.valueOf(
                                    IntStream.of(active[u]).asLongStream().sum())))
                    .add(upgrade.oneTime().multiply(BigDecimal.valueOf(begun)));
        }
        return cost;
    }

    private static int changes(int[][] active) {
        int changes = 0;
        for (int[] of : active) {
            for (int m = 1; m < of.length; m++) {
                changes += of[m] == of[m - 1] ? 0 : 1;
            }
        }
        return changes;
    }
}
