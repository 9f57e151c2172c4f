package dev.headroom.cost;

import dev.headroom.cost.Assumption.Kind;
import dev.headroom.cost.CostComparison.Change;
import dev.headroom.cost.CostComparison.Cloud;
import dev.headroom.cost.CostComparison.Own;
import dev.headroom.cost.CostComparison.Request;
import dev.headroom.cost.CostComparison.Sensitivity;
import dev.headroom.units.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One comparison while it is computed. */
final class Comparing {

    private final Request request;
    private final CloudCosting costing;
    private final int months;
    private final OwnCosts own;
    private final List<BigDecimal> discountFactors = new ArrayList<>();
    private final List<Otherwise> otherwise = new ArrayList<>();
    private final Map<String, ExchangeRate> usedRates = new TreeMap<>();

    /** A change, and what bare metal costs under it. */
    private record Otherwise(Change change, Scenario scenario, BigDecimal ownTotal) {}

    Comparing(Request request, CloudCosting costing) {
        this.request = request;
        this.costing = costing;
        this.months = request.demand().size();
        this.own = new OwnCosts(request.spending(), request.assumptions());
        double rate = request.assumptions().valueOf(Kind.DISCOUNT_RATE).doubleValue();
        for (int m = 0; m < months; m++) {
            discountFactors.add(new BigDecimal(StrictMath.pow(1 + rate, -m / 12.0), MathContext.DECIMAL64));
        }
        for (var change : request.changes()) {
            var scenario = Scenario.of(change, request);
            otherwise.add(
                    new Otherwise(change, scenario, total(new OwnCosts(scenario.spending(), scenario.assumptions()))));
        }
    }

    CostComparison compare() {
        var lines = new ArrayList<CostLines>();
        var presentValue = own.residual().negate().multiply(residualFactor());
        for (int m = 0; m < months; m++) {
            var line = own.lines(m, request.currency());
            lines.add(line);
            // the present value of what is printed: without a discount the two are the same
            var paid = own.paid(m).add(roundings(line));
            presentValue = presentValue.add(paid.multiply(discountFactors.get(m)));
        }
        var ownSide = new Own(lines, sum(lines), new Money(presentValue, request.currency()));
        var clouds = new ArrayList<Cloud>();
        for (var commitment : request.commitments()) {
            for (var provider : costing.providers()) {
                clouds.add(cloud(provider, commitment, ownSide));
            }
        }
        return new CostComparison(
                request.start(),
                months,
                request.currency(),
                usedRates.values().stream().toList(),
                request.assumptions().all(),
                ownSide,
                clouds);
    }

    private static BigDecimal roundings(CostLines lines) {
        return lines.rounded().total().money().minus(lines.total().money()).amount();
    }

    private Cloud cloud(CloudProvider provider, Commitment commitment, Own ownSide) {
        var quotes = request.demand().stream()
                .map(demand -> costing.quote(provider, commitment, demand))
                .toList();
        var first = quotes.getFirst();
        var lines = quotes.stream()
                .map(quote -> lines(quote, request.assumptions()))
                .toList();
        var total = sum(lines);
        var savings = minus(total.total(), ownSide.total().total());
        var presentValue = presentValue(lines);
        return new Cloud(
                provider,
                first.region(),
                commitment,
                first,
                lines,
                total,
                savings,
                presentValue,
                minus(presentValue, Amount.of(ownSide.presentValue())),
                at(firstMonthAhead(lines)),
                at(monthAheadForGood(lines)),
                matchingDiscount(total.total(), ownSide.total().total()),
                otherwise.stream()
                        .map(other -> sensitivity(other, provider, commitment, quotes))
                        .toList());
    }

    /** A cloud's bill and its staff in the comparison's currency. */
    private CostLines lines(CloudQuote quote, Assumptions assumptions) {
        var rate = rate(quote);
        var zero = Amount.of(Money.zero(request.currency()));
        return new CostLines(
                quote.compute().convert(rate),
                quote.storage().convert(rate),
                quote.egress().convert(rate),
                quote.controlPlane().convert(rate),
                Amount.of(new Money(assumptions.valueOf(Kind.CLOUD_STAFF), request.currency())),
                zero);
    }

