package dev.headroom.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a price is trusted.
 *
 * @param staleAfterDays the age from which on a row is marked as stale
 */
@Validated
@ConfigurationProperties("headroom.prices")
public record PriceSettings(
        @DefaultValue("180") @Min(1) @Max(3650) int staleAfterDays) {

    public boolean isStale(PriceDate date, LocalDate today) {
        return date.isStale(today, staleAfterDays);
    }
}
