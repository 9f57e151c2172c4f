package dev.headroom.doctor;

import dev.headroom.inventory.Links;
import dev.headroom.metrics.MetricStore;
import dev.headroom.metrics.Series.Moments;
import dev.headroom.metrics.StoreFailure;
import dev.headroom.units.Figures;
import dev.headroom.usage.Survey;
import dev.headroom.usage.Survey.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Looks at each node of the last day, as the collector sees it. */
final class FleetChecks {

    static final List<Check> ALL = List.of(
            Check.STORE_LIMITS,
            Check.DOUBLE_SCRAPES,
            Check.SILENT_NODES,
            Check.LINKS_CONFIRMED,
            Check.LINK_SPEEDS,
            Check.SPEED_DROPS,
            Check.DOUBLE_TRAFFIC,
            Check.TRAFFIC_RATIO,
            Check.IMPOSSIBLE_RATES,
            Check.COVERAGE_DAY,
            Check.COVERAGE_WEEK);

    private static final int HOURS = 24;
    private static final double ENOUGH = 0.95;
    private static final Duration SLOW = Duration.ofSeconds(20);

    private final Patient patient;
    private final MetricStore store;
    private final Links links;
    private final Map<String, Map<String, Double>> figures;
    private final Findings findings;

    /**
     * @param figures the operator's capacity of each link in bits per second, by node; a node that is not there has none
     */
    FleetChecks(
            Patient patient,
            MetricStore store,
            Links links,
            Map<String, Map<String, Double>> figures,
            Findings findings) {
        this.patient = patient;
        this.store = store;
        this.links = links;
        this.figures = figures;
        this.findings = findings;
    }

    void examine() {
        Survey survey;
        long begun = System.nanoTime();
        try {
            survey = Survey.take(store, links, patient.clock().instant(), HOURS);
        } catch (StoreFailure e) {
            findings.trouble(
                    Check.STORE_LIMITS,
                    "A day of all nodes could not be read: " + e.getMessage(),
                    "-search.maxPointsPerTimeseries=30000 -search.maxUniqueTimeseries=300000"
                            + " -search.maxQueryDuration=30s   # VictoriaMetrics' defaults; Prometheus:"
                            + " --query.max-samples=50000000");
            findings.skipped(ALL, "A day of all nodes could not be read.");
            return;
        }
        var spent = Duration.ofNanos(System.nanoTime() - begun);
        if (spent.compareTo(SLOW) > 0) {
            findings.warning(
                    Check.STORE_LIMITS,
                    "Reading a day of all nodes took " + spent.toSeconds() + " s; a query may last 30 s.",
                    "-search.maxConcurrentRequests=8   # or give the store more CPU");
        } else {
            findings.passed(Check.STORE_LIMITS, "A day of " + survey.nodes().size() + " nodes is read in one piece.");
        }
        if (survey.nodes().isEmpty()) {
            findings.skipped(ALL, "No node has reported within " + HOURS + " hours.");
            return;
        }
        doubles(survey);
        silent(survey);
        new LinkChecks(patient, store, figures, findings).examine(survey);
        coverageOfTheDay(survey);
        coverageOfTheWeek();
    }

    private void doubles(Survey survey) {
        var twice = survey.nodes().stream()
                .filter(node -> node.sources() > 1)
                .map(Look::name)
                .toList();
        if (twice.isEmpty()) {
            findings.passed(Check.DOUBLE_SCRAPES, "Each node speaks with one set of labels.");
        } else {
            findings.trouble(
                    Check.DOUBLE_SCRAPES,
                    StoreQueries.listed(twice) + " came with several sets of labels at once within the last hour.",
                    "-dedup.minScrapeInterval=60s   # for replicas; otherwise drop one of the two scrape jobs");
        }
    }

    private void silent(Survey survey) {
        Instant lately = survey.to().minus(1, ChronoUnit.HOURS);
        var silent = survey.nodes().stream()
                .filter(node -> node.lastSeen().isBefore(lately))
                .toList();
        if (silent.isEmpty()) {
            findings.passed(Check.SILENT_NODES, "All " + survey.nodes().size() + " nodes of the last day report.");
        } else {
            findings.trouble(
                    Check.SILENT_NODES,
                    StoreQueries.listed(silent.stream().map(Look::name).toList()) + " reported within the last day, and"
                            + " last at " + silent.getFirst().lastSeen() + ".",
                    "curl -sf http://" + silent.getFirst().name() + ":9100/metrics | head -1"
                            + "   # if it is gone for good: retire it on its page");
        }
    }

    private void coverageOfTheDay(Survey survey) {
        var thin = new ArrayList<String>();
        long covered = 0;
        long slots = 0;
        for (Look node : survey.nodes()) {
            covered += node.covered();
            slots += node.slots();
            if (node.covered() < ENOUGH * node.slots()) {
                thin.add(node.name() + " (" + Figures.percent((double) node.covered() / node.slots()) + ")");
            }
        }
        coverage(Check.COVERAGE_DAY, thin, slots == 0 ? 0 : (double) covered / slots, "24 hours", survey.to());
    }

    private void coverageOfTheWeek() {
        Instant end = patient.clock().instant().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.HOURS);
        var hours = new Moments(end.minus(Duration.ofHours(167)), 3600, 168);
        var present = new HashMap<String, HashSet<Integer>>();
        store.range("count by (node, instance) (last_over_time(node_memory_MemTotal_bytes[1h]))", hours)
                .forEach(series -> {
                    var seen = present.computeIfAbsent(MetricChecks.name(series), name -> new HashSet<>());
                    for (int i = 0; i < series.size(); i++) {
                        if (series.at(i) > 0) {
                            seen.add(i);
                        }
                    }
                });
        var thin = new ArrayList<String>();
        long covered = 0;
        long all = 0;
        for (var entry : present.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            int first =
                    entry.getValue().stream().mapToInt(Integer::intValue).min().orElse(0);
            int last =
                    entry.getValue().stream().mapToInt(Integer::intValue).max().orElse(0);
            int span = last - first + 1;
            covered += entry.getValue().size();
            all += span;
            if (entry.getValue().size() < ENOUGH * span) {
                thin.add(entry.getKey() + " ("
                        + Figures.percent((double) entry.getValue().size() / span) + ")");
            }
        }
        if (all == 0) {
            findings.skipped(Check.COVERAGE_WEEK, "No node has reported within 7 days.");
        } else {
            coverage(Check.COVERAGE_WEEK, thin, (double) covered / all, "7 days", end);
        }
    }

    private void coverage(Check check, List<String> thin, double whole, String time, Instant to) {
        String when = time + " up to " + to;
        if (thin.isEmpty()) {
            findings.passed(check, Figures.finePercent(whole) + " of the values of the " + when + " are there.");
        } else {
            findings.trouble(
                    check,
                    "Values of the " + when + " are missing: " + StoreQueries.listed(thin) + ".",
                    "avg_over_time(up{job=~\".*node.*\"}[" + (time.startsWith("7") ? "7d" : "1d") + "]) < 0.95"
                            + "   # in the store: names the targets that could not be scraped");
        }
    }
}
