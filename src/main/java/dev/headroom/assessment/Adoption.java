package dev.headroom.assessment;

import java.time.Instant;
import java.util.UUID;

/** A scenario's changes that assessments plan by, until they are undone. */
public record Adoption(UUID id, UUID scenario, String name, ScenarioChanges changes, String by, Instant at) {}
