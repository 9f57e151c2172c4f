package dev.headroom.assessment;

import dev.headroom.assessment.PlanAssessment.Order;
import dev.headroom.assessment.Planning.PoolProblem;
import dev.headroom.assessment.Solver.Solved;
import dev.headroom.catalog.Quote;
import dev.headroom.plan.PurchasePlan;
import dev.headroom.plan.ServerModel;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a plan can have on quotes, which are for so many and end on a day. The planner knows no such limits: it takes a quote's price for all that it
 * orders. What is beyond a limit is then put at the list price.
 */
final class QuoteLimits {

    private final Map<String, String> refused = new TreeMap<>();
    private final Map<String, Cap> capped = new TreeMap<>();

    /**
     * What of a quote can be used.
     *
     * @param quantity how many are open on it
     * @param last     the last first day of service of what can be ordered before it ends
     */
    private record Cap(Quote quote, int quantity, LocalDate last) {}

    /**
     * Learns from a plan which quotes it asks too much of.
     *
     * @param taken how many were bought on each quote before, by {@link Quote#name()}
     * @return whether it has to be planned anew
     */
    boolean learn(PlanAssessment plan, List<Quote> quotes, Map<String, Integer> taken) {
        boolean anew = false;
        for (var quote : quotes) {
            var orders = plan.orders().stream()
                    .filter(order -> order.model().equals(quote.name()))
                    .toList();
            int before = taken.getOrDefault(quote.name(), 0);
            int open = Math.max(0, quote.quantity() - before);
            int wanted = orders.stream().mapToInt(Order::quantity).sum();
            var last = orders.stream()
                    .filter(order -> !order.orderBy().isAfter(quote.validUntil()))
                    .map(Order::inService)
                    .max(Comparator.naturalOrder());
            boolean late = orders.stream().anyMatch(order -> order.orderBy().isAfter(quote.validUntil()));
            if (!late && wanted <= open) {
                continue;
            }
            anew = true;
            if (last.isPresent() && open > 0 && !capped.containsKey(quote.reference())) {
                capped.put(quote.reference(), new Cap(quote, open, last.get()));
            } else {
                capped.remove(quote.reference());
                refused.put(
                        quote.reference(),
                        late
                                ? "ends before an order on it would be due"
                                : "is for " + quote.quantity() + " at most"
                                        + (before == 0 ? "" : ", " + before + " of them bought")
                                        + ", and the plan would order " + wanted + " on it");
            }
        }
        return anew;
    }

    /** Returns whether nothing has been learned: every quote can be used for all that is ordered on it. */
    boolean isEmpty() {
        return refused.isEmpty() && capped.isEmpty();
    }

    /** Returns the quotes that are not to be used, by reference. */
    Set<String> refused() {
        return Set.copyOf(refused.keySet());
    }

    /** Returns the quotes beside which the list price is to be offered, by reference. */
    Set<String> capped() {
        return Set.copyOf(capped.keySet());
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        refused.forEach((reference, why) ->
                sentences.add("Quote " + reference + " " + why + ": the plan takes the list price instead."));
        capped.forEach((reference, cap) -> sentences.add("Quote " + reference + " backs " + cap.quantity()
                + " × " + cap.quote().serverId() + " at most, until "
                + cap.quote().validUntil()
                + ": what the plan orders beyond that is at the list price."));
        return sentences;
    }

    /** Returns the plans with what is beyond a limit at the list price. */
    Solved within(Solved solved, List<PoolProblem> problems, PlanningMonths months) {
        var within = solved;
        for (var cap : capped.values()) {
            within = within(within, problems, months, cap);
        }
        return within;
    }

    private static Solved within(Solved solved, List<PoolProblem> problems, PlanningMonths months, Cap cap) {
        var plans = new ArrayList<>(solved.plans());
        var oneTime = new ArrayList<>(solved.oneTimeCost());
        var monthly = new ArrayList<>(solved.monthlyCost());
        int left = cap.quantity();
        for (var place : places(plans, cap)) {
            var plan = plans.get(place.pool());
            var order = plan.orders().get(place.order());
            boolean inTime = !months.startOf(order.inServiceMonth()).isAfter(cap.last());
            int kept = inTime ? Math.min(left, order.quantity()) : 0;
            left -= kept;
            var list = model(problems.get(place.pool()), cap.quote().serverId());
            var quoted = model(problems.get(place.pool()), cap.quote().name());
            if (kept < order.quantity() && list.isPresent() && quoted.isPresent()) {
                var moved = new Moved(plan, order, order.quantity() - kept, quoted.get(), list.get());
                plans.set(place.pool(), moved.plan());
                moved.addTo(oneTime, monthly);
            }
        }
        return new Solved(
                plans,
                false,
                sum(oneTime).add(sum(monthly)),
                solved.lowerBound(),
                monthly,
                oneTime,
                solved.staying(),
                solved.warnings());
    }

