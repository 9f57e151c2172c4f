package dev.headroom.assessment;

import dev.headroom.cost.Assumption;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CloudDemand;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.List;

/**
 * What a comparison was computed from, kept so that it can be computed again: in another currency, or with another version
 * of the price book.
 *
 * @param priceBook     the version that it rests on
 * @param day           whose exchange rates hold
 * @param start         the first month
 * @param currency      of the amounts here
 * @param plannedMonths how many months the plan reaches; later ones go on as its last year did
 * @param demand        of each month
 * @param oneTime       set-up fees of each month
 * @param recurring     rents of each month, and whatever else is paid month after month, without the metered traffic
 * @param bought        servers that are paid at once and written off, months counted from {@code start}
 * @param assumptions   what is counted beside the prices
 * @param traffic       metered traffic of each month; 0 in assessments of before it was told apart
 */
public record CostInputs(
        int priceBook,
        LocalDate day,
        LocalDate start,
        Currency currency,
        int plannedMonths,
        List<CloudDemand> demand,
        List<BigDecimal> oneTime,
        List<BigDecimal> recurring,
        List<BoughtServers> bought,
        List<Assumption> assumptions,
        List<BigDecimal> traffic) {

    public CostInputs(
            int priceBook,
            LocalDate day,
            LocalDate start,
            Currency currency,
            int plannedMonths,
            List<CloudDemand> demand,
            List<BigDecimal> oneTime,
            List<BigDecimal> recurring,
            List<BoughtServers> bought,
            List<Assumption> assumptions) {
        this(
                priceBook,
                day,
                start,
                currency,
                plannedMonths,
                demand,
                oneTime,
                recurring,
                bought,
                assumptions,
                List.of());
    }

    @SuppressWarnings("ConstantValue") // older documents have no traffic
    public CostInputs {
        demand = List.copyOf(demand);
        traffic = traffic == null || traffic.isEmpty()
                ? Collections.nCopies(demand.size(), BigDecimal.ZERO)
                : List.copyOf(traffic);
        oneTime = List.copyOf(oneTime);
        recurring = List.copyOf(recurring);
        bought = List.copyOf(bought);
        assumptions = List.copyOf(assumptions);
    }

    int months() {
        return demand.size();
    }
}
