package dev.headroom.assessment;

import dev.headroom.assessment.Assessment.DataQuality;
import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Inventory;
import dev.headroom.inventory.Subject;
import dev.headroom.units.DailySeries;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageDay;
import dev.headroom.usage.UsageHistory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The one way from usage to costs. */
@Service
public class AssessmentRun {

    private static final Logger log = LoggerFactory.getLogger(AssessmentRun.class);

    private static final int EGRESS_DAYS = 30;

    private final Inventory inventory;
    private final UsageHistory usage;
    private final Forecaster forecaster;
    private final Planning planning;
    private final Costing costing;
    private final Assessments assessments;
    private final PlanningSettings settings;
    private final ZoneId zone;
    private final Clock clock;

    AssessmentRun(
            Inventory inventory,
            UsageHistory usage,
            Forecaster forecaster,
            Planning planning,
            Costing costing,
            Assessments assessments,
            PlanningSettings settings,
            ZoneId planningZone,
            Clock clock) {
        this.inventory = inventory;
        this.usage = usage;
        this.forecaster = forecaster;
        this.planning = planning;
        this.costing = costing;
        this.assessments = assessments;
        this.settings = settings;
        this.zone = planningZone;
        this.clock = clock;
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
        var fleet = inventory.fleetOn(asOf);
        var months = PlanningMonths.after(asOf, today, settings.planning().months());
        var look = new Look(asOf, today, generatedAt, months);

        var pools = new ArrayList<PoolAssessment>();
        var nodes = new ArrayList<NodeAssessment>();
        var outlooks = new ArrayList<PoolOutlook>();
        var snapshots = new LinkedHashMap<Subject, List<ForecastSnapshot>>();
        for (var pool : fleet.pools()) {
            var judged = judge(look, pool.subject(), usage.resources(pool.subject()), Capacities.of(pool));
            pools.add(new PoolAssessment(
                    pool.id(), pool.name(), pool.site(), pool.nodes().size(), judged.assessments()));
            outlooks.add(new PoolOutlook(
                    pool,
                    judged.plannable(),
                    usage.egressBytes(pool.subject(), asOf.minusDays(EGRESS_DAYS - 1), asOf.plusDays(1))));
            snapshots.put(pool.subject(), judged.snapshots());
        }
        // a node's forecast needs nothing of another's
        var nodesInService =
                fleet.pools().stream().flatMap(pool -> pool.nodes().stream()).toList();
        var judgedNodes = nodesInService.parallelStream()
                .map(node -> judge(
                        look, node.node().subject(), usage.resources(node.node().subject()), Capacities.of(node)))
                .toList();
        for (int i = 0; i < nodesInService.size(); i++) {
            var node = nodesInService.get(i).node();
            var judged = judgedNodes.get(i);
            nodes.add(new NodeAssessment(
                    node.id(),
                    node.name(),
                    node.pool(),
                    node.model(),
                    node.firstSeen(),
                    node.lastSeen(),
                    node.state().name(),
                    judged.assessments()));
            snapshots.put(node.subject(), judged.snapshots());
        }
        var plan = planning.plan(outlooks, months, today);
        var costs = costing.compare(outlooks, plan, months, today);
        var data = dataQuality(asOf, fleet.pools());
        var changes = assessments
                .asOf(asOf.minusDays(7))
                .map(before -> Changes.between(before, pools, today))
                .orElse(List.of());
        var assessment = new Assessment(
                UUID.randomUUID(),
                asOf,
                generatedAt,
                zone,
                settings.currency(),
                settings.planning().horizonDays(),
                Verdicts.of(pools, plan, today),
                pools,
                nodes,
                plan,
                costs,
                data,
                changes);
        assessments.save(assessment, snapshots);
        log.atInfo()
                .addKeyValue("id", assessment.id())
                .addKeyValue("asOf", asOf)
                .addKeyValue("pools", pools.size())
                .addKeyValue("nodes", nodes.size())
                .addKeyValue("orders", plan.orders().size())
                .log("assessment made");
        return assessment;
    }

