package dev.headroom.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.procurement.LeadTimes.Observed;
import dev.headroom.procurement.Purchase.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {

    private static final LocalDate MAY_1 = LocalDate.of(2026, 5, 1);
    private static final PlanningSettings.Planning SETTINGS = new PlanningSettings.Planning(
            0.8, 1, 1.0, 70, 14, 3, 7, 12, 365, 36, Duration.ofSeconds(5), 0.9, List.of("12-24/01-01"));

    @Test
    void areEightToTwelveWeeksUntilSomethingWasDelivered() {
        var times = times(List.of());

        var delivery = times.ofServers("hetzner");
        assertThat(delivery.learnedFrom()).isZero();
        assertThat(delivery.days()).isEqualTo(70);
        assertThat(delivery.leadTime().quantile(0.1)).isEqualTo(56);
        assertThat(delivery.leadTime().quantile(0.9)).isEqualTo(84);
        assertThat(delivery.basis()).endsWith(", as set");
    }

    @Test
    void followTheDeliveriesOfTheVendorThatDelivered() {
        var times = times(Collections.nCopies(12, delivered(Kind.SERVER, "hetzner", MAY_1, 30)));

        assertThat(times.ofServers("hetzner").days()).isEqualTo(30);
        assertThat(times.ofServers("hetzner").basis()).startsWith("learned from 12 deliveries");
        assertThat(times.ofServers("ovh").days()).isEqualTo(70);
        assertThat(times.ofServers(null).days()).isEqualTo(30);
        assertThat(times.ofUpgrades("hetzner").days()).isEqualTo(14);
    }

    @Test
    void moveTheLastDayToOrder() {
        var neededBy = LocalDate.of(2027, 9, 1);
        var slow = times(Collections.nCopies(12, delivered(Kind.SERVER, "hetzner", MAY_1, 120)));

        var asSet = deadlines(times(List.of())).before(neededBy);
        var learned = deadlines(slow).before(neededBy);

        assertThat(asSet.date()).isEqualTo(neededBy.minusDays(70 + 3 + 7));
        assertThat(learned.date()).isEqualTo(neededBy.minusDays(120 + 3 + 7));
    }

    @Test
    void doNotCountTheSuppliersHolidaysTwice() {
        var december = LocalDate.of(2026, 12, 1);
        var times = times(Collections.nCopies(40, delivered(Kind.SERVER, "hetzner", december, 49)));

        // nine days of the 49 were holidays
        assertThat(times.ofServers("hetzner").days()).isEqualTo(40);
        assertThat(SETTINGS.deliveryDays(december, times.ofServers("hetzner"))).isEqualTo(49);
        assertThat(SETTINGS.deliveryDays(MAY_1, times.ofServers("hetzner"))).isEqualTo(40);
    }

    @Test
    void areWhatAScenarioSupposesWhateverWasLearned() {
        var observed = Collections.nCopies(12, delivered(Kind.SERVER, "hetzner", MAY_1, 30));

        var times = DeliveryTimes.of(SETTINGS, new ScenarioChanges.LeadTimes(70, null, null, null), observed);

        assertThat(times.ofServers("hetzner").days()).isEqualTo(70);
        assertThat(times.ofServers("hetzner").basis()).endsWith(", as supposed here");
    }

    @Test
    void areToldForEachVendorThatDelivered() {
        var times = times(List.of(delivered(Kind.SERVER, "hetzner", MAY_1, 80)));

        assertThat(times.sentences())
                .hasSize(3)
                .anyMatch(words -> words.startsWith("Servers take about 70 days to be delivered: 56 to 84 days"))
                .anyMatch(words -> words.startsWith("Servers of hetzner take about ")
                        && words.contains("learned from 1 delivery, beside which"));
    }

    private static Deadlines deadlines(DeliveryTimes times) {
        return Deadlines.ofServers(SETTINGS, LocalDate.of(2026, 11, 23), times.ofServers("hetzner"));
    }

    private static DeliveryTimes times(List<Observed> observed) {
        return DeliveryTimes.of(SETTINGS, null, observed);
    }

    private static Observed delivered(Kind kind, String vendor, LocalDate ordered, int days) {
        @Nullable LocalDate served = null;
        return new Observed(kind, "workers", vendor, vendor + "/x", 1, ordered, ordered.plusDays(days), served);
    }
}
