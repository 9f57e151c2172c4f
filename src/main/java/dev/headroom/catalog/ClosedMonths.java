package dev.headroom.catalog;

import dev.headroom.cost.ExchangeRate;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The exchange rates that past months closed with: pinned when first asked for, and never changed by later ones. */
@Service
public class ClosedMonths {

    private final JdbcClient database;
    private final Clock clock;

    ClosedMonths(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Returns the rate of a month that is over: the newest that was known on its last day, else the first known after it.
     *
     * @return empty where the book has no rate of the two currencies
     */
    public Optional<ExchangeRate> rate(YearMonth month, Currency from, Currency to, PriceBook book) {
        if (from.equals(to)) {
            return Optional.of(ExchangeRate.none(from, month.atEndOfMonth()));
        }
        var pinned = pinned(month, from, to);
        if (pinned.isPresent()) {
            return pinned;
        }
        book.exchangeRate(from, to, month.atEndOfMonth())
                .or(() -> book.firstRateAfter(from, to, month.atEndOfMonth()))
                .ifPresent(rate -> pin(month, rate));
        return pinned(month, from, to);
    }

    private void pin(YearMonth month, ExchangeRate rate) {
        database.sql(
                        "insert into closed_month_rate (month, from_currency, to_currency, rate, rate_day, source, pinned_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        month.atDay(1),
                        rate.from().getCurrencyCode(),
                        rate.to().getCurrencyCode(),
                        rate.rate(),
                        rate.day(),
                        rate.source(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    private Optional<ExchangeRate> pinned(YearMonth month, Currency from, Currency to) {
        return database.sql("select rate, rate_day, source from closed_month_rate"
                        + " where month = ? and from_currency = ? and to_currency = ?")
                .params(month.atDay(1), from.getCurrencyCode(), to.getCurrencyCode())
                .query((row, i) -> new ExchangeRate(
                        from,
                        to,
                        row.getObject(1, BigDecimal.class),
                        row.getObject(2, LocalDate.class),
                        row.getString(3)))
                .optional();
    }
}