    /** What all subjects of one run share. */
    private record Look(LocalDate asOf, LocalDate today, Instant generatedAt, PlanningMonths months) {}

    /** One subject's result; {@code plannable} holds what a plan can rest on. */
    private record Judged(
            List<ResourceAssessment> assessments,
            List<ForecastSnapshot> snapshots,
            Map<Resource, Forecast> plannable) {}

    private Judged judge(Look look, Subject subject, List<Resource> resources, Capacities capacities) {
        var assessor = new ResourceAssessor(settings.planning(), look.asOf(), look.today());
        var judged = new ArrayList<ResourceAssessment>();
        var snapshots = new ArrayList<ForecastSnapshot>();
        var plannable = new TreeMap<Resource, Forecast>();
        int horizon = subject.kind() == Subject.Kind.POOL
                ? Math.max(settings.planning().horizonDays(), look.months().horizonDays())
                : settings.planning().horizonDays();
        for (var resource : new TreeSet<>(resources)) {
            var history = usage.p95(subject, resource, look.asOf());
            int days = history.values().count();
            var forecast = days == 0 ? null : forecaster.forecast(history.values(), horizon);
            var newest = newestDay(subject, resource, look.asOf());
            var capacity = capacities.total(resource);
            var usable = capacities.usable(resource, settings.planning());
            var facts = new ResourceAssessor.Facts(
                    resource,
                    newest.map(UsageDay::p95).orElse(null),
                    newest.map(UsageDay::date).orElse(null),
                    capacity,
                    capacity == null ? capacities.unknown(resource) : null,
                    usable.value(),
                    usable.limit(),
                    forecast,
                    days);
            var assessment = assessor.assess(facts);
            judged.add(assessment);
            if (forecast != null) {
                snapshots.add(snapshot(look, subject, assessment, forecast, history));
                if (capacity != null && days >= ResourceAssessor.LEAST_DAYS) {
                    plannable.put(resource, forecast);
                }
            }
        }
        return new Judged(judged, snapshots, plannable);
    }

    private Optional<UsageDay> newestDay(Subject subject, Resource resource, LocalDate asOf) {
        var days = usage.days(subject, resource, asOf.minusDays(30), asOf.plusDays(2)).stream()
                .filter(day -> day.p95() != null)
                .toList();
        return days.stream()
                .filter(day -> day.coverage() >= 0.5 && !day.date().isAfter(asOf))
                .max(Comparator.comparing(UsageDay::date))
                .or(() -> days.stream().max(Comparator.comparing(UsageDay::date)));
    }

    private ForecastSnapshot snapshot(
            Look look, Subject subject, ResourceAssessment assessment, Forecast forecast, DailySeries history) {
        var low = forecast.path(0.1);
        var middle = forecast.path(0.5);
        var high = forecast.path(0.9);
        var lowerQuarter = forecast.path(0.25);
        var upperQuarter = forecast.path(0.75);
        var points = new ArrayList<ForecastSnapshot.Point>();
        for (int step = 1; step <= settings.planning().horizonDays(); step++) {
            points.add(new ForecastSnapshot.Point(
                    look.asOf().plusDays(step),
                    low[step - 1],
                    lowerQuarter[step - 1],
                    middle[step - 1],
                    upperQuarter[step - 1],
                    high[step - 1]));
        }
        var accuracy = forecast.accuracy()
                .map(a -> new ForecastSnapshot.Score(a.mase(), a.coverage80(), a.origins()))
                .orElse(null);
        return new ForecastSnapshot(
                subject.id(),
                assessment.resource(),
                look.asOf(),
                forecast.model(),
                look.generatedAt(),
                assessment.threshold(),
                assessment.capacity(),
                points,
                assessment.crossing(),
                accuracy,
                ForecastNotes.of(forecast, history, assessment.resource()));
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
                    .filter(node -> node.node().state() == dev.headroom.inventory.Node.State.MISSING)
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
