package dev.headroom.api;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The planned fleet's cost beside the same demand in each cloud; an unknown amount is null, and then so is its total. */
record ComparisonView(
        UUID assessment,
        Instant generatedAt,
        LocalDate pricesAsOf,
        String currency,
        @Nullable Integer priceBook,
        int months,
        Choice bareMetal,
        List<Choice> clouds,
        List<CostAssessment.Assumption> assumptions,
        @Nullable String exchange)
        implements Table.Tabular {

    /** One way to run the demand; {@code savings} is what owning saves against it. */
    record Choice(
            String provider,
            @Nullable String region,
            @Nullable String commitment,
            @Nullable String instances,
            Split total,
            List<MonthSplit> byMonth,
            @Nullable Amount savings,
            @Nullable LocalDate breakEven,
            @Nullable LocalDate payback,
            @Nullable Double matchingDiscount,
            List<TermView> terms,
            List<SensitivityView> sensitivities,
            List<String> missing,
            List<String> sources) {}

    /** A total over so many months, and the present value of its payments at the stated discount rate. */
    record TermView(
            int months, @Nullable Amount total, @Nullable Amount presentValue) {}

    /** What owning saves over the planned months if one thing turns out otherwise. */
    record SensitivityView(String change, @Nullable Amount savings) {}

    record Split(
            @Nullable Amount compute,
            @Nullable Amount storage,
            @Nullable Amount egress,
            @Nullable Amount controlPlane,
            @Nullable Amount staff,
            @Nullable Amount other,
            @Nullable Amount total) {

        static Split of(Lines lines) {
            return new Split(
                    Amount.ofNullable(lines.compute()),
                    Amount.ofNullable(lines.storage()),
                    Amount.ofNullable(lines.egress()),
                    Amount.ofNullable(lines.controlPlane()),
                    Amount.ofNullable(lines.staff()),
                    Amount.ofNullable(lines.other()),
                    Amount.ofNullable(lines.total()));
        }
    }

    record MonthSplit(
            @Nullable LocalDate month,
            @Nullable Amount compute,
            @Nullable Amount storage,
            @Nullable Amount egress,
            @Nullable Amount controlPlane,
            @Nullable Amount staff,
            @Nullable Amount other,
            @Nullable Amount total) {

        static MonthSplit of(Lines lines) {
            var split = Split.of(lines);
            return new MonthSplit(
                    lines.month(),
                    split.compute(),
                    split.storage(),
                    split.egress(),
                    split.controlPlane(),
                    split.staff(),
                    split.other(),
                    split.total());
        }
    }

    static ComparisonView of(
            Assessment assessment, CostAssessment costs, Currency currency, int months, Predicate<Option> wanted) {
        var inputs = costs.inputs();
        var own = total(costs.own(), months, costs.months());
        return new ComparisonView(
                assessment.id(),
                assessment.generatedAt(),
                costs.asOf(),
                currency.getCurrencyCode(),
                inputs == null ? null : inputs.priceBook(),
                months,
                choice(costs.own(), own, own, months, costs.months()),
                costs.clouds().stream()
                        .filter(wanted)
                        .map(cloud -> choice(cloud, total(cloud, months, costs.months()), own, months, costs.months()))
                        .toList(),
                costs.assumptions(),
                costs.exchange());
    }

    @Override
    public Table table() {
        var rows = new ArrayList<List<@Nullable Object>>();
        var all = new ArrayList<Choice>();
        all.add(bareMetal);
        all.addAll(clouds);
        for (var choice : all) {
            for (var month : choice.byMonth()) {
                rows.add(Arrays.asList(
                        choice.provider(),
                        choice.region(),
                        choice.commitment(),
                        month.month(),
                        Amount.cell(month.compute()),
                        Amount.cell(month.storage()),
                        Amount.cell(month.egress()),
                        Amount.cell(month.controlPlane()),
                        Amount.cell(month.staff()),
                        Amount.cell(month.other()),
                        Amount.cell(month.total()),
                        currency));
            }
        }
        return new Table(
                "comparison",
                List.of(
                        "provider",
                        "region",
                        "commitment",
                        "month",
                        "compute",
                        "storage",
                        "egress",
                        "controlPlane",
                        "staff",
                        "other",
                        "total",
                        "currency"),
                rows);
    }

    private static Choice choice(Option option, Lines total, Lines own, int months, int all) {
        boolean cloud = !option.provider().equals("bare-metal");
        var theirs = total.total();
        var ours = own.total();
        var savings = !cloud || theirs == null || ours == null ? null : theirs.minus(ours);
        var shown = option.byMonth().stream().limit(months).toList();
        var last = shown.isEmpty() ? null : shown.getLast().month();
        var breakEven = option.breakEven();
        var payback = option.payback();
        return new Choice(
                option.provider(),
                option.region(),
                option.commitment(),
                option.instances(),
                Split.of(total),
                shown.stream().map(MonthSplit::of).toList(),
                Amount.ofNullable(months == all ? option.savings() : savings),
                breakEven == null || last == null || breakEven.isAfter(last) ? null : breakEven,
                payback == null || last == null || payback.isAfter(last) ? null : payback,
                months == all ? option.matchingDiscount() : cloud ? matchingDiscount(theirs, ours) : null,
                option.terms().stream()
                        .map(term -> new TermView(
                                term.months(), Amount.ofNullable(term.total()), Amount.ofNullable(term.presentValue())))
                        .toList(),
                option.sensitivities().stream()
                        .map(s -> new SensitivityView(s.change(), Amount.ofNullable(s.savings())))
                        .toList(),
                option.missing(),
                option.sources());
    }

    /** The share that the cloud would have to take off to match bare metal. */
    private static @Nullable Double matchingDiscount(@Nullable Money theirs, @Nullable Money ours) {
        return theirs == null || ours == null || theirs.amount().signum() == 0
                ? null
                : BigDecimal.ONE
                        .subtract(ours.amount().divide(theirs.amount(), MathContext.DECIMAL64))
                        .setScale(6, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private static Lines total(Option option, int months, int all) {
        if (months == all || option.byMonth().isEmpty()) {
            return option.total();
        }
        var lines =
                option.byMonth().subList(0, Math.min(months, option.byMonth().size()));
        return new Lines(
                null,
                sum(lines, Lines::compute),
                sum(lines, Lines::storage),
                sum(lines, Lines::egress),
                sum(lines, Lines::controlPlane),
                sum(lines, Lines::staff),
                sum(lines, Lines::other),
                sum(lines, Lines::total));
    }

    private static @Nullable Money sum(List<Lines> months, Function<Lines, @Nullable Money> line) {
        Money sum = null;
        for (var month : months) {
            var amount = line.apply(month);
            if (amount == null) {
                return null;
            }
            sum = sum == null ? amount : sum.plus(amount);
        }
        return sum;
    }
}
