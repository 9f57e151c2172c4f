package dev.headroom.inventory;

import java.util.Locale;

/**
 * What tells a machine, whatever it is called.
 *
 * @param node name of the node that showed it
 */
public record IdentityMark(String node, Kind kind, String value) {

    public enum Kind {
        /** Of the machine, from its firmware. */
        SERIAL,
        /** Of the machine, from its firmware. */
        UUID,
        /** Of the installed system: it changes with a new image. */
        MACHINE,
        ADDRESS;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
