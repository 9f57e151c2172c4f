package dev.headroom.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must be carried, what is owned, and what can be bought. Months count from 0, the month of {@code start}.
 *
 * @param months the horizon, 0 to 1200; every demand holds one value for each
 */
public record PlanningProblem(
        String currency,
        LocalDate start,
        int months,
        List<PoolDemand> pools,
        List<ServerModel> models,
        List<Upgrade> upgrades,
        Budget budget) {

    private static final int LONGEST = 1200;

    public PlanningProblem {
        Check.id("currency", currency);
        Check.within("months", months, LONGEST);
        pools = Check.unique("pools", pools, PoolDemand::id);
        models = Check.unique("models", models, ServerModel::id);
        upgrades = Check.unique("upgrades", upgrades, Upgrade::id);
        var known = models.stream().map(ServerModel::id).collect(Collectors.toSet());
        for (int i = 0; i < upgrades.size(); i++) {
            if (!known.contains(upgrades.get(i).model())) {
                throw new InvalidProblem(
                        "upgrades[" + i + "].model",
                        "names no model: '" + upgrades.get(i).model() + "'");
            }
        }
        for (int i = 0; i < pools.size(); i++) {
            var pool = pools.get(i);
            for (int j = 0; j < pool.nodes().size(); j++) {
                if (!known.contains(pool.nodes().get(j).model())) {
                    throw new InvalidProblem(
                            "pools[" + i + "].nodes[" + j + "].model",
                            "names no model: '" + pool.nodes().get(j).model() + "'");
                }
            }
            for (var demand : pool.demand().entrySet()) {
                if (demand.getValue().size() != months) {
                    throw new InvalidProblem(
                            "pools[" + i + "].demand." + demand.getKey(),
                            "must hold " + months + " values, one for each month: it holds "
                                    + demand.getValue().size());
                }
            }
        }
    }

    /** Returns the same problem with other pools. */
    public PlanningProblem withPools(List<PoolDemand> others) {
        return new PlanningProblem(currency, start, months, others, models, upgrades, budget);
    }

    /** Returns the same problem with other things to buy. */
    public PlanningProblem withSupply(List<ServerModel> otherModels, List<Upgrade> otherUpgrades) {
        return new PlanningProblem(currency, start, months, pools, otherModels, otherUpgrades, budget);
    }

    Map<String, ServerModel> modelsById() {
        return models.stream().collect(Collectors.toMap(ServerModel::id, Function.identity()));
    }
}
