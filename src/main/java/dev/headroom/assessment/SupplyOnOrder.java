package dev.headroom.assessment;

import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.procurement.Purchase;
import dev.headroom.units.Resource;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds what is ordered: to the planner, nodes that can do nothing until an upgrade that costs nothing. */
final class SupplyOnOrder {

    private final Supply.Basis basis;
    private final Supply supply;

    SupplyOnOrder(Supply.Basis basis, Supply supply) {
        this.basis = basis;
        this.supply = supply;
    }

    void add(Coming part) {
        if (part.capacity().isEmpty()) {
            supply.note(part.quantity() + " × " + part.model() + " on order for "
                    + basis.pool().name() + ": the price book does not know what it carries, so it is not counted.");
            return;
        }
        int paidFrom = basis.months().monthOf(part.from());
        if (paidFrom >= basis.months().count()) {
            return;
        }
        var once = basis.prices().converted(part.oneTime());
        var monthly = basis.prices().converted(part.monthly());
        if (once.isEmpty() || monthly.isEmpty()) {
            supply.note("What " + part.quantity() + " × " + part.model()
                    + " on order cost can't be converted: the total" + " lacks it.");
        } else {
            supply.add(new Supply.Committed(
                    paidFrom, once.get().amount(), monthly.get().amount()));
        }
        var overdue = part.overdue();
        supply.note(part.quantity() + " × " + part.model() + " on order for "
                + basis.pool().name()
                + (overdue == null
                        ? " count from " + part.from() + " on."
                        : " were expected on " + overdue
                                + " and are late: they count from today on, as if they came any day."));
        int month = basis.months().monthFrom(part.from());
        if (month >= basis.months().count()) {
            return;
        }
        if (part.kind() == Purchase.Kind.SERVER) {
            arrive(
                    part.model() + ", on order " + part.id(),
                    part.quantity(),
                    part,
                    month,
                    new TreeMap<>(),
                    BigDecimal.ZERO,
                    null);
        } else {
            upgradeOwned(part, month);
        }
    }

    /** To the planner it is a node that can do nothing until an upgrade that costs nothing. */
    private void arrive(
            String id,
            int quantity,
            Coming part,
            int month,
            Map<Resource, Double> until,
            BigDecimal monthly,
            @Nullable Integer boundThrough) {
        var capacity = new TreeMap<Resource, Double>();
        part.capacity().forEach((resource, value) -> {
            if (basis.resources().contains(resource)) {
                capacity.put(resource, value);
            }
        });
        supply.add(new ServerModel(id, until, BigDecimal.ZERO, monthly, 0, 0, null, false), part.serverId());
        supply.add(new OwnedNodes(id, quantity, null, boundThrough));
        var arrival = id + ", in service";
        supply.add(new Upgrade(arrival, id, capacity, BigDecimal.ZERO, BigDecimal.ZERO, month), part.model());
        supply.expect(arrival);
        if (part.kind() == Purchase.Kind.SERVER) {
            supply.expect(id);
        }
    }

    private void upgradeOwned(Coming part, int month) {
        int left = part.quantity();
        for (var group : supply.owned()) {
            var model = supply.model(group.model());
            boolean fits = model != null
                    && supply.name(group.model()).equals(part.serverId())
                    && part.capacity().entrySet().stream()
                            .anyMatch(added -> basis.resources().contains(added.getKey())
                                    && model.capacityOf(added.getKey()) < added.getValue());
            int taken = fits ? Math.min(left, group.count()) : 0;
            if (model != null && taken > 0) {
                supply.remove(group);
                if (group.count() > taken) {
                    supply.add(new OwnedNodes(
                            group.model(), group.count() - taken, group.lastMonth(), group.boundThrough()));
                }
                arrive(
                        group.model() + ", upgrade on order " + part.id(),
                        taken,
                        part,
                        month,
                        model.capacity(),
                        model.monthly(),
                        group.boundThrough());
                left -= taken;
            }
        }
    }
}
