package dev.headroom.api;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PlanAssessment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What to buy, upgrade and give back. */
record PlanView(
        UUID assessment,
        Instant generatedAt,
        String status,
        double gap,
        String currency,
        LocalDate start,
        int months,
        Amount totalCost,
        Amount lowerBound,
        List<Order> orders,
        List<Alternative> alternatives,
        List<Unmet> unmet,
        List<Amount> monthlyCost,
        List<Amount> oneTimeCost,
        List<String> warnings)
        implements Table.Tabular {

    /** One line of the plan; {@code kind} is {@code server}, {@code upgrade} or {@code retire}. */
    record Order(
            String id,
            String pool,
            String model,
            int quantity,
            String kind,
            LocalDate orderBy,
            LocalDate inService,
            String sentence,
            List<Reason> reasons,
            Amount oneTime,
            Amount monthly,
            String source) {}

    record Reason(String resource, @Nullable CrossingView crossing, String explanation) {}

    record Alternative(String title, String explanation, Amount extraCost) {}

    record Unmet(String pool, LocalDate month, String resource, String unit, double demand, double usable) {}

    static PlanView of(Assessment assessment) {
        var plan = assessment.plan();
        return new PlanView(
                assessment.id(),
                assessment.generatedAt(),
                ResourceView.code(plan.state()),
                plan.gap(),
                assessment.currency().getCurrencyCode(),
                plan.start(),
                plan.months(),
                Amount.of(plan.totalCost()),
                Amount.of(plan.lowerBound()),
                plan.orders().stream().map(PlanView::order).toList(),
                plan.alternatives().stream()
                        .map(other -> new Alternative(other.title(), other.explanation(), Amount.of(other.extraCost())))
                        .toList(),
                plan.unmet().stream()
                        .map(unmet -> new Unmet(
                                unmet.pool(),
                                unmet.month(),
                                unmet.resource().id(),
                                unmet.resource().unit().symbol(),
                                unmet.demand(),
                                unmet.usable()))
                        .toList(),
                plan.monthlyCost().stream().map(Amount::of).toList(),
                plan.oneTimeCost().stream().map(Amount::of).toList(),
                plan.warnings());
    }

    @Override
    public Table table() {
        return new Table(
                "plan",
                List.of(
                        "id",
                        "pool",
                        "model",
                        "quantity",
                        "kind",
                        "orderBy",
                        "inService",
                        "oneTime",
                        "monthly",
                        "currency",
                        "sentence",
                        "source"),
                orders.stream()
                        .map(order -> Arrays.<@Nullable Object>asList(
                                order.id(),
                                order.pool(),
                                order.model(),
                                order.quantity(),
                                order.kind(),
                                order.orderBy(),
                                order.inService(),
                                Amount.cell(order.oneTime()),
                                Amount.cell(order.monthly()),
                                currency,
                                order.sentence(),
                                order.source()))
                        .toList());
    }

    private static Order order(PlanAssessment.Order order) {
        return new Order(
                order.id(),
                order.pool(),
                order.model(),
                order.quantity(),
                ResourceView.code(order.kind()),
                order.orderBy(),
                order.inService(),
                order.sentence(),
                order.reasons().stream()
                        .map(reason -> new Reason(
                                reason.resource().id(), CrossingView.of(reason.crossing()), reason.explanation()))
                        .toList(),
                Amount.of(order.oneTime()),
                Amount.of(order.monthly()),
                order.source());
    }
}
