package dev.headroom.inventory;

/** A node is an old self of another: its history is to be the other's. Published in the transaction of the change. */
public record NodesMerged(String old, String whole) {}
