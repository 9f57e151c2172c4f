package dev.headroom.report;

import dev.headroom.cost.ExchangeRate;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/** The exchange rates that are known. */
@FunctionalInterface
interface Rates {

    Optional<ExchangeRate> rate(Currency from, Currency to, LocalDate day);
}
