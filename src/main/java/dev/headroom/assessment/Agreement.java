package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Kind;
import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.units.Resource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a resource's last day to order that of the order which the plan answers with: a link upgrade comes sooner than a
 * server, so it may be ordered later. One date is one date everywhere.
 */
final class Agreement {

    private Agreement() {}

    static List<PoolAssessment> of(List<PoolAssessment> pools, PlanAssessment plan, LocalDate today) {
        return pools.stream()
                .map(pool -> new PoolAssessment(
                        pool.id(),
                        pool.name(),
                        pool.site(),
                        pool.nodeCount(),
                        pool.resources().stream()
                                .map(resource -> agreed(pool, resource, plan, today))
                                .toList()))
                .toList();
    }

    private static ResourceAssessment agreed(
            PoolAssessment pool, ResourceAssessment resource, PlanAssessment plan, LocalDate today) {
        return answer(pool, resource, plan)
                .flatMap(order -> Optional.ofNullable(order.orderByParts()))
                .map(orderBy -> resource.orderedBy(orderBy, ResourceAssessor.status(orderBy, today)))
                .orElse(resource);
    }

    /** Returns what the plan buys first for a pool because of a resource. */
    static Optional<Order> remedy(PlanAssessment plan, String pool, Resource resource) {
        return purchases(plan, pool, resource).min(Comparator.comparing(Order::orderBy));
    }

    private static Stream<Order> purchases(PlanAssessment plan, String pool, Resource resource) {
        return plan.orders().stream()
                .filter(order -> order.pool().equals(pool))
                .filter(order -> order.kind() == Kind.SERVER || order.kind() == Kind.UPGRADE)
                .filter(order -> order.reasons().stream()
                        .anyMatch(reason -> reason.resource().equals(resource)));
    }

    private static Optional<Order> answer(PoolAssessment pool, ResourceAssessment resource, PlanAssessment plan) {
        var crossing = resource.usableCrossing();
        if (crossing == null || crossing.p10() == null) {
            return Optional.empty();
        }
        var early = crossing.p10();
        return purchases(plan, pool.id(), resource.resource())
                .filter(order -> order.orderByParts() != null
                        && order.orderByParts().neededBy().equals(early))
                .min(Comparator.comparing(Order::orderBy));
    }
}
