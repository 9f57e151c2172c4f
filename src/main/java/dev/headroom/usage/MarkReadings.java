package dev.headroom.usage;

import dev.headroom.inventory.IdentityMark;
import dev.headroom.inventory.IdentityMark.Kind;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.usage.Slots.Range;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** Reads what tells machines, whatever they are called, from their firmware, their addresses and Kubernetes. */
final class MarkReadings {

    /** What firmware says where nobody has written anything. */
    private static final Pattern NOTHING = Pattern.compile(
            "(?i)|to be filled.*|default string|none|n/a|unknown|not specified|not applicable|system serial.*"
                    + "|0+|1234567890?|0123456789|x+|[0f-]{8,}|03000200-0400-0500-0006-000700080009");

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F]*:[0-9a-fA-F:]+]?");

    private final Future<List<Series>> hosts;
    private final Future<List<Series>> firmware;
    private final Future<List<Series>> kubernetes;
    private final Set<IdentityMark> marks = new HashSet<>();

    /** Asks for what speaks of machines within a range. */
    MarkReadings(MetricStore store, Range range, ExecutorService threads) {
        String window = "[" + range.length().toSeconds() + "s]";
        var end = new Moments(Slots.start(range.to()), Slots.SECONDS, 1);
        hosts = threads.submit(() ->
                store.range("max by (node, instance, nodename) (last_over_time(node_uname_info" + window + "))", end));
        firmware = threads.submit(() -> store.range(
                "max by (node, instance, product_serial, board_serial, chassis_serial, product_uuid)"
                        + " (last_over_time(node_dmi_info" + window + "))",
                end));
        kubernetes = threads.submit(() -> store.range(
                "max by (node, internal_ip, system_uuid) (last_over_time(kube_node_info" + window + "))", end));
    }

    /** Returns the marks of nodes of these names, once that is answered. */
    Set<IdentityMark> of(Set<String> nodes) {
        var hostNames = new HashMap<String, String>();
        for (Series series : Harvest.ask(hosts)) {
            String name = Harvest.nodeName(series.label("node"), series.label("instance"));
            hostNames.put(series.label("nodename"), name);
            String host = Harvest.nodeName("", series.label("instance"));
            if (!isLocal(host) && ADDRESS.matcher(host).matches()) {
                add(nodes, name, Kind.ADDRESS, host);
            }
        }
        for (Series series : Harvest.ask(firmware)) {
            String name = Harvest.nodeName(series.label("node"), series.label("instance"));
            add(nodes, name, Kind.SERIAL, series.label("product_serial"));
            add(nodes, name, Kind.SERIAL, series.label("board_serial"));
            add(nodes, name, Kind.SERIAL, series.label("chassis_serial"));
            add(nodes, name, Kind.UUID, series.label("product_uuid").toLowerCase(java.util.Locale.ROOT));
        }
        kubernetes(nodes, hostNames);
        return marks;
    }

    private void kubernetes(Set<String> nodes, Map<String, String> hostNames) {
        for (Series series : Harvest.ask(kubernetes)) {
            String kube = series.label("node");
            String address = series.label("internal_ip");
            String name = nodes.contains(kube)
                    ? kube
                    : nodes.contains(address) ? address : hostNames.getOrDefault(kube, kube);
            add(nodes, name, Kind.UUID, series.label("system_uuid").toLowerCase(java.util.Locale.ROOT));
            add(nodes, name, Kind.ADDRESS, address);
        }
    }

    private void add(Set<String> nodes, String name, Kind kind, String value) {
        String text = Harvest.storable(value.strip());
        if (nodes.contains(name) && !NOTHING.matcher(text).matches()) {
            marks.add(new IdentityMark(name, kind, text));
        }
    }

    private static boolean isLocal(String host) {
        return host.startsWith("127.") || host.equals("::1");
    }
}