    /** Where an order stands: in which pool's plan, and the how manieth it is there. */
    private record Place(int pool, int order, int month) {}

    /** The orders on a quote over all pools, soonest first. */
    private static List<Place> places(List<PurchasePlan> plans, Cap cap) {
        return IntStream.range(0, plans.size())
                .boxed()
                .flatMap(pool -> IntStream.range(0, plans.get(pool).orders().size())
                        .filter(i -> plans.get(pool)
                                .orders()
                                .get(i)
                                .model()
                                .equals(cap.quote().name()))
                        .mapToObj(i -> new Place(
                                pool, i, plans.get(pool).orders().get(i).inServiceMonth())))
                .sorted(Comparator.comparingInt(Place::month).thenComparingInt(Place::pool))
                .toList();
    }

    private static Optional<ServerModel> model(PoolProblem problem, String id) {
        return problem.supply().models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** So many servers of an order, put from a quote's price to the list's. */
    private record Moved(PurchasePlan of, PurchasePlan.Order order, int count, ServerModel quoted, ServerModel list) {

        PurchasePlan plan() {
            var orders = new ArrayList<>(of.orders());
            int at = orders.indexOf(order);
            orders.set(at, with(quoted.id(), order.quantity() - count));
            orders.add(with(list.id(), count)); // at the end, so that the others keep their places
            orders.removeIf(left -> left.quantity() == 0 && !left.equals(orders.get(at)));
            var returns = new ArrayList<PurchasePlan.Return>();
            for (var back : of.returns()) {
                int moved = isOfOrder(back) ? Math.min(count, back.quantity()) : 0;
                if (moved < back.quantity()) {
                    returns.add(with(back, back.model(), back.quantity() - moved));
                }
                if (moved > 0) {
                    returns.add(with(back, list.id(), moved));
                }
            }
            var oneTime = new ArrayList<>(of.oneTimeCost());
            var monthly = new ArrayList<>(of.monthlyCost());
            addTo(oneTime, monthly);
            return new PurchasePlan(
                    PurchasePlan.Status.FEASIBLE,
                    of.gap(),
                    sum(oneTime).add(sum(monthly)),
                    of.lowerBound(),
                    of.unmet(),
                    orders,
                    returns,
                    of.upgrades(),
                    of.capacity(),
                    of.usable(),
                    monthly,
                    oneTime,
                    of.warnings());
        }

        /** Adds what the list asks more. */
        void addTo(List<BigDecimal> oneTime, List<BigDecimal> monthly) {
            int from = order.inServiceMonth();
            var more = BigDecimal.valueOf(count);
            oneTime.set(
                    from,
                    oneTime.get(from)
                            .add(list.oneTime().subtract(quoted.oneTime()).multiply(more)));
            for (int m = from; m < monthly.size(); m++) {
                monthly.set(
                        m,
                        monthly.get(m)
                                .add(list.monthly()
                                        .subtract(quoted.monthly())
                                        .multiply(BigDecimal.valueOf(serving(m)))));
            }
        }

        private int serving(int month) {
            int gone = of.returns().stream()
                    .filter(back -> isOfOrder(back) && back.afterMonth() < month)
                    .mapToInt(PurchasePlan.Return::quantity)
                    .sum();
            return Math.max(0, count - gone);
        }

        private boolean isOfOrder(PurchasePlan.Return back) {
            return back.model().equals(quoted.id())
                    && back.inServiceMonth() != null
                    && back.inServiceMonth() == order.inServiceMonth();
        }

        private PurchasePlan.Order with(String model, int quantity) {
            return new PurchasePlan.Order(order.pool(), model, quantity, order.orderMonth(), order.inServiceMonth());
        }

        private static PurchasePlan.Return with(PurchasePlan.Return back, String model, int quantity) {
            return new PurchasePlan.Return(back.pool(), model, quantity, back.inServiceMonth(), back.afterMonth());
        }
    }
}
