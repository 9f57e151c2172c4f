package dev.headroom.inventory;

import java.time.Instant;

/** A node is in another pool from a moment on. Published in the transaction of the change. */
public record PoolChosen(String node, Instant since) {}