    private ExchangeRate rate(CloudQuote quote) {
        if (quote.currency().equals(request.currency())) {
            return ExchangeRate.none(request.currency(), request.start().atDay(1));
        }
        return usedRates.computeIfAbsent(
                quote.currency().getCurrencyCode(),
                code -> request.rates().stream()
                        .filter(rate -> rate.from().equals(quote.currency()))
                        .filter(rate -> rate.to().equals(request.currency()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no exchange rate from " + code + " to " + request.currency())));
    }

    private Amount presentValue(List<CostLines> lines) {
        var sum = BigDecimal.ZERO;
        for (int m = 0; m < months; m++) {
            var total = lines.get(m).rounded().total();
            if (!total.isKnown()) {
                return total;
            }
            sum = sum.add(total.money().amount().multiply(discountFactors.get(m)));
        }
        return Amount.of(new Money(sum, request.currency()));
    }

    private BigDecimal residualFactor() {
        double rate = request.assumptions().valueOf(Kind.DISCOUNT_RATE).doubleValue();
        return new BigDecimal(StrictMath.pow(1 + rate, -months / 12.0), MathContext.DECIMAL64);
    }

    /** Returns by how much bare metal is ahead at each month's end, in payments; empty where a bill is unknown. */
    private List<BigDecimal> lead(List<CostLines> lines) {
        var leads = new ArrayList<BigDecimal>();
        var lead = BigDecimal.ZERO;
        for (int m = 0; m < months; m++) {
            var total = lines.get(m).total();
            if (!total.isKnown()) {
                return List.of();
            }
            lead = lead.add(total.money().amount()).subtract(own.paid(m));
            leads.add(lead);
        }
        return leads;
    }

    private int firstMonthAhead(List<CostLines> lines) {
        var leads = lead(lines);
        for (int m = 0; m < leads.size(); m++) {
            if (leads.get(m).signum() > 0) {
                return m;
            }
        }
        return -1;
    }

    private int monthAheadForGood(List<CostLines> lines) {
        var leads = lead(lines);
        int month = -1;
        for (int m = leads.size() - 1; m >= 0 && leads.get(m).signum() > 0; m--) {
            month = m;
        }
        return month;
    }

    private @Nullable YearMonth at(int month) {
        return month < 0 ? null : request.start().plusMonths(month);
    }

    private static OptionalDouble matchingDiscount(Amount cloud, Amount ownTotal) {
        if (!cloud.isKnown() || cloud.money().amount().signum() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(BigDecimal.ONE
                .subtract(ownTotal.money().amount().divide(cloud.money().amount(), MathContext.DECIMAL64))
                .setScale(6, RoundingMode.HALF_UP)
                .doubleValue());
    }

    private Sensitivity sensitivity(
            Otherwise other, CloudProvider provider, Commitment commitment, List<CloudQuote> quotes) {
        var scenario = other.scenario();
        var sum = Amount.of(Money.zero(request.currency()));
        for (int m = 0; m < months; m++) {
            var demand = scenario.demand().get(m);
            var quote = demand.equals(request.demand().get(m))
                    ? quotes.get(m)
                    : costing.quote(provider, commitment, demand);
            var rate = rate(quote);
            var bill = quote.total();
            if (!bill.isKnown()) {
                return new Sensitivity(other.change(), bill);
            }
            var money = rate.convert(bill.money())
                    .times(scenario.cloudPriceFactors().get(m))
                    .plus(new Money(scenario.assumptions().valueOf(Kind.CLOUD_STAFF), request.currency()));
            sum = sum.plus(Amount.of(money));
        }
        return new Sensitivity(other.change(), minus(sum, Amount.of(new Money(other.ownTotal(), request.currency()))));
    }

    private BigDecimal total(OwnCosts costs) {
        var sum = BigDecimal.ZERO;
        for (int m = 0; m < costs.months(); m++) {
            sum = sum.add(costs.lines(m, request.currency()).total().money().amount());
        }
        return sum;
    }

    private static CostLines sum(List<CostLines> lines) {
        return lines.stream().reduce(CostLines::plus).orElseThrow();
    }

    private static Amount minus(Amount minuend, Amount subtrahend) {
        if (!minuend.isKnown()) {
            return minuend;
        }
        return subtrahend.isKnown() ? Amount.of(minuend.money().minus(subtrahend.money())) : subtrahend;
    }
}
