package dev.headroom.plan;

import static java.util.Objects.requireNonNull;

import dev.headroom.plan.PurchasePlan.UpgradeUse;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lets an upgrade stay where it is. Where upgrades of several models cost and do the same, each month may have its own
 * choice among them for the same money, so a solver ends one and begins another for nothing; this keeps as many as the
 * nodes bear, and begins new ones where nodes stay longest. Costs, capacities and proofs are those of the plan that it is
 * given.
 */
final class SteadyUpgrades {

    private final PlanningProblem problem;
    private final Fleet fleet;

    private SteadyUpgrades(PlanningProblem problem, Fleet fleet) {
        this.problem = problem;
        this.fleet = fleet;
    }

    /** What an upgrade costs and does; equal ones can stand for each other. Only those that cost nothing to begin. */
    private record Effect(
            Map<Resource, Double> before, Map<Resource, Double> after, BigDecimal monthly, int leadMonths) {}

    static PurchasePlan of(PlanningProblem problem, PurchasePlan plan) {
        var uses = new ArrayList<UpgradeUse>();
        for (var pool : problem.pools()) {
            var fleet = Fleet.of(problem, pool, plan);
            new SteadyUpgrades(problem, fleet).settle();
            for (int u = 0; u < problem.upgrades().size(); u++) {
                var active = fleet.active()[u];
                if (IntStream.of(active).anyMatch(count -> count > 0)) {
                    uses.add(new UpgradeUse(
                            pool.id(),
                            problem.upgrades().get(u).id(),
                            IntStream.of(active).boxed().toList()));
                }
            }
        }
        return new PurchasePlan(
                plan.status(),
                plan.gap(),
                plan.totalCost(),
                plan.lowerBound(),
                plan.unmet(),
                plan.orders(),
                plan.returns(),
                uses,
                plan.capacity(),
                plan.usable(),
                plan.monthlyCost(),
                plan.oneTimeCost(),
                plan.warnings());
    }

    private void settle() {
        for (var alike : alike()) {
            if (alike.size() > 1) {
                settle(alike);
            }
        }
    }

    private Collection<List<Integer>> alike() {
        var groups = new LinkedHashMap<Effect, List<Integer>>();
        var models = problem.modelsById();
        var taken = new HashSet<String>();
        for (int u = 0; u < problem.upgrades().size(); u++) {
            var upgrade = problem.upgrades().get(u);
            if (upgrade.oneTime().signum() > 0) {
                continue;
            }
            var before = new TreeMap<Resource, Double>();
            var model = requireNonNull(models.get(upgrade.model()));
            upgrade.capacity().keySet().forEach(resource -> before.put(resource, model.capacityOf(resource)));
            var effect = new Effect(
                    before,
                    new TreeMap<>(upgrade.capacity()),
                    upgrade.monthly().stripTrailingZeros(),
                    upgrade.leadMonths());
            if (taken.add(upgrade.model() + " " + effect)) {
                groups.computeIfAbsent(effect, key -> new ArrayList<>()).add(u);
            }
        }
        return groups.values();
    }

    private void settle(List<Integer> alike) {
        int months = problem.months();
        var room = alike.stream().map(this::room).toArray(int[][]::new);
        var kept = new int[alike.size()];
        for (int m = 0; m < months; m++) {
            int month = m;
            int wanted = alike.stream().mapToInt(u -> fleet.active()[u][month]).sum();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = Math.min(kept[i], room[i][m]);
            }
            var lasting = Arrays.stream(room).mapToInt(r -> least(r, month)).toArray();
            for (int i = kept.length - 1; i >= 0; i--) {
                // what has to end soon anyway goes first
                int spare = Math.max(0, IntStream.of(kept).sum() - wanted);
                kept[i] -= Math.min(spare, Math.max(0, kept[i] - lasting[i]));
            }
            for (int i = kept.length - 1; i >= 0; i--) {
                kept[i] -= Math.min(kept[i], Math.max(0, IntStream.of(kept).sum() - wanted));
            }
            for (int i = 0; i < kept.length; i++) {
                kept[i] += Math.clamp(wanted - IntStream.of(kept).sum(), 0, Math.max(0, lasting[i] - kept[i]));
            }
            for (int i = 0; i < kept.length; i++) {
                kept[i] += Math.clamp(wanted - IntStream.of(kept).sum(), 0, Math.max(0, room[i][m] - kept[i]));
            }
            for (int i = 0; i < kept.length; i++) {
                fleet.active()[alike.get(i)][m] = kept[i];
            }
        }
    }

    /** Returns how many nodes can carry an upgrade, by month, beside the other upgrades of their model. */
    private int[] room(int upgrade) {
        var model = problem.upgrades().get(upgrade).model();
        int s = problem.models().stream().map(ServerModel::id).toList().indexOf(model);
        var room = new int[problem.months()];
        for (int m = 0; m < room.length; m++) {
            room[m] = fleet.held(s, m);
            for (int other = 0; other < fleet.active().length; other++) {
                if (other != upgrade && problem.upgrades().get(other).model().equals(model)) {
                    room[m] -= fleet.active()[other][m];
                }
            }
        }
        return room;
    }

    private static int least(int[] room, int from) {
        return IntStream.range(from, room.length).map(m -> room[m]).min().orElse(0);
    }
}
