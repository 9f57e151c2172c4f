package dev.headroom.procurement;

import dev.headroom.units.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be bought.
 *
 * @param oneTime    for the whole quantity
 * @param monthly    for the whole quantity, in the currency of {@code oneTime}
 * @param quote      the reference of the quote that it is bought on; null where there is none
 * @param expectedOn first day of service; null where nobody can say yet
 * @param planOrder  the order of the plan that says so
 * @param assessment the assessment of that plan
 * @param plannedAt  when the plan was made, which counts on what was decided before; null where no plan says so
 */
public record Proposal(
        String pool,
        Purchase.Kind kind,
        String model,
        int quantity,
        Money oneTime,
        Money monthly,
        @Nullable String quote,
        @Nullable LocalDate expectedOn,
        String reason,
        @Nullable String planOrder,
        @Nullable UUID assessment,
        @Nullable Instant plannedAt) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 2000;
    private static final int MOST = 10_000;

    /**
     * Checks what can be checked without the database.
     *
     * @throws RefusedPurchase if a field makes no sense
     */
    public Proposal {
        pool = Texts.required("pool", pool, LONGEST_NAME);
        model = Texts.required("model", model, LONGEST_NAME);
        quote = quote == null ? null : Texts.required("quote", quote, LONGEST_NAME);
        reason = Texts.required("reason", reason, LONGEST_REASON);
        if (quantity < 1 || quantity > MOST) {
            throw RefusedPurchase.invalid("quantity", quantity, "must be 1 to " + MOST);
        }
        Texts.amount("oneTime", oneTime);
        Texts.amount("monthly", monthly);
        if (!oneTime.currency().equals(monthly.currency())) {
            throw RefusedPurchase.invalid("monthly", monthly.currency(), "must be in the currency of oneTime");
        }
        if (expectedOn != null) {
            Texts.day("expectedOn", expectedOn);
        }
    }
}
