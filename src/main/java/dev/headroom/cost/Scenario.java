package dev.headroom.cost;

import dev.headroom.cost.Assumption.Kind;
import dev.headroom.cost.CostComparison.Change;
import dev.headroom.cost.CostComparison.Request;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A comparison's figures after one change. The purchase plan isn't solved anew: its orders grow or shrink in proportion. */
record Scenario(
        List<CloudDemand> demand, OwnSpending spending, Assumptions assumptions, List<BigDecimal> cloudPriceFactors) {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal ONE_AND_A_HALF = new BigDecimal("1.5");
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final double TENTH = 0.1;

    static Scenario of(Change change, Request request) {
        return switch (change) {
            case HALF_THE_EGRESS -> egress(request, HALF);
            case TWICE_THE_EGRESS -> egress(request, TWO);
            case HALF_THE_GROWTH -> growth(request, HALF);
            case GROWTH_AND_A_HALF -> growth(request, ONE_AND_A_HALF);
            case SERVER_PRICES_RISE -> unchanged(request).with(drift(request.spending(), 1 + TENTH));
            case CLOUD_PRICES_FALL -> cloudPrices(request, 1 - TENTH);
            case HALF_THE_STAFF -> staff(request, HALF);
            case TWICE_THE_STAFF -> staff(request, TWO);
        };
    }

    private static Scenario unchanged(Request request) {
        return new Scenario(
                request.demand(),
                request.spending(),
                request.assumptions(),
                Collections.nCopies(request.demand().size(), BigDecimal.ONE));
    }

    private Scenario with(OwnSpending changed) {
        return new Scenario(demand, changed, assumptions, cloudPriceFactors);
    }

    private static Scenario egress(Request request, BigDecimal factor) {
        var same = unchanged(request);
        var demand = request.demand().stream()
                .map(month -> new CloudDemand(
                        month.cores(),
                        month.memoryBytes(),
                        scaled(month.egressBytesPerMonth(), factor),
                        month.storageBytes()))
                .toList();
        var spending = request.spending()
                .withEgress(request.spending().egress().stream()
                        .map(factor::multiply)
                        .toList());
        return new Scenario(demand, spending, same.assumptions, same.cloudPriceFactors);
    }

    private static Scenario growth(Request request, BigDecimal factor) {
        var same = unchanged(request);
        var first = request.demand().getFirst();
        var demand = request.demand().stream()
                .map(month -> new CloudDemand(
                        grown(first.cores(), month.cores(), factor).max(BigDecimal.ZERO),
                        grown(first.memoryBytes(), month.memoryBytes(), factor),
                        grown(first.egressBytesPerMonth(), month.egressBytesPerMonth(), factor),
                        grownIfKnown(first.storageBytes(), month.storageBytes(), factor)))
                .toList();
        var spending = request.spending();
        var bought = spending.bought().stream()
                .map(servers -> servers.month() < 0 ? servers : servers.times(factor))
                .toList();
        return new Scenario(
                demand,
                new OwnSpending(
                        spending.oneTime().stream().map(factor::multiply).toList(),
                        grown(spending.recurring(), factor),
                        grown(spending.egress(), factor),
                        bought),
                same.assumptions,
                same.cloudPriceFactors);
    }

    private static @Nullable Long grownIfKnown(@Nullable Long first, @Nullable Long then, BigDecimal factor) {
        return first == null || then == null ? null : Long.valueOf(grown(first.longValue(), then.longValue(), factor));
    }

    private static OwnSpending drift(OwnSpending spending, double yearly) {
        var recurring = new ArrayList<BigDecimal>();
        var rent = BigDecimal.ZERO;
        for (int m = 0; m < spending.months(); m++) {
            var added = m == 0
                    ? spending.recurring().getFirst()
                    : spending.recurring().get(m).subtract(spending.recurring().get(m - 1));
            rent = rent.add(m > 0 && added.signum() > 0 ? added.multiply(yearlyFactor(yearly, m)) : added);
            recurring.add(rent);
        }
        var oneTime = new ArrayList<BigDecimal>();
        for (int m = 0; m < spending.months(); m++) {
            oneTime.add(spending.oneTime().get(m).multiply(yearlyFactor(yearly, m)));
        }
        var bought = spending.bought().stream()
                .map(servers -> servers.month() <= 0 ? servers : servers.times(yearlyFactor(yearly, servers.month())))
                .toList();
        return new OwnSpending(oneTime, recurring, spending.egress(), bought);
    }

    private static Scenario cloudPrices(Request request, double yearly) {
        var factors = new ArrayList<BigDecimal>();
        for (int m = 0; m < request.demand().size(); m++) {
            factors.add(yearlyFactor(yearly, m));
        }
        return new Scenario(request.demand(), request.spending(), request.assumptions(), factors);
    }

    private static Scenario staff(Request request, BigDecimal factor) {
        var same = unchanged(request);
        UnaryOperator<Assumption> scale =
                staff -> new Assumption(staff.kind(), staff.value().multiply(factor), staff.source(), staff.asOf());
        var assumptions = request.assumptions()
                .get(Kind.STAFF)
                .map(staff -> request.assumptions().with(scale.apply(staff)))
                .orElse(request.assumptions());
        return new Scenario(same.demand, same.spending, assumptions, same.cloudPriceFactors);
    }

    private static BigDecimal yearlyFactor(double yearly, int month) {
        return new BigDecimal(StrictMath.pow(yearly, month / 12.0), MathContext.DECIMAL64);
    }

    private static List<BigDecimal> grown(List<BigDecimal> series, BigDecimal factor) {
        return series.stream()
                .map(value -> grown(series.getFirst(), value, factor).max(BigDecimal.ZERO))
                .toList();
    }

    private static BigDecimal grown(BigDecimal first, BigDecimal value, BigDecimal factor) {
        return first.add(value.subtract(first).multiply(factor));
    }

    private static long grown(long first, long value, BigDecimal factor) {
        return Math.max(0, Math.addExact(first, scaled(value - first, factor)));
    }

    private static long scaled(long value, BigDecimal factor) {
        return BigDecimal.valueOf(value)
                .multiply(factor)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
