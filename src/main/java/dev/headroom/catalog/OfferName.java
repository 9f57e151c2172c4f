package dev.headroom.catalog;

import java.util.regex.Pattern;

/** What a reader calls an offer of the price book, from its id. */
public final class OfferName {

    private static final Pattern UPGRADE = Pattern.compile("([^/]+)/([^/]+)/([^/]+)-([0-9.]+)g");
    private static final Pattern SERVER = Pattern.compile("([^/]+)/([^/]+)");

    private OfferName() {}

    /**
     * Returns {@code AX162-S (hetzner)} for a server, {@code 10 Gbit/s public link for AX162-S} for a link upgrade, and the
     * id itself where it has neither form.
     */
    public static String of(String id) {
        var upgrade = UPGRADE.matcher(id);
        if (upgrade.matches()) {
            return upgrade.group(4) + "\u00a0Gbit/s " + upgrade.group(3) + " link for " + upgrade.group(2);
        }
        var server = SERVER.matcher(id);
        return server.matches() ? server.group(2) + " (" + server.group(1) + ")" : id;
    }
}
