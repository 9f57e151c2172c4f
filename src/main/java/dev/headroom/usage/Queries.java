package dev.headroom.usage;

import dev.headroom.metrics.Promql;
import dev.headroom.units.Resource;
import java.util.List;

/** The questions put to the metric store, in the PromQL that Prometheus and VictoriaMetrics share. */
public final class Queries {

    /** What tells nodes, their pools and their models; what else a scrape adds is left out before it leaves the store. */
    private static final String IDENTITY = "node, instance, job, pool, cluster, site, model, server_model";

    /** Interfaces that never count: they repeat, inside the node or in a tunnel, what a physical one carries. */
    static final List<String> VIRTUAL = List.of(
            "lo",
            "wg.*",
            "cilium.*",
            "lxc.*",
            "veth.*",
            "cali.*",
            "flannel.*",
            "vxlan.*",
            "docker.*",
            "br-.*",
            "virbr.*",
            "tun.*",
            "tap.*",
            "dummy.*",
            "ifb.*");

    private static final String DEVICES = Promql.matchesNone("device", VIRTUAL);

    static final String CPU = by(
            IDENTITY,
            "sum without (cpu, mode) (rate("
                    + Promql.selector("node_cpu_seconds_total", Promql.matchesNone("mode", List.of("idle", "iowait")))
                    + "[5m]))");

    static final String MEMORY = by(
            IDENTITY,
            "last_over_time(node_memory_MemTotal_bytes[5m]) - last_over_time(node_memory_MemAvailable_bytes[5m])");

    /** How many scrapes of each five minutes there were; where there was none, no other answer is to be believed. */
    static final String SCRAPES = by(IDENTITY, "count_over_time(node_memory_MemTotal_bytes[5m])");

    static final String RECEIVED = by(IDENTITY + ", device", rate("node_network_receive_bytes_total"));

    static final String TRANSMITTED = by(IDENTITY + ", device", rate("node_network_transmit_bytes_total"));

    static final String CORES = by(
            IDENTITY,
            "count without (cpu, mode) (last_over_time("
                    + Promql.selector("node_cpu_seconds_total", Promql.equal("mode", "idle")) + "[1h]))");

    static final String MEMORY_TOTAL = by(IDENTITY, "last_over_time(node_memory_MemTotal_bytes[1h])");

    static final String SPEED = by(
            IDENTITY + ", device", "last_over_time(" + Promql.selector("node_network_speed_bytes", DEVICES) + "[1h])");

    private Queries() {}

    /** Returns the PromQL behind the figures of a resource, one query a line, as a reader may copy it. */
    public static String describe(Resource resource) {
        return switch (resource.id()) {
            case "cpu" -> CPU;
            case "memory" -> MEMORY;
            default -> RECEIVED + " * 8\n" + TRANSMITTED + " * 8";
        };
    }

    private static String rate(String metric) {
        return "rate(" + Promql.selector(metric, DEVICES) + "[5m])";
    }

    private static String by(String labels, String expression) {
        return "max by (" + labels + ") (" + expression + ")";
    }
}
