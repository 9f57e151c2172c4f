package dev.headroom.inventory;

import java.time.Instant;

/**
 * An operator said that two nodes that had been merged are two after all; listen within the transaction.
 *
 * @param readUntil up to when the store had been read at the merge
 * @param reported  whether the old one has sent anything since, which was taken for the whole one's
 */
public record MergeUndone(long merge, String old, String whole, Instant readUntil, boolean reported) {}
