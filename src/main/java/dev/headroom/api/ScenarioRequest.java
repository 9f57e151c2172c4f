package dev.headroom.api;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.headroom.assessment.ScenarioChanges;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scenario is called and changes. What is left out stays as it is. */
@Schema(description = "What is left out stays as it is: a scenario with a name alone has the plan of the baseline.")
record ScenarioRequest(
        @Schema(example = "Twice the growth, and Acme from April") @Nullable
        String name,

        @Nullable List<Growth> growth,
        @Nullable List<Event> events,
        @Nullable List<Driver> drivers,
        @Nullable List<Nodes> nodes,
        @Nullable List<Threshold> thresholds,

        @Schema(example = "1", description = "How many nodes of a pool may fail at once") @Nullable
        Integer surviveFailures,

        @Nullable LeadTimes leadTimes,
        @Nullable List<Price> prices,
        @Nullable List<Offer> offers,
        @Nullable Budget budget,

        @Schema(description = "Pools that may hand nodes to each other") @Nullable
        List<String> rebalance,

        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {

    record Growth(
            @Nullable String pool,
            @Nullable String resource,

            @Schema(example = "2", description = "How many times as fast as forecast") @Nullable
            Double factor,

            @Schema(example = "0.1", description = "Growth on top, compounding: 0.1 adds 10 % in a year") @Nullable
            Double perYear,

            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Event(
            @Schema(example = "Acme moves in") @Nullable String name,
            @Nullable LocalDate date,
            @Nullable String pool,

            @Schema(
                    example = "{\"cpu\": 24, \"bandwidth-public\": 1e9}",
                    description = "By resource, in its unit; negative where load leaves")
            @Nullable
            Map<String, @Nullable Double> demand,

            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Driver(
            @Schema(example = "workers") @Nullable String pool,

            @Schema(example = "requests a second", description = "The name that it is set up with") @Nullable
            String driver,

            @Schema(example = "0.4", description = "As a share: 0.4 is 40 % more than forecast") @Nullable
            Double change,

            @Schema(description = "The first day; without it, the first one ahead") @Nullable
            LocalDate from,

            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Nodes(
            @Nullable String pool,
            @Nullable String model,

            @Schema(example = "-1", description = "Negative where nodes are lost") @Nullable
            Integer count,

            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Threshold(
            @Nullable String pool,
            @Nullable String resource,
            @Schema(example = "0.7") @Nullable Double threshold,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record LeadTimes(
            @Nullable Integer serverDays,
            @Nullable Integer upgradeDays,
            @Nullable Integer installDays,
            @Nullable Integer marginDays,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Price(
            @Schema(example = "hetzner/AX162-S", description = "Id of a server or a link upgrade of the price book")
            @Nullable
            String model,

            @Schema(example = "199.00") @Nullable BigDecimal monthly,
            @Nullable BigDecimal oneTime,
            @Nullable Boolean orderable,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Offer(
            @Schema(example = "acme/rack-96") @Nullable String model,

            @Schema(example = "{\"cpu\": 96, \"memory\": 412316860416}") @Nullable
            Map<String, @Nullable Double> capacity,

            @Schema(example = "310.00") @Nullable BigDecimal monthly,
            @Nullable BigDecimal oneTime,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    record Budget(
            @Nullable BigDecimal oneTimePerMonth,
            @Nullable BigDecimal monthlyMax,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {}

    String checkedName() {
        return required("name", name);
    }

    /**
     * Returns the changes.
     *
     * @throws ApiProblem where a field is missing or unknown
     */
    ScenarioChanges changes() {
        known("", unknown);
        var spans = leadTimes;
        if (spans != null) {
            known("leadTimes.", spans.unknown);
        }
        var spending = budget;
        if (spending != null) {
            known("budget.", spending.unknown);
        }
        return new ScenarioChanges(
                each("growth", growth, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.Growth(item.pool, item.resource, item.factor, item.perYear);
                }),
                each("events", events, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.Event(
                            required(at + "name", item.name),
                            required(at + "date", item.date),
                            required(at + "pool", item.pool),
                            numbers(at + "demand", item.demand));
                }),
                each("drivers", drivers, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.DriverChange(
                            required(at + "pool", item.pool),
                            required(at + "driver", item.driver),
                            required(at + "change", item.change),
                            item.from);
                }),
                each("nodes", nodes, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.NodeChange(
                            required(at + "pool", item.pool), item.model, required(at + "count", item.count));
                }),
                each("thresholds", thresholds, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.Threshold(
                            item.pool, item.resource, required(at + "threshold", item.threshold));
                }),
                surviveFailures,
                spans == null
                        ? null
                        : new ScenarioChanges.LeadTimes(
                                spans.serverDays, spans.upgradeDays, spans.installDays, spans.marginDays),
                each("prices", prices, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.Price(
                            required(at + "model", item.model), item.monthly, item.oneTime, item.orderable);
                }),
                each("offers", offers, (at, item) -> {
                    known(at, item.unknown);
                    return new ScenarioChanges.Offer(
                            required(at + "model", item.model),
                            numbers(at + "capacity", item.capacity),
                            required(at + "monthly", item.monthly),
                            item.oneTime);
                }),
                spending == null ? null : new ScenarioChanges.Spending(spending.oneTimePerMonth, spending.monthlyMax),
                each("rebalance", rebalance, (at, item) -> item));
    }

    private interface Reader<S, T> {
        T read(String at, S item);
    }

    private static <S, T> List<T> each(String field, @Nullable List<S> items, Reader<S, T> reader) {
        var read = new ArrayList<T>();
        for (int i = 0; items != null && i < items.size(); i++) {
            var at = field + "[" + i + "]";
            read.add(reader.read(at + ".", required(at, items.get(i))));
        }
        return read;
    }

    private static Map<String, Double> numbers(String field, @Nullable Map<String, @Nullable Double> values) {
        var numbers = new LinkedHashMap<String, Double>();
        required(field, values)
                .forEach((resource, value) -> numbers.put(resource, required(field + "." + resource, value)));
        return numbers;
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw ApiProblem.invalid(field, null, "is required");
        }
        return value;
    }

    /** A field that nobody reads would be a change that is not made. */
    private static void known(String at, @Nullable Map<String, @Nullable Object> unknown) {
        if (unknown != null && !unknown.isEmpty()) {
            var first = unknown.entrySet().iterator().next();
            throw ApiProblem.invalid(at + first.getKey(), first.getValue(), "is no field here");
        }
    }
}
