package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool's demand by month, the nodes it owns, and how full they may get.
 *
 * @param threshold the share of a resource's capacity that may be used; {@value #DEFAULT_THRESHOLD} where absent
 * @param surviveFailures how many nodes, the largest of each resource, may fail at once
 * @param failureThreshold the share of what remains after the failures that may be used
 * @param demand for each resource a value for each month, in the resource's unit
 */
public record PoolDemand(
        String id,
        Map<Resource, Double> threshold,
        int surviveFailures,
        double failureThreshold,
        List<OwnedNodes> nodes,
        Map<Resource, List<Double>> demand) {

    public static final double DEFAULT_THRESHOLD = 0.8;
    public static final double DEFAULT_FAILURE_THRESHOLD = 1.0;

    public PoolDemand {
        Check.id("id", id);
        threshold = Check.ordered(threshold);
        threshold.forEach((resource, share) -> Check.share("threshold." + resource, share));
        Check.count("surviveFailures", surviveFailures);
        Check.share("failureThreshold", failureThreshold);
        nodes = List.copyOf(nodes);
        Check.sum("nodes", nodes.stream().mapToLong(OwnedNodes::count).sum());
        var copy = new LinkedHashMap<Resource, List<Double>>();
        demand.forEach((resource, values) -> {
            for (int m = 0; m < values.size(); m++) {
                Check.quantity("demand." + resource + "[" + m + "]", values.get(m));
            }
            copy.put(resource, List.copyOf(values));
        });
        demand = Check.ordered(copy);
    }

    public double thresholdOf(Resource resource) {
        return threshold.getOrDefault(resource, DEFAULT_THRESHOLD);
    }

    /**
     * Returns the demand of each month.
     *
     * @throws IllegalArgumentException if the pool has no demand of that resource
     */
    public List<Double> demandOf(Resource resource) {
        var values = demand.get(resource);
        if (values == null) {
            throw new IllegalArgumentException(id + " has no demand of " + resource);
        }
        return values;
    }

    /** Returns the resources of the demand, in the order in which pages show them. */
    public List<Resource> resources() {
        var resources = new ArrayList<>(demand.keySet());
        resources.sort(null);
        return resources;
    }
}
