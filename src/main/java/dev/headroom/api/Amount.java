package dev.headroom.api;

import dev.headroom.units.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Money as the API has it: rounded to the currency's minor unit. */
record Amount(
        @Pattern(regexp = DECIMAL, message = "must be a decimal number such as 1234.50")
        @Size(max = 30)
        @Schema(example = "1234.50", pattern = DECIMAL)
        String amount,

        @Schema(example = "EUR", pattern = "^[A-Z]{3}$") String currency) {

    private static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$";

    static Amount of(Money money) {
        return new Amount(
                money.rounded().amount().toPlainString(), money.currency().getCurrencyCode());
    }

    static @Nullable Amount ofNullable(@Nullable Money money) {
        return money == null ? null : of(money);
    }

    /**
     * Returns the money that a caller has sent.
     *
     * @throws ApiProblem 400 if there is no such currency
     */
    static @Nullable Money money(String field, @Nullable Amount sent) {
        if (sent == null) {
            return null;
        }
        if (sent.amount() == null || sent.currency() == null) {
            throw ApiProblem.invalid(field, null, "needs amount and currency");
        }
        try {
            return Money.of(sent.amount(), sent.currency());
        } catch (IllegalArgumentException unknown) {
            throw ApiProblem.invalid(field + ".currency", sent.currency(), "must be an ISO 4217 code such as EUR");
        }
    }

    /** Returns the number for a table's cell. */
    static @Nullable BigDecimal cell(@Nullable Amount amount) {
        return amount == null ? null : new BigDecimal(amount.amount());
    }
}
