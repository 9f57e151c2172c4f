package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.inventory.NetworkInterface;
import dev.headroom.metrics.MetricStore;
import dev.headroom.units.Figures;
import dev.headroom.units.Unit;
import dev.headroom.usage.Survey;
import dev.headroom.usage.Survey.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at each interface of the last day, as the collector sees it: whether and for what it counts, and what it carries. */
final class LinkChecks {

    private static final double WORKING = 1e5; // bits per second
    private static final double ALIKE = 0.02;
    private static final double OVERHEAD = 1.2;
    private static final String TUNNELS = "wg.*|vxlan.*|cilium_vxlan|flannel.*|tun.*|gre.*|geneve.*|tailscale.*";

    private final Patient patient;
    private final MetricStore store;
    private final Map<String, Map<String, Double>> figures;
    private final Findings findings;

    /** @param figures the operator's capacity of each link in bits per second, by node; a node that is not there has none */
    LinkChecks(Patient patient, MetricStore store, Map<String, Map<String, Double>> figures, Findings findings) {
        this.patient = patient;
        this.store = store;
        this.figures = figures;
        this.findings = findings;
    }

    void examine(Survey survey) {
        confirmed(survey);
        speeds(survey);
        drops(survey);
        twice(survey);
        ratio(survey);
        impossible(survey);
    }

    private void confirmed(Survey survey) {
        var unclassified = new TreeSet<String>();
        for (Look node : survey.nodes()) {
            for (NetworkInterface card : node.interfaces()) {
                if (card.link() == null
                        && card.reason().equals(NetworkInterface.UNCLAIMED)
                        && traffic(card) > WORKING) {
                    unclassified.add(card.name() + " of " + node.name());
                }
            }
        }
        var assumed = new TreeSet<String>();
        for (Look node : survey.nodes()) {
            var counted = node.interfaces().stream()
                    .filter(card -> card.link() != null && traffic(card) > WORKING)
                    .toList();
            if (counted.size() > 1) {
                counted.stream()
                        .filter(card -> card.reason().equals(NetworkInterface.ASSUMED))
                        .forEach(card -> assumed.add(card.name() + " of " + node.name()));
            }
        }
        if (unclassified.isEmpty() && !assumed.isEmpty()) {
            findings.trouble(
                    Check.LINKS_CONFIRMED,
                    "Nothing says which link these are, and they count together: " + StoreQueries.listed(assumed) + ".",
                    "HEADROOM_LINKS_PUBLIC='eth0' HEADROOM_LINKS_PRIVATE='eth1'   # or confirm them on the page Links");
        } else if (!unclassified.isEmpty()) {
            findings.trouble(
                    Check.LINKS_CONFIRMED,
                    "No link claims " + StoreQueries.listed(unclassified) + ", which carry traffic.",
                    "HEADROOM_LINKS_PUBLIC='eth0|eno.*'   # or choose the link on the page Links");
        } else {
            findings.passed(Check.LINKS_CONFIRMED, "Each physical interface with traffic belongs to a link.");
        }
    }

    private void speeds(Survey survey) {
        var unknown = new ArrayList<String>();
        String link = Links.PUBLIC;
        for (Look node : survey.nodes()) {
            var known = figures.getOrDefault(node.name(), Map.of());
            for (NetworkInterface card : node.interfaces()) {
                if (card.link() != null
                        && card.speedBitsPerSecond() == null
                        && !known.containsKey(card.link())
                        && traffic(card) > WORKING) {
                    unknown.add(card.name() + " of " + node.name());
                    link = card.link();
                }
            }
        }
        if (unknown.isEmpty()) {
            findings.passed(Check.LINK_SPEEDS, "Each link has a reported speed or an operator's figure.");
        } else {
            findings.trouble(
                    Check.LINK_SPEEDS,
                    "No usable speed (missing, 0, -1 or negative) is reported by " + StoreQueries.listed(unknown) + ".",
                    "HEADROOM_LINKS_" + link.toUpperCase(Locale.ROOT).replace('-', '_') + "_CAPACITY=2Gbps");
        }
    }

    private void drops(Survey survey) {
        var slower = new ArrayList<String>();
        for (Look node : survey.nodes()) {
            var known = figures.getOrDefault(node.name(), Map.of());
            var sums = node.interfaces().stream()
                    .filter(card -> card.link() != null)
                    .collect(Collectors.groupingBy(card -> Objects.requireNonNull(card.link())));
            sums.forEach((link, cards) -> {
                var figure = known.get(link);
                boolean allKnown = cards.stream().allMatch(card -> card.speedBitsPerSecond() != null);
                double speed = cards.stream()
                        .mapToDouble(card -> card.speedBitsPerSecond() == null ? 0 : card.speedBitsPerSecond())
                        .sum();
                if (figure != null && allKnown && speed < figure * (1 - ALIKE)) {
                    slower.add(
                            link + " of " + node.name() + " (" + bits(speed) + " reported, " + bits(figure) + " said)");
                }
            });
        }
        for (var drop : StoreQueries.now(
                store,
                patient.clock(),
                "max by (node, instance, device) (last_over_time(node_network_speed_bytes{device!~\"lo|veth.*|lxc.*|cali.*|tun.*|tap.*\"}[1h])) * 8"
                        + " < 0.9 * max by (node, instance, device) (max_over_time(node_network_speed_bytes[7d])) * 8")) {
            if (drop.at(0) > 0 && counts(survey, MetricChecks.name(drop), drop.label("device"))) {
                slower.add(drop.label("device") + " of " + MetricChecks.name(drop) + " (now " + bits(drop.at(0))
                        + ", faster within the last 7 days)");
            }
        }
        if (slower.isEmpty()) {
            findings.passed(Check.SPEED_DROPS, "No link is slower than last week or than its figure.");
        } else {
            findings.trouble(
                    Check.SPEED_DROPS,
                    "Slower than it should be: " + StoreQueries.listed(slower) + ".",
                    "ethtool <interface> | grep Speed; cat /proc/net/bonding/*   # a member of a bond may be down");
        }
    }

