package dev.headroom.doctor;

import dev.headroom.doctor.Finding.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All findings of one examination, in the checks' order.
 *
 * @param differences nodes that not all of inventory, Kubernetes and metrics know
 */
public record Diagnosis(Instant at, List<Finding> findings, List<Difference> differences) {

    public Diagnosis {
        findings = List.copyOf(findings);
        differences = List.copyOf(differences);
    }

    /** Returns whether all that is required holds. */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED);
    }

    /** Returns what is to be mended, worst first. */
    public List<Finding> troubles() {
        return findings.stream()
                .filter(Finding::isTrouble)
                .sorted(Comparator.comparing(Finding::outcome).reversed())
                .toList();
    }

    public long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
}
