package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to order, upgrade and give back, by month, with what it costs and what it leaves unmet.
 *
 * @param gap how far {@code totalCost} may be above the least possible, as a share of it; 0 where the plan is optimal
 * @param totalCost the one-time and monthly costs of all pools over the horizon
 * @param lowerBound no plan that leaves as few pool-months unmet costs less
 * @param unmet one entry for each resource whose demand a pool can't carry in a month
 * @param capacity by pool and resource, the whole capacity in service in each month
 * @param usable by pool and resource, the demand that the pool may carry in each month: the least of the threshold and what
 *     survives the failures
 * @param warnings what a reader must know besides, such as a budget that the owned nodes alone exceed
 */
public record PurchasePlan(
        Status status,
        double gap,
        BigDecimal totalCost,
        BigDecimal lowerBound,
        List<Unmet> unmet,
        List<Order> orders,
        List<Return> returns,
        List<UpgradeUse> upgrades,
        Map<String, Map<Resource, List<Double>>> capacity,
        Map<String, Map<Resource, List<Double>>> usable,
        List<BigDecimal> monthlyCost,
        List<BigDecimal> oneTimeCost,
        List<String> warnings) {

    public PurchasePlan {
        unmet = List.copyOf(unmet);
        orders = List.copyOf(orders);
        returns = List.copyOf(returns);
        upgrades = List.copyOf(upgrades);
        capacity = Check.ordered(capacity);
        usable = Check.ordered(usable);
        monthlyCost = List.copyOf(monthlyCost);
        oneTimeCost = List.copyOf(oneTimeCost);
        warnings = List.copyOf(warnings);
    }

    /** Whether the plan is proven to be the best one. */
    public enum Status {
        /** No plan leaves fewer pool-months unmet, and none that leaves as few costs less. */
        OPTIMAL,
        /** Every rule holds; a better plan is not ruled out. */
        FEASIBLE
    }

    /** A demand that can't be carried within the rules, the lead times and the budget. */
    public record Unmet(String pool, int month, Resource resource, double demand, double usable) {}

    /** An order of equal servers. */
    public record Order(String pool, String model, int quantity, int orderMonth, int inServiceMonth) {}

    /**
     * Equal servers that are given back.
     *
     * @param inServiceMonth when they came; null where they were owned at the start
     * @param afterMonth the last month in which they serve
     */
    public record Return(
            String pool,
            String model,
            int quantity,
            @Nullable Integer inServiceMonth,
            int afterMonth) {}

    /** How many nodes of a pool carry an upgrade, month by month. */
    public record UpgradeUse(String pool, String upgrade, List<Integer> active) {
        public UpgradeUse {
            active = List.copyOf(active);
        }
    }

    /** Returns the number of pool-months in which some demand is unmet: what a plan avoids before it saves money. */
    public int unmetPoolMonths() {
        return (int)
                unmet.stream().map(u -> List.of(u.pool(), u.month())).distinct().count();
    }
}
