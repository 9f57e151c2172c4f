package dev.headroom.api;

import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.ResourceAssessment.BindingLimit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One resource of a pool or a node; what is unknown is null. */
record ResourceView(
        String resource,
        String unit,
        @Nullable Double capacity,
        @Nullable Double used,
        @Nullable LocalDate usedOn,
        @Nullable Double utilization,
        double threshold,
        @Nullable Double usable,
        String bindingLimit,
        @Nullable CrossingView crossing,
        @Nullable CrossingView usableCrossing,
        @Nullable Integer runwayDays,
        @Nullable LocalDate orderBy,
        String status,
        String reason) {

    private static final List<String> COLUMNS = List.of(
            "resource",
            "unit",
            "capacity",
            "used",
            "usedOn",
            "utilization",
            "threshold",
            "usable",
            "bindingLimit",
            "crossingP10",
            "crossingP50",
            "crossingP90",
            "runwayDays",
            "orderBy",
            "status",
            "reason");

    static ResourceView of(ResourceAssessment assessed) {
        var orderBy = assessed.orderBy();
        return new ResourceView(
                assessed.resource().id(),
                assessed.resource().unit().symbol(),
                assessed.capacity(),
                assessed.used(),
                assessed.usedOn(),
                assessed.utilization(),
                assessed.threshold(),
                assessed.usable(),
                code(assessed.bindingLimit()),
                CrossingView.of(assessed.crossing()),
                CrossingView.of(assessed.usableCrossing()),
                assessed.runwayDays(),
                orderBy == null ? null : orderBy.date(),
                code(assessed.status()),
                assessed.reason());
    }

    /** Returns what is known before the first assessment. */
    static ResourceView unassessed(
            dev.headroom.units.Resource resource,
            @Nullable Double capacity,
            @Nullable Double used,
            @Nullable LocalDate usedOn) {
        return new ResourceView(
                resource.id(),
                resource.unit().symbol(),
                capacity,
                used,
                usedOn,
                capacity == null || used == null ? null : used / capacity,
                0.8,
                null,
                code(BindingLimit.UNKNOWN),
                null,
                null,
                null,
                null,
                "unknown",
                "Not assessed yet.");
    }

    static List<String> columns(String... before) {
        var columns = new ArrayList<>(Arrays.asList(before));
        columns.addAll(COLUMNS);
        return columns;
    }

    List<@Nullable Object> cells(@Nullable Object... before) {
        var cells = new ArrayList<@Nullable Object>(Arrays.asList(before));
        cells.addAll(Arrays.asList(resource, unit, capacity, used, usedOn, utilization, threshold, usable));
        cells.add(bindingLimit);
        cells.addAll(
                crossing == null
                        ? Arrays.asList((Object) null, null, null)
                        : Arrays.asList((Object) crossing.p10(), crossing.p50(), crossing.p90()));
        cells.addAll(Arrays.asList(runwayDays, orderBy, status, reason));
        return cells;
    }

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
