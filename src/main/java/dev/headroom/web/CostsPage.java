package dev.headroom.web;

import dev.headroom.assessment.CostAnswers;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostAssessment.Lines;
import dev.headroom.cost.Assumption;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** What the demand costs on own servers, and what it would in each cloud. */
@Controller
class CostsPage {

    private final CostAnswers answers;

    CostsPage(CostAnswers answers) {
        this.answers = answers;
    }

    /** A kind of cost, for each way to run the demand. */
    record LineView(String name, List<String> amounts, boolean isTotal) {}

    /** What each way has cost by the end of a month. */
    record MonthView(LocalDate month, String monthName, List<AmountView> amounts) {}

    /** An amount for readers and for the chart; null where it is unknown. */
    record AmountView(String shown, @Nullable String value) {}

    record AssumptionView(
            String name,
            String value,
            String source,
            @Nullable LocalDate asOf) {}

    @GetMapping("/costs")
    String costs(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(required = false) @Nullable String currency,
            Model model) {
        var assessment = frame.required();
        var switcher = CurrencySwitch.of(answers.currencies(assessment), currency, "/costs");
        var costs = answers.in(assessment, switcher.shown()).orElse(null);
        model.addAttribute("switcher", switcher);
        model.addAttribute("currency", switcher.shown().getCurrencyCode());
        model.addAttribute("api", "/api/v1/costs/comparison?currency=" + switcher.shown());
        if (costs == null) {
            return "costs";
        }
        var options = OverviewPage.options(costs);
        model.addAttribute("costs", costs);
        model.addAttribute("options", options);
        model.addAttribute(
                "firstMonths", CostBar.of(options, view -> view.option().thisMonth()));
        model.addAttribute("totals", CostBar.of(options, view -> view.option().total()));
        model.addAttribute("sentence", sentence(options, costs.months()));
        model.addAttribute(
                "firstMonth", lines(options, option -> option.option().thisMonth()));
        model.addAttribute("whole", lines(options, option -> option.option().total()));
        model.addAttribute("lacks", lacks(costs));
        model.addAttribute("months", cumulative(options));
        model.addAttribute("priceDay", RoughDate.exact(costs.asOf()));
        model.addAttribute("exchange", costs.exchange() == null ? null : VisibleText.sentence(costs.exchange()));
        model.addAttribute("assumptions", assumptions(costs));
        model.addAttribute("csv", "/api/v1/costs/comparison?format=csv&currency=" + switcher.shown());
        model.addAttribute(
                "terms",
                costs.own().terms().stream().map(CostAssessment.Term::months).toList());
        model.addAttribute(
                "changes",
                costs.clouds().stream()
                        .map(cloud -> cloud.sensitivities().stream()
                                .map(CostAssessment.Sensitivity::change)
                                .toList())
                        .filter(changes -> !changes.isEmpty())
                        .findFirst()
                        .orElse(List.of()));
        var inputs = costs.inputs();
        model.addAttribute("priceBook", inputs == null ? null : inputs.priceBook());
        model.addAttribute("discountRate", discountRate(costs));
        return "costs";
    }

    /** What totals that are known leave out nevertheless. */
    private static List<String> lacks(CostAssessment costs) {
        return costs.clouds().stream()
                .filter(cloud -> cloud.total().total() != null)
                .flatMap(cloud -> cloud.missing().stream())
                .distinct()
                .map(VisibleText::sentence)
                .toList();
    }

    /** The rate of the present values, in words. */
    private static String discountRate(CostAssessment costs) {
        var inputs = costs.inputs();
        return inputs == null
                ? "0 %"
                : inputs.assumptions().stream()
                        .filter(a -> a.kind() == Assumption.Kind.DISCOUNT_RATE)
                        .map(a -> Figures.finePercent(a.value().doubleValue()))
                        .findFirst()
                        .orElse("0 %");
    }

    private static String sentence(List<CostView> options, int months) {
        var own = options.getFirst();
        var cheapest = options.stream()
                .filter(option -> !option.isOwn() && option.option().total().total() != null)
                .min((a, b) -> amount(a).compareTo(amount(b)));
        if (!own.isKnown() || cheapest.isEmpty()) {
            return "A price is missing, so the two can't be compared in full: the table says which.";
        }
        var cloud = cheapest.get();
        var savings = cloud.option().savings();
        if (savings == null) {
            return "The cheapest cloud is %s: %s over %d months."
                    .formatted(
                            cloud.name(), CostView.money(cloud.option().total().total()), months);
        }
        return cloud.ownIsDearer()
                ? "%s would be cheaper than own servers by %s over %d months."
                        .formatted(cloud.name(), Figures.money(savings.times(-1)), months)
                : "Own servers save %s over %d months against %s, the cheapest cloud."
                        .formatted(Figures.money(savings), months, cloud.name());
    }

    private static BigDecimal amount(CostView view) {
        var total = view.option().total().total();
        return total == null ? BigDecimal.ZERO : total.amount();
    }

    private static List<LineView> lines(List<CostView> options, Function<CostView, Lines> of) {
        var lines = new ArrayList<LineView>();
        lines.add(line("Compute", options, of, Lines::compute));
        lines.add(line("Storage", options, of, Lines::storage));
        lines.add(line("Egress", options, of, Lines::egress));
        lines.add(line("Control plane", options, of, Lines::controlPlane));
        lines.add(line("Staff", options, of, Lines::staff));
        lines.add(line("Other", options, of, Lines::other));
        var total = line("Total", options, of, Lines::total);
        lines.add(new LineView(total.name(), total.amounts(), true));
        return lines;
    }

    private static LineView line(
            String name, List<CostView> options, Function<CostView, Lines> of, Function<Lines, @Nullable Money> part) {
        return new LineView(
                name,
                options.stream()
                        .map(option -> CostView.money(part.apply(of.apply(option))))
                        .toList(),
                false);
    }

    private static List<MonthView> cumulative(List<CostView> options) {
        var months = new ArrayList<MonthView>();
        var own = options.getFirst().months();
        var sums = new ArrayList<@Nullable Money>();
        options.forEach(option -> sums.add(null));
        for (int m = 0; m < own.size(); m++) {
            var month = own.get(m).month();
            if (month == null) {
                continue;
            }
            var amounts = new ArrayList<AmountView>();
            for (int i = 0; i < options.size(); i++) {
                var lines = options.get(i).months();
                var paid = m < lines.size() ? lines.get(m).total() : null;
                var before = sums.get(i);
                var sum = paid == null || (m > 0 && before == null) ? null : before == null ? paid : before.plus(paid);
                sums.set(i, sum);
                amounts.add(
                        sum == null
                                ? new AmountView("unknown", null)
                                : new AmountView(
                                        Figures.wholeMoney(sum),
                                        sum.rounded().amount().toPlainString()));
            }
            months.add(new MonthView(month, RoughDate.monthOf(month), amounts));
        }
        return months;
    }

    private static List<AssumptionView> assumptions(CostAssessment costs) {
        return costs.assumptions().stream()
                .map(a -> new AssumptionView(
                        VisibleText.sentence(a.name()),
                        VisibleText.sentence(a.value()),
                        VisibleText.sentence(a.source()),
                        a.asOf()))
                .toList();
    }
}
