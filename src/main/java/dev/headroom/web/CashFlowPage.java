package dev.headroom.web;

import dev.headroom.assessment.CashFlowAssessment;
import dev.headroom.assessment.CashFlowAssessment.Flow;
import dev.headroom.assessment.CashFlowAssessment.Month;
import dev.headroom.assessment.CashFlowAssessment.Quarter;
import dev.headroom.assessment.CostAnswers;
import dev.headroom.units.Figures;
import dev.headroom.units.Money;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** What is paid and written off month by month, and what the budgets leave of it. */
@Controller
class CashFlowPage {

    private final CostAnswers answers;

    CashFlowPage(CostAnswers answers) {
        this.answers = answers;
    }

    /** A month's amounts for readers, and for the chart. */
    record MonthView(
            LocalDate month,
            String name,
            boolean closed,
            String owned,
            String ordered,
            String planned,
            String oneTime,
            String paid,
            String paidValue,
            String depreciation,
            String cumulative,
            String cumulativeValue,
            String forecast,
            String actual) {}

    record QuarterView(String quarter, String budget, String spent, String left, boolean over, String source) {}

    @GetMapping("/costs/cash-flow")
    String cashFlow(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(required = false) @Nullable String currency,
            Model model) {
        var assessment = frame.required();
        var switcher = CurrencySwitch.of(answers.currencies(assessment), currency, "/costs/cash-flow");
        model.addAttribute("switcher", switcher);
        model.addAttribute("api", "/api/v1/costs/cash-flow?currency=" + switcher.shown());
        var costs = answers.in(assessment, switcher.shown()).orElse(null);
        var flow = costs == null ? null : costs.cashFlow();
        model.addAttribute("flow", flow);
        if (costs == null || flow == null) {
            return "costs/cash-flow";
        }
        model.addAttribute("csv", "/api/v1/costs/cash-flow?format=csv&currency=" + switcher.shown());
        model.addAttribute("currency", switcher.shown().getCurrencyCode());
        model.addAttribute("months", months(flow, switcher.shown()));
        model.addAttribute(
                "quarters", flow.budgets().stream().map(CashFlowPage::quarter).toList());
        model.addAttribute("sentence", sentence(flow, switcher.shown()));
        model.addAttribute(
                "notes", flow.notes().stream().map(VisibleText::sentence).toList());
        model.addAttribute("hasActuals", flow.months().stream().anyMatch(month -> month.actual() != null));
        model.addAttribute("exchange", costs.exchange());
        return "costs/cash-flow";
    }

    private static List<MonthView> months(CashFlowAssessment flow, Currency currency) {
        var views = new ArrayList<MonthView>();
        var cumulative = Money.zero(currency);
        for (var month : flow.months()) {
            var total = month.total();
            cumulative = cumulative.plus(total.payments());
            views.add(new MonthView(
                    month.month(),
                    RoughDate.monthOf(month.month()),
                    month.closed(),
                    payments(month.owned()),
                    payments(month.ordered()),
                    payments(month.planned()),
                    Figures.money(total.oneTime()),
                    Figures.money(total.payments()),
                    total.payments().rounded().amount().toPlainString(),
                    Figures.money(total.depreciation()),
                    Figures.money(cumulative),
                    cumulative.rounded().amount().toPlainString(),
                    known(month.forecast()),
                    known(month.actual())));
        }
        return views;
    }

    private static String payments(Flow flow) {
        return Figures.money(flow.payments());
    }

    private static String known(@Nullable Money money) {
        return money == null ? "" : Figures.money(money);
    }

    private static QuarterView quarter(Quarter quarter) {
        boolean over = quarter.left().amount().signum() < 0;
        return new QuarterView(
                quarter.quarter(),
                Figures.money(quarter.budget()),
                Figures.money(quarter.spent()),
                Figures.money(quarter.left()),
                over,
                VisibleText.sentence(quarter.source()));
    }

    private static String sentence(CashFlowAssessment flow, Currency currency) {
        var open = flow.months().stream()
                .filter(month -> !month.closed())
                .limit(12)
                .toList();
        if (open.isEmpty()) {
            return "Cash flow";
        }
        var sum = open.stream().map(Month::total).map(Flow::payments).reduce(Money.zero(currency), Money::plus);
        return "%s to be paid from %s to %s."
                .formatted(
                        Figures.money(sum),
                        RoughDate.monthOf(open.getFirst().month()),
                        RoughDate.monthOf(open.getLast().month()));
    }
}
