package dev.headroom.cost;

import dev.headroom.units.Money;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Bare metal beside the clouds over a horizon, all in one currency.
 *
 * @param rates       the dated rates that the clouds' prices were converted by; empty where none was needed
 * @param assumptions what the figures rest on beside the prices
 */
public record CostComparison(
        YearMonth start,
        int months,
        Currency currency,
        List<ExchangeRate> rates,
        List<Assumption> assumptions,
        Own own,
        List<Cloud> clouds) {

    public CostComparison {
        rates = List.copyOf(rates);
        assumptions = List.copyOf(assumptions);
        clouds = List.copyOf(clouds);
    }

    /** What is compared. */
    public record Request(
            YearMonth start,
            Currency currency,
            List<CloudDemand> demand,
            OwnSpending spending,
            List<Commitment> commitments,
            Assumptions assumptions,
            List<ExchangeRate> rates,
            List<Change> changes) {

        /** Asks for every sensitivity. */
        public Request(
                YearMonth start,
                Currency currency,
                List<CloudDemand> demand,
                OwnSpending spending,
                List<Commitment> commitments,
                Assumptions assumptions,
                List<ExchangeRate> rates) {
            this(start, currency, demand, spending, commitments, assumptions, rates, List.of(Change.values()));
        }

        public Request {
            changes = List.copyOf(changes);
            demand = List.copyOf(demand);
            commitments = List.copyOf(commitments);
            rates = List.copyOf(rates);
            if (demand.isEmpty() || demand.size() != spending.months()) {
                throw new IllegalArgumentException("demand and spending must cover the same months: " + demand.size()
                        + " and " + spending.months());
            }
        }
    }

    /**
     * Bare metal. Bought servers count by their depreciation in {@code byMonth} and {@code total}, and as they are paid in
     * {@code presentValue} and wherever a date is asked for.
     */
    public record Own(List<CostLines> byMonth, CostLines total, Money presentValue) {

        public Own {
            byMonth = List.copyOf(byMonth);
        }

        /** Returns the total of the first so many months; empty if the horizon is shorter. */
        public Optional<CostLines> total(int months) {
            return totalOf(byMonth, months);
        }
    }

    /**
     * One cloud at one commitment.
     *
     * @param firstMonth       the quote behind the first month, in its own currency
     * @param savings          the cloud's total less bare metal's: what owning saves
     * @param presentValue     of its bills
     * @param presentSavings   its present value less bare metal's
     * @param breakEven        the first month by whose end bare metal has been paid less in all; null where there is none
     * @param payback          the month from which on that stays so to the horizon's end; null where there is none
     * @param matchingDiscount the share that the cloud would have to take off all its prices to match bare metal, negative
     *                         where it is cheaper already; empty where its total is unknown or zero
     * @param sensitivities    how far the savings move
     */
    public record Cloud(
            CloudProvider provider,
            String region,
            Commitment commitment,
            CloudQuote firstMonth,
            List<CostLines> byMonth,
            CostLines total,
            Amount savings,
            Amount presentValue,
            Amount presentSavings,
            @Nullable YearMonth breakEven,
            @Nullable YearMonth payback,
            OptionalDouble matchingDiscount,
            List<Sensitivity> sensitivities) {

        public Cloud {
            byMonth = List.copyOf(byMonth);
            sensitivities = List.copyOf(sensitivities);
        }

        /** Returns the total of the first so many months; empty if the horizon is shorter. */
        public Optional<CostLines> total(int months) {
            return totalOf(byMonth, months);
        }
    }

    /** What owning saves if one thing turns out otherwise and all else stays. */
    public record Sensitivity(Change change, Amount savings) {}

    /** What may turn out otherwise. */
    public enum Change {
        HALF_THE_EGRESS("Half the egress"),
        TWICE_THE_EGRESS("Twice the egress"),
        /** Demand, and with it what is ordered, departs from the first month's by half as much. */
        HALF_THE_GROWTH("Half the growth"),
        GROWTH_AND_A_HALF("Half as much growth again"),
        /** Whatever is ordered later costs 10 % more with each year that passes. */
        SERVER_PRICES_RISE("Server prices rise 10 % a year"),
        CLOUD_PRICES_FALL("Cloud prices fall 10 % a year"),
        HALF_THE_STAFF("Half the staff"),
        TWICE_THE_STAFF("Twice the staff");

        private final String title;

        Change(String title) {
            this.title = title;
        }

        /** Returns the name that a reader sees. */
        public String title() {
            return title;
        }
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if there is no rate for a price list's currency
     */
    public static CostComparison of(Request request, CloudCosting costing) {
        return new Comparing(request, costing).compare();
    }

    private static Optional<CostLines> totalOf(List<CostLines> byMonth, int months) {
        return months > byMonth.size()
                ? Optional.empty()
                : byMonth.subList(0, months).stream().reduce(CostLines::plus);
    }
}
