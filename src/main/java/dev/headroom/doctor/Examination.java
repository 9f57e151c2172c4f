package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.StoreFailure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goes through all checks once. Nothing is written, and each step has a deadline. */
final class Examination {

    private static final List<Check> NEED_HISTORY = Stream.concat(
                    HistoryChecks.ALL.stream(), Stream.of(Check.IDENTITIES))
            .toList();

    private final Patient patient;
    private final Findings findings = new Findings();
    private List<Difference> differences = List.of();

    Examination(Patient patient) {
        this.patient = patient;
    }

    Diagnosis run() {
        new SettingChecks(patient, findings).examine();
        var kept = database();
        if (new StoreChecks(patient, findings).examine()) {
            metrics(Objects.requireNonNull(patient.queries()), Objects.requireNonNull(patient.links()), kept);
        } else {
            findings.skipped(MetricChecks.ALL, "The store can't be asked.");
            findings.skipped(FleetChecks.ALL, "The store can't be asked.");
            findings.skipped(Check.RECONCILIATION, "The store can't be asked.");
        }
        new MailCheck(patient, findings).examine();
        new SingleSignOnCheck(patient, findings).examine();
        return new Diagnosis(patient.clock().instant(), findings.all(), differences);
    }

    private @Nullable KeptFleet database() {
        try {
            if (!new DatabaseChecks(patient, findings).examine()) {
                findings.skipped(NEED_HISTORY, "The database holds no history that could be asked for.");
                return null;
            }
            var jdbc =
                    JdbcClient.create(Objects.requireNonNull(patient.database().source()));
            new HistoryChecks(patient, jdbc, findings).examine();
            var kept = new KeptFleet(jdbc);
            identities(kept.renamed());
            if (patient.links() != null) {
                patient.links().choose(kept.choices());
            }
            return kept;
        } catch (DataAccessException e) {
            findings.trouble(
                    Check.DATABASE,
                    "The database failed: " + e.getMostSpecificCause().getMessage(),
                    "pg_isready -h <host> -p 5432   # the host and port of HEADROOM_DATABASE_URL");
            return null;
        }
    }

    private void metrics(MetricStore store, Links links, @Nullable KeptFleet kept) {
        try {
            new MetricChecks(patient, store, findings).examine();
            reconcile(store, kept == null ? null : kept.inService());
            var today = LocalDate.ofInstant(patient.clock().instant(), ZoneOffset.UTC);
            Map<String, Map<String, Double>> figures = kept == null ? Map.of() : kept.figures(links, today);
            new FleetChecks(patient, store, links, figures, findings).examine();
        } catch (StoreFailure e) {
            findings.trouble(
                    Check.STORE_LIMITS, "A query failed: " + e.getMessage(), StoreChecks.probe(patient.store(), "up"));
            findings.skipped(MetricChecks.ALL, "A query before it failed.");
            findings.skipped(FleetChecks.ALL, "A query before it failed.");
        }
    }

    private void reconcile(MetricStore store, @Nullable Set<String> inventory) {
        differences = new Reconciling(store, patient.clock()).differences(inventory);
        if (differences.isEmpty()) {
            findings.passed(
                    Check.RECONCILIATION,
                    inventory == null
                            ? "Kubernetes and the metrics agree; there is no inventory to ask yet."
                            : "They agree.");
        } else {
            findings.trouble(
                    Check.RECONCILIATION,
                    differences.size() + " differ: "
                            + StoreQueries.listed(
                                    differences.stream().map(Difference::words).toList())
                            + ".",
                    differences.getFirst().inMetrics()
                            ? "kubectl get nodes -o wide   # beside: "
                                    + StoreChecks.probe(
                                            patient.store(), "count by (node, instance) (node_memory_MemTotal_bytes)")
                            : "kubectl -n monitoring get pods -o wide   # does node_exporter run there? Retire what is gone on its page");
        }
    }

    private void identities(List<String> renamed) {
        if (renamed.isEmpty()) {
            findings.passed(Check.IDENTITIES, "No new node looks like an old one.");
        } else {
            findings.trouble(
                    Check.IDENTITIES,
                    "Is it the same machine? " + StoreQueries.listed(renamed) + ".",
                    "/fleet   # the page that asks; answering there joins or keeps apart");
        }
    }
}
