package dev.headroom.procurement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may approve what.
 *
 * @param currency of the amount
 */
@Validated
@ConfigurationProperties("headroom")
record PurchaseSettings(
        @DefaultValue("EUR") Currency currency,
        @Valid @DefaultValue Purchases purchases) {

    /**
     * The rules of purchases.
     *
     * @param secondPersonAbove what a purchase may cost in its first year without a second person's approval
     */
    record Purchases(@DefaultValue("1000") @DecimalMin("0") BigDecimal secondPersonAbove) {}
}
