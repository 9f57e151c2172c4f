package dev.headroom.inventory;

/** Interfaces belong to other links than before. Published in the transaction of the change. */
public record LinksChosen() {}
