package dev.headroom.inventory;

import java.time.Instant;

/**
 * A day in a node's life: its hardware changed, or an operator said something of it.
 *
 * @param words in a sentence
 */
public record FleetEvent(Instant at, String words) {}
