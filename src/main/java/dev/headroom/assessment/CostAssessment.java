package dev.headroom.assessment;

import dev.headroom.units.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The planned fleet's cost beside the same demand in each cloud.
 *
 * @param asOf        the date of the price book
 * @param months      how many months are planned and totalled; those by month may go on
 * @param own         bare metal
 * @param clouds      one for each provider and commitment; on demand first
 * @param assumptions what the figures rest on, each with its source
 * @param exchange    the dated rate that amounts were converted by, in words; {@code null} where none was needed
 * @param inputs      what it was computed from; {@code null} in assessments of before they were kept
 * @param cashFlow    what is paid month by month; {@code null} likewise
 */
public record CostAssessment(
        LocalDate asOf,
        int months,
        Option own,
        List<Option> clouds,
        List<Assumption> assumptions,
        @Nullable String exchange,
        @Nullable CostInputs inputs,
        @Nullable CashFlowAssessment cashFlow) {

    public CostAssessment(
            LocalDate asOf,
            int months,
            Option own,
            List<Option> clouds,
            List<Assumption> assumptions,
            @Nullable String exchange) {
        this(asOf, months, own, clouds, assumptions, exchange, null, null);
    }

    public CostAssessment {
        clouds = List.copyOf(clouds);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * One way to run the demand.
     *
     * @param provider   {@code bare-metal}, {@code aws}, {@code gcp}, {@code azure}
     * @param commitment {@code on-demand}, {@code 1y}, {@code 3y}; {@code null} for bare metal
     * @param thisMonth  the first month
     * @param total      over all months
     * @param savings    its total less bare metal's: what owning saves; {@code null} for bare metal and unknown totals
     * @param breakEven  the first month by whose end bare metal has been paid less in all; {@code null} where there is none
     * @param payback    the month from which on that stays so; {@code null} where there is none
     * @param matchingDiscount the share that the cloud would have to take off all its prices to match bare metal, negative
     *                   where it is cheaper already; {@code null} where its total is unknown
     * @param sensitivities how far the savings move if one thing turns out otherwise
     * @param missing    what the total lacks because its price is unknown, in words
     * @param instances  the first month's mix, in words
     * @param terms      what it comes to after the plan, and after five years
     */
    public record Option(
            String provider,
            @Nullable String region,
            @Nullable String commitment,
            Lines thisMonth,
            Lines total,
            List<Lines> byMonth,
            @Nullable Money savings,
            @Nullable LocalDate breakEven,
            @Nullable LocalDate payback,
            @Nullable Double matchingDiscount,
            List<Sensitivity> sensitivities,
            List<String> missing,
            @Nullable String instances,
            List<String> sources,
            List<Term> terms) {

        public Option(
                String provider,
                @Nullable String region,
                @Nullable String commitment,
                Lines thisMonth,
                Lines total,
                List<Lines> byMonth,
                @Nullable Money savings,
                @Nullable LocalDate breakEven,
                @Nullable LocalDate payback,
                @Nullable Double matchingDiscount,
                List<Sensitivity> sensitivities,
                List<String> missing,
                @Nullable String instances,
                List<String> sources) {
            this(
                    provider,
                    region,
                    commitment,
                    thisMonth,
                    total,
                    byMonth,
                    savings,
                    breakEven,
                    payback,
                    matchingDiscount,
                    sensitivities,
                    missing,
                    instances,
                    sources,
                    List.of());
        }

        @SuppressWarnings("ConstantValue") // older documents have no terms
        public Option {
            terms = terms == null ? List.of() : List.copyOf(terms);
            byMonth = List.copyOf(byMonth);
            sensitivities = List.copyOf(sensitivities);
            missing = List.copyOf(missing);
            sources = List.copyOf(sources);
        }
    }

    /**
     * What it comes to over so many months.
     *
     * @param presentValue of its payments, what is bought credited with its remaining value; {@code null} where unknown
     */
    public record Term(
            int months, @Nullable Money total, @Nullable Money presentValue) {}

    /** What owning saves if one thing turns out otherwise and all else stays; {@code null} where unknown. */
    public record Sensitivity(String change, @Nullable Money savings) {}

    /** Amounts by kind; {@code null} is unknown, and then so is the total. */
    public record Lines(
            @Nullable LocalDate month,
            @Nullable Money compute,
            @Nullable Money storage,
            @Nullable Money egress,
            @Nullable Money controlPlane,
            @Nullable Money staff,
            @Nullable Money other,
            @Nullable Money total) {}

    public record Assumption(
            String name,
            String value,
            String source,
            @Nullable LocalDate asOf) {}
}
