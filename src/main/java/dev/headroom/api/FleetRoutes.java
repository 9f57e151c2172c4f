package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.assessment.Assessments;
import dev.headroom.assessment.NoAssessmentYet;
import dev.headroom.inventory.Links;
import dev.headroom.inventory.Subject;
import dev.headroom.units.Resource;
import dev.headroom.usage.UsageHistory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Fleet", description = "Pools and nodes, what they use, and what is forecast")
class FleetRoutes {

    private static final String ALL_DAYS = "3650";

    private final FleetView fleet;
    private final UsageHistory usage;
    private final Assessments assessments;
    private final Links links;

    FleetRoutes(FleetView fleet, UsageHistory usage, Assessments assessments, Links links) {
        this.links = links;
        this.fleet = fleet;
        this.usage = usage;
        this.assessments = assessments;
    }

    @Operation(operationId = "listPools", summary = "All pools, each resource with its runway")
    @Needs(Scope.READ)
    @GetMapping("/pools")
    Items<PoolView> pools(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        return Items.page("pools", fleet.pools(), PoolView::id, cursor, limit, PoolView::table);
    }

    @Operation(operationId = "getPool", summary = "One pool")
    @Needs(Scope.READ)
    @GetMapping("/pools/{pool}")
    PoolView pool(@PathVariable String pool, @RequestParam(defaultValue = "json") String format) {
        return fleet.pool(pool).orElseThrow(() -> ApiProblem.notFound("pool", pool));
    }

    @Operation(operationId = "listNodes", summary = "All nodes, or those of one pool; the retired too")
    @Needs(Scope.READ)
    @GetMapping("/nodes")
    Items<NodeView> nodes(
            @RequestParam(required = false) @Nullable String pool,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "json") String format) {
        if (pool != null && fleet.pool(pool).isEmpty()) {
            throw ApiProblem.invalid("pool", pool, "is no pool's id");
        }
        return Items.page("nodes", fleet.nodes(pool), NodeView::id, cursor, limit, NodeView::table);
    }

    @Operation(operationId = "getNode", summary = "One node")
    @Needs(Scope.READ)
    @GetMapping("/nodes/{node}")
    NodeView node(@PathVariable String node, @RequestParam(defaultValue = "json") String format) {
        return fleet.node(node).orElseThrow(() -> ApiProblem.notFound("node", node));
    }

    @Operation(
            operationId = "getPoolUsage",
            summary = "A pool's usage, day by day",
            description =
                    "From the day `from` up to but not including `to`; all that is kept where they are left out. With"
                            + " `asOf`, what was known at the end of that day: the days that were over by then, without"
                            + " the data that came later.")
    @Needs(Scope.READ)
    @GetMapping("/pools/{pool}/usage")
    UsageView poolUsage(
            @PathVariable String pool,
            @RequestParam Resource resource,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable LocalDate asOf,
            @RequestParam(defaultValue = "json") String format) {
        return usage(pool(pool, format).id(), Subject.pool(pool), resource, from, to, asOf);
    }

    @Operation(
            operationId = "getNodeUsage",
            summary = "A node's usage, day by day",
            description =
                    "From the day `from` up to but not including `to`; all that is kept where they are left out. With"
                            + " `asOf`, what was known at the end of that day: the days that were over by then, without"
                            + " the data that came later.")
    @Needs(Scope.READ)
    @GetMapping("/nodes/{node}/usage")
    UsageView nodeUsage(
            @PathVariable String node,
            @RequestParam Resource resource,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable LocalDate asOf,
            @RequestParam(defaultValue = "json") String format) {
        return usage(node(node, format).id(), Subject.node(node), resource, from, to, asOf);
    }

    @Operation(operationId = "getPoolForecast", summary = "A pool's forecast of the latest assessment")
    @Needs(Scope.READ)
    @GetMapping("/pools/{pool}/forecast")
    ForecastView poolForecast(
            @PathVariable String pool,
            @RequestParam Resource resource,
            @RequestParam(defaultValue = ALL_DAYS) @Min(1) @Max(3650) int horizon,
            @RequestParam(defaultValue = "json") String format) {
        pool(pool, format);
        return forecast(Subject.pool(pool), resource, horizon);
    }

    @Operation(operationId = "getNodeForecast", summary = "A node's forecast of the latest assessment")
    @Needs(Scope.READ)
    @GetMapping("/nodes/{node}/forecast")
    ForecastView nodeForecast(
            @PathVariable String node,
            @RequestParam Resource resource,
            @RequestParam(defaultValue = ALL_DAYS) @Min(1) @Max(3650) int horizon,
            @RequestParam(defaultValue = "json") String format) {
        node(node, format);
        return forecast(Subject.node(node), resource, horizon);
    }

    private UsageView usage(
            String id,
            Subject subject,
            Resource resource,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable LocalDate asOf) {
        if (from != null && to != null && to.isBefore(from)) {
            throw ApiProblem.invalid("to", to, "must not be before from");
        }
        requireKnown(subject, resource);
        var first = usage.oldestDay();
        var last = usage.newestDay();
        if (first.isEmpty() || last.isEmpty()) {
            return new UsageView(id, resource.id(), resource.unit().symbol(), List.of());
        }
        // far dates overflow arithmetic on days, and there is nothing out there
        var start = from == null || from.isBefore(first.get()) ? first.get() : from;
        var end = last.get().plusDays(1);
        end = to == null || to.isAfter(end) ? end : to;
        if (!start.isBefore(end)) {
            return new UsageView(id, resource.id(), resource.unit().symbol(), List.of());
        }
        var known = asOf == null || !asOf.isBefore(end)
                ? usage.days(subject, resource, start, end)
                : usage.daysAsKnown(subject, resource, start, end, asOf);
        var days = known.stream().map(UsageView.Day::of).toList();
        return new UsageView(id, resource.id(), resource.unit().symbol(), days);
    }

    /** A resource that nothing can have is a mistake of the caller's, not one without data. */
    private void requireKnown(Subject subject, Resource resource) {
        var known = new TreeSet<>(usage.resources(subject));
        known.addAll(List.of(Resource.CPU, Resource.MEMORY, Resource.DISK, Resource.PODS));
        links.names().forEach(link -> known.add(Resource.bandwidth(link)));
        if (!known.contains(resource)) {
            throw ApiProblem.invalid(
                    "resource",
                    resource.id(),
                    "must be one of "
                            + String.join(", ", known.stream().map(Resource::id).toList()));
        }
    }

    private ForecastView forecast(Subject subject, Resource resource, int horizon) {
        var latest = assessments.latest().orElseThrow(NoAssessmentYet::new);
        return assessments
                .forecast(latest.id(), subject, resource)
                .map(forecast -> ForecastView.of(latest.id(), forecast, horizon))
                .orElseThrow(() -> ApiProblem.of(
                        HttpStatus.NOT_FOUND,
                        "no-forecast",
                        "No forecast",
                        "The latest assessment has no forecast of " + resource + " for '" + subject.id() + "'."));
    }
}
