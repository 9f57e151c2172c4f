package dev.headroom.assessment;

import dev.headroom.cost.Assumption;
import dev.headroom.cost.BoughtServers;
import dev.headroom.cost.CloudDemand;
import java.math.BigDecimal;
import java.time.LocalDate;
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
 * @param recurring     rents of each month
 * @param bought        servers that are paid at once and written off, months counted from {@code start}
 * @param assumptions   what is counted beside the prices
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
        List<Assumption> assumptions) {

    public CostInputs {
        demand = List.copyOf(demand);
        oneTime = List.copyOf(oneTime);
        recurring = List.copyOf(recurring);
        bought = List.copyOf(bought);
        assumptions = List.copyOf(assumptions);
    }

    int months() {
        return demand.size();
    }
}
