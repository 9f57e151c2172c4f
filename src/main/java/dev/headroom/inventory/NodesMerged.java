package dev.headroom.inventory;

/**
 * An operator said that two nodes are one; listen within the transaction, and keep what will be changed.
 *
 * @param merge by which it can be undone, see {@link MergedRows}
 */
public record NodesMerged(long merge, String old, String whole) {}
