package dev.headroom.assessment;

import dev.headroom.assessment.LinkPrices.Link;
import dev.headroom.assessment.PlanAssessment.LinkCost;
import dev.headroom.assessment.Planning.PoolPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How many nodes carry each link that costs something of its own, month by month of a plan. */
final class LinkCosts {

    private LinkCosts() {}

    static List<LinkCost> of(PoolPlan pool) {
        var costs = new ArrayList<LinkCost>();
        int months = pool.problem().months();
        var owned = new TreeMap<String, Integer>(); // contracts may part the nodes of a model into groups
        pool.supply().owned().forEach(group -> owned.merge(group.model(), group.count(), Integer::sum));
        owned.forEach((model, count) -> {
            for (var link : pool.supply().links(model)) {
                var nodes = new ArrayList<Integer>();
                for (int m = 0; m < months; m++) {
                    nodes.add(count - left(pool, model, m) - replaced(pool, model, link, m));
                }
                costs.add(cost(pool, link, true, nodes));
            }
        });
        for (var use : pool.plan().upgrades()) {
            for (var link : pool.supply().links(use.upgrade())) {
                costs.add(cost(pool, link, false, use.active()));
            }
        }
        return costs;
    }

    /** Returns how many nodes of those that were owned have been given back before a month. */
    private static int left(PoolPlan pool, String model, int month) {
        return pool.plan().returns().stream()
                .filter(back ->
                        back.inServiceMonth() == null && back.model().equals(model) && back.afterMonth() < month)
                .mapToInt(back -> back.quantity())
                .sum();
    }

    /** Returns how many nodes have got another link in the place of this one. */
    private static int replaced(PoolPlan pool, String model, Link link, int month) {
        var others = pool.supply().upgrades().stream()
                .filter(upgrade -> upgrade.model().equals(model)
                        && upgrade.capacity().containsKey(link.row().resource()))
                .map(upgrade -> upgrade.id())
                .toList();
        return pool.plan().upgrades().stream()
                .filter(use -> others.contains(use.upgrade()))
                .mapToInt(use -> use.active().get(month))
                .sum();
    }

    private static LinkCost cost(PoolPlan pool, Link link, boolean owned, List<Integer> nodes) {
        var row = link.row();
        return new LinkCost(
                pool.of().id(),
                row.id(),
                owned,
                nodes,
                link.rent(),
                link.traffic(),
                link.arithmetic(),
                row.source() + ", " + row.asOf() + " (confidence: " + row.confidence() + ")");
    }
}
