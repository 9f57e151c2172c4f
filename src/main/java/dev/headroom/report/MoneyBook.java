package dev.headroom.report;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.CostAssessment;
import dev.headroom.catalog.Quote;
import dev.headroom.cost.ExchangeRate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What the price book says to an assessment, as it was when the assessment was made. */
interface MoneyBook {

    /** Returns the rate from the assessment's currency to another. */
    Optional<ExchangeRate> rate(Assessment assessment, Currency to);

    /** Returns the assessment's costs in a currency: prices in it stand as they are, all else is converted. */
    Optional<CostAssessment> costs(Assessment assessment, Currency currency);

    /** Returns all quotes, those that have ended too. */
    List<Quote> quotes(Assessment assessment);
}
