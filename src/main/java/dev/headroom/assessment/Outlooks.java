package dev.headroom.assessment;

import dev.headroom.assessment.Planning.PoolOutlook;
import dev.headroom.forecast.Forecast;
import dev.headroom.forecast.Forecaster;
import dev.headroom.inventory.Fleet;
import dev.headroom.inventory.Fleet.NodeInService;
import dev.headroom.inventory.Fleet.PoolInService;
import dev.headroom.inventory.Subject;
import dev.headroom.procurement.LeadTimes;
import dev.headroom.units.Resource;
import dev.headroom.usage.Drivers;
import dev.headroom.usage.UsageDay;
import dev.headroom.usage.UsageHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Forecasts what a fleet uses, and judges each resource of its pools and nodes. */
@Service
class Outlooks {

    private static final int EGRESS_DAYS = 30;

    private final UsageHistory usage;
    private final Forecaster forecaster;
    private final OnOrder onOrder;
    private final Drivers drivers;

    Outlooks(UsageHistory usage, Forecaster forecaster, OnOrder onOrder, Drivers drivers) {
        this.usage = usage;
        this.forecaster = forecaster;
        this.onOrder = onOrder;
        this.drivers = drivers;
    }

    /**
     * What all subjects of one run share.
     *
     * @param assessment the id of the assessment that the forecasts are kept with
     * @param asOf       the last day of usage
     */
    record Look(
            UUID assessment,
            LocalDate asOf,
            LocalDate today,
            Instant generatedAt,
            PlanningMonths months,
            Rules rules) {}

    /**
     * The pools of a fleet, judged.
     *
     * @param outlooks what a plan can rest on
     */
    record JudgedPools(
            List<PoolAssessment> assessments,
            List<PoolOutlook> outlooks,
            Map<Subject, List<ForecastSnapshot>> snapshots) {}

    /** The nodes of a fleet, judged. */
    record JudgedNodes(List<NodeAssessment> assessments, Map<Subject, List<ForecastSnapshot>> snapshots) {}

    JudgedPools pools(Fleet fleet, Look look) {
        var pools = new ArrayList<PoolAssessment>();
        var outlooks = new ArrayList<PoolOutlook>();
        var snapshots = new LinkedHashMap<Subject, List<ForecastSnapshot>>();
        for (var pool : fleet.pools()) {
            var ofServers = ofServers(look, vendor(pool));
            var judged =
                    judge(look, pool.subject(), pool.id(), any -> ofServers, Capacities.of(pool), future(pool, look));
            pools.add(new PoolAssessment(
                    pool.id(), pool.name(), pool.site(), pool.nodes().size(), judged.assessments()));
            outlooks.add(new PoolOutlook(
                    pool,
                    judged.plannable(),
                    usage.egressBytes(
                            pool.subject(),
                            look.asOf().minusDays(EGRESS_DAYS - 1),
                            look.asOf().plusDays(1))));
            snapshots.put(pool.subject(), judged.snapshots());
        }
        return new JudgedPools(pools, outlooks, snapshots);
    }

    /**
     * Judges each node.
     *
     * @param plan says what would be bought for a node's pool: how long that takes is what an order-by day leaves time for
     */
    JudgedNodes nodes(Fleet fleet, Look look, PlanAssessment plan) {
        // a node's forecast needs nothing of another's
        var inService =
                fleet.pools().stream().flatMap(pool -> pool.nodes().stream()).toList();
        var judged = inService.parallelStream()
                .map(node -> judge(
                        look,
                        node.node().subject(),
                        node.node().pool(),
                        resource -> Agreement.remedy(plan, node.node().pool(), resource)
                                .map(order -> deadlines(look, order))
                                .orElseGet(() -> ofServers(look, vendor(node))),
                        Capacities.of(node),
                        new TreeMap<>()))
                .toList();
        var nodes = new ArrayList<NodeAssessment>();
        var snapshots = new LinkedHashMap<Subject, List<ForecastSnapshot>>();
        for (int i = 0; i < inService.size(); i++) {
            nodes.add(assessment(inService.get(i), judged.get(i).assessments()));
            snapshots.put(inService.get(i).node().subject(), judged.get(i).snapshots());
        }
        return new JudgedNodes(nodes, snapshots);
    }

