package dev.headroom.telemetry;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CrossingDates;
import dev.headroom.assessment.ForecastSnapshot;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.PoolAssessment;
import dev.headroom.assessment.ResourceAssessment;
import dev.headroom.assessment.Status;
import dev.headroom.units.Resource;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One assessment as samples. What is unknown has no series; what is known has the very value that pages and the API show.
 *
 * <p>Labels are bounded: at most {@value #MOST_POOLS} pools, the resources of each, and fixed words. No node and no month is a label.
 */
final class AssessmentSamples {

    static final int MOST_POOLS = 200;

    /** How many days ahead the forecast's quantiles are given. */
    private static final List<Integer> HORIZONS = List.of(30, 90, 180, 365);

    private final Assessment assessment;
    private final BiFunction<PoolAssessment, Resource, Optional<ForecastSnapshot>> forecasts;
    private final Gauges gauges = new Gauges();

    AssessmentSamples(
            Assessment assessment, BiFunction<PoolAssessment, Resource, Optional<ForecastSnapshot>> forecasts) {
        this.assessment = assessment;
        this.forecasts = forecasts;
    }

    MetricSnapshots metrics() {
        gauges.add(Gauge.ASSESSMENT_TIME, Labels.EMPTY, assessment.generatedAt().getEpochSecond());
        gauges.add(Gauge.ASSESSMENT_DAY, Labels.EMPTY, at(assessment.asOf()));
        gauges.add(Gauge.COVERAGE, Labels.EMPTY, assessment.data().coverage());
        gauges.add(Gauge.POOLS, Labels.EMPTY, assessment.pools().size());
        var pools = assessment.pools().stream()
                .sorted(Comparator.comparing(AssessmentSamples::worst)
                        .reversed()
                        .thenComparing(PoolAssessment::id))
                .limit(MOST_POOLS)
                .toList();
        for (var pool : pools) {
            gauges.add(Gauge.NODES, Labels.of("pool", pool.id()), pool.nodeCount());
            pool.resources().forEach(resource -> resource(pool, resource));
        }
        plan(pools.stream().map(PoolAssessment::id).toList());
        return gauges.snapshots();
    }

    private static Status worst(PoolAssessment pool) {
        return pool.resources().stream()
                .map(ResourceAssessment::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.UNKNOWN);
    }

    private void resource(PoolAssessment pool, ResourceAssessment resource) {
        var labels =
                Labels.of("pool", pool.id(), "resource", resource.resource().id());
        var amount = labels.merge(Labels.of("unit", resource.resource().unit().symbol()));
        gauges.add(Gauge.USED, amount, resource.used());
        gauges.add(Gauge.CAPACITY, amount, resource.capacity());
        gauges.add(Gauge.USABLE, amount, resource.usable());
        gauges.add(Gauge.UTILIZATION, labels, resource.utilization());
        gauges.add(Gauge.THRESHOLD, labels, resource.threshold());
        var runway = resource.runwayDays();
        gauges.add(
                Gauge.RUNWAY,
                labels,
                runway == null ? null : Duration.ofDays(runway).toSeconds());
        var orderBy = resource.orderBy();
        gauges.add(Gauge.ORDER_BY, labels, orderBy == null ? null : at(orderBy.date()));
        crossing(labels.merge(Labels.of("limit", "threshold")), resource.crossing());
        crossing(labels.merge(Labels.of("limit", "usable")), resource.usableCrossing());
        for (var status : Status.values()) {
            gauges.add(
                    Gauge.STATUS, labels.merge(Labels.of("status", word(status))), status == resource.status() ? 1 : 0);
        }
        forecasts.apply(pool, resource.resource()).ifPresent(forecast -> forecast(amount, forecast));
    }

    private void crossing(Labels labels, @Nullable CrossingDates crossing) {
        if (crossing != null) {
            gauges.add(Gauge.CROSSING, labels.merge(Labels.of("level", "0.1")), at(crossing.p10()));
            gauges.add(Gauge.CROSSING, labels.merge(Labels.of("level", "0.5")), at(crossing.p50()));
            gauges.add(Gauge.CROSSING, labels.merge(Labels.of("level", "0.9")), at(crossing.p90()));
        }
    }

    private void forecast(Labels labels, ForecastSnapshot forecast) {
        for (int horizon : HORIZONS) {
            if (horizon <= forecast.points().size()) {
                var point = forecast.points().get(horizon - 1);
                var ahead = labels.merge(Labels.of("horizon_days", String.valueOf(horizon)));
                gauges.add(Gauge.FORECAST, ahead.merge(Labels.of("level", "0.1")), point.p10());
                gauges.add(Gauge.FORECAST, ahead.merge(Labels.of("level", "0.5")), point.p50());
                gauges.add(Gauge.FORECAST, ahead.merge(Labels.of("level", "0.9")), point.p90());
            }
        }
    }

    private void plan(List<String> pools) {
        var plan = assessment.plan();
        for (var state : PlanAssessment.State.values()) {
            gauges.add(Gauge.PLAN_STATE, Labels.of("state", word(state)), state == plan.state() ? 1 : 0);
        }
        if (plan.state() == PlanAssessment.State.UNAVAILABLE) {
            return;
        }
        var currency = Labels.of("currency", assessment.currency().getCurrencyCode());
        gauges.add(Gauge.PLAN_COST, currency, plan.totalCost().amount());
        gauges.add(Gauge.PLAN_BOUND, currency, plan.lowerBound().amount());
        gauges.add(Gauge.PLAN_GAP, Labels.EMPTY, plan.gap());
        gauges.add(
                Gauge.PLAN_UNMET,
                Labels.EMPTY,
                plan.unmet().stream()
                        .map(unmet -> List.of(unmet.pool(), unmet.month()))
                        .distinct()
                        .count());
        for (var kind : PlanAssessment.Kind.values()) {
            var orders =
                    plan.orders().stream().filter(order -> order.kind() == kind).toList();
            gauges.add(Gauge.PLAN_ORDERS, Labels.of("kind", word(kind)), orders.size());
            for (var pool : pools) {
                next(orders.stream().filter(order -> order.pool().equals(pool)))
                        .ifPresent(order -> next(order, currency));
            }
        }
    }

    private static Optional<Order> next(Stream<Order> orders) {
        return orders.min(Comparator.comparing(Order::orderBy).thenComparing(Order::id));
    }

    private void next(Order order, Labels currency) {
        var labels = Labels.of("pool", order.pool(), "kind", word(order.kind()), "model", order.model());
        gauges.add(Gauge.NEXT_ORDER_BY, labels, at(order.orderBy()));
        gauges.add(Gauge.NEXT_IN_SERVICE, labels, at(order.inService()));
        gauges.add(Gauge.NEXT_QUANTITY, labels, order.quantity());
        gauges.add(Gauge.NEXT_ONCE, labels.merge(currency), order.oneTime().amount());
        gauges.add(Gauge.NEXT_MONTHLY, labels.merge(currency), order.monthly().amount());
    }

    private @Nullable Long at(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(assessment.zone()).toEpochSecond();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The metrics, each with its name and what it means; times are Unix seconds of a day's start in the planning zone. */
    enum Gauge {
        ASSESSMENT_TIME("headroom_assessment_timestamp_seconds", "When the latest assessment was made"),
        ASSESSMENT_DAY(
                "headroom_assessment_newest_day_timestamp_seconds", "Start of the newest day of usage that it knows"),
        COVERAGE("headroom_data_coverage_ratio", "Share of the last seven days' measurements that have arrived"),
        POOLS("headroom_pools", "Pools; metrics by pool are given for the " + MOST_POOLS + " worst at most"),
        NODES("headroom_pool_nodes", "Nodes in service"),
        USED("headroom_resource_used", "95th percentile of the newest day's demand, in the unit of its label"),
        CAPACITY("headroom_resource_capacity", "Capacity, in the unit of its label"),
        USABLE(
                "headroom_resource_usable",
                "Demand that may be carried: the lesser of threshold times capacity and what survives the failures"),
        UTILIZATION("headroom_resource_utilization_ratio", "Used by capacity"),
        THRESHOLD("headroom_resource_threshold_ratio", "Utilization that counts as full"),
        STATUS("headroom_resource_status", "1 for the status that holds: unknown, ok, plan, order-now or late"),
        RUNWAY("headroom_runway_seconds", "From the assessment to the likely crossing of the threshold, in whole days"),
        CROSSING(
                "headroom_crossing_timestamp_seconds",
                "Day on which demand first reaches a limit: early (0.1), likely (0.5), late (0.9); none if beyond the horizon"),
        ORDER_BY("headroom_order_by_timestamp_seconds", "Last day to order for this resource"),
        FORECAST("headroom_forecast_demand", "Forecast demand so many days ahead, in the unit of its label"),
        PLAN_STATE("headroom_plan_state", "1 for the state that holds: optimal, feasible or unavailable"),
        PLAN_COST("headroom_plan_cost", "Cost of the whole plan, in the currency of its label"),
        PLAN_BOUND("headroom_plan_cost_lower_bound", "What no plan can cost less than"),
        PLAN_GAP("headroom_plan_gap_ratio", "How far the plan may be above the least cost"),
        PLAN_UNMET("headroom_plan_unmet_pool_months", "Months of a pool whose demand no purchase can meet in time"),
        PLAN_ORDERS("headroom_plan_orders", "Lines of the plan: server, upgrade, retire, downgrade, move"),
        NEXT_ORDER_BY("headroom_plan_next_order_by_timestamp_seconds", "Last day to place a pool's next order"),
        NEXT_IN_SERVICE("headroom_plan_next_in_service_timestamp_seconds", "First day of service of that order"),
        NEXT_QUANTITY("headroom_plan_next_quantity", "How many that order is for"),
        NEXT_ONCE("headroom_plan_next_one_time_cost", "What that order costs once, in the currency of its label"),
        NEXT_MONTHLY("headroom_plan_next_monthly_cost", "What that order costs a month, in the currency of its label");

        private final String metric;
        private final String help;

        Gauge(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }

        String metric() {
            return metric;
        }

        String help() {
            return help;
        }

        static List<String> metrics() {
            return Arrays.stream(values()).map(Gauge::metric).toList();
        }
    }
}
