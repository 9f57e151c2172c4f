package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.procurement.Purchase;
import dev.headroom.procurement.PurchaseState;
import dev.headroom.units.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

    @Test
    void anOrderIsLateFromTheDayAfterTheOneThatItWasExpectedOn() {
        var purchase = purchase(PurchaseState.ORDERED, DAY, 0);

        assertThat(urgency(purchase, DAY)).isZero();
        assertThat(urgency(purchase, DAY.plusDays(1))).isEqualTo(1);
        assertThat(urgency(purchase, DAY.plusDays(7))).isEqualTo(1);
        assertThat(urgency(purchase, DAY.plusDays(8))).isEqualTo(2);
    }

    @Test
    void nothingIsLateThatIsInServiceOrHasNoDay() {
        var all = List.of(purchase(PurchaseState.IN_SERVICE, DAY, 2), purchase(PurchaseState.ORDERED, null, 0));

        assertThat(Conditions.lateOrders(all, DAY.plusDays(30))).isEmpty();
    }

    private static @Nullable Integer urgency(Purchase purchase, LocalDate today) {
        return Conditions.lateOrders(List.of(purchase), today)
                .findFirst()
                .orElseThrow()
                .urgency();
    }

    private static Purchase purchase(PurchaseState state, @Nullable LocalDate expected, int serving) {
        var price = Money.of("79", "EUR");
        return new Purchase(
                UUID.randomUUID(),
                state,
                "workers",
                Purchase.Kind.SERVER,
                "hetzner/AX162-S",
                2,
                serving,
                serving,
                price,
                price,
                null,
                null,
                null,
                null,
                "capacity",
                null,
                null,
                expected,
                Instant.EPOCH,
                "cto@example.com",
                null,
                null,
                DAY.minusDays(60),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                1);
    }
}
