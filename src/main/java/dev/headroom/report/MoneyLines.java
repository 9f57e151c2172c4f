package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.assessment.CostAssessment.Option;
import dev.headroom.assessment.PlanAssessment;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.catalog.Quote;
import dev.headroom.report.ReportContent.Cost;
import dev.headroom.units.Money;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the plan's and the comparison's money into words. */
final class MoneyLines {

    private static final Map<String, String> PROVIDERS = Map.of("aws", "AWS", "gcp", "Google Cloud", "azure", "Azure");
    private static final int QUOTE_DAYS = 30;
    private static final int WEEK = 7;
    private static final Set<String> COMMITMENTS = Set.of("on-demand", "1y", "3y");

    private final Assessment assessment;
    private final Words words;
    private final Exchange exchange;
    private final @Nullable CostAssessment costs;
    private final List<Quote> quotes;
    private final LocalDate today;

    MoneyLines(Assessment assessment, Words words, ReaderMoney money, LocalDate today) {
        this.assessment = assessment;
        this.words = words;
        this.exchange = money.exchange();
        this.costs = money.costs();
        this.quotes = money.quotes();
        this.today = today;
    }

    /** Returns what one order costs: {@code €79.00 once, €212.00 a month}. */
    String price(Order order) {
        boolean once = order.oneTime().amount().signum() != 0;
        boolean monthly = order.monthly().amount().signum() != 0;
        if (once && monthly) {
            return words.text("price.both", money(order.oneTime()), money(order.monthly()));
        }
        return once
                ? words.text("price.once", money(order.oneTime()))
                : monthly ? words.text("price.monthly", money(order.monthly())) : words.text("price.none");
    }

    /** Returns what an order takes off each month. */
    String saving(Order order) {
        return money(order.monthly().times(-1));
    }

    private String money(Money money) {
        return words.money(exchange.of(money));
    }

    List<String> sentences(List<Order> due, int days) {
        var plan = assessment.plan();
        var lines = new ArrayList<String>();
        if (!plan.monthlyCost().isEmpty()) {
            lines.add(words.text("money.committed", money(plan.monthlyCost().getFirst()), words.monthOf(plan.start())));
        }
        var zero = Money.zero(assessment.currency());
        var once = due.stream().map(Order::oneTime).reduce(zero, Money::plus);
        var monthly = due.stream().map(Order::monthly).reduce(zero, Money::plus);
        lines.add(
                due.isEmpty()
                        ? words.text("money.nothing", days)
                        : words.text("money.planned", days, money(once), money(monthly)));
        if (plan.state() != PlanAssessment.State.UNAVAILABLE) {
            lines.add(words.text("money.plan", money(plan.totalCost()), plan.months(), proof(plan)));
        }
        quotes.forEach(quote -> ending(quote).ifPresent(lines::add));
        return lines;
    }

    /** A quote is told of before it ends, and once when it has. */
    private Optional<String> ending(Quote quote) {
        long left = ChronoUnit.DAYS.between(today, quote.validUntil());
        if (left < -WEEK || left > QUOTE_DAYS) {
            return Optional.empty();
        }
        return Optional.of(words.text(
                left < 0 ? "money.quote.ended" : "money.quote.ends",
                CleanText.of(quote.reference(), 60),
                CleanText.of(quote.serverId(), 60),
                words.exact(quote.validUntil()),
                quote.quantity()));
    }

    private String proof(PlanAssessment plan) {
        return plan.state() == PlanAssessment.State.OPTIMAL
                ? words.text("money.proven")
                : words.text("money.gap", words.finePercent(plan.gap()));
    }

    /** Returns owning first, then each provider on demand, then the cheapest commitment of all. */
    List<Cost> comparison() {
        return costs == null
                ? List.of()
                : options(costs).stream()
                        .map(option -> cost(option, costs.own()))
                        .toList();
    }

    private static List<Option> options(CostAssessment costs) {
        var clouds = costs.clouds();
        var onDemand = clouds.stream().filter(o -> "on-demand".equals(o.commitment()));
        var cheapest = clouds.stream()
                .filter(o -> !"on-demand".equals(o.commitment()) && o.total().total() != null)
                .min(Comparator.comparing(MoneyLines::known))
                .stream();
        return Stream.concat(Stream.of(costs.own()), Stream.concat(onDemand, cheapest))
                .toList();
    }

    /** Returns the bars of the costs' picture, owning first; those of unknown length left out. */
    List<CostPicture.Bar> bars() {
        return costs == null
                ? List.of()
                : options(costs).stream()
                        .filter(option -> option.total().total() != null)
                        .map(option -> new CostPicture.Bar(
                                name(option),
                                exchange.of(known(option)).amount().doubleValue(),
                                words.wholeMoney(exchange.of(known(option))),
                                option == costs.own()))
                        .toList();
    }

    private static Money known(Option option) {
        var total = option.total().total();
        if (total == null) {
            throw new IllegalStateException("no total: " + option.provider());
        }
        return total;
    }

    private Cost cost(Option option, Option own) {
        return new Cost(
                name(option),
                amount(option.thisMonth().total()),
                amount(option.total().total()),
                option == own ? "" : beside(option, own));
    }

    private String name(Option option) {
        var commitment = option.commitment();
        var provider = PROVIDERS.getOrDefault(option.provider(), CleanText.of(option.provider(), 40));
        if (commitment == null) {
            return words.text("cost.own");
        }
        return words.text(
                "cost.cloud",
                provider,
                COMMITMENTS.contains(commitment) ? words.text("commitment." + commitment) : commitment);
    }

    private String beside(Option option, Option own) {
        var total = option.total().total();
        var base = own.total().total();
        if (total == null) {
            return words.language() == Language.EN && !option.missing().isEmpty()
                    ? words.text(
                            "cost.unknown-because",
                            CleanText.of(option.missing().getFirst(), 80))
                    : words.text("cost.unknown");
        }
        if (base == null || base.amount().signum() <= 0) {
            return "";
        }
        return words.text("cost.factor", words.factor(total.amount().divide(base.amount(), 1, RoundingMode.HALF_UP)));
    }

    private String amount(@Nullable Money money) {
        return money == null ? ResourceRows.NONE : money(money);
    }

    List<String> basis() {
        var lines = new ArrayList<String>();
        if (costs == null) {
            lines.add(words.text("cost.none"));
        } else {
            lines.add(words.text("cost.basis", costs.months(), words.exact(costs.asOf())));
            if (costs.clouds().stream()
                    .anyMatch(cloud ->
                            cloud.total().total() != null && !cloud.missing().isEmpty())) {
                lines.add(words.text("cost.lacks"));
            }
            var converted = costs.exchange();
            if (converted != null && costs == assessment.costs()) {
                lines.add(words.text("cost.exchange", CleanText.of(converted, 200)));
            }
        }
        var rate = exchange.rate();
        if (rate == null) {
            lines.add(words.text(
                    "cost.no-rate",
                    exchange.wanted().getCurrencyCode(),
                    assessment.currency().getCurrencyCode()));
        } else if (!rate.changesNothing()) {
            lines.add(words.text(
                    "cost.rate",
                    rate.from().getCurrencyCode(),
                    words.rate(rate.rate()),
                    rate.to().getCurrencyCode(),
                    words.exact(rate.day()),
                    CleanText.of(rate.source(), 80)));
        }
        return lines;
    }
}
