package dev.headroom.procurement;

import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** What serves and what is to come, by pool, as an Ansible inventory. */
@Service
public class AnsibleInventory {

    private final Inventory inventory;
    private final Purchases purchases;

    AnsibleInventory(Inventory inventory, Purchases purchases) {
        this.inventory = inventory;
        this.purchases = purchases;
    }

    /**
     * Returns the inventory as YAML: a group for each pool; within it every node that has not left, and one host for each server that is approved
     * or ordered, named after its pool and purchase. {@code in_service} and {@code arriving} are groups across the pools.
     */
    public String yaml() {
        var groups = new TreeMap<String, Map<String, Object>>();
        var serving = new ArrayList<String>();
        var arriving = new ArrayList<String>();
        for (var node : inventory.nodes()) {
            if (node.state() != Node.State.RETIRED) {
                hosts(groups, node.pool()).put(node.name(), variables(node));
                serving.add(node.name());
            }
        }
        for (var purchase : purchases.open()) {
            if (purchase.kind() != Purchase.Kind.SERVER) {
                continue;
            }
            for (int i = 1; i <= purchase.outstanding(); i++) {
                var name = group(purchase.pool()).replace('_', '-') + "-"
                        + purchase.id().toString().substring(0, 8) + "-" + i;
                hosts(groups, purchase.pool()).put(name, variables(purchase));
                arriving.add(name);
            }
        }
        var children = new LinkedHashMap<String, Object>();
        groups.forEach((group, hosts) -> children.put(group, Map.of("hosts", hosts)));
        children.put("in_service", Map.of("hosts", named(serving)));
        children.put("arriving", Map.of("hosts", named(arriving)));
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(Map.of("all", Map.of("children", children)));
    }

    private static Map<String, Object> hosts(Map<String, Map<String, Object>> groups, String pool) {
        return groups.computeIfAbsent(group(pool), name -> new TreeMap<>());
    }

    private static Map<String, Object> variables(Node node) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("headroom_node", node.id());
        variables.put("headroom_pool", node.pool());
        variables.put("headroom_state", "in-service");
        if (node.model() != null) {
            variables.put("headroom_model", node.model());
        }
        if (node.site() != null) {
            variables.put("headroom_site", node.site());
        }
        return variables;
    }

    private static Map<String, Object> variables(Purchase purchase) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("headroom_pool", purchase.pool());
        variables.put("headroom_state", purchase.state().code());
        variables.put("headroom_model", purchase.model());
        variables.put("headroom_purchase", purchase.id().toString());
        var expected = purchase.expectedOn();
        if (expected != null) {
            variables.put("headroom_expected_on", expected.toString());
        }
        return variables;
    }

    private static Map<String, Object> named(List<String> hosts) {
        var map = new LinkedHashMap<String, Object>();
        hosts.forEach(host -> map.put(host, new LinkedHashMap<>()));
        return map;
    }

    /** Ansible takes letters, digits and underscores for a group, and no digit first. */
    private static String group(String pool) {
        var name = pool.replaceAll("[^A-Za-z0-9_]", "_");
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            name = "pool_" + name;
        }
        return name.equals("all") || name.equals("ungrouped") || name.equals("in_service") || name.equals("arriving")
                ? "pool_" + name
                : name;
    }
}
