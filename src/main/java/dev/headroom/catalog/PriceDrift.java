package dev.headroom.catalog;

import dev.headroom.units.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a model's price has changed so far. */
final class PriceDrift {

    private static final double DAYS_A_YEAR = 365.25;
    private static final long LEAST_DAYS = 180;

    private PriceDrift() {}

    private record Dated(LocalDate day, Money price, ServerOffer.Acquisition kind) {}

    /** Returns the yearly share between the oldest and the newest offer; empty where they can't be compared. */
    static Optional<Double> yearly(List<ServerOffer> offers) {
        var dated = offers.stream()
                .map(PriceDrift::dated)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Dated::day))
                .toList();
        if (dated.size() < 2) {
            return Optional.empty();
        }
        var first = dated.getFirst();
        var last = dated.getLast();
        long days = ChronoUnit.DAYS.between(first.day, last.day);
        if (days < LEAST_DAYS
                || first.kind != last.kind
                || !first.price.currency().equals(last.price.currency())) {
            return Optional.empty();
        }
        double ratio = last.price.amount().doubleValue() / first.price.amount().doubleValue();
        return Optional.of(Math.pow(ratio, DAYS_A_YEAR / days) - 1);
    }

    private static @Nullable Dated dated(ServerOffer offer) {
        var day = offer.asOf().earliest();
        var price = offer.monthly() == null ? offer.price() : offer.monthly();
        return day == null || price == null ? null : new Dated(day, price, offer.acquisition());
    }
}
