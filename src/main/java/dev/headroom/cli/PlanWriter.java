package dev.headroom.cli;

import dev.headroom.plan.PurchasePlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a purchase plan as JSON. */
final class PlanWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlanWriter() {}

    static String json(PurchasePlan plan) {
        var root = NODES.objectNode();
        root.put("status", plan.status().name().toLowerCase(Locale.ROOT));
        root.put("gap", plan.gap());
        root.put("totalCost", plan.totalCost());
        root.put("lowerBound", plan.lowerBound());
        var unmet = root.putArray("unmet");
        plan.unmet()
                .forEach(u -> unmet.addObject()
                        .put("pool", u.pool())
                        .put("month", u.month())
                        .put("resource", u.resource().id())
                        .put("demand", u.demand())
                        .put("usable", u.usable()));
        var orders = root.putArray("orders");
        plan.orders()
                .forEach(o -> orders.addObject()
                        .put("pool", o.pool())
                        .put("model", o.model())
                        .put("quantity", o.quantity())
                        .put("orderMonth", o.orderMonth())
                        .put("inServiceMonth", o.inServiceMonth()));
        var returns = root.putArray("returns");
        plan.returns()
                .forEach(r -> returns.addObject()
                        .put("pool", r.pool())
                        .put("model", r.model())
                        .put("quantity", r.quantity())
                        .put("inServiceMonth", r.inServiceMonth())
                        .put("afterMonth", r.afterMonth()));
        var upgrades = root.putArray("upgrades");
        plan.upgrades().forEach(u -> {
            var active = upgrades.addObject()
                    .put("pool", u.pool())
                    .put("upgrade", u.upgrade())
                    .putArray("active");
            u.active().forEach(active::add);
        });
        root.set("capacity", capacity(plan));
        root.set("monthlyCost", amounts(plan.monthlyCost()));
        root.set("oneTimeCost", amounts(plan.oneTimeCost()));
        var warnings = root.putArray("warnings");
        plan.warnings().forEach(warnings::add);
        return JsonMapper.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build()
                .writeValueAsString(root);
    }

    private static ObjectNode capacity(PurchasePlan plan) {
        var pools = NODES.objectNode();
        plan.capacity().forEach((pool, resources) -> {
            var entries = pools.putObject(pool);
            resources.forEach((resource, values) -> {
                var months = entries.putArray(resource.id());
                values.forEach(months::add);
            });
        });
        return pools;
    }

    private static ArrayNode amounts(List<BigDecimal> amounts) {
        var array = NODES.arrayNode();
        amounts.forEach(array::add);
        return array;
    }
}
