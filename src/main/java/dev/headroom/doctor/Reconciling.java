package dev.headroom.doctor;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lays side by side the nodes that the inventory, Kubernetes and the metrics name. */
final class Reconciling {

    private static final String KUBERNETES = "count by (node, internal_ip) (last_over_time(kube_node_info[1h]))";
    private static final String ALLOCATABLE =
            "count by (node) (last_over_time(kube_node_status_allocatable{resource=\"pods\"}[1h]))"
                    + " or count by (node) (last_over_time(kube_node_status_allocatable_pods[1h]))";
    private static final String METRICS =
            "count by (node, instance, pool, cluster) (last_over_time(node_memory_MemTotal_bytes[1h]))";
    private static final String FOR_HOURS =
            "count by (node, instance) (last_over_time(node_memory_MemTotal_bytes[1h] offset 3h))";
    private static final String HOST_NAMES =
            "count by (node, instance, nodename) (last_over_time(node_uname_info[1h]))";

    private final MetricStore store;
    private final Clock clock;

    Reconciling(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns the differences. A node is missing in Kubernetes only where others of its pool are there: a fleet may have
     * servers beside its clusters. One that began to report within three hours is not missing in the inventory yet.
     *
     * @param inventory names of the nodes in service; null where there is none to ask
     */
    List<Difference> differences(@Nullable Set<String> inventory) {
        var pools = new TreeMap<String, String>();
        for (Series series : ask(METRICS)) {
            String pool = series.label("pool");
            pools.put(MetricChecks.name(series), pool.isBlank() ? series.label("cluster") : pool);
        }
        Set<String> kubernetes = kubernetes(pools.keySet());
        var clustered = new HashSet<String>();
        pools.forEach((node, pool) -> {
            if (kubernetes.contains(node)) {
                clustered.add(pool);
            }
        });
        var settled = new HashSet<String>();
        ask(FOR_HOURS).forEach(series -> settled.add(MetricChecks.name(series)));
        var all = new TreeSet<>(pools.keySet());
        all.addAll(kubernetes);
        if (inventory != null) {
            all.addAll(inventory);
        }
        var differences = new ArrayList<Difference>();
        for (var node : all) {
            var pool = pools.get(node);
            Boolean known = inventory == null || (pool != null && !settled.contains(node))
                    ? null
                    : (Boolean) inventory.contains(node);
            Boolean kube = kubernetes.contains(node)
                    ? Boolean.TRUE
                    : pool == null || !clustered.contains(pool) ? null : Boolean.FALSE;
            if (pool == null || Boolean.FALSE.equals(known) || Boolean.FALSE.equals(kube)) {
                differences.add(new Difference(node, known, kube, pool != null));
            }
        }
        return differences;
    }

    /** Returns Kubernetes' nodes by the names that the metrics have for them, told by host name or address. */
    private Set<String> kubernetes(Set<String> metrics) {
        var byHostName = new HashMap<String, String>();
        ask(HOST_NAMES).forEach(series -> byHostName.put(series.label("nodename"), MetricChecks.name(series)));
        var addresses = new TreeMap<String, String>();
        ask(ALLOCATABLE).forEach(series -> addresses.put(series.label("node"), ""));
        ask(KUBERNETES).forEach(series -> addresses.put(series.label("node"), series.label("internal_ip")));
        addresses.remove("");
        var names = new TreeSet<String>();
        addresses.forEach((node, address) -> names.add(named(node, address, metrics, byHostName)));
        return names;
    }

    private static String named(String node, String address, Set<String> metrics, Map<String, String> byHostName) {
        if (metrics.contains(node)) {
            return node;
        }
        if (metrics.contains(address)) {
            return address;
        }
        return byHostName.getOrDefault(node, node);
    }

    private List<Series> ask(String promql) {
        return StoreQueries.now(store, clock, promql);
    }
}
