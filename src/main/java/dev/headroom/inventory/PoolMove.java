package dev.headroom.inventory;

import java.time.Instant;

/** Where an operator put a node, whatever its labels say: in a pool of that name, from a moment on. */
public record PoolMove(String pool, Instant since) {}
