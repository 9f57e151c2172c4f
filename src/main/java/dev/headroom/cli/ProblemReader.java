package dev.headroom.cli;

import static dev.headroom.cli.JsonValue.optional;

import dev.headroom.cli.Command.BadInput;
import dev.headroom.plan.Budget;
import dev.headroom.plan.InvalidProblem;
import dev.headroom.plan.OwnedNodes;
import dev.headroom.plan.PlanningProblem;
import dev.headroom.plan.PoolDemand;
import dev.headroom.plan.ServerModel;
import dev.headroom.plan.Upgrade;
import dev.headroom.units.Resource;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a planning problem from JSON. */
final class ProblemReader {

    private static final Set<String> PROBLEM =
            Set.of("currency", "start", "months", "pools", "models", "upgrades", "budget");
    private static final Set<String> POOL =
            Set.of("id", "threshold", "surviveFailures", "failureThreshold", "nodes", "demand");
    private static final Set<String> NODES = Set.of("model", "count", "lastMonth");
    private static final Set<String> MODEL =
            Set.of("id", "capacity", "oneTime", "monthly", "leadMonths", "termMonths", "maxPerMonth", "orderable");
    private static final Set<String> UPGRADE = Set.of("id", "model", "capacity", "oneTime", "monthly", "leadMonths");
    private static final Set<String> BUDGET = Set.of("oneTimePerMonth", "monthlyMax");

    private ProblemReader() {}

    static PlanningProblem read(InputStream in) throws BadInput {
        var root = JsonValue.read(in);
        var fields = root.object(PROBLEM);
        var currency = root.required(fields, "currency").text();
        var start = day(root.required(fields, "start"));
        int months = root.required(fields, "months").whole();
        var pools = each(root.required(fields, "pools"), ProblemReader::pool);
        var models = each(root.required(fields, "models"), ProblemReader::model);
        var upgrades = each(optional(fields, "upgrades"), ProblemReader::upgrade);
        var budget = budget(optional(fields, "budget"));
        return at(root, () -> new PlanningProblem(currency, start, months, pools, models, upgrades, budget));
    }

    private static LocalDate day(JsonValue value) throws BadInput {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeException e) {
            throw value.expected("a day such as \"2027-01-01\"");
        }
    }

    private static PoolDemand pool(JsonValue value) throws BadInput {
        var fields = value.object(POOL);
        var id = value.required(fields, "id").text();
        var threshold = optional(fields, "threshold") instanceof JsonValue shares
                ? byResource(shares)
                : Map.<Resource, Double>of();
        int failures = whole(fields, "surviveFailures", 0);
        double failureThreshold = optional(fields, "failureThreshold") instanceof JsonValue share
                ? share.number()
                : PoolDemand.DEFAULT_FAILURE_THRESHOLD;
        var nodes = each(optional(fields, "nodes"), ProblemReader::nodes);
        var demand = new LinkedHashMap<Resource, List<Double>>();
        for (var entry : value.required(fields, "demand").entries().entrySet()) {
            var values = new ArrayList<Double>();
            for (var item : entry.getValue().list()) {
                values.add(item.number());
            }
            demand.put(resource(entry.getKey(), entry.getValue()), values);
        }
        return at(value, () -> new PoolDemand(id, threshold, failures, failureThreshold, nodes, demand));
    }

    private static OwnedNodes nodes(JsonValue value) throws BadInput {
        var fields = value.object(NODES);
        var model = value.required(fields, "model").text();
        int count = value.required(fields, "count").whole();
        var last = optional(fields, "lastMonth");
        Integer lastMonth = last == null ? null : last.whole();
        return at(value, () -> new OwnedNodes(model, count, lastMonth));
    }

    private static ServerModel model(JsonValue value) throws BadInput {
        var fields = value.object(MODEL);
        var id = value.required(fields, "id").text();
        var capacity = byResource(value.required(fields, "capacity"));
        var oneTime = amount(optional(fields, "oneTime"));
        var monthly = value.required(fields, "monthly").decimal();
        int lead = whole(fields, "leadMonths", 0);
        int term = whole(fields, "termMonths", 0);
        var bound = optional(fields, "maxPerMonth");
        Integer maxPerMonth = bound == null ? null : bound.whole();
        boolean orderable = optional(fields, "orderable") instanceof JsonValue flag ? flag.bool() : true;
        return at(value, () -> new ServerModel(id, capacity, oneTime, monthly, lead, term, maxPerMonth, orderable));
    }

    private static Upgrade upgrade(JsonValue value) throws BadInput {
        var fields = value.object(UPGRADE);
        var id = value.required(fields, "id").text();
        var model = value.required(fields, "model").text();
        var capacity = byResource(value.required(fields, "capacity"));
        var oneTime = amount(optional(fields, "oneTime"));
        var monthly = value.required(fields, "monthly").decimal();
        int lead = whole(fields, "leadMonths", 0);
        return at(value, () -> new Upgrade(id, model, capacity, oneTime, monthly, lead));
    }

    private static Budget budget(@Nullable JsonValue value) throws BadInput {
        if (value == null) {
            return Budget.UNLIMITED;
        }
        var fields = value.object(BUDGET);
        var oneTime = optional(fields, "oneTimePerMonth");
        var monthly = optional(fields, "monthlyMax");
        var oneTimePerMonth = oneTime == null ? null : oneTime.decimal();
        var monthlyMax = monthly == null ? null : monthly.decimal();
        return at(value, () -> new Budget(oneTimePerMonth, monthlyMax));
    }

    private static BigDecimal amount(@Nullable JsonValue value) throws BadInput {
        return value == null ? BigDecimal.ZERO : value.decimal();
    }

    private static int whole(Map<String, JsonValue> fields, String name, int otherwise) throws BadInput {
        return optional(fields, name) instanceof JsonValue value ? value.whole() : otherwise;
    }

    private static Map<Resource, Double> byResource(JsonValue value) throws BadInput {
        var map = new LinkedHashMap<Resource, Double>();
        for (var entry : value.entries().entrySet()) {
            map.put(resource(entry.getKey(), entry.getValue()), entry.getValue().number());
        }
        return map;
    }

    private static Resource resource(String id, JsonValue value) throws BadInput {
        try {
            return new Resource(id);
        } catch (IllegalArgumentException e) {
            throw new BadInput(value.path() + ": " + e.getMessage());
        }
    }

    private interface Reading<T> {
        T read(JsonValue value) throws BadInput;
    }

    private static <T> List<T> each(@Nullable JsonValue list, Reading<T> reading) throws BadInput {
        var items = new ArrayList<T>();
        if (list != null) {
            for (var item : list.list()) {
                items.add(reading.read(item));
            }
        }
        return items;
    }

    private interface Making<T> {
        T make();
    }

    private static <T> T at(JsonValue value, Making<T> making) throws BadInput {
        try {
            return making.make();
        } catch (InvalidProblem e) {
            throw new BadInput(value.child(e.field()) + " " + e.fault());
        }
    }
}
