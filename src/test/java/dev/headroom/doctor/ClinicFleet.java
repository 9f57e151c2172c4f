package dev.headroom.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Three healthy nodes, scraped every two minutes, and whatever a test changes about them; in VictoriaMetrics' JSON lines. */
final class ClinicFleet {

    private static final int STEP = 120;
    private static final double TRAFFIC = 4e7; // bytes per second
    private static final double SPEED = 1.25e9;

    private final Instant now;
    private final Map<String, Map<String, String>> nodes = new TreeMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private static final class Line {
        final String metric;
        final Map<String, String> labels;
        Duration from;
        Duration to = Duration.ZERO;
        Duration gapFrom = Duration.ZERO;
        Duration gapTo = Duration.ZERO;
        int step = STEP;
        DoubleUnaryOperator value;

        Line(String metric, Map<String, String> labels, Duration from, DoubleUnaryOperator value) {
            this.metric = metric;
            this.labels = labels;
            this.from = from;
            this.value = value;
        }
    }

    ClinicFleet(Instant now) {
        this.now = now;
        for (int i = 1; i <= 3; i++) {
            addNode(
                    "n" + i,
                    Map.of("node", "n" + i, "instance", "10.0.0." + i + ":9100", "job", "node", "pool", "web"));
        }
    }

    ClinicFleet addNode(String name, Map<String, String> labels) {
        nodes.put(name, labels);
        for (int core = 0; core < 2; core++) {
            counter(name, "node_cpu_seconds_total", 0.3, "cpu", core + "", "mode", "user");
            counter(name, "node_cpu_seconds_total", 0.7, "cpu", core + "", "mode", "idle");
        }
        gauge(name, "node_memory_MemTotal_bytes", 64e9).from = Duration.ofDays(8);
        gauge(name, "node_memory_MemAvailable_bytes", 30e9);
        daily(name);
        gauge(name, "node_filesystem_size_bytes", 1e12, "fstype", "ext4", "mountpoint", "/", "device", "/dev/md0");
        gauge(name, "node_filesystem_avail_bytes", 6e11, "fstype", "ext4", "mountpoint", "/", "device", "/dev/md0");
        gauge(name, "node_uname_info", 1, "nodename", "host-" + name);
        return card(name, "eth0", TRAFFIC, SPEED);
    }

    /** Adds an interface that sends and receives so many bytes per second; a speed of 0 is not reported. */
    ClinicFleet card(String node, String device, double bytesPerSecond, double speed) {
        counter(node, "node_network_receive_bytes_total", bytesPerSecond, "device", device);
        counter(node, "node_network_transmit_bytes_total", bytesPerSecond / 2, "device", device);
        if (speed != 0) {
            gauge(node, "node_network_speed_bytes", speed, "device", device).from = Duration.ofDays(2);
        }
        return this;
    }

    /** Adds Kubernetes' view: kube-state-metrics 2 on these nodes. */
    ClinicFleet kubernetes(String... names) {
        for (var name : names) {
            var labels =
                    Map.of("node", name, "resource", "pods", "job", "kube-state-metrics", "instance", "10.9.9.9:8080");
            lines.put("kube" + name, new Line("kube_node_status_allocatable", labels, Duration.ofDays(1), t -> 110));
        }
        return this;
    }

    ClinicFleet without(String metric) {
        lines.values().removeIf(line -> line.metric.equals(metric));
        return this;
    }

    ClinicFleet scrapedEvery(Duration step) {
        lines.values().forEach(line -> line.step = (int) step.toSeconds());
        return this;
    }

    /** Ends all that a node says so long ago; of all nodes where it is empty. */
    ClinicFleet silentSince(String node, Duration ago) {
        of(node).forEach(line -> line.to = ago);
        return this;
    }

    ClinicFleet gap(String node, Duration from, Duration to) {
        of(node).forEach(line -> {
            line.gapFrom = from;
            line.gapTo = to;
        });
        return this;
    }

    /** Leaves nothing that is older. */
    ClinicFleet since(Duration ago) {
        lines.values().removeIf(line -> line.step > STEP);
        lines.values().forEach(line -> line.from = line.from.compareTo(ago) < 0 ? line.from : ago);
        return this;
    }

    ClinicFleet set(String node, String metric, DoubleUnaryOperator secondsAgoToValue) {
        of(node).stream().filter(line -> line.metric.equals(metric)).forEach(line -> line.value = secondsAgoToValue);
        return this;
    }

    /** Adds a second line of a metric beside the node's own. */
    ClinicFleet also(String node, String metric, double value, String... labels) {
        gauge(node, metric, value, labels);
        return this;
    }

    /** Lets the interface's counters jump by a million gigabytes three hours ago. */
    ClinicFleet jump(String node, String device) {
        of(node).stream()
                .filter(line -> line.metric.equals("node_network_receive_bytes_total")
                        && device.equals(line.labels.get("device")))
                .forEach(line -> {
                    var counted = line.value;
                    line.value = ago -> counted.applyAsDouble(ago) + (ago < 3 * 3600 ? 1e15 : 0);
                });
        return this;
    }

    String text() {
        var text = new StringBuilder();
        lines.values().forEach(line -> write(line, text));
        return text.toString();
    }

    private List<Line> of(String node) {
        var labels = nodes.get(node);
        return node.isEmpty()
                ? new ArrayList<>(lines.values())
                : lines.values().stream()
                        .filter(line -> line.labels.entrySet().containsAll(labels.entrySet()))
                        .toList();
    }

    private void daily(String name) {
        var line = new Line("node_memory_MemTotal_bytes", nodes.get(name), Duration.ofDays(25), ago -> 64e9);
        line.step = 86_400;
        line.to = Duration.ofDays(8);
        lines.put(name + "daily", line);
    }

    private Line gauge(String node, String metric, double value, String... extra) {
        return put(node, metric, ago -> value, extra);
    }

    private void counter(String node, String metric, double perSecond, String... extra) {
        put(node, metric, ago -> perSecond * (100 * 86_400 - ago), extra);
    }

    private Line put(String node, String metric, DoubleUnaryOperator value, String... extra) {
        var labels = new TreeMap<>(nodes.get(node));
        for (int i = 0; i < extra.length; i += 2) {
            labels.put(extra[i], extra[i + 1]);
        }
        var line = new Line(metric, labels, Duration.ofHours(27), value);
        lines.put(metric + labels, line);
        return line;
    }

    private void write(Line line, StringBuilder text) {
        var values = new ArrayList<String>();
        var times = new ArrayList<String>();
        long end = now.getEpochSecond() / 60 * 60;
        for (long ago = line.from.toSeconds(); ago >= line.to.toSeconds(); ago -= line.step) {
            if (ago > line.gapFrom.toSeconds() || ago < line.gapTo.toSeconds() || line.gapFrom.isZero()) {
                values.add(Double.toString(line.value.applyAsDouble(ago)));
                times.add(Long.toString((end - ago) * 1000));
            }
        }
        text.append("{\"metric\":{\"__name__\":\"").append(line.metric).append('"');
        line.labels.forEach((label, value) ->
                text.append(",\"").append(label).append("\":\"").append(value).append('"'));
        text.append("},\"values\":[")
                .append(String.join(",", values))
                .append("],\"timestamps\":[")
                .append(times.stream().collect(Collectors.joining(",")))
                .append("]}\n");
    }
}