    /** Says what the changes of numbers of the business do to each resource of the pools that they name. */
    List<String> driverNotes(Fleet fleet, Look look) {
        var notes = new ArrayList<String>();
        for (var pool : fleet.pools()) {
            for (var resource : new TreeSet<>(usage.resources(pool.subject()))) {
                var history = usage.p95(pool.subject(), resource, look.asOf().plusDays(1));
                var changes = new DriverChanges(
                        look.rules().changes().drivers(), pool.id(), drivers.of(pool.id(), history.end()));
                notes.addAll(changes.notes(pool.name(), resource, history));
            }
        }
        return notes;
    }

    private static NodeAssessment assessment(NodeInService inService, List<ResourceAssessment> resources) {
        var node = inService.node();
        return new NodeAssessment(
                node.id(),
                node.name(),
                node.pool(),
                node.model(),
                node.firstSeen(),
                node.lastSeen(),
                node.state().name(),
                resources);
    }

    /** One subject's result; {@code plannable} holds what a plan can rest on. */
    private record Judged(
            List<ResourceAssessment> assessments,
            List<ForecastSnapshot> snapshots,
            Map<Resource, DemandAhead> plannable) {}

    private Judged judge(
            Look look,
            Subject subject,
            String pool,
            Function<Resource, Deadlines> deadlines,
            Capacities capacities,
            NavigableMap<LocalDate, Capacities> future) {
        var settings = look.rules().planning();
        var assessor = new ResourceAssessor(settings, look.asOf(), look.today());
        var judged = new ArrayList<ResourceAssessment>();
        var snapshots = new ArrayList<ForecastSnapshot>();
        var plannable = new TreeMap<Resource, DemandAhead>();
        boolean isPool = subject.kind() == Subject.Kind.POOL;
        int horizon = isPool ? Math.max(settings.horizonDays(), look.months().horizonDays()) : settings.horizonDays();
        for (var resource : new TreeSet<>(usage.resources(subject))) {
            var history = usage.p95(subject, resource, look.asOf().plusDays(1));
            int days = history.values().count();
            List<Drivers.Reading> readings = isPool && days > 0 ? drivers.of(pool, history.end()) : List.of();
            var demand = days == 0
                    ? null
                    : isPool
                            ? look.rules().forecast(forecaster, pool, resource, history, horizon, readings)
                            : DemandAhead.of(forecaster.forecast(history.values(), horizon));
            var newest = newestDay(subject, resource, look.asOf());
            var capacity = capacities.total(resource);
            double threshold = look.rules().threshold(pool, resource);
            var usable = capacities.usable(resource, settings, threshold);
            var assessment = assessor.assess(
                    new ResourceAssessor.Facts(
                            resource,
                            newest.map(UsageDay::p95).orElse(null),
                            newest.map(UsageDay::date).orElse(null),
                            capacity,
                            capacity == null ? capacities.unknown(resource) : null,
                            threshold,
                            usable.value(),
                            usable.limit(),
                            demand,
                            days,
                            demand == null || future.isEmpty()
                                    ? null
                                    : ahead(look, resource, threshold, usable, capacity, demand, future)),
                    deadlines.apply(resource));
            judged.add(assessment);
            if (demand != null) {
                var notes = new ArrayList<>(ForecastNotes.of(demand.forecast(), history, resource));
                notes.addAll(DriverNotes.of(readings, history, resource));
                snapshots.add(snapshot(look, subject, assessment, demand, notes));
                if (capacity != null && days >= ResourceAssessor.LEAST_DAYS) {
                    plannable.put(resource, demand);
                }
            }
        }
        return new Judged(judged, snapshots, plannable);
    }

