package dev.headroom.procurement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How long deliveries have really taken. */
@Service
public class LeadTimes {

    private final Purchases purchases;

    /**
     * One delivery, or one node that arrived: from the order to there.
     *
     * @param vendor      what stands before the model's slash; the whole model where there is none
     * @param quantity    how many came at once
     * @param deliveredOn null where nobody noted it and the node was simply there
     * @param inServiceOn null where it does not serve yet
     */
    public record Observed(
            Purchase.Kind kind,
            String pool,
            String vendor,
            String model,
            int quantity,
            LocalDate orderedOn,
            @Nullable LocalDate deliveredOn,
            @Nullable LocalDate inServiceOn) {

        /** Returns the days from order to delivery; to service where the delivery was not noted. */
        public long days() {
            var end = deliveredOn == null ? inServiceOn : deliveredOn;
            return end == null ? 0 : ChronoUnit.DAYS.between(orderedOn, end);
        }

        /** Returns the day on which it became known. */
        public LocalDate known() {
            var end = deliveredOn == null ? inServiceOn : deliveredOn;
            return end == null ? orderedOn : end;
        }
    }

    LeadTimes(Purchases purchases) {
        this.purchases = purchases;
    }

    /** Returns every delivery there was, the newest first; each part of a purchase counts for itself. */
    public List<Observed> observed() {
        return purchases.all().stream()
                .flatMap(LeadTimes::of)
                .sorted(Comparator.comparing(Observed::known).reversed())
                .toList();
    }

    /** Returns the deliveries of a kind and vendor, the newest first. */
    public List<Observed> observed(Purchase.Kind kind, String vendor) {
        return observed().stream()
                .filter(delivery -> delivery.kind() == kind && delivery.vendor().equals(vendor))
                .toList();
    }

    /** Returns whom a server model or an upgrade comes from: what stands before the slash; all of it where there is none. */
    public static String vendor(String model) {
        int slash = model.indexOf('/');
        return slash < 0 ? model : model.substring(0, slash);
    }

    private static Stream<Observed> of(Purchase purchase) {
        var ordered = purchase.orderedOn();
        if (ordered == null) {
            return Stream.empty();
        }
        var observed = new ArrayList<Observed>();
        for (var part : purchase.deliveries()) {
            var serves = purchase.arrivals().stream()
                    .map(Purchase.Arrival::inServiceOn)
                    .filter(day -> !day.isBefore(part.deliveredOn()))
                    .findFirst()
                    .orElse(purchase.inServiceOn());
            observed.add(new Observed(
                    purchase.kind(),
                    purchase.pool(),
                    vendor(purchase.model()),
                    purchase.model(),
                    part.quantity(),
                    ordered,
                    part.deliveredOn(),
                    serves));
        }
        return observed.stream();
    }
}
