package dev.headroom.usage;

/** Said once everything that the store had has been read. */
public record BackfillCompleted() {}
