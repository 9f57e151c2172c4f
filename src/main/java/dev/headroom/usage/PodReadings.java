package dev.headroom.usage;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings Kubernetes' view of its nodes to the nodes that the metrics know. What a node may run is the less of what it can
 * allocate and of the addresses that its pod CIDR holds.
 */
final class PodReadings {

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final MetricStore store;
    private final Moments hours;

    /**
     * @param hours the ends of the hours at which limits are read
     */
    PodReadings(MetricStore store, Moments hours) {
        this.store = store;
        this.hours = hours;
    }

    void addTo(Map<String, NodeReadings> nodes, List<Series> running) {
        List<Series> kubernetes = store.range(Queries.KUBERNETES_NODES, hours);
        var names = names(nodes, kubernetes);
        var limits = limits(kubernetes);
        for (Series series : running) {
            String node = series.label("node");
            NodeReadings readings = nodes.get(names.getOrDefault(node, node));
            if (readings != null) {
                readings.addPods(Harvest.floats(series, 1), limits.get(node));
            }
        }
    }

    private Map<String, double[]> limits(List<Series> kubernetes) {
        var limits = new HashMap<String, double[]>();
        store.range(Queries.PODS_ALLOCATABLE, hours)
                .forEach(series -> limits.put(series.label("node"), Harvest.doubles(series, 1)));
        for (Series series : kubernetes) {
            Double addresses = addresses(series.label("pod_cidr"));
            double[] limit = limits.get(series.label("node"));
            if (addresses != null && limit != null) {
                for (int hour = 0; hour < limit.length; hour++) {
                    if (!Double.isNaN(series.at(hour))) {
                        limit[hour] = Math.min(limit[hour], addresses);
                    }
                }
            }
        }
        return limits;
    }

    /** Returns the metrics' name of each of Kubernetes' nodes that has another one there: by its address, or its host name. */
    private Map<String, String> names(Map<String, NodeReadings> nodes, List<Series> kubernetes) {
        var names = new HashMap<String, String>();
        for (Series series : kubernetes) {
            String node = series.label("node");
            if (!nodes.containsKey(node) && nodes.containsKey(series.label("internal_ip"))) {
                names.put(node, series.label("internal_ip"));
            }
        }
        boolean unknown = kubernetes.stream()
                .map(series -> series.label("node"))
                .anyMatch(node -> !nodes.containsKey(node) && !names.containsKey(node));
        if (unknown) {
            store.range(Queries.HOST_NAMES, hours)
                    .forEach(series -> names.putIfAbsent(
                            series.label("nodename"),
                            Harvest.nodeName(series.label("node"), series.label("instance"))));
        }
        nodes.keySet().forEach(names::remove);
        return names;
    }

    /** Returns how many addresses a range such as {@code 10.244.1.0/24} holds; null where it is none. */
    static @Nullable Double addresses(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash <= 0) {
            return null;
        }
        try {
            int bits = cidr.lastIndexOf(':') > 0 ? IPV6_BITS : IPV4_BITS;
            int prefix = Integer.parseInt(cidr.substring(slash + 1));
            return prefix < 0 || prefix > bits ? null : Math.pow(2, bits - prefix);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
