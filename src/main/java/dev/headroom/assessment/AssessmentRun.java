package dev.headroom.assessment;

import dev.headroom.assessment.Assessment.DataQuality;
import dev.headroom.assessment.Outlooks.Look;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Node;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageHistory;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The one way from usage to costs. */
@Service
public class AssessmentRun {

    private static final Logger log = LoggerFactory.getLogger(AssessmentRun.class);

    private final Inventory inventory;
    private final UsageHistory usage;
    private final Outlooks outlooks;
    private final Planning planning;
    private final Costing costing;
    private final Assessments assessments;
    private final Baseline baseline;
    private final ForecastScores scores;
    private final PlanningSettings settings;
    private final ZoneId zone;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AssessmentRun(
            Inventory inventory,
            UsageHistory usage,
            Outlooks outlooks,
            Planning planning,
            Costing costing,
            Assessments assessments,
            Baseline baseline,
            ForecastScores scores,
            PlanningSettings settings,
            ZoneId planningZone,
            Clock clock,
            ApplicationEventPublisher events) {
        this.inventory = inventory;
        this.usage = usage;
        this.outlooks = outlooks;
        this.planning = planning;
        this.costing = costing;
        this.assessments = assessments;
        this.baseline = baseline;
        this.scores = scores;
        this.settings = settings;
        this.zone = planningZone;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Assesses the fleet as it is known now, and keeps the result.
     *
     * @return the assessment; empty where no usage has been collected yet
     */
    public Optional<Assessment> run() {
        var today = LocalDate.now(clock.withZone(zone));
        return usage.newestDay().map(newest -> run(newest.isBefore(today) ? newest : today.minusDays(1), today));
    }

    private Assessment run(LocalDate asOf, LocalDate today) {
        var generatedAt = clock.instant();
        var rules = baseline.at(generatedAt);
        var known = inventory.fleetOn(asOf);
        var fleet = SupposedFleet.of(known, rules.changes().nodes());
        scores.settle(asOf);
        var months = PlanningMonths.after(asOf, today, settings.planning().months());
        var id = UUID.randomUUID();
        var look = new Look(id, asOf, today, generatedAt, months, rules);

        var judged = outlooks.pools(fleet, look);
        var plan = planning.plan(judged.outlooks(), look);
        var nodes = outlooks.nodes(known, look, plan);
        var pools = Agreement.of(judged.assessments(), plan, today);
        var costs = costing.compare(judged.outlooks(), plan, look);
        var changes = assessments
                .asOf(asOf.minusDays(7))
                .map(before -> Changes.between(before, pools, today))
                .orElse(List.of());
        var assessment = new Assessment(
                id,
                asOf,
                generatedAt,
                zone,
                settings.currency(),
                settings.planning().horizonDays(),
                Verdicts.of(pools, plan, today),
                pools,
                nodes.assessments(),
                plan,
                costs,
                dataQuality(asOf, known.pools()),
                changes,
                scores.quarter(asOf));
        var snapshots = new LinkedHashMap<>(judged.snapshots());
        snapshots.putAll(nodes.snapshots());
        assessments.save(assessment, snapshots);
        events.publishEvent(new AssessmentMade(asOf, generatedAt));
        log.atInfo()
                .addKeyValue("id", assessment.id())
                .addKeyValue("asOf", asOf)
                .addKeyValue("pools", assessment.pools().size())
                .addKeyValue("nodes", assessment.nodes().size())
                .addKeyValue("orders", plan.orders().size())
                .log("assessment made");
        return assessment;
    }

    private DataQuality dataQuality(LocalDate asOf, List<PoolInService> pools) {
        var coverage = new ArrayList<Double>();
        var notes = new ArrayList<String>();
        int nodes = 0;
        for (var pool : pools) {
            nodes += pool.nodes().size();
            var days = usage.days(pool.subject(), Resource.CPU, asOf.minusDays(6), asOf.plusDays(1));
            days.forEach(day -> coverage.add(day.coverage()));
            for (int missing = days.size(); missing < 7 && !days.isEmpty(); missing++) {
                coverage.add(0.0);
            }
            var silent = pool.nodes().stream()
                    .filter(node -> node.node().state() == Node.State.MISSING)
                    .map(node -> node.node().name())
                    .toList();
            if (!silent.isEmpty()) {
                notes.add("No data lately from " + String.join(", ", silent) + ": the capacity still counts.");
            }
        }
        return new DataQuality(
                coverage.isEmpty()
                        ? null
                        : coverage.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0),
                usage.oldestDay().orElse(null),
                usage.newestDay().map(day -> day.isAfter(asOf) ? asOf : day).orElse(null),
                nodes,
                notes);
    }
}
