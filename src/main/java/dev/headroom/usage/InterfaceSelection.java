package dev.headroom.usage;

import dev.headroom.inventory.Links;
import dev.headroom.inventory.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a node's interfaces count, and for which link, so that each frame counts once.
 *
 * <p>What carries the traffic of others by its name (bridges, tunnels, VLAN sub-interfaces) never counts. A bond repeats
 * its members: which they are is told by their traffic, which adds up to the bond's. The members count and the bond
 * does not, unless the operator's expression names the bond and none of them.
 */
final class InterfaceSelection {

    private static final Pattern VIRTUAL = Pattern.compile(String.join("|", Queries.VIRTUAL)
            + "|br\\d+.*|vmbr.*|lxdbr.*|cbr.*|cni.*|kube-.*|nodelocaldns.*|podman.*|vnet.*|fwbr.*|fwpr.*|fwln.*|ovs.*"
            + "|gre.*|erspan.*|sit.*|ip6.*|ipip.*|ip_vti.*|gen(?:ev|eve).*|weave.*|datapath|macv.*|ipvl.*|ppp.*|tailscale.*"
            + "|zt.*|nlmon.*|vcan.*|can\\d+|nerdctl.*|azv.*|eni[0-9a-f]{6,}|gke[0-9a-f]{6,}|vx-.*|bonding_masters");
    private static final Pattern VLAN = Pattern.compile(".+\\.\\d+.*|vlan.*|.+[:@].+");
    private static final Pattern BOND = Pattern.compile("bond.*|team\\d.*|lagg?\\d.*");

    private static final double ALIKE = 0.05;
    private static final double MOSTLY = 0.8;
    private static final int MOST_CANDIDATES = 10;

    private final Links links;

    /**
     * @param received    five-minute rates; NaN where there is none
     * @param transmitted likewise
     */
    record Traffic(String name, float[] received, float[] transmitted) {}

    /**
     * @param link    null where it does not count
     * @param members what counts in place of a bond; empty of anything else
     */
    record Verdict(@Nullable String link, String reason, List<String> members) {

        Verdict(@Nullable String link, String reason) {
            this(link, reason, List.of());
        }

        boolean counts() {
            return link != null;
        }
    }

    InterfaceSelection(Links links) {
        this.links = links;
    }

    /** Returns whether an interface's name alone says that it never counts. */
    static boolean isVirtual(String name) {
        return VIRTUAL.matcher(name).matches() || VLAN.matcher(name).matches();
    }

    /**
     * Returns a verdict on each interface, by name.
     *
     * @param from first index of the traffic to judge by
     * @param to   index after the last
     */
    Map<String, Verdict> select(Collection<Traffic> interfaces, int from, int to) {
        var verdicts = new TreeMap<String, Verdict>();
        var physical = new ArrayList<Traffic>();
        var bonds = new ArrayList<Traffic>();
        for (Traffic candidate : interfaces) {
            String name = candidate.name();
            var chosen = links.chosen(name);
            if (chosen.isPresent() && chosen.get().isEmpty()) {
                verdicts.put(name, new Verdict(null, NetworkInterface.SET_ASIDE));
            } else if (VLAN.matcher(name).matches()) {
                verdicts.put(name, new Verdict(null, "VLAN sub-interface: repeats the interface below it"));
            } else if (VIRTUAL.matcher(name).matches()) {
                verdicts.put(name, new Verdict(null, NetworkInterface.VIRTUAL));
            } else {
                (BOND.matcher(name).matches() ? bonds : physical).add(candidate);
            }
        }
        var memberOf = new HashMap<String, String>();
        for (Traffic bond : bonds) {
            verdicts.put(bond.name(), judge(bond, physical, memberOf, from, to));
        }
        for (Traffic candidate : physical) {
            String bond = memberOf.get(candidate.name());
            verdicts.put(
                    candidate.name(),
                    bond == null
                            ? onItsLink(candidate.name())
                            : new Verdict(null, "member of " + bond + ", which counts in its place"));
        }
        return verdicts;
    }

    private Verdict judge(Traffic bond, List<Traffic> physical, Map<String, String> memberOf, int from, int to) {
        if (links.claimedBy(bond.name()).isPresent()) {
            var unnamed = physical.stream()
                    .filter(candidate -> links.claimedBy(candidate.name()).isEmpty())
                    .toList();
            List<Traffic> hidden = membersOf(bond, unnamed, from, to);
            if (!hidden.isEmpty()) {
                hidden.forEach(member -> memberOf.put(member.name(), bond.name()));
                return onItsLink(bond.name());
            }
        }
        List<Traffic> members = membersOf(bond, physical, from, to);
        if (members.isEmpty()) {
            return isIdle(bond, from, to) && !physical.isEmpty()
                    ? new Verdict(null, "bond without traffic")
                    : onItsLink(bond.name());
        }
        List<String> names = members.stream().map(Traffic::name).toList();
        return new Verdict(null, "bond: repeats its members " + String.join(", ", names), names);
    }

    private Verdict onItsLink(String name) {
        var claimed = links.claimedBy(name);
        if (links.chosen(name).isPresent()) {
            return new Verdict(claimed.orElse(null), NetworkInterface.CONFIRMED);
        }
        if (claimed.isPresent()) {
            return new Verdict(claimed.get(), "named by the setting of the " + claimed.get() + " link");
        }
        return links.ofTheRest()
                .map(link -> new Verdict(link, NetworkInterface.ASSUMED))
                .orElse(new Verdict(null, NetworkInterface.UNCLAIMED));
    }

    /** Returns the interfaces whose traffic adds up to the bond's for most of the time; empty where none do. */
    private static List<Traffic> membersOf(Traffic bond, List<Traffic> physical, int from, int to) {
        List<Traffic> candidates = physical.size() > MOST_CANDIDATES ? physical.subList(0, MOST_CANDIDATES) : physical;
        double best = 0;
        int chosen = 0;
        for (int subset = 1; subset < 1 << candidates.size(); subset++) {
            double share = shareAlike(bond, candidates, subset, from, to);
            if (share > best || (share == best && Integer.bitCount(subset) > Integer.bitCount(chosen))) {
                best = share;
                chosen = subset;
            }
        }
        if (best < MOSTLY) {
            return List.of();
        }
        var members = new ArrayList<Traffic>();
        for (int i = 0; i < candidates.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                members.add(candidates.get(i));
            }
        }
        return members;
    }

    private static double shareAlike(Traffic bond, List<Traffic> candidates, int subset, int from, int to) {
        int alike = 0;
        int compared = 0;
        int stride = Math.max(1, (to - from) / 48);
        for (int slot = from; slot < to; slot += stride) {
            double whole = sum(bond, slot);
            if (!(whole > 0)) {
                continue;
            }
            double parts = 0;
            for (int i = 0; i < candidates.size(); i++) {
                if ((subset & 1 << i) != 0) {
                    double part = sum(candidates.get(i), slot);
                    parts += Double.isNaN(part) ? 0 : part;
                }
            }
            compared++;
            if (Math.abs(whole - parts) <= ALIKE * whole) {
                alike++;
            }
        }
        return compared == 0 ? 0 : (double) alike / compared;
    }

    private static boolean isIdle(Traffic candidate, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (sum(candidate, slot) > 0) {
                return false;
            }
        }
        return true;
    }

    private static double sum(Traffic traffic, int slot) {
        return (double) traffic.received()[slot] + traffic.transmitted()[slot];
    }
}
