package dev.headroom.api;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.ScenarioOutcome;
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
        List<Limit> limits,
        @Nullable String inputs,
        List<LeadTime> leadTimes,
        List<String> warnings)
        implements Table.Tabular {

    /** One line of the plan; {@code kind} is {@code server}, {@code upgrade}, {@code retire} (of a server, or of an upgrade where {@code model} is one) or {@code move}. */
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
            String source,
            @Nullable OrderByView orderByParts,
            @Nullable Odds odds,
            List<Step> arithmetic) {}

    /**
     * The odds that the limit is broken before the order is in service.
     *
     * @param atOrderBy for an order on its order-by date, or on the assessment's day where that is past
     * @param today     for an order on the assessment's day
     * @param fewDays   one delivery in ten takes less
     * @param manyDays  one delivery in ten takes more
     */
    record Odds(
            double confidence,
            double atOrderBy,
            double today,
            int fewDays,
            int manyDays,
            String leadTimeFrom,
            List<OddsPoint> curve) {}

    record OddsPoint(LocalDate orderDay, double broken) {}

    /** A step of a calculation, and where its value comes from. */
    record Step(String what, String value, @Nullable String source) {}

    record Reason(String resource, @Nullable CrossingView crossing, String explanation) {}

    /**
     * A plan that was not chosen.
     *
     * @param kind   {@code runner-up}, {@code wait}, {@code no-upgrade} or {@code apart}
     * @param winsIf what would have to change for it to be the better plan
     */
    record Alternative(
            String title,
            String explanation,
            Amount extraCost,
            @Nullable String kind,
            @Nullable String pool,
            @Nullable Integer extraUnmetMonths,
            @Nullable String winsIf) {}

    /** What binds in a month with the plan carried out, and what comes next. */
    record Limit(
            String pool,
            LocalDate month,
            Bound first,
            @Nullable Bound next) {}

    /** {@code rule} is {@code threshold} or {@code failure}; {@code idle} is what is left below the limit. */
    record Bound(String resource, String unit, String rule, double demand, double usable, double idle) {}

    /**
     * How long a delivery is taken to take from the order on, in days on which suppliers work.
     *
     * @param kind        {@code server} or {@code upgrade}
     * @param vendor      null for every vendor that has delivered nothing yet
     * @param fewDays     one delivery in ten takes less
     * @param manyDays    one delivery in ten takes more
     * @param learnedFrom how many deliveries have taught it; 0 where it is only set
     */
    record LeadTime(
            String kind, @Nullable String vendor, int days, int fewDays, int manyDays, int learnedFrom, String basis) {}

    record Unmet(String pool, LocalDate month, String resource, String unit, double demand, double usable) {}

    static PlanView of(Assessment assessment) {
        return of(assessment.id(), assessment.generatedAt(), assessment.plan());
    }

    static PlanView of(ScenarioOutcome outcome, ScenarioOutcome.Side side) {
        return of(outcome.assessment(), outcome.computedAt(), side.plan());
    }

    private static PlanView of(UUID assessment, Instant generatedAt, PlanAssessment plan) {
        return new PlanView(
                assessment,
                generatedAt,
                ResourceView.code(plan.state()),
                plan.gap(),
                plan.totalCost().currency().getCurrencyCode(),
                plan.start(),
                plan.months(),
                Amount.of(plan.totalCost()),
                Amount.of(plan.lowerBound()),
                plan.orders().stream().map(PlanView::order).toList(),
                plan.alternatives().stream()
                        .map(other -> new Alternative(
                                other.title(),
                                other.explanation(),
                                Amount.of(other.extraCost()),
                                other.kind(),
                                other.pool(),
                                other.extraUnmet(),
                                other.winsIf()))
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
                plan.limits().stream()
                        .map(limit -> new Limit(
                                limit.pool(),
                                limit.month(),
                                bound(limit.first()),
                                limit.next() == null ? null : bound(limit.next())))
                        .toList(),
                plan.inputs(),
                plan.leadTimes().stream()
                        .map(time -> new LeadTime(
                                time.kind(),
                                time.vendor(),
                                time.days(),
                                time.fewDays(),
                                time.manyDays(),
                                time.learnedFrom(),
                                time.basis()))
                        .toList(),
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

    private static String kind(PlanAssessment.Kind kind) {
        return ResourceView.code(kind == PlanAssessment.Kind.DOWNGRADE ? PlanAssessment.Kind.RETIRE : kind);
    }

    private static Order order(PlanAssessment.Order order) {
        return new Order(
                order.id(),
                order.pool(),
                order.model(),
                order.quantity(),
                kind(order.kind()),
                order.orderBy(),
                order.inService(),
                order.sentence(),
                order.reasons().stream()
                        .map(reason -> new Reason(
                                reason.resource().id(), CrossingView.of(reason.crossing()), reason.explanation()))
                        .toList(),
                Amount.of(order.oneTime()),
                Amount.of(order.monthly()),
                order.source(),
                OrderByView.of(order.orderByParts()),
                order.odds() == null ? null : odds(order.odds()),
                order.arithmetic().stream()
                        .map(step -> new Step(step.what(), step.value(), step.source()))
                        .toList());
    }

    private static Odds odds(PlanAssessment.Odds odds) {
        return new Odds(
                odds.confidence(),
                odds.atOrderBy(),
                odds.today(),
                odds.fewDays(),
                odds.manyDays(),
                odds.leadTimeFrom(),
                odds.curve().stream()
                        .map(point -> new OddsPoint(point.orderDay(), point.broken()))
                        .toList());
    }

    private static Bound bound(PlanAssessment.Bound bound) {
        return new Bound(
                bound.resource().id(),
                bound.resource().unit().symbol(),
                bound.rule(),
                bound.demand(),
                bound.usable(),
                bound.idle());
    }
}
