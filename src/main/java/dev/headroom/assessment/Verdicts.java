package dev.headroom.assessment;

import dev.headroom.assessment.Assessment.Verdict;
import dev.headroom.catalog.OfferName;
import dev.headroom.units.RoughDate;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer in one sentence. */
final class Verdicts {

    private Verdicts() {}

    static Verdict of(List<PoolAssessment> pools, PlanAssessment plan, LocalDate today) {
        var resources =
                pools.stream().flatMap(pool -> pool.resources().stream()).toList();
        var status = resources.stream()
                .map(ResourceAssessment::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.UNKNOWN);
        var next =
                plan.orders().stream().filter(order -> !order.kind().isReturn()).findFirst();
        if (status == Status.UNKNOWN) {
            return new Verdict(status, "Nothing can be said yet.", sentence(firstReason(resources)));
        }
        var unknown =
                resources.stream().filter(r -> r.status() == Status.UNKNOWN).count();
        var caveat = unknown == 0 ? null : unknown + (unknown == 1 ? " resource is" : " resources are") + " unknown.";
        if (next.isEmpty()) {
            return new Verdict(status, status == Status.OK ? "Nothing needs to be ordered." : urgent(pools), caveat);
        }
        var order = next.get();
        var what = order.quantity() + " × " + OfferName.of(order.model()) + " for " + poolName(pools, order.pool());
        long late = ChronoUnit.DAYS.between(order.orderBy(), today);
        var when = late > 0
                ? "Order " + what + " now: the order is " + late + (late == 1 ? " day late" : " days late")
                : "Order " + what + " by "
                        + new RoughDate(order.orderBy(), today).text().replaceFirst("^week", "the week");
        return new Verdict(
                status == Status.OK || status == Status.PLAN ? fromDate(late, today, order.orderBy()) : status,
                when + ".",
                Stream.of(reason(pools, order), caveat)
                        .filter(Objects::nonNull)
                        .reduce((why, doubt) -> why + " " + doubt)
                        .orElse(null));
    }

    private static Status fromDate(long late, LocalDate today, LocalDate orderBy) {
        long left = ChronoUnit.DAYS.between(today, orderBy);
        return late > 0 ? Status.LATE : left <= 14 ? Status.ORDER_NOW : left <= 90 ? Status.PLAN : Status.OK;
    }

    private static @Nullable String reason(List<PoolAssessment> pools, PlanAssessment.Order order) {
        return order.reasons().stream()
                .findFirst()
                .flatMap(reason -> pools.stream()
                        .filter(pool -> pool.id().equals(order.pool()))
                        .findFirst()
                        .flatMap(pool -> pool.resource(reason.resource())))
                .map(ResourceAssessment::reason)
                .orElse(null);
    }

    private static String urgent(List<PoolAssessment> pools) {
        return pools.stream()
                .flatMap(pool -> pool.resources().stream()
                        .map(resource -> new Worst(resource.status(), pool.name() + ": " + resource.reason())))
                .max(Comparator.comparing(Worst::status))
                .map(Worst::sentence)
                .orElse("");
    }

    private record Worst(Status status, String sentence) {}

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String firstReason(List<ResourceAssessment> resources) {
        return resources.isEmpty()
                ? "no usage has been collected."
                : resources.getFirst().reason();
    }

    private static String poolName(List<PoolAssessment> pools, String id) {
        return pools.stream()
                .filter(pool -> pool.id().equals(id))
                .map(PoolAssessment::name)
                .findFirst()
                .orElse(id);
    }
}
