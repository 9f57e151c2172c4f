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

    /** File systems that are no room of the node's own: kept in memory, read only, layered or on another machine. */
    private static final String ROOM = Promql.matchesNone(
            "fstype",
            List.of(
                    "tmpfs",
                    "ramfs",
                    "devtmpfs",
                    "rootfs",
                    "overlay",
                    "aufs",
                    "squashfs",
                    "iso9660",
                    "nfs.*",
                    "cifs",
                    "smb.*",
                    "ceph",
                    "glusterfs",
                    "fuse.*",
                    "9p",
                    "efivarfs"));

    private static final String REAL =
            Promql.matchesNone("device", List.of("tmpfs", "/dev/loop.*", "/dev/sr.*", "/dev/fd.*"));

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
        SPEED,
        /** Each device counts once, wherever it is mounted; what only root may fill counts as used. */
        DISK,
        DISK_TOTAL;

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
                case DISK ->
                    disks(last(of("node_filesystem_size_bytes", instances, ROOM, REAL), "5m") + " - "
                            + last(of("node_filesystem_avail_bytes", instances, ROOM, REAL), "5m"));
                case DISK_TOTAL -> disks(last(of("node_filesystem_size_bytes", instances, ROOM, REAL), "1h"));
                case SPEED -> by(IDENTITY + ", device", last(of("node_network_speed_bytes", instances, DEVICES), "1h"));
            };
        }
    }

    /** Pods that are on a node and have not ended, by Kubernetes' name of the node. */
    static final String PODS = "count by (node) (max by (node, namespace, pod) (last_over_time("
            + Promql.selector("kube_pod_info", "node!=\"\"")
            + "[5m])) unless on (namespace, pod) (max by (namespace, pod)"
            + " (last_over_time(kube_pod_status_phase{phase=~\"Succeeded|Failed\"}[5m])) == 1))";

    /** How many pods Kubernetes lets onto a node: kube-state-metrics 2 and 1. */
    static final String PODS_ALLOCATABLE =
            "max by (node) (last_over_time(kube_node_status_allocatable{resource=\"pods\"}[1h]))"
                    + " or max by (node) (last_over_time(kube_node_status_allocatable_pods[1h]))";

    static final String KUBERNETES_NODES = "max by (node, pod_cidr, internal_ip) (last_over_time(kube_node_info[1h]))";

    static final String HOST_NAMES = "max by (node, instance, nodename) (last_over_time(node_uname_info[1h]))";

    private Queries() {}

    /** Returns the PromQL behind the figures of a resource, one query a line, as a reader may copy it. */
    public static String describe(Resource resource) {
        return switch (resource.id()) {
            case "cpu" -> Question.CPU.about(List.of());
            case "memory" -> Question.MEMORY.about(List.of());
            case "disk" -> Question.DISK.about(List.of());
            case "pods" -> PODS;
            default -> Question.RECEIVED.about(List.of()) + " * 8\n" + Question.TRANSMITTED.about(List.of()) + " * 8";
        };
    }

    /** The mean over the 24 hours before a moment of what an operator's own query says. */
    static String meanOfDay(String query) {
        return "avg_over_time((" + query + ")[1d:5m])";
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

    private static String disks(String expression) {
        return "sum by (" + IDENTITY + ") (" + by(IDENTITY + ", device", expression) + ")";
    }

    private static String by(String labels, String expression) {
        return "max by (" + labels + ") (" + expression + ")";
    }
}
