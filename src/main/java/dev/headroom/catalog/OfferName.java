package dev.headroom.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a reader calls an offer of the price book, from its id. */
public final class OfferName {

    private static final Pattern UPGRADE = Pattern.compile("([^/]+)/([^/]+)/([^/]+)-([0-9.]+)g");
    private static final Pattern SERVER = Pattern.compile("([^/]+)/([^/]+)");

    private OfferName() {}

    /** A faster link for a model of server: {@code 10}, {@code public}, {@code AX162-S}. */
    public record Link(String gigabits, String link, String server) {}

    /** Returns the link upgrade that an id names, where it names one. */
    public static Optional<Link> link(String id) {
        var upgrade = UPGRADE.matcher(id);
        return upgrade.matches()
                ? Optional.of(new Link(upgrade.group(4), upgrade.group(3), upgrade.group(2)))
                : Optional.empty();
    }

    /**
     * Returns {@code AX162-S (hetzner)} for a server, {@code 10 Gbit/s public link for AX162-S} for a link upgrade, and the
     * id itself where it has neither form.
     */
    public static String of(String id) {
        var link = link(id);
        if (link.isPresent()) {
            return link.get().gigabits() + "\u00a0Gbit/s " + link.get().link() + " link for "
                    + link.get().server();
        }
        var server = SERVER.matcher(id);
        return server.matches() ? server.group(2) + " (" + server.group(1) + ")" : id;
    }
}
