package dev.headroom.inventory;

/** An operator's word changes what assessments rest on. Published when it is stored. */
public record FleetChanged() {}
