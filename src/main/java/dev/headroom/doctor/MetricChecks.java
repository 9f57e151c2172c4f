package dev.headroom.doctor;

import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at which metrics there are, how often they come, and whom they name. */
final class MetricChecks {

    static final List<Check> ALL = List.of(
            Check.CPU_METRICS,
            Check.MEMORY_METRICS,
            Check.NETWORK_METRICS,
            Check.DISK_METRICS,
            Check.KUBERNETES_METRICS,
            Check.SCRAPE_INTERVAL,
            Check.FRESHNESS,
            Check.NODE_NAMES,
            Check.POOL_LABELS);

    private static final double RARE_SECONDS = 150;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final String EXPORTER =
            "apt-get install prometheus-node-exporter   # on each node, then scrape port 9100";

    private final Patient patient;
    private final MetricStore store;
    private final Findings findings;

    MetricChecks(Patient patient, MetricStore store, Findings findings) {
        this.patient = patient;
        this.store = store;
        this.findings = findings;
    }

    void examine() {
        present(Check.CPU_METRICS, "node_cpu_seconds_total", "mode=\"idle\"", "--collector.cpu");
        present(Check.MEMORY_METRICS, "node_memory_MemAvailable_bytes", "", "--collector.meminfo");
        present(Check.NETWORK_METRICS, "node_network_receive_bytes_total", "device!=\"lo\"", "--collector.netdev");
        present(Check.DISK_METRICS, "node_filesystem_size_bytes", "fstype!=\"tmpfs\"", "--collector.filesystem");
        kubernetes();
        interval();
        freshness();
        names();
        pools();
    }

    /** Each machine that any exporter speaks for must have the metric; which machines lack it is said. */
    private void present(Check check, String metric, String matcher, String collector) {
        var with = instances("count by (instance) (last_over_time(" + metric + "{" + matcher + "}[1h]))");
        var all = instances(
                "count by (instance) (last_over_time({__name__=~\"node_memory_MemTotal_bytes|node_boot_time_seconds"
                        + "|node_load1|node_uname_info|node_cpu_seconds_total|" + metric + "\"}[1h]))");
        if (with.isEmpty()) {
            findings.trouble(
                    check,
                    "There is no " + metric + " within the last hour.",
                    all.isEmpty() ? EXPORTER : "node_exporter " + collector);
            return;
        }
        var without = new TreeSet<>(all);
        without.removeAll(with);
        if (without.isEmpty()) {
            findings.passed(check, metric + " of " + with.size() + " nodes.");
        } else {
            findings.trouble(
                    check,
                    "There is no " + metric + " of " + StoreQueries.listed(without) + ", though of " + with.size()
                            + " others.",
                    "node_exporter " + collector + "   # on " + StoreQueries.listed(without));
        }
    }

    private Set<String> instances(String promql) {
        return ask(promql).stream().map(series -> series.label("instance")).collect(Collectors.toSet());
    }

    private List<Series> ask(String promql) {
        return StoreQueries.now(store, patient.clock(), promql);
    }

    private void kubernetes() {
        boolean second = !ask("count(last_over_time(kube_node_status_allocatable{resource=\"pods\"}[1h]))")
                .isEmpty();
        boolean first = !ask("count(last_over_time(kube_node_status_allocatable_pods[1h]))")
                .isEmpty();
        if (second || first) {
            findings.passed(
                    Check.KUBERNETES_METRICS,
                    "kube-state-metrics " + (second ? "2" : "1") + " says what each node can allocate.");
            return;
        }
        boolean infos = !ask("count(last_over_time(kube_node_info[1h]))").isEmpty();
        boolean runs = infos
                || !ask("count(last_over_time(node_network_receive_bytes_total{device=~\"cilium.*|lxc.*|cali.*|flannel.*\"}[1h]))")
                        .isEmpty()
                || !ask("count(last_over_time(kubelet_running_pods[1h]))").isEmpty();
        if (!runs) {
            findings.passed(Check.KUBERNETES_METRICS, "There is no sign of Kubernetes.");
        } else {
            findings.trouble(
                    Check.KUBERNETES_METRICS,
                    infos
                            ? "kube-state-metrics is there, and neither kube_node_status_allocatable nor"
                                    + " kube_node_status_allocatable_pods is."
                            : "Nodes run Kubernetes' network, and there is no kube-state-metrics.",
                    infos
                            ? "kube-state-metrics --resources=nodes,pods   # and keep kube_node_* in the scrape's relabeling"
                            : "helm install kube-state-metrics prometheus-community/kube-state-metrics");
        }
    }

