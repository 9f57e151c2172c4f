package dev.headroom.plan;

import dev.headroom.units.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Says in words why a pool's demand stays unmet. */
final class Shortage {

    private final PlanningProblem problem;
    private final PoolNeeds needs;
    private final Fleet fleet;

    Shortage(PlanningProblem problem, PoolNeeds needs, Fleet fleet) {
        this.problem = problem;
        this.needs = needs;
        this.fleet = fleet;
    }

    /** Returns one sentence for each resource and reason, with the months. */
    List<String> reasons() {
        var sentences = new ArrayList<String>();
        for (int r = 0; r < needs.resources.size(); r++) {
            var months = new LinkedHashMap<String, List<Integer>>();
            for (int m = 0; m < needs.months; m++) {
                if (!needs.carried(r, m, fleet.counts(needs, m))) {
                    months.computeIfAbsent(reason(r, m), reason -> new ArrayList<>())
                            .add(m);
                }
            }
            var resource = needs.resources.get(r);
            months.forEach((reason, list) -> sentences.add(sentence(resource, list, reason)));
        }
        return sentences;
    }

    private String sentence(Resource resource, List<Integer> months, String reason) {
        int first = months.getFirst();
        int last = months.getLast();
        boolean run = last - first == months.size() - 1;
        var when = months.size() == 1
                ? "month " + first
                : run
                        ? "months " + first + " to " + last
                        : "months "
                                + String.join(
                                        ", ",
                                        months.stream().map(String::valueOf).toList());
        return needs.pool.id() + " lacks " + resource.id() + " in " + when + ": " + reason;
    }

    private String reason(int r, int month) {
        boolean none = IntStream.range(0, needs.types.size()).allMatch(j -> needs.capacity[r][j] == 0);
        if (none) {
            return "no model that is owned or can arrive within the horizon has any.";
        }
        int first = firstArrival(r);
        if (month < first) {
            return first >= needs.months
                    ? "nothing that has any can be ordered."
                    : "no order that brings any can be in service before month " + first + ".";
        }
        if (!Reach.canBeCarried(problem, needs, r, month)) {
            return "the most that could have been ordered and arrived by then is not enough.";
        }
        return "no plan within the lead times, the budget and the limits that pools share carries more months.";
    }

    private int firstArrival(int r) {
        int first = needs.months;
        for (int j = 0; j < needs.types.size(); j++) {
            var type = needs.types.get(j);
            var model = problem.models().get(type.model());
            if (needs.capacity[r][j] > 0 && type.isBare() && model.orderable()) {
                first = Math.min(first, model.leadMonths());
            } else if (needs.capacity[r][j] > 0 && !type.isBare()) {
                first = Math.min(first, problem.upgrades().get(type.upgrade()).leadMonths());
            }
        }
        return first;
    }
}