    private static Deadlines ofServers(Look look, @Nullable String vendor) {
        return Deadlines.ofServers(
                look.rules().planning(), look.asOf(), look.rules().deliveries().ofServers(vendor));
    }

    private static Deadlines deadlines(Look look, PlanAssessment.Order order) {
        var vendor = LeadTimes.vendor(order.model());
        return order.kind() == PlanAssessment.Kind.UPGRADE
                ? Deadlines.ofUpgrades(
                        look.rules().planning(),
                        look.asOf(),
                        look.rules().deliveries().ofUpgrades(vendor))
                : ofServers(look, vendor);
    }

    /** Whom most of a pool's servers come from; null where no node's model is known. */
    static @Nullable String vendor(PoolInService pool) {
        return pool.nodes().stream()
                .flatMap(node -> Optional.ofNullable(vendor(node)).stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static @Nullable String vendor(NodeInService node) {
        var model = node.node().model();
        return model == null ? null : LeadTimes.vendor(model);
    }

    /** What the pool can carry from each day on that something on order is expected. */
    private NavigableMap<LocalDate, Capacities> future(PoolInService pool, Look look) {
        var coming = onOrder.of(pool, look.today(), look.rules());
        var future = new TreeMap<LocalDate, Capacities>();
        coming.forEach(part -> future.put(part.from(), Capacities.of(OnOrder.then(pool, coming, part.from()))));
        return future;
    }

    private static ResourceAssessor.@Nullable Ahead ahead(
            Look look,
            Resource resource,
            double threshold,
            Capacities.Usable now,
            @Nullable Double capacityNow,
            DemandAhead demand,
            NavigableMap<LocalDate, Capacities> future) {
        if (capacityNow == null || now.value() == null) {
            return null;
        }
        var byThreshold = new double[demand.horizon()];
        var usable = new double[demand.horizon()];
        for (int i = 0; i < byThreshold.length; i++) {
            var then = future.floorEntry(look.asOf().plusDays(i + 1L));
            var total = then == null ? null : then.getValue().total(resource);
            byThreshold[i] = threshold * (total == null ? capacityNow : total);
            var left = then == null
                    ? null
                    : then.getValue()
                            .usable(resource, look.rules().planning(), threshold)
                            .value();
            usable[i] = left == null ? now.value() : left;
        }
        return new ResourceAssessor.Ahead(byThreshold, usable);
    }

    private Optional<UsageDay> newestDay(Subject subject, Resource resource, LocalDate asOf) {
        var days = usage.days(subject, resource, asOf.minusDays(30), asOf.plusDays(2)).stream()
                .filter(day -> day.p95() != null)
                .toList();
        return days.stream()
                .filter(day -> day.coverage() >= UsageHistory.SUFFICIENT_COVERAGE
                        && !day.date().isAfter(asOf))
                .max(Comparator.comparing(UsageDay::date))
                .or(() -> days.stream().max(Comparator.comparing(UsageDay::date)));
    }

    private static ForecastSnapshot snapshot(
            Look look, Subject subject, ResourceAssessment assessment, DemandAhead demand, List<String> notes) {
        var low = demand.path(0.1);
        var middle = demand.path(0.5);
        var high = demand.path(0.9);
        var lowerQuarter = demand.path(0.25);
        var upperQuarter = demand.path(0.75);
        var points = new ArrayList<ForecastSnapshot.Point>();
        for (int step = 1; step <= look.rules().planning().horizonDays(); step++) {
            points.add(new ForecastSnapshot.Point(
                    look.asOf().plusDays(step),
                    low[step - 1],
                    lowerQuarter[step - 1],
                    middle[step - 1],
                    upperQuarter[step - 1],
                    high[step - 1]));
        }
        Forecast forecast = demand.forecast();
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
                notes);
    }
}