    private void interval() {
        var counts = ask("count_over_time(node_memory_MemTotal_bytes[1h])");
        if (counts.isEmpty()) {
            findings.skipped(Check.SCRAPE_INTERVAL, "No node's memory is measured.");
            return;
        }
        double seconds = 3600
                / counts.stream().mapToDouble(series -> series.at(0)).average().orElse(1);
        var rare = counts.stream()
                .filter(series -> 3600 / series.at(0) > RARE_SECONDS)
                .toList();
        if (rare.size() * 2 > counts.size()) {
            findings.trouble(
                    Check.SCRAPE_INTERVAL,
                    "Samples come every " + Math.round(seconds) + " s on average.",
                    "scrape_interval: 60s");
        } else {
            findings.passed(Check.SCRAPE_INTERVAL, "Samples come every " + Math.round(seconds) + " s on average.");
        }
    }

    private void freshness() {
        var age = StoreQueries.number(
                store, patient.clock(), "time() - max(timestamp(last_over_time(node_memory_MemTotal_bytes[5m])))");
        var newest = StoreQueries.number(
                store, patient.clock(), "min(time() - max_over_time(timestamp(node_memory_MemTotal_bytes)[1d:1m]))");
        if (age.isPresent()) {
            findings.passed(Check.FRESHNESS, "The newest sample is minutes old.");
        } else if (newest.isEmpty()) {
            findings.trouble(
                    Check.FRESHNESS,
                    "No node has sent a sample of its memory within the last day.",
                    "curl -s 'http://<prometheus or vmagent>/api/v1/targets' | grep -o '\"lastError\":\"[^\"]*\"'");
        } else if (newest.getAsDouble() > FRESH.toSeconds()) {
            findings.trouble(
                    Check.FRESHNESS,
                    "The newest sample is " + SettingChecks.words(Duration.ofSeconds((long) newest.getAsDouble()))
                            + " old.",
                    "systemctl status vmagent prometheus   # whichever writes into the store; see its log");
        } else {
            findings.passed(Check.FRESHNESS, "The newest sample is minutes old.");
        }
    }

    private void names() {
        var machines = new HashMap<String, Set<String>>();
        for (Series series : ask("max by (node, instance, nodename) (last_over_time(node_uname_info[1h]))")) {
            machines.computeIfAbsent(name(series), name -> new HashSet<>()).add(series.label("nodename"));
        }
        var shared = machines.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        var local = ask("max by (node, instance) (last_over_time(node_memory_MemTotal_bytes[1h]))").stream()
                .map(MetricChecks::name)
                .filter(name -> name.isBlank() || name.equals("localhost") || name.startsWith("127."))
                .toList();
        if (!shared.isEmpty()) {
            findings.trouble(
                    Check.NODE_NAMES,
                    "The name '" + shared.getFirst() + "' stands for the machines "
                            + StoreQueries.listed(machines.getOrDefault(shared.getFirst(), Set.of())) + ".",
                    relabel());
        } else if (!local.isEmpty()) {
            findings.warning(
                    Check.NODE_NAMES,
                    "A node is called '" + local.getFirst() + "': another one like it would be taken for the same.",
                    relabel());
        } else {
            findings.passed(Check.NODE_NAMES, "Names are distinct.");
        }
    }

    private static String relabel() {
        return "relabel_configs: [{source_labels: [__address__], regex: '([^:]+).*', target_label: node}]"
                + "   # or external_labels: {node: <host name>} for each agent";
    }

    /** Returns a node's name as the collector forms it. */
    static String name(Series series) {
        String node = series.label("node");
        return node.isBlank() ? series.label("instance").replaceFirst(":\\d+$", "") : node;
    }

    private void pools() {
        var unsaid =
                ask("count by (node, instance, pool, cluster) (last_over_time(node_memory_MemTotal_bytes[1h]))")
                        .stream()
                        .filter(series -> series.label("pool").isBlank()
                                && series.label("cluster").isBlank())
                        .map(MetricChecks::name)
                        .toList();
        if (unsaid.isEmpty()) {
            findings.passed(Check.POOL_LABELS, "All nodes carry a label pool or cluster.");
        } else {
            findings.trouble(
                    Check.POOL_LABELS,
                    unsaid.size() + " nodes carry neither a label pool nor cluster, such as "
                            + StoreQueries.listed(unsaid) + ": their scrape job stands in.",
                    "labels: {pool: workers}   # in the scrape's static_configs; or choose the pool on the node's page");
        }
    }
}
