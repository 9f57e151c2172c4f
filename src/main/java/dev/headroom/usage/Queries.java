package dev.headroom.usage;

import dev.headroom.metrics.Promql;
import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final String BUSY = Promql.matchesNone("mode", List.of("idle", "iowait"));
    private static final String IDLE = Promql.equal("mode", "idle");

    /** A question that can be put about all nodes, or some of them by their label {@code instance}. */
    enum Question {
        CPU,
        MEMORY,
        /** How many scrapes of each five minutes there were; where there was none, no other answer is to be believed. */
        SCRAPES,
        RECEIVED,
        TRANSMITTED,
        CORES,
        MEMORY_TOTAL,
        SPEED;

        /** @param instances empty asks about all */
        String about(Collection<String> instances) {
            return switch (this) {
                case CPU ->
                    by(
                            IDENTITY,
                            "sum without (cpu, mode) (rate(" + of("node_cpu_seconds_total", instances, BUSY)
                                    + "[5m]))");
                case MEMORY ->
                    by(
                            IDENTITY,
                            last(of("node_memory_MemTotal_bytes", instances), "5m") + " - "
                                    + last(of("node_memory_MemAvailable_bytes", instances), "5m"));
                case SCRAPES ->
                    by(IDENTITY, "count_over_time(" + of("node_memory_MemTotal_bytes", instances) + "[5m])");
                case RECEIVED -> traffic("node_network_receive_bytes_total", instances);
                case TRANSMITTED -> traffic("node_network_transmit_bytes_total", instances);
                case CORES ->
                    by(
                            IDENTITY,
                            "count without (cpu, mode) (" + last(of("node_cpu_seconds_total", instances, IDLE), "1h")
                                    + ")");
                case MEMORY_TOTAL -> by(IDENTITY, last(of("node_memory_MemTotal_bytes", instances), "1h"));
                case SPEED -> by(IDENTITY + ", device", last(of("node_network_speed_bytes", instances, DEVICES), "1h"));
            };
        }
    }

    private Queries() {}

    /** Returns the PromQL behind the figures of a resource, one query a line, as a reader may copy it. */
    public static String describe(Resource resource) {
        return switch (resource.id()) {
            case "cpu" -> Question.CPU.about(List.of());
            case "memory" -> Question.MEMORY.about(List.of());
            default -> Question.RECEIVED.about(List.of()) + " * 8\n" + Question.TRANSMITTED.about(List.of()) + " * 8";
        };
    }

    private static String traffic(String metric, Collection<String> instances) {
        return by(IDENTITY + ", device", "rate(" + of(metric, instances, DEVICES) + "[5m])");
    }

    private static String of(String metric, Collection<String> instances, String... matchers) {
        var all = new ArrayList<String>(List.of(matchers));
        if (!instances.isEmpty()) {
            all.add(Promql.anyOf("instance", instances));
        }
        return all.isEmpty() ? metric : Promql.selector(metric, all.toArray(String[]::new));
    }

    private static String last(String selector, String window) {
        return "last_over_time(" + selector + "[" + window + "])";
    }

    private static String by(String labels, String expression) {
        return "max by (" + labels + ") (" + expression + ")";
    }
}
