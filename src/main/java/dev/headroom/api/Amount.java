package dev.headroom.api;

import dev.headroom.units.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Money as the API has it: rounded to the currency's minor unit. */
record Amount(
        @Schema(example = "1234.50", pattern = "^-?[0-9]+(\\.[0-9]+)?$")
        String amount,

        @Schema(example = "EUR", pattern = "^[A-Z]{3}$") String currency) {

    static Amount of(Money money) {
        return new Amount(
                money.rounded().amount().toPlainString(), money.currency().getCurrencyCode());
    }

    static @Nullable Amount ofNullable(@Nullable Money money) {
        return money == null ? null : of(money);
    }

    /** Returns the number for a table's cell. */
    static @Nullable BigDecimal cell(@Nullable Amount amount) {
        return amount == null ? null : new BigDecimal(amount.amount());
    }
}
