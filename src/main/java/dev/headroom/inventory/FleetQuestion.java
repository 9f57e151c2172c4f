package dev.headroom.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What only an operator can know.
 *
 * @param node     the old one, or the silent one
 * @param other    the new one; null where the question is whether the node is gone
 * @param evidence why it is asked, in a sentence
 */
public record FleetQuestion(Kind kind, Node node, @Nullable Node other, String evidence, Instant askedAt) {

    public enum Kind {
        /** Is the new node the old one? */
        RENAMED,
        /** Is the silent node gone? */
        SILENT
    }
}
