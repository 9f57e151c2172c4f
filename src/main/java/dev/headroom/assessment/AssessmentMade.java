package dev.headroom.assessment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An assessment has been made and kept.
 *
 * @param asOf its last day of usage
 */
record AssessmentMade(LocalDate asOf, Instant generatedAt) {}
