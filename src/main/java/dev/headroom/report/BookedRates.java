package dev.headroom.report;

import dev.headroom.catalog.PriceBooks;
import dev.headroom.cost.ExchangeRate;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The price book's rates. */
@Component
class BookedRates implements Rates {

    private final PriceBooks books;

    BookedRates(PriceBooks books) {
        this.books = books;
    }

    @Override
    public Optional<ExchangeRate> rate(Currency from, Currency to, LocalDate day) {
        return books.current().exchangeRate(from, to, day);
    }
}