    private static boolean counts(Survey survey, String node, String device) {
        return survey.nodes().stream()
                .filter(look -> look.name().equals(node))
                .flatMap(look -> look.interfaces().stream())
                .anyMatch(card -> card.name().equals(device) && card.link() != null);
    }

    private void twice(Survey survey) {
        var twice = new ArrayList<String>();
        for (Look node : survey.nodes()) {
            var counted = node.interfaces().stream()
                    .filter(card -> card.link() != null && traffic(card) > WORKING)
                    .toList();
            for (NetworkInterface whole : counted) {
                double parts = 0;
                double closest = Double.MAX_VALUE;
                for (NetworkInterface part : counted) {
                    if (part != whole) {
                        parts += traffic(part);
                        closest = Math.min(closest, Math.abs(traffic(part) - traffic(whole)));
                    }
                }
                double nearest = Math.min(closest, counted.size() > 2 ? Math.abs(parts - traffic(whole)) : closest);
                if (nearest <= ALIKE / 4 * traffic(whole)) {
                    twice.add(whole.name() + " of " + node.name());
                    break;
                }
            }
        }
        if (twice.isEmpty()) {
            findings.passed(Check.DOUBLE_TRAFFIC, "No counted interface carries what another one carries.");
        } else {
            findings.trouble(
                    Check.DOUBLE_TRAFFIC,
                    StoreQueries.listed(twice) + " carries the same traffic as other interfaces that count beside it.",
                    "HEADROOM_LINKS_PUBLIC='<the interfaces that count, and no other>'   # cat /proc/net/bonding/*"
                            + " names members");
        }
    }

    private void ratio(Survey survey) {
        var odd = new ArrayList<String>();
        var tunnels = tunnels();
        for (Look node : survey.nodes()) {
            double physical = node.interfaces().stream()
                    .filter(card -> card.link() != null)
                    .mapToDouble(LinkChecks::traffic)
                    .sum();
            double hidden = node.interfaces().stream()
                    .filter(card -> card.link() == null && card.reason().equals(NetworkInterface.VIRTUAL))
                    .mapToDouble(LinkChecks::traffic)
                    .max()
                    .orElse(0);
            double carried = Math.max(tunnels.getOrDefault(node.name(), 0.0), hidden);
            if (carried > WORKING && carried > physical * OVERHEAD) {
                odd.add(node.name() + " (" + bits(carried) + " within, " + bits(physical) + " on physical interfaces)");
            }
        }
        if (odd.isEmpty()) {
            findings.passed(Check.TRAFFIC_RATIO, "Physical interfaces carry at least what tunnels carry.");
        } else {
            findings.trouble(
                    Check.TRAFFIC_RATIO,
                    "More traffic runs in a tunnel or bridge than on the interfaces that count: "
                            + StoreQueries.listed(odd) + ".",
                    "ip -br link   # then name the physical interfaces: HEADROOM_LINKS_PUBLIC='<names>'");
        }
    }

    /** Returns the busiest tunnel's traffic by node: what never counts by its name is not read by the collector. */
    private Map<String, Double> tunnels() {
        var busiest = new HashMap<String, Double>();
        for (var series : StoreQueries.now(
                store,
                patient.clock(),
                "max by (node, instance, device) (rate(node_network_receive_bytes_total{device=~\"" + TUNNELS
                        + "\"}[1h]) + rate(node_network_transmit_bytes_total{device=~\"" + TUNNELS + "\"}[1h])) * 8")) {
            busiest.merge(MetricChecks.name(series), series.at(0), Math::max);
        }
        return busiest;
    }

    private void impossible(Survey survey) {
        var odd = survey.nodes().stream().filter(node -> node.impossible() > 0).toList();
        if (odd.isEmpty()) {
            findings.passed(Check.IMPOSSIBLE_RATES, "All rates of the last day are possible.");
        } else {
            int values = odd.stream().mapToInt(Look::impossible).sum();
            findings.trouble(
                    Check.IMPOSSIBLE_RATES,
                    values + " values of the last day are above what the hardware can do, on "
                            + StoreQueries.listed(odd.stream().map(Look::name).toList()) + ".",
                    "max_over_time(rate(node_network_receive_bytes_total[5m])[1d:5m]) * 8"
                            + "   # in the store; update the driver or the kernel of the interface that jumps");
        }
    }

    private static double traffic(NetworkInterface card) {
        return card.receiveBitsPerSecond() + card.transmitBitsPerSecond();
    }

    private static String bits(double bitsPerSecond) {
        return Figures.quantity(bitsPerSecond, Unit.BITS_PER_SECOND);
    }
}
