package dev.headroom.inventory;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of one name on the nodes of a pool.
 *
 * @param link                 the link that they count for; null where they do not count
 * @param speedBitsPerSecond   the highest that is reported; null where none is
 * @param receiveBitsPerSecond of all nodes together
 * @param fastestBitsPerSecond the highest speed of any other interface of the pool that counts; null where there is none
 */
public record InterfaceGroup(
        String pool,
        String name,
        @Nullable String link,
        String reason,
        int nodes,
        @Nullable Double speedBitsPerSecond,
        double receiveBitsPerSecond,
        double transmitBitsPerSecond,
        @Nullable Double fastestBitsPerSecond) {

    private static final Pattern INSIDE = Pattern.compile(".*(priv|lan|int(ern)?|stor|backend|mgmt|cluster).*");
    private static final double CLEARLY = 2;

    /** Returns whether it is an interface of its own, rather than a repetition of one. */
    public boolean isPhysical() {
        return link != null || reason.equals(NetworkInterface.UNCLAIMED) || reason.equals(NetworkInterface.SET_ASIDE);
    }

    /** Returns the link that the data speak for; empty where it shall not count. */
    public String proposal() {
        return proposalReason() == null ? (link == null ? "" : link) : Links.PRIVATE;
    }

    /** Returns why another link is proposed than it counts for; null where none is. */
    public @Nullable String proposalReason() {
        if (!reason.equals(NetworkInterface.ASSUMED) && !reason.equals(NetworkInterface.UNCLAIMED)) {
            return null;
        }
        if (INSIDE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return "its name says that it is private";
        }
        return speedBitsPerSecond != null
                        && fastestBitsPerSecond != null
                        && speedBitsPerSecond >= CLEARLY * fastestBitsPerSecond
                ? "it is much faster than the others, as private links are"
                : null;
    }
}
